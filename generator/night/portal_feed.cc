#include "night/portal_feed.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"

namespace gongshi {
namespace {

Error unreadable(const FeedConfig& feed, const std::string& text) { return {"unreadable", text, feed.id}; }

/// A path inside the data folder and nowhere else.
bool stays_inside(const std::string& path) {
  return !path.empty() && path.front() != '/' && !contains(path, "..") && !contains(path, ":") &&
         !contains(path, "\\") && !contains(path, "?");
}

class PortalFetch {
 public:
  PortalFetch(Fs& fs, const FeedConfig& feed, const stdfs::path& dir, const FetchLimits& limits)
      : fs_(fs), feed_(feed), dir_(dir), limits_(limits), base_(feed.url.substr(0, feed.url.rfind('/') + 1)) {}

  Result<PortalFiles> run() {
    GONGSHI_ASSIGN(const std::string package, text_of("datapackage.json"));
    const Json json = Json::parse(package, nullptr, false);
    const Json* resources = json.is_object() ? find_at(json, "resources") : nullptr;
    if (!resources || !resources->is_array())
      return unreadable(feed_, "不是开放数据清单（datapackage.json），请检查 url。");
    for (const Json& resource : *resources) {
      const std::string path = text_at(resource, "path");
      if (text_at(resource, "format") != "jsonl" || !path.starts_with(feed_.dataset + "/")) continue;
      if (!stays_inside(path)) return unreadable(feed_, "开放数据清单里有不正确的路径。");
      GONGSHI_ASSIGN(const stdfs::path file, get(path));
      GONGSHI_ASSIGN(const std::string bytes, fs_.read(file));
      if (text_at(resource, "hash") != "sha256:" + sha256_hex(bytes))
        return unreadable(feed_, "下级网站正在更新，取到的文件与清单对不上，下次再取。");
      out_.fetched.pages.push_back(file);
      out_.fetched.bytes += static_cast<long long>(bytes.size());
    }
    GONGSHI_TRY(read_withdrawn());
    return std::move(out_);
  }

 private:
  Result<stdfs::path> get(const std::string& path) {
    FeedConfig part = feed_;
    part.url = base_ + path;
    part.id = feed_.id + "." + std::to_string(++fetched_);
    auto fetched = fetch_all(fs_, {{&part, {}}}, dir_, limits_);
    if (!fetched[0]) return fetched[0].error();
    if (fetched[0]->pages.size() != 1) return unreadable(feed_, "下级网站的数据文件不应当分页。");
    return fetched[0]->pages[0];
  }

  Result<std::string> text_of(const std::string& path) {
    GONGSHI_ASSIGN(const stdfs::path file, get(path));
    GONGSHI_ASSIGN(std::string bytes, fs_.read(file));
    GONGSHI_TRY(fs_.remove(file));
    return bytes;
  }

  Status read_withdrawn() {
    GONGSHI_ASSIGN(const std::string lines, text_of("withdrawn.jsonl"));
    for (const auto& line : split(lines, '\n')) {
      if (trimmed(line).empty()) continue;
      const Json json = Json::parse(line, nullptr, false);
      const std::string url = json.is_object() ? text_at(json, "url") : "";
      if (url.empty()) return unreadable(feed_, "撤下清单（withdrawn.jsonl）读不懂。");
      if (text_at(json, "dataset") != feed_.dataset) continue;
      out_.withdrawn[url.substr(url.rfind('/') + 1)] = {text_at(json, "withdrawn_on"), text_at(json, "ground"),
                                                         text_at(json, "reason")};
    }
    return {};
  }

  Fs& fs_;
  const FeedConfig& feed_;
  const stdfs::path& dir_;
  const FetchLimits& limits_;
  const std::string base_;
  PortalFiles out_;
  int fetched_ = 0;
};

}  // namespace

bool is_portal_package(const FeedConfig& feed) {
  return feed.preset == "portal" && feed.url.ends_with("/datapackage.json");
}

Result<PortalFiles> fetch_portal(Fs& fs, const FeedConfig& feed, const stdfs::path& dir, const FetchLimits& limits) {
  return PortalFetch(fs, feed, dir, limits).run();
}

std::string page_file(const std::string& dataset, const std::string& agency, const std::string& id) {
  return (dataset == "agencies" ? agency : agency + "-" + address_key(dataset, agency, id)) + ".html";
}

}  // namespace gongshi
