#include "search/schema.h"

#include <algorithm>

namespace gongshi {
namespace {

/// Fields that weigh more than one, or are looked for as a whole, in whatever dataset they stand.
const std::vector<SchemaRow>& known_fields() {
  static const std::vector<SchemaRow> rows = {
      {"document_number", "决定书文号", "XN:", -1, SchemaRole::kNumber, 5},
      {"name", "名称", "XN:", -1, SchemaRole::kName, 5},
      {"short_name", "简称", "XN:", -1, SchemaRole::kName, 5},
      {"party.name", "当事人名称", "XN:", -1, SchemaRole::kName, 5},
      {"party.legal_representative", "法定代表人", "XN:", -1, SchemaRole::kName, 2},
      {"party.uscc", "统一社会信用代码", "XN:", -1, SchemaRole::kNumber, 1},
      {"title", "标题", "", -1, SchemaRole::kText, 4},
      {"violation_type", "违法行为类型", "", -1, SchemaRole::kText, 3},
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
    if (known.field == field.name)
      return {field.name, field.label, known.prefix, -1, known.role, known.weight};
  if (field.type == FieldType::kId || field.type == FieldType::kCode)
    return {field.name, field.label, "XN:", -1, SchemaRole::kNumber, 1};
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
                   {"weight", row.weight}});
  return out;
}

}  // namespace

const std::vector<SchemaRow>& Schema::common() {
  static const std::vector<SchemaRow> rows = {
      {"address", "网址", "Q:", -1, SchemaRole::kKey, 0},
      {"number", "编号、文号、证号", "XN:", -1, SchemaRole::kNumber, 5},
      {"pinyin", "名称的拼音和首字母", "XP:", -1, SchemaRole::kPinyin, 0},
      {"pinyin.inner", "名称中间的拼音和首字母", "XI:", -1, SchemaRole::kPinyin, 0},
      {"date", "日期", "", 0, SchemaRole::kRange, 0},
      {"amount", "罚没金额", "", 1, SchemaRole::kRange, 0},
      {"dataset", "内容", "XD:", 2, SchemaRole::kFilter, 0},
      {"category", "执法类别", "XC:", 3, SchemaRole::kFilter, 1},
      {"agency", "执法机关", "XA:", 4, SchemaRole::kFilter, 1},
      {"year", "年份", "XY:", 5, SchemaRole::kFilter, 0},
      {"kind", "处罚种类", "XK:", 6, SchemaRole::kFilter, 0},
      {"region", "区域", "XR:", 7, SchemaRole::kFilter, 0},
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
  static const std::vector<std::string> fields = {"dataset", "category", "agency", "year", "kind"};
  return fields;
}

}  // namespace gongshi
