#include "search/schema.h"

#include <algorithm>

namespace gongshi {
namespace {

/// Fields that weigh more than one, or are looked for as a whole, in whatever dataset they stand.
const std::vector<SchemaRow>& known_fields() {
  static const std::vector<SchemaRow> rows = {
      {"document_number", "决定书文号", "XO:", -1, SchemaRole::kNumber, 5, "words.number"},
      {"name", "名称", "XN:", -1, SchemaRole::kName, 5, {}, true},
      {"short_name", "简称", "XN:", -1, SchemaRole::kName, 5, {}, true},
      {"party.name", "当事人名称", "XN:", -1, SchemaRole::kName, 5, "words.party", true},
      {"party.legal_representative", "法定代表人", "XN:", -1, SchemaRole::kName, 2},
      {"party.uscc", "统一社会信用代码", "XO:", -1, SchemaRole::kNumber, 1},
      {"title", "标题", "", -1, SchemaRole::kText, 4},
      {"violation_type", "违法行为类型", "", -1, SchemaRole::kText, 3, {}, true},
      {"penalty_kinds", "处罚类别", "", -1, SchemaRole::kText, 1},
      {"measures", "强制措施或者方式", "", -1, SchemaRole::kText, 1},
  };
  return rows;
}

/// Searched wherever the record has them, even if a definition does not say so: hits show them.
bool always_searched(std::string_view field) {
  return field == "penalty_kinds" || field == "measures" || field == "document_number";
}

SchemaRow searched_row(const FieldDefinition& field) {
  for (const auto& known : known_fields())
    if (known.field == field.name) {
      SchemaRow row = known;
      row.label = field.label;
      if (field.name == "name" && field.sensitivity == Sensitivity::kName) row.suggested = false;
      return row;
    }
  if (field.type == FieldType::kId || field.type == FieldType::kCode)
    return {field.name, field.label, "XO:", -1, SchemaRole::kNumber, 1};
  if (field.sensitivity == Sensitivity::kName)
    return {field.name, field.label, "XN:", -1, SchemaRole::kName, 2};
  return {field.name, field.label, "", -1, SchemaRole::kText, 1};
}

std::string_view role_word(SchemaRole role) {
  switch (role) {
    case SchemaRole::kText:
      return "text";
    case SchemaRole::kName:
      return "name";
    case SchemaRole::kNumber:
      return "number";
    case SchemaRole::kPinyin:
      return "pinyin";
    case SchemaRole::kWords:
      return "words";
    case SchemaRole::kSuggest:
      return "suggest";
    case SchemaRole::kFilter:
      return "filter";
    case SchemaRole::kRange:
      return "range";
    case SchemaRole::kKey:
      return "key";
  }
  return "";
}

Json rows_json(const std::vector<SchemaRow>& rows) {
  Json out = Json::array();
  for (const auto& row : rows)
    out.push_back({{"field", row.field},
                   {"label", row.label},
                   {"prefix", row.prefix},
                   {"slot", row.slot},
                   {"role", role_word(row.role)},
                   {"weight", row.weight},
                   {"words", row.words},
                   {"suggested", row.suggested}});
  return out;
}

}  // namespace

const std::vector<SchemaRow>& Schema::common() {
  static const std::vector<SchemaRow> rows = {
      {"address", "网址", "Q:", -1, SchemaRole::kKey, 0},
      {"number", "编号、文号、证号", "XO:", -1, SchemaRole::kNumber, 5, "words.number"},
      {"name", "名称", "XN:", -1, SchemaRole::kName, 5},
      {"pinyin", "名称的拼音和首字母", "XP:", -1, SchemaRole::kPinyin, 0},
      {"pinyin.inner", "名称中间的拼音和首字母", "XI:", -1, SchemaRole::kPinyin, 0},
      {"words.number", "文号、编号里的词", "XW:", -1, SchemaRole::kWords, 0},
      {"words.party", "当事人名称里的词", "XT:", -1, SchemaRole::kWords, 0},
      {"words.agency", "执法机关名称里的词", "XG:", -1, SchemaRole::kWords, 0},
      {"suggest", "补全和改正用的名称", "XV:", -1, SchemaRole::kSuggest, 0},
      {"date", "日期", "", 0, SchemaRole::kRange, 0},
      {"amount", "罚没金额", "", 1, SchemaRole::kRange, 0},
      {"facets", "各筛选项的值", "", 2, SchemaRole::kRange, 0},
      {"dataset", "内容", "XD:", -1, SchemaRole::kFilter, 0},
      {"category", "执法类别", "XC:", -1, SchemaRole::kFilter, 1},
      {"agency", "执法机关", "XA:", -1, SchemaRole::kFilter, 1, "words.agency"},
      {"year", "年份", "XY:", -1, SchemaRole::kFilter, 0},
      {"kind", "处罚种类", "XK:", -1, SchemaRole::kFilter, 0},
      {"region", "区域", "XR:", -1, SchemaRole::kFilter, 0},
  };
  return rows;
}

const SchemaRow& Schema::row(std::string_view field) {
  const auto& rows = common();
  return *std::find_if(rows.begin(), rows.end(),
                       [&](const SchemaRow& row) { return row.field == field; });
}

Schema Schema::of(const Site& site) {
  Schema schema;
  for (const auto& [name, definition] : site.datasets) {
    auto& rows = schema.datasets_[name];
    for (const auto& field : definition.fields)
      if (field.is_public && (field.search || always_searched(field.name)))
        rows.push_back(searched_row(field));
  }
  return schema;
}

const std::vector<SchemaRow>& Schema::searched(const std::string& dataset) const {
  static const std::vector<SchemaRow> none;
  const auto it = datasets_.find(dataset);
  return it == datasets_.end() ? none : it->second;
}

Json Schema::json() const {
  Json datasets = Json::object();
  for (const auto& [name, rows] : datasets_) datasets[name] = rows_json(rows);
  return {{"version", kVersion},
          {"normaliser", kNormaliserVersion},
          {"common", rows_json(common())},
          {"datasets", datasets}};
}

const std::vector<std::string>& facet_fields() {
  static const std::vector<std::string> fields = {"dataset", "category", "agency", "year",
                                                  "region",  "kind",     "amount"};
  return fields;
}

const std::vector<AmountBand>& amount_bands() {
  static const std::vector<AmountBand> bands = {
      {"0-999.99", "", "999.99", "不足 1,000 元"},
      {"1000-9999.99", "1000", "9999.99", "1,000–9,999 元"},
      {"10000-99999.99", "10000", "99999.99", "1 万–10 万元"},
      {"100000-", "100000", "", "10 万元及以上"},
  };
  return bands;
}

std::string_view amount_band(int64_t fen) {
  size_t band = 0;
  for (int64_t bound = 1000 * 100; band < 3 && fen >= bound; bound *= 10) ++band;
  return amount_bands()[band].value;
}

const std::vector<FieldWord>& field_words() {
  static const std::vector<FieldWord> words = {
      {"文号", "words.number"},     {"决定书文号", "words.number"}, {"编号", "words.number"},
      {"机关", "words.agency"},     {"执法机关", "words.agency"},   {"当事人", "words.party"},
      {"当事人名称", "words.party"}, {"相对人", "words.party"},
  };
  return words;
}

}  // namespace gongshi
