#include "site/feeds.h"

#include <algorithm>
#include <set>

#include "base/identifiers.h"
#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "site/feed_url.h"

namespace gongshi {
namespace {

constexpr Member kFeedMembers[] = {
    {"id", Form::kText},       {"dataset", Form::kText},           {"agency", Form::kAny},
    {"url", Form::kText},      {"format", Form::kText},            {"preset", Form::kText},
    {"mode", Form::kText},     {"encoding", Form::kText},          {"headers", Form::kWords},
    {"attests", Form::kObject}, {"stale_after_days", Form::kWhole}, {"patience_seconds", Form::kWhole},
    {"sheet", Form::kText},    {"values", Form::kObject},
};
constexpr Member kAttestMembers[] = {
    {"secrecy", Form::kAny},     {"criminal", Form::kAny},           {"security_risk", Form::kAny},
    {"series_case", Form::kAny}, {"reviewed_by", Form::kMaybeText},  {"natural_persons", Form::kSwitch},
    {"by", Form::kText},         {"on", Form::kText},                {"until", Form::kText},
    {"document", Form::kMaybeText},
};
constexpr std::string_view kFormats[] = {"auto", "json", "jsonl", "csv", "tsv", "xlsx"};

constexpr int kLongestPatience = 3600;  // seconds

/// An attestation states what clears a record, or what excludes it, in the words of the contract.
bool is_statement(const std::string& key, const Json& value) {
  if (key == "security_risk") return value.is_boolean();
  if (!value.is_string()) return false;
  const std::string word = value.get<std::string>();
  if (key == "secrecy") return one_of({"none", "state", "work", "trade", "privacy"}, word);
  if (key == "series_case") return one_of({"none", "open", "closed"}, word);
  return one_of({"none", "suspected", "transferred", "under_investigation", "closed"}, word);
}

/// An attestation speaks for at most twelve months and only where somebody signed it.
Result<Attestation> read_attestation(const Json& json, const std::string& where) {
  const auto bad = [&](const std::string& text, const char* key) {
    return Error{"bad_config", text, inside(where, key)};
  };
  GONGSHI_TRY(check_members(json, kAttestMembers, "attests", where));
  Attestation out;
  for (const auto& [key, value] : json.items()) {
    if (key == "secrecy" || key == "criminal" || key == "security_risk" || key == "series_case") {
      if (value.is_null() || value == "") continue;
      if (!is_statement(key, value))
        return bad("attests 的 " + key + " 不是允许的值，请对照字段说明改正。", key.c_str());
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
    return bad("attests 要写明由谁（by）、自哪天（on）、到哪天（until），日期写成 2026-01-31。",
               out.by.empty() ? "by" : !on ? "on" : "until");
  if (*until < *on || *until > on->plus_months(12))
    return bad("attests 的期限最长十二个月，且 until 不能早于 on。", "until");
  out.on = *on;
  out.until = *until;
  return out;
}

/// What is wrong with a feed's request headers; "" when nothing is. No message quotes a value.
std::string header_problem(const std::map<std::string, std::string>& headers) {
  for (const auto& [name, value] : headers) {
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (!plain) return "headers 的名称只能用字母、数字、横线和下划线。";
    if (value.find_first_of("\r\n") != std::string::npos) return "headers 的 " + name + " 含有换行。";
    if (value.starts_with("env:") && variable_of(value).empty())
      return "headers 的 " + name + " 没有写对：env: 后面是环境变量的名称，只用字母、数字和下划线。";
    if (names_a_secret(name) && variable_of(value).empty())
      return "headers 的 " + name + " 像是凭证。凭证不能写在文件里，请改成 env:变量名，运行时从环境变量读取。";
  }
  return "";
}

/// Whose data the feed may hold: one code, a list of codes, or everybody's ("*").
Status read_agencies(const Json& json, const std::string& name, const std::string& where, FeedConfig& feed) {
  if (json.is_string()) feed.agencies = {json.get<std::string>()};
  if (has_form(json, Form::kTexts)) feed.agencies = json.get<std::vector<std::string>>();
  for (const auto& code : feed.agencies)
    if (code != "*" && !uscc_valid(code))
      return Error{"bad_config", name + "agency “" + code + "”不是正确的统一社会信用代码。", where};
  if (feed.agencies.empty()) return Error{"bad_config", name + "agency 要写一个代码、一组代码或者 \"*\"。", where};
  return {};
}

Result<FeedConfig> read_feed_config(const Json& json, const stdfs::path& dir,
                                    const std::string& where) {
  const std::string name = text_at(json, "id").empty() ? "" : "数据来源 " + text_at(json, "id") + "：";
  const auto bad = [&](const char* key, const std::string& text) {
    return Error{"bad_config", name + text, inside(where, key)};
  };
  GONGSHI_TRY(check_members(json, kFeedMembers, name.empty() ? "数据来源" : "数据来源 " + text_at(json, "id"), where));
  FeedConfig feed;
  feed.where = where;
  feed.id = text_at(json, "id");
  feed.dataset = text_at(json, "dataset");
  feed.url = text_at(json, "url");
  if (feed.id.empty() || feed.dataset.empty() || feed.url.empty())
    return bad(feed.id.empty() ? "id" : feed.dataset.empty() ? "dataset" : "url", "数据来源要有 id、dataset 和 url。");
  if (feed.id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") !=
      std::string::npos)
    return bad("id", "id 只能用字母、数字、点、横线和下划线。");
  GONGSHI_TRY(read_agencies(json.value("agency", Json("*")), name, inside(where, "agency"), feed));
  const bool has_scheme = contains(feed.url, "://");
  if (has_scheme) {
    const std::string scheme = feed.url.substr(0, feed.url.find("://"));
    static constexpr std::string_view kSchemes[] = {"http", "https", "sftp", "file"};
    if (!one_of(kSchemes, scheme)) return bad("url", "url 只支持 http、https、sftp、file 和本地路径。");
    if (!keeps_no_password(feed.url))
      return bad("url", "url 里写了口令。口令不能写在文件里，请改成 env:变量名，运行时从环境变量读取。");
  } else {
    feed.url = stdfs::absolute(dir / feed.url).lexically_normal().string();
  }
  feed.format = json.value("format", "auto");
  if (!one_of(kFormats, feed.format)) return bad("format", "format 不认识：" + feed.format + "。");
  feed.preset = json.value("preset", "native");
  if (feed.preset.ends_with(".json"))
    feed.preset = stdfs::absolute(dir / feed.preset).lexically_normal().string();
  const std::string mode = json.value("mode", "snapshot");
  if (mode != "snapshot" && mode != "delta") return bad("mode", "mode 只能是 snapshot 或者 delta。");
  feed.delta = mode == "delta";
  feed.encoding = json.value("encoding", "");
  feed.sheet = json.value("sheet", "");
  if (!feed.sheet.empty() && feed.format != "auto" && feed.format != "xlsx")
    return bad("sheet", "sheet 只用于 Excel 工作簿，format 要写 xlsx 或者 auto。");
  feed.headers = json.value("headers", std::map<std::string, std::string>());
  if (const std::string problem = header_problem(feed.headers); !problem.empty()) return bad("headers", problem);
  feed.stale_after_days = json.value("stale_after_days", 7);
  if (feed.stale_after_days < 0) return bad("stale_after_days", "stale_after_days 不能小于 0。");
  feed.patience_seconds = json.value("patience_seconds", feed.patience_seconds);
  if (feed.patience_seconds < 1 || feed.patience_seconds > kLongestPatience)
    return bad("patience_seconds", "patience_seconds（等待对方的秒数）要在 1 到 3600 之间。");
  feed.values = json.value("values", Json::object());
  for (const auto& [field, words] : feed.values.items())
    if (!words.is_object()) return bad("values", "values 要写成 { 字段: { 原文: 规范用词 } }。");
  if (json.contains("attests")) {
    GONGSHI_ASSIGN(feed.attests, read_attestation(json["attests"], inside(where, "attests")));
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
    const std::string place = inside(where, i);
    auto feed = read_feed_config(json[i], dir, place);
    if (!feed) {
      errors.push_back(feed.error());
    } else if (!ids.insert(feed->id).second) {
      errors.push_back({"bad_config", "数据来源的 id “" + feed->id + "”用了两次。", inside(place, "id")});
    } else {
      feeds.push_back(std::move(*feed));
    }
  }
  return feeds;
}

}  // namespace gongshi
