#include "export/record_row.h"

#include <set>

#include "base/money.h"
#include "base/text.h"
#include "render/facets.h"
#include "render/links.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// Columns of every dataset, before and after its own fields.
const std::pair<const char*, const char*> kBefore[] = {{"id", "编号"}, {"agency", "执法机关代码"}};
const std::pair<const char*, const char*> kAfter[] = {
    {"published_on", "公示日期"}, {"first_published_on", "首次公示日期"},
    {"term_ends_on", "公示截止"}, {"rule_sets", "适用规则"},
    {"disclosed_by", "公示单位"}, {"url", "网址"}};

/// What still goes out of a record about a person, beside dates.
const std::set<std::string> kPersonal = {
    "id",           "agency",     "document_number",   "category",  "penalty_kinds",
    "measures",     "kind",       "published_on",      "rule_sets", "disclosed_by",
    "term_ends_on", "party.name", "first_published_on"};

Json iso(const std::optional<Date>& day) { return day ? Json(day->iso()) : Json(); }

/// The value of a column that every dataset has; null where the record has none.
Json own_value(const Site& site, const std::string& name, const PublicRecord& record) {
  if (name == "id") return record.id();
  if (name == "agency") return record.agency();
  if (name == "published_on") return record.published_on().iso();
  if (name == "first_published_on") return iso(record.first_published_on());
  if (name == "term_ends_on") return iso(record.term_ends_on());
  if (name == "rule_sets") return record.rule_sets();
  if (name == "disclosed_by")
    return site.config.authority.empty() ? site.config.name : site.config.authority;
  return data_url(site, record.address());
}

/// 元 as a number; exact, because 分 below 2^53 print shortest with at most two decimals.
Json yuan_json(Fen fen) {
  if (fen % 100 == 0) return fen / 100;
  return static_cast<double>(fen) / 100.0;
}

std::string cell_of(const FieldDefinition* field, const Json& value) {
  if (field != nullptr && field->type == FieldType::kMoney && value.is_number_integer())
    return yuan_plain(value.get<Fen>());
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    return field != nullptr && field->type == FieldType::kEnum ? enum_label(*field, text) : text;
  }
  if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
  if (value.is_array() && (value.empty() || value.front().is_string())) {
    std::vector<std::string> parts;
    for (const Json& part : value) parts.push_back(part.is_string() ? part.get<std::string>() : "");
    return joined(parts, "；");
  }
  return value.is_null() ? "" : canonical(value);
}

/// The value a column shows of a record; null when it has none or it does not go out.
Json value_of(const Site& site, const DataColumn& column, const PublicRecord& record) {
  if (!goes_out(column, record)) return {};
  if (column.field == nullptr) return own_value(site, column.name, record);
  if (column.name == "party.name" && !record.masked_name().empty()) return record.masked_name();
  return record.value(column.name);
}

}  // namespace

std::string data_url(const Site& site, const std::string& address) {
  return site.config.base_url.empty() ? address : public_address(site.config.base_url, address);
}

std::vector<DataColumn> data_columns(const DatasetDefinition& definition) {
  std::vector<DataColumn> columns;
  std::set<std::string> names, labels;
  const auto add = [&](const std::string& name, const std::string& label,
                       const FieldDefinition* field) {
    if (!names.insert(name).second) return;
    columns.push_back(
        {name, labels.insert(label).second ? label : label + "（" + name + "）", field});
  };
  for (const auto& [name, label] : kBefore) add(name, label, nullptr);
  for (const FieldDefinition& field : definition.fields)
    if (field.is_public && field.type != FieldType::kObject && !never_public(field.name, ""))
      add(field.name, field.label, &field);
  for (const auto& [name, label] : kAfter) add(name, label, nullptr);
  return columns;
}

bool goes_out(const DataColumn& column, const PublicRecord& record) {
  if (column.field != nullptr && never_public(column.name, record.text("party.kind"))) return false;
  if (!record.personal()) return true;
  if (kPersonal.count(column.name) > 0) return true;
  return column.field != nullptr && column.field->type == FieldType::kDate;
}

std::vector<std::string> csv_cells(const Site& site, const std::vector<DataColumn>& columns,
                                   const PublicRecord& record) {
  std::vector<std::string> cells;
  for (const DataColumn& column : columns)
    cells.push_back(column.name == "status" && record.dataset() == "officers"
                        ? certificate_state(record).first  // a certificate past its day is none, whatever the register says
                        : cell_of(column.field, value_of(site, column, record)));
  return cells;
}

Json json_row(const Site& site, const std::vector<DataColumn>& columns,
              const PublicRecord& record) {
  Json row = Json::object();
  for (const DataColumn& column : columns) {
    const bool promised = column.name == "term_ends_on";  // named even where there is no end
    Json value = value_of(site, column, record);
    if (value.is_null() && !promised) continue;
    if (column.field != nullptr && column.field->type == FieldType::kMoney &&
        value.is_number_integer())
      value = yuan_json(value.get<Fen>());
    set_at(row, column.name, std::move(value));
  }
  return row;
}

}  // namespace gongshi
