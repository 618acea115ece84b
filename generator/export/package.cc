#include "export/package.h"

#include <algorithm>

namespace gongshi {
namespace {

const char* media_type_of(const std::string& format) {
  if (format == "csv") return "text/csv";
  if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return format == "json" ? "application/json" : "application/jsonl";
}

/// `decisions-2026-03-csv`: unique, and of the letters that names of resources may have.
std::string resource_name(const DataFile& file) {
  std::string name = file.path;
  std::replace_if(name.begin(), name.end(), [](char c) { return c == '/' || c == '.'; }, '-');
  return name;
}

Json resource(const DataFile& file) {
  Json out = {{"name", resource_name(file)}, {"title", file.title},
              {"path", file.path},           {"format", file.format},
              {"bytes", file.bytes},         {"mediatype", media_type_of(file.format)},
              {"hash", "sha256:" + file.digest}};
  if (file.format != "xlsx") out["encoding"] = "utf-8";
  if (file.schema.is_null()) return out;
  out["profile"] = "tabular-data-resource";
  out["dialect"] = {{"lineTerminator", "\r\n"}, {"header", true}};
  out["schema"] = file.schema;
  return out;
}

}  // namespace

Json data_package(const Site& site, const std::vector<DataFile>& files) {
  const SiteConfig& config = site.config;
  Json resources = Json::array();
  for (const DataFile& file : files) resources.push_back(resource(file));
  Json package = {
      {"profile", "data-package"},
      {"name", "gongshi-" + (config.region_code.empty() ? std::string("data") : config.region_code)},
      {"title", config.name},
      {"resources", resources}};
  if (!config.base_url.empty()) package["homepage"] = config.base_url;
  if (!config.authority.empty())
    package["contributors"] = {{{"title", config.authority}, {"role", "publisher"}}};
  return package;
}

}  // namespace gongshi
