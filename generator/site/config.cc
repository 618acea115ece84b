#include "site/config.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kCarriers[] = {
    "政府网站", "政务服务网", "公示平台", "政务新媒体", "微博", "微信", "手机应用", "公示栏", "公示牌",
    "电子显示屏", "电子触摸屏", "自助查询终端", "办事大厅", "服务窗口", "宣传资料", "印刷单页", "小册子", "其他"};
constexpr std::string_view kContacts[] = {"address", "phone",   "email",        "postcode", "fax",
                                          "person",  "website", "office_hours", "supervision_phone",
                                          "corrections"};
constexpr int kLongestReminder = 90;  // days

/// Collects the mistakes of one part of the file.
class Notes {
 public:
  Notes(std::string where, std::vector<Error>& errors) : where_(std::move(where)), errors_(errors) {}
  void add(const std::string& text) { errors_.push_back({"bad_config", text, where_}); }
  void add(std::string_view key, const std::string& text) {
    errors_.push_back({"bad_config", text, inside(where_, key)});
  }
  /// For a reader that notes its mistakes itself.
  const std::string& where() const { return where_; }
  std::vector<Error>& errors() const { return errors_; }
  Notes at(std::string_view key) const { return {inside(where_, key), errors_}; }
  Notes at(size_t index) const { return {inside(where_, index), errors_}; }

 private:
  std::string where_;
  std::vector<Error>& errors_;
};

/// True when the object has no key but these and all its values are texts; otherwise says so.
template <size_t N>
bool texts_only(const Json& object, const std::string_view (&keys)[N], const char* name, Notes notes) {
  if (!object.is_object()) {
    notes.add(std::string(name) + " 要写成 { … }。");
    return false;
  }
  bool good = true;
  for (const auto& [key, value] : object.items()) {
    if (!one_of(keys, key)) {
      notes.add(key, std::string(name) + " 里没有“" + key + "”这一项，请检查拼写。可以写的有：" +
                         joined({std::begin(keys), std::end(keys)}, "、") + "。");
      good = false;
    } else if (!value.is_string()) {
      notes.add(key, std::string(name) + " 的“" + key + "”要写成文字，用引号括起来。");
      good = false;
    }
  }
  return good;
}

/// Calls `read` for every object of a list.
void each(const Json& list, const char* name, Notes notes,
          const std::function<void(const Json&, Notes)>& read) {
  if (!list.is_array()) return notes.add(std::string(name) + " 要写成 [ {…}, {…} ]。");
  for (size_t i = 0; i < list.size(); ++i) read(list[i], notes.at(i));
}

void read_carriers(SiteConfig& config, const Json& list, Notes notes) {
  static constexpr std::string_view kKeys[] = {"kind", "name", "place"};
  each(list, "carriers", notes, [&](const Json& json, Notes at) {
    if (!texts_only(json, kKeys, "carriers", at)) return;
    Carrier carrier{text_at(json, "kind"), text_at(json, "name"), text_at(json, "place")};
    if (!one_of(kCarriers, carrier.kind))
      return at.add("kind", "公示载体的 kind “" + carrier.kind + "”不认识，可以写：" +
                                joined({std::begin(kCarriers), std::end(kCarriers)}, "、") + "。");
    config.carriers.push_back(std::move(carrier));
  });
}

