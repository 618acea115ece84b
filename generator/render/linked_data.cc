#include "render/linked_data.h"

#include "base/text.h"
#include "render/frame.h"
#include "render/links.h"

namespace gongshi {
namespace {

Json organisation(const std::string& name) {
  return {{"@type", "GovernmentOrganization"}, {"name", name}};
}

Json breadcrumb(const Site& site, const PageMeta& meta) {
  const std::string& base = site.config.base_url;
  Json steps = Json::array();
  const auto add = [&](const std::string& name, const std::string& path) {
    steps.push_back({{"@type", "ListItem"},
                     {"position", steps.size() + 1},
                     {"name", name},
                     {"item", public_address(base, path)}});
  };
  add("首页", "index.html");
  for (const Crumb& crumb : meta.crumbs) add(crumb.label, crumb.path.empty() ? meta.path : crumb.path);
  return {{"@type", "BreadcrumbList"}, {"itemListElement", steps}};
}

const char* media_type_of(const std::string& format) {
  if (format == "csv") return "text/csv";
  if (format == "xlsx") return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return "application/jsonl";
}

}  // namespace

Html linked_data(const Site& site, const PageMeta& meta) {
  if (site.config.base_url.empty()) return {};
  Json graph = Json::array();
  if (!meta.crumbs.empty()) graph.push_back(breadcrumb(site, meta));
  for (const Json& node : meta.linked_data) graph.push_back(node);
  if (graph.empty()) return {};
  const Json document = {{"@context", "https://schema.org"}, {"@graph", graph}};
  const std::string text = document.dump(-1, ' ', false, Json::error_handler_t::replace);
  return Html::trusted(replaced(text, "<", "\\u003c"));
}

Json linked_dataset(const Site& site, const std::string& path, const std::string& name,
                    const std::string& description, const std::vector<DataDownload>& files) {
  const std::string& base = site.config.base_url;
  Json node = {{"@type", "Dataset"},
               {"name", site.config.name + "：" + name},
               {"description", description},
               {"url", public_address(base, path)},
               {"isAccessibleForFree", true},
               {"creator", organisation(site.config.authority)}};
  for (const DataDownload& file : files)
    node["distribution"].push_back({{"@type", "DataDownload"},
                                    {"encodingFormat", media_type_of(file.format)},
                                    {"contentUrl", public_address(base, file.path)}});
  return node;
}

Json linked_service(const Site& site, const PublicRecord& service, const std::string& agency_name) {
  Json node = {{"@type", "GovernmentService"},
               {"name", service.text("name")},
               {"serviceOperator", organisation(agency_name)},
               {"url", public_address(site.config.base_url, service.address())}};
  const std::pair<const char*, const char*> kTexts[] = {{"audience", "target"},
                                                        {"termsOfService", "conditions"}};
  for (const auto& [property, field] : kTexts) {
    const std::string text = service.text(field);
    if (text.empty()) continue;
    if (std::string_view(property) == "audience")
      node[property] = {{"@type", "Audience"}, {"audienceType", text}};
    else
      node[property] = text;
  }
  Json channel = {{"@type", "ServiceChannel"}};
  if (const std::string place = service.text("place"); !place.empty())
    channel["serviceLocation"] = {{"@type", "Place"}, {"address", place}};
  if (const std::string phone = service.text("phone"); !phone.empty())
    channel["servicePhone"] = {{"@type", "ContactPoint"}, {"telephone", phone}};
  if (channel.size() > 1) node["availableChannel"] = channel;
  return node;
}

}  // namespace gongshi
