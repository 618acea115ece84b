#include "site/feeds.h"

#include <algorithm>
#include <set>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

const char* const kKeys[] = {"id",       "dataset", "agency",  "url",     "format",          "preset",
                             "mode",     "encoding", "headers", "attests", "stale_after_days"};
const char* const kFormats[] = {"auto", "json", "jsonl", "csv", "tsv", "xlsx"};
const char* const kAttestKeys[] = {"secrecy",         "criminal", "security_risk", "series_case",
                                   "reviewed_by",     "natural_persons", "by", "on",
                                   "until",           "document"};

template <size_t N>
bool known(const char* const (&words)[N], const std::string& word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// An attestation states what clears a record, or what excludes it, in the words of the contract.
bool is_statement(const std::string& key, const Json& value) {
  if (key == "security_risk") return value.is_boolean();
  if (!value.is_string()) return false;
  const std::string word = value.get<std::string>();
  if (key == "secrecy") return known({"none", "state", "work", "trade", "privacy"}, word);
  if (key == "series_case") return known({"none", "open", "closed"}, word);
  return known({"none", "suspected", "transferred", "under_investigation", "closed"}, word);
}

/// An attestation speaks for at most twelve months and only where somebody signed it.
Result<Attestation> read_attestation(const Json& json, const std::string& where) {
  const auto bad = [&](const std::string& text) { return Error{"bad_config", text, where}; };
  Attestation out;
  for (const auto& [key, value] : json.items()) {
    if (!known(kAttestKeys, key)) return bad("attests 里没有“" + key + "”这一项，请检查拼写。");
    if (key == "secrecy" || key == "criminal" || key == "security_risk" || key == "series_case") {
      if (value.is_null() || value == "") continue;
      if (!is_statement(key, value)) return bad("attests 的 " + key + " 不是允许的值，请对照字段说明改正。");
      out.flags[key] = value;
    }
  }
  out.reviewed_by = text_at(json, "reviewed_by");
  out.by = text_at(json, "by");
  out.document = text_at(json, "document");
  out.natural_persons = json.value("natural_persons", false);
  const auto on = Date::parse(text_at(json, "on"));
  const auto until = Date::parse(text_at(json, "until"));
  if (out.by.empty() || !on || !until)
    return bad("attests 要写明由谁（by）、自哪天（on）、到哪天（until），日期写成 2026-01-31。");
  if (*until < *on || *until > on->plus_months(12))
    return bad("attests 的期限最长十二个月，且 until 不能早于 on。");
  out.on = *on;
  out.until = *until;
  return out;
}

Result<FeedConfig> read_feed_config(const Json& json, const stdfs::path& dir,
                                    const std::string& where) {
  const auto bad = [&](const std::string& text) { return Error{"bad_config", text, where}; };
  for (const auto& [key, value] : json.items())
    if (!known(kKeys, key)) return bad("没有“" + key + "”这一项，请检查拼写。");
  FeedConfig feed;
  feed.id = text_at(json, "id");
  feed.dataset = text_at(json, "dataset");
  feed.url = text_at(json, "url");
  if (feed.id.empty() || feed.dataset.empty() || feed.url.empty())
    return bad("数据源要有 id、dataset 和 url。");
  if (feed.id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") !=
      std::string::npos)
    return bad("id 只能用字母、数字、点、横线和下划线。");
  const Json agency = json.value("agency", Json("*"));
  if (agency.is_string()) feed.agencies = {agency.get<std::string>()};
  if (agency.is_array()) feed.agencies = agency.get<std::vector<std::string>>();
  for (const auto& code : feed.agencies)
    if (code != "*" && !uscc_valid(code))
      return bad("agency “" + code + "”不是正确的统一社会信用代码。");
  if (feed.agencies.empty()) return bad("agency 要写一个代码、一组代码或者 \"*\"。");
  const bool has_scheme = contains(feed.url, "://");
  if (has_scheme) {
    const std::string scheme = feed.url.substr(0, feed.url.find("://"));
    static const char* const kSchemes[] = {"http", "https", "sftp", "file"};
    if (!known(kSchemes, scheme)) return bad("url 只支持 http、https、sftp、file 和本地路径。");
  } else {
    feed.url = stdfs::absolute(dir / feed.url).lexically_normal().string();
  }
  feed.format = json.value("format", "auto");
  if (!known(kFormats, feed.format)) return bad("format 不认识：" + feed.format + "。");
  feed.preset = json.value("preset", "native");
  if (feed.preset.ends_with(".json"))
    feed.preset = stdfs::absolute(dir / feed.preset).lexically_normal().string();
  const std::string mode = json.value("mode", "snapshot");
  if (mode != "snapshot" && mode != "delta") return bad("mode 只能是 snapshot 或者 delta。");
  feed.delta = mode == "delta";
  feed.encoding = json.value("encoding", "");
  feed.headers = json.value("headers", std::map<std::string, std::string>());
  feed.stale_after_days = json.value("stale_after_days", 7);
  if (json.contains("attests")) {
    GONGSHI_ASSIGN(feed.attests, read_attestation(json["attests"], where));
  }
  return feed;
}

}  // namespace

bool FeedConfig::speaks_for(const std::string& agency) const {
  return std::find(agencies.begin(), agencies.end(), "*") != agencies.end() ||
         std::find(agencies.begin(), agencies.end(), agency) != agencies.end();
}

std::vector<FeedConfig> read_feeds(const Json& json, const stdfs::path& dir, const std::string& where,
                                   std::vector<Error>& errors) {
  std::vector<FeedConfig> feeds;
  if (!json.is_array()) {
    errors.push_back({"bad_config", "feeds.json 应当是一个列表：[ {…}, {…} ]。", where});
    return feeds;
  }
  std::set<std::string> ids;
  for (size_t i = 0; i < json.size(); ++i) {
    const std::string place = where + "：第 " + std::to_string(i + 1) + " 个数据源";
    try {
      if (!json[i].is_object()) {
        errors.push_back({"bad_config", "数据源应当写成 { … }。", place});
        continue;
      }
      auto feed = read_feed_config(json[i], dir, place);
      if (!feed) {
        errors.push_back(feed.error());
      } else if (!ids.insert(feed->id).second) {
        errors.push_back({"bad_config", "id “" + feed->id + "”用了两次。", place});
      } else {
        feeds.push_back(std::move(*feed));
      }
    } catch (const Json::exception&) {
      errors.push_back({"bad_config", "有一项的类型不对（例如该写文字的写成了数字）。", place});
    }
  }
  return feeds;
}

}  // namespace gongshi