/// `01-31` of a year, or `15` of the month after a quarter; false when it is neither.
bool read_day(const std::string& by, Filing& filing) {
  const auto digits = [](std::string_view text) {
    return !text.empty() && text.size() <= 2 && text.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (filing.quarterly) {
    if (!digits(by)) return false;
    filing.day = std::stoi(by);
    return filing.day >= 1 && filing.day <= 28;
  }
  const size_t dash = by.find('-');
  if (dash == std::string::npos || !digits(by.substr(0, dash)) || !digits(by.substr(dash + 1))) return false;
  filing.month = std::stoi(by.substr(0, dash));
  filing.day = std::stoi(by.substr(dash + 1));
  return Date::of(2001, filing.month, filing.day).has_value();
}

void read_filing(SiteConfig& config, const Json& json, Notes at) {
  static constexpr std::string_view kKeys[] = {"id", "title", "every", "by", "step", "to", "source", "remind_days"};
  if (!json.is_object()) return at.add("filings 的每一项要写成 { … }。");
  Json texts = json;
  const Json remind = json.value("remind_days", Json(15));
  texts.erase("remind_days");
  if (!texts_only(texts, kKeys, "filings", at)) return;
  if (!remind.is_number_integer() || remind.get<int>() < 0 || remind.get<int>() > kLongestReminder)
    return at.add("remind_days", "remind_days 是提前多少天提醒，要写 0 到 90 的整数。");
  Filing filing;
  filing.id = text_at(json, "id");
  filing.title = text_at(json, "title");
  filing.to = text_at(json, "to");
  filing.source = text_at(json, "source");
  filing.remind_days = remind.get<int>();
  if (filing.id.empty() || filing.title.empty()) return at.add("filings 的每一项要有 id 和 title。");
  const std::string every = text_at(json, "every"), step = text_at(json, "step");
  if (every != "year" && every != "quarter") return at.add("every", "every 只能是 year（每年）或者 quarter（每季度）。");
  if (step != "submit" && step != "publish") return at.add("step", "step 只能是 submit（报送）或者 publish（公开）。");
  filing.quarterly = every == "quarter";
  filing.step = step == "publish" ? Filing::Step::kPublish : Filing::Step::kSubmit;
  if (!read_day(text_at(json, "by"), filing))
    return at.add("by", filing.quarterly ? "每季度的 by 写季度结束后那个月的几日，1 到 28，如 \"15\"。"
                                         : "每年的 by 写次年的月日，如 \"01-31\"。");
  if (!filing.quarterly && filing.month != 1)
    return at.add("by", "年报不能晚于 1 月 31 日（国办发〔2018〕118号），可以更早。");
  for (const Filing& other : config.filings)
    if (other.id == filing.id) return at.add("id", "id “" + filing.id + "”用了两次。");
  config.filings.push_back(std::move(filing));
}

void read_key_areas(SiteConfig& config, const Json& list, Notes notes) {
  each(list, "key_areas", notes, [&](const Json& json, Notes at) {
    if (!json.is_object() || text_at(json, "label").empty() || !json.contains("agencies") ||
        !json["agencies"].is_array() || json.size() != 2)
      return at.add("key_areas 的每一项写成 {\"label\": 领域, \"agencies\": [机关代码]}。");
    KeyArea area{text_at(json, "label"), {}};
    for (size_t i = 0; i < json["agencies"].size(); ++i) {
      const Json& code = json["agencies"][i];
      if (!code.is_string() || !uscc_valid(code.get<std::string>()))
        at.at("agencies").at(i).add("重点领域“" + area.label + "”的机关代码不是正确的统一社会信用代码。");
      else
        area.agencies.push_back(code.get<std::string>());
    }
    config.key_areas.push_back(std::move(area));
  });
}

/// A whole number within bounds; the program's own where it is none.
void read_number(const Json& value, int least, int most, int& out, Notes notes) {
  if (value.is_number_integer() && value.get<int64_t>() >= least && value.get<int64_t>() <= most)
    out = value.get<int>();
  else
    notes.add("要写成 " + std::to_string(least) + " 到 " + std::to_string(most) + " 的整数。");
}

bool is_region_code(const std::string& code) {
  // Twelve digits name a township or street.
  return (code.size() == 6 || code.size() == 12) && code.find_first_not_of("0123456789") == std::string::npos;
}

/// As records carry it: the twelve digits without the village's three.
bool is_street_code(const std::string& code) {
  return code.size() == 9 && code.find_first_not_of("0123456789") == std::string::npos;
}

void read_region(SiteConfig& c, const Json& v, Notes notes) {
  v.get_to(c.region_code);
  if (!c.region_code.empty() && !is_region_code(c.region_code))
    notes.add("region_code 是六位数字的行政区划代码。");
}

void read_base_url(SiteConfig& c, const Json& v, Notes notes) {
  v.get_to(c.base_url);
  const bool web = c.base_url.starts_with("https://") || c.base_url.starts_with("http://");
  if (!c.base_url.empty() && (!web || c.base_url.find_first_of(" \t?#") != std::string::npos))
    notes.add("base_url 是网站的地址，以 https:// 或者 http:// 开头，如 https://www.example.gov.cn/xzzfgs/。");
}

void read_rule_set_names(SiteConfig& c, const Json& v, Notes notes) {
  v.get_to(c.rule_sets);
  std::set<std::string> seen;
  for (size_t i = 0; i < c.rule_sets.size(); ++i)
    if (!seen.insert(c.rule_sets[i]).second) notes.at(i).add("规则集“" + c.rule_sets[i] + "”写了两次，请删去一个。");
}

void read_contacts(SiteConfig& c, const Json& v, Notes notes) {
  if (texts_only(v, kContacts, "contacts", notes)) c.contacts = v;
}

void read_places(SiteConfig& c, const Json& v, Notes notes) {
  v.get_to(c.places);
  for (size_t i = 0; i < c.places.size(); ++i)
    if (trimmed(c.places[i]).empty()) notes.at(i).add("places 写街道、乡镇的名称，不能是空的。");
}

void read_regions(SiteConfig& c, const Json& v, Notes notes) {
  v.get_to(c.regions);
  for (const auto& [code, name] : c.regions)
    if ((!is_region_code(code) && !is_street_code(code)) || trimmed(name).empty())
      notes.add(code, "regions 写成 {行政区划代码: 名称}，代码是六位、九位或者十二位数字。");
}

void read_columns(SiteConfig& c, const Json& v, Notes notes) {
  if (!v.is_object()) return notes.add("columns 要写成 {数据集: 一句话}。");
  for (const auto& [dataset, sentence] : v.items())
    if (!sentence.is_string() || trimmed(sentence.get<std::string>()).empty())
      notes.add(dataset, "columns 的“" + dataset + "”要写一句话，说明没有这类事项。");
    else
      c.columns[dataset] = sentence;
}

/// One key of site.json and how it is read.
struct Key {
  const char* name;
  std::function<void(SiteConfig&, const Json&, Notes)> read;
};

const std::vector<Key>& config_keys() {
  const auto text = [](std::string SiteConfig::* member) {
    return [member](SiteConfig& c, const Json& v, Notes) { v.get_to(c.*member); };
  };
  static const std::vector<Key> keys = {
      {"name", text(&SiteConfig::name)},
      {"authority", text(&SiteConfig::authority)},
      {"region_code", read_region},
      {"base_url", read_base_url},
      {"site_id_code", text(&SiteConfig::site_id_code)},
      {"icp", text(&SiteConfig::icp)},
      {"public_security_record", text(&SiteConfig::public_security_record)},
      {"contacts", read_contacts},
      {"theme", text(&SiteConfig::theme)},
      {"rule_sets", read_rule_set_names},
      {"annual_layout", text(&SiteConfig::annual_layout)},
      {"suppress_below",
       [](SiteConfig& c, const Json& v, Notes notes) { read_number(v, 5, 1000, c.suppress_below, notes); }},
      {"places", read_places},
      {"regions", read_regions},
      {"columns", read_columns},
      {"rehearsal", [](SiteConfig& c, const Json& v, Notes) { v.get_to(c.rehearsal); }},
      {"compress", [](SiteConfig& c, const Json& v, Notes) { v.get_to(c.compress); }},
      {"sm3", [](SiteConfig& c, const Json& v, Notes) { v.get_to(c.sm3); }},
      {"static_search", [](SiteConfig& c, const Json& v, Notes) { v.get_to(c.static_search); }},
      {"kiosk_max_days",
       [](SiteConfig& c, const Json& v, Notes notes) { read_number(v, 1, 366, c.kiosk_max_days, notes); }},
      {"minor_fine",
       [](SiteConfig& c, const Json& v, Notes notes) {
         int yuan = 0;
         read_number(v, 0, 100'000'000, yuan, notes);
         c.minor_fine_fen = int64_t{yuan} * 100;
       }},
      {"keep_releases",
       [](SiteConfig& c, const Json& v, Notes notes) { read_number(v, 1, 100, c.keep_releases, notes); }},
      {"carriers", read_carriers},
      {"filings",
       [](SiteConfig& c, const Json& v, Notes notes) {
         each(v, "filings", notes, [&c](const Json& json, Notes at) { read_filing(c, json, at); });
       }},
      {"key_areas", read_key_areas},
      {"screens",
       [](SiteConfig& c, const Json& v, Notes notes) { read_screens(v, notes.where(), c.screens, notes.errors()); }},
      {"targets",
       [](SiteConfig& c, const Json& v, Notes notes) { read_targets(v, notes.where(), c.targets, notes.errors()); }},
      {"signing",
       [](SiteConfig& c, const Json& v, Notes notes) { read_signing(v, notes.where(), c.signing, notes.errors()); }},
      {"health_file",
       [](SiteConfig& c, const Json& v, Notes notes) {
         v.get_to(c.health_file);
         if (!c.health_file.starts_with("/") || c.health_file.ends_with("/")) notes.add("health_file 要写文件的绝对路径。");
       }},
  };
  return keys;
}

}  // namespace

void read_config(const Json& json, const std::string& where, SiteConfig& config, std::vector<Error>& errors) {
  Notes notes(where, errors);
  if (!json.is_object()) return notes.add("site.json 应当写成 { … }。");
  const auto& keys = config_keys();
  for (const auto& [key, value] : json.items()) {
    const auto at =
        std::find_if(keys.begin(), keys.end(), [&name = key](const Key& k) { return name == k.name; });
    if (at == keys.end()) {
      notes.add(key, "没有“" + key + "”这一项，请检查拼写。");
      continue;
    }
    try {
      at->read(config, value, notes.at(key));
    } catch (const Json::exception&) {
      notes.add(key, "“" + key + "”的类型不对，请对照内置的 site.json 改正。");
    }
  }
  if (config.name.empty()) notes.add("name", "请写明网站名称 name。");
}

std::span<const std::string_view> carrier_kinds() { return kCarriers; }

}  // namespace gongshi
