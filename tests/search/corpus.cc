#include "corpus.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/text.h"
#include "search/schema.h"
#include "search/terms.h"

namespace gongshi::test {
namespace {

constexpr char32_t kCharacters[] =
    U"政复议案件处罚许可检查食品药安全生产经营公司店厂市场监督管理局区县街道镇村环境保护水利农业林草交通运输建设规划土地房屋"
    U"教育卫健医院学校幼儿园旅游文化广播电视体育消防应急救援特种设备计量标准质量认证价格广告商标专利合同登记注册信用"
    U"违法行为当事人现场笔录证据责令改正警告通报没收所得停产停业吊销暂扣证件罚款金额进货查验记录台账票据供货索证"
    U"未按规定取得从事擅自施工排放污染噪声扬尘垃圾堆放占用损坏绿化私搭乱建超限超载无照驾驶疲劳操作维护保养检测报告";

const std::vector<std::string> kKinds = {"警告", "罚款", "没收违法所得", "通报批评", "责令停产停业", "暂扣许可证件"};
const std::vector<std::string> kForms = {"有限公司", "小吃店", "批发部", "药房", "建材厂", "ABC超市"};
const std::vector<std::string> kRegions = {"990101", "990102", "990103"};

class Maker {
 public:
  std::string words(size_t count) {
    std::u32string out;
    for (size_t i = 0; i < count; ++i) {
      const size_t all = std::size(kCharacters) - 1;
      // The smaller of two draws: some characters stand everywhere, some hardly anywhere.
      out += kCharacters[std::min(random_() % all, random_() % all)];
      if (random_() % 11 == 0) out += U"，。；、"[random_() % 4];
    }
    return to_utf8(out);
  }

  Json decision(size_t i) {
    const std::string year = std::to_string(2023 + random_() % 4);
    const std::string date = year + "-" + std::to_string(10 + random_() % 3) + "-" + std::to_string(10 + random_() % 18);
    const bool market = random_() % 3 != 0;
    const std::string number = std::string(market ? "示市监罚" : "示卫罚") + "〔" + year + "〕" + std::to_string(i) + "号";
    Json kinds = Json::array();
    for (const auto& kind : kKinds)
      if (random_() % 4 == 0) kinds.push_back(kind);
    Json fields = {{"violation_type", words(4 + random_() % 8)},
                   {"facts", words(60)},
                   {"category", random_() % 6 == 0 ? "permit" : "penalty"},
                   {"penalty_kinds", kinds},
                   {"region", kRegions[random_() % kRegions.size()]},
                   {"basis", "《食品安全法》第" + std::to_string(1 + random_() % 150) + "条"},
                   {"party.kind", "organisation"}};
    if (random_() % 5 != 0) fields["fine"] = static_cast<int64_t>(random_() % 100 == 0 ? 0 : random_() % 20'000'000);
    if (random_() % 7 == 0) fields["title"] = "关于" + words(6) + "的决定";
    return decision_json(market ? kMarket : kHealth, number, "示例" + words(2 + random_() % 4) + kForms[random_() % kForms.size()], date, fields);
  }

 private:
  std::mt19937 random_{20261121};
};

/// 元, with thousands commas or without, in 分.
int64_t fen(const std::string& yuan) { return std::llround(std::stod(replaced(yuan, ",", "")) * 100); }

bool chinese(const std::string& word) {
  const std::u32string text = to_u32(word);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_han);
}

}  // namespace

std::vector<Json> corpus(size_t decisions) {
  std::vector<Json> out = {agency_json(kMarket, "示例区市场监督管理局", "区市场监管局"),
                           agency_json(kHealth, "示例区卫生健康委员会", "区卫健委")};
  Maker maker;
  for (size_t i = 1; i <= decisions; ++i) out.push_back(maker.decision(i));
  return out;
}

std::vector<std::map<std::string, std::string>> corpus_queries() {
  std::ifstream in(std::string(GONGSHI_SOURCE_DIR) + "/tests/search/queries.jsonl");
  std::vector<std::map<std::string, std::string>> out;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) out.push_back(Json::parse(line).get<std::map<std::string, std::string>>());
  return out;
}

