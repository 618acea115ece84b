#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "rules/gate.h"
#include "site/site.h"
#include "support/catch.h"

namespace gongshi::test {

/// Public records as STATE gives them back: sealed lines opened by the rules room.
inline PublicRecord public_record(const Json& json) {
  const std::string key = "a key of these tests";
  const std::string body = canonical(json);
  const std::string mac = hmac_hex(key, "record\x1f" + body).substr(0, 32);
  auto record = Gate::open(mac + " " + body, key);
  REQUIRE(record.ok());
  return std::move(record).value();
}

inline Json decision_json(const std::string& agency, const std::string& number,
                          const std::string& party, const std::string& date,
                          Json more = Json::object()) {
  Json fields = {{"category", "penalty"},
                 {"document_number", number},
                 {"party", {{"name", party}}},
                 {"decision_date", date}};
  for (const auto& [name, value] : more.items()) set_at(fields, name, value);
  return {{"dataset", "decisions"},
          {"agency", agency},
          {"id", number},
          {"address", "decisions/" + date.substr(0, 7) + "/" + agency + "-" +
                          address_key("decisions", agency, number) + ".html"},
          {"fields", fields},
          {"main_date", date},
          {"published_on", date}};
}

inline Json agency_json(const std::string& code, const std::string& name,
                        const std::string& short_name) {
  return {{"dataset", "agencies"},
          {"agency", code},
          {"id", code},
          {"address", "agencies/" + code + ".html"},
          {"fields", {{"name", name}, {"short_name", short_name}}},
          {"published_on", "2024-01-02"}};
}

inline Edition edition_of(const std::vector<Json>& records) {
  Edition edition;
  edition.as_of = *Date::parse("2026-11-20");
  for (const auto& json : records) edition.records.push_back(public_record(json));
  std::sort(edition.records.begin(), edition.records.end(), [](const auto& a, const auto& b) {
    return std::pair(a.dataset(), a.address()) < std::pair(b.dataset(), b.address());
  });
  return edition;
}

/// A site with the built-in datasets and nothing else.
inline Site site() {
  const stdfs::path share = GONGSHI_SOURCE_DIR;
  Site out;
  out.dir = share / "content";
  out.share = share;
  out.config.name = "示例区行政执法公示";
  out.config.authority = "示例区司法局";
  const DiskFs fs;
  for (const char* name : {"agencies", "decisions", "inspections", "officers", "powers"}) {
    const auto bytes = fs.read(share / "content/datasets" / (std::string(name) + ".json"));
    REQUIRE(bytes.ok());
    const auto json = parse_config(*bytes, name);
    REQUIRE(json.ok());
    auto definition = read_definition(*json, name);
    REQUIRE(definition.ok());
    out.datasets[name] = std::move(definition).value();
  }
  return out;
}

inline const std::string kMarket = "11990101MB0000001A";
inline const std::string kHealth = "11990101MB0000002B";

/// Records made up from a few words in every combination the generator comes to; always the same.
inline std::vector<Json> many_records(size_t decisions) {
  const std::vector<std::string> firms = {"云溪餐饮有限公司", "青禾小吃店",        "北岭食品批发部",
                                          "示例区长安药房",   "ABC超市（示例）店", "重山建材厂"};
  const std::vector<std::string> matters = {
      "未按规定建立进货查验记录", "未取得许可从事食品经营", "行政审批后复议期间擅自施工",
      "拒不履行行政复议决定",     "销售过期药品",           "虚假广告"};
  const std::vector<Json> kinds = {{"警告"}, {"罚款"}, {"警告", "罚款"}, {"没收违法所得", "罚款"}};
  std::mt19937 random(7);
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  std::vector<Json> out = {agency_json(kMarket, "示例区市场监督管理局", "区市场监管局"),
                           agency_json(kHealth, "示例区卫生健康委员会", "区卫健委")};
  for (size_t i = 1; i <= decisions; ++i) {
    const std::string year = std::to_string(2024 + random() % 3);
    const std::string month = std::to_string(10 + random() % 3);
    const std::string day = std::to_string(10 + random() % 18);
    const bool market = random() % 3 != 0;
    const std::string number =
        std::string(market ? "示市监罚" : "示卫罚") + "〔" + year + "〕" + std::to_string(i) + "号";
    Json fields = {{"violation_type", pick(matters)},
                   {"category", random() % 5 == 0 ? "permit" : "penalty"},
                   {"penalty_kinds", pick(kinds)},
                   {"basis", "《食品安全法》第一百二十六条"},
                   {"fine", static_cast<int64_t>(random() % 900 + 1) * 10000}};
    if (random() % 4 == 0) fields["title"] = "关于" + pick(firms) + "的决定";
    out.push_back(decision_json(market ? kMarket : kHealth, number, pick(firms),
                                year + "-" + month + "-" + day, fields));
  }
  return out;
}

}  // namespace gongshi::test