Reference::Reference(const std::vector<Json>& records) {
  for (const auto& record : records) {
    Entry entry;
    entry.address = text_at(record, "address");
    entry.date = text_at(record, "main_date");
    const std::string agency = text_at(record, "agency");
    const std::string category = text_at(record, "fields.category");
    for (const char* field : {"name", "short_name", "title", "violation_type", "facts", "basis", "document_number", "party.name"})
      if (const auto text = text_at(record, std::string("fields.") + field); !text.empty()) entry.texts.push_back(normalised(text));
    entry.texts.push_back(normalised(text_at(record, "id")));
    entry.texts.emplace_back(agency == kMarket ? "示例区市场监督管理局" : "示例区卫生健康委员会");
    if (!category.empty()) entry.texts.emplace_back(category == "permit" ? "行政许可" : "行政处罚");
    const auto value = [&](const char* facet, const std::string& text) {
      if (!text.empty()) entry.values.emplace(facet, text);
    };
    value("dataset", text_at(record, "dataset"));
    value("category", category);
    value("agency", agency);
    value("year", entry.date.substr(0, 4));
    value("region", text_at(record, "fields.region"));
    if (const Json* kinds = find_at(record, "fields.penalty_kinds"))
      for (const auto& kind : *kinds) {
        value("kind", kind.get<std::string>());
        entry.texts.push_back(kind.get<std::string>());
      }
    if (const Json* fine = find_at(record, "fields.fine")) {
      entry.amount = fine->get<int64_t>();
      const int64_t yuan = *entry.amount / 100;
      value("amount", yuan < 1000 ? "0-999.99" : yuan < 10000 ? "1000-9999.99" : yuan < 100000 ? "10000-99999.99" : "100000-");
    }
    entries_.push_back(std::move(entry));
  }
}

bool Reference::has_word(const Entry& entry, const std::string& word, bool quoted) {
  const auto stands = [&](const std::string& text) {
    return std::any_of(entry.texts.begin(), entry.texts.end(), [&](const auto& all) { return contains(all, text); });
  };
  const std::u32string points = to_u32(word);
  if (quoted || points.size() < 2) return stands(word);
  for (size_t i = 0; i + 1 < points.size(); ++i)
    if (!stands(to_utf8(points.substr(i, 2)))) return false;
  return true;
}

std::optional<std::set<std::string>> Reference::matching(const std::map<std::string, std::string>& parameters) const {
  const auto at = [&](const char* name) {
    const auto it = parameters.find(name);
    return it == parameters.end() ? std::string() : it->second;
  };
  const auto words = query_words(at("q"));
  if (!words.ok() || words->empty() != trimmed(at("q")).empty()) return std::nullopt;
  for (const auto& word : *words)
    if (!word.field.empty() || !(chinese(word.text) || (word.quoted && chinese(to_utf8(to_u32(word.text).substr(0, 1)))))) return std::nullopt;
  std::set<std::string> out;
  for (const auto& entry : entries_) {
    bool fits = std::all_of(words->begin(), words->end(), [&](const QueryWord& word) {
      return has_word(entry, word.text, word.quoted || word.without) != word.without;
    });
    for (const char* facet : {"dataset", "category", "agency", "year", "region", "kind"}) {
      if (at(facet).empty()) continue;
      const auto [begin, end] = entry.values.equal_range(facet);
      fits = fits && std::any_of(begin, end, [&](const auto& value) { return value.second == at(facet); });
    }
    if (!at("from").empty()) fits = fits && entry.date >= at("from");
    if (!at("to").empty()) fits = fits && !entry.date.empty() && entry.date <= at("to");
    if (!at("min").empty()) fits = fits && entry.amount && *entry.amount >= fen(at("min"));
    if (!at("max").empty()) fits = fits && entry.amount && *entry.amount <= fen(at("max"));
    if (fits) out.insert(entry.address);
  }
  return out;
}

std::set<std::string> Reference::standing(const std::string& text) const {
  std::set<std::string> out;
  for (const auto& entry : entries_)
    if (has_word(entry, normalised(text), true)) out.insert(entry.address);
  return out;
}

std::map<std::string, FacetCounts> Reference::facets(const std::set<std::string>& addresses) const {
  std::map<std::string, FacetCounts> out;
  for (const auto& field : facet_fields()) out[field];
  for (const auto& entry : entries_)
    if (addresses.contains(entry.address))
      for (const auto& [facet, value] : entry.values) ++out[facet][value];
  return out;
}

}  // namespace gongshi::test
