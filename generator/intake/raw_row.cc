#include "intake/raw_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr char kCellEnd = '\x1F';
constexpr std::string_view kFlags = "disclosure.";

/// A column that is not used may hold what it will; some troubles harm only codes.
bool harms(const CellTrouble& trouble, const FieldIndex::Column& column) {
  return std::any_of(column.fields.begin(), column.fields.end(), [&](const FieldDefinition* field) {
    if (field->name.starts_with(kFlags)) return false;  // an unreadable flag never sends a row back
    switch (trouble.harm) {
      case CellTrouble::kCodes: return field->type == FieldType::kCode || field->type == FieldType::kId;
      case CellTrouble::kDates: return field->type == FieldType::kDate;
      case CellTrouble::kAll: break;
    }
    return true;
  });
}

/// 密, or a character reference that may stand for it.
bool may_be_marked(std::string_view text) { return contains(text, "密") || contains(text, "&#"); }

}  // namespace

const RawCell* RawRow::find(std::string_view field) const {
  const auto at = std::find_if(cells.begin(), cells.end(), [&](const RawCell& cell) { return cell.field->name == field; });
  return at == cells.end() ? nullptr : &*at;
}

const RawCell* RawRow::find(const FieldDefinition* field) const {
  const auto at = std::find_if(cells.begin(), cells.end(), [&](const RawCell& cell) { return cell.field == field; });
  return at == cells.end() ? nullptr : &*at;
}

void RawRow::add(const FieldDefinition* field, Json value) {
  if (field) cells.push_back({field, field->name, std::move(value)});
}

void RawRow::pass_over(const Json& value) { add_suspects(value, suspects); }

std::string column_name(std::string_view header) {
  return has_personal_shape(header) ? "（列名像证件号码或电话，不写出）" : single_line(header);
}

void add_suspects(const Json& value, std::vector<std::string>& suspects) {
  if (value.is_structured())
    for (const Json& part : value) add_suspects(part, suspects);
  else if (value.is_string() && may_be_marked(value.get_ref<const std::string&>()))
    suspects.push_back(value.get<std::string>());
}

RawRow raw_row(TableRow&& table, const std::vector<std::string>& headers, FieldIndex& index) {
  RawRow row;
  row.number = table.number;
  row.problem = std::move(table.problem);
  std::string written;
  for (const auto& cell : table.cells) written += cell + kCellEnd;
  row.digest = sha256_hex(written);
  while (table.cells.size() > headers.size() && trimmed(table.cells.back()).empty()) table.cells.pop_back();
  if (row.problem.empty() && table.cells.size() != headers.size())
    row.problem = fmt::format("这一行有 {} 格，表头有 {} 列，对不上", table.cells.size(), headers.size());
  const auto in_yuan = [&](const FieldDefinition& amount) {
    for (size_t i = 0; i < headers.size(); ++i)
      for (const auto* field : index.column(headers[i]).fields)
        if (field == &amount && !trimmed(table.cells[i]).empty()) return true;
    return false;
  };
  for (size_t i = 0; i < headers.size() && row.problem.empty(); ++i) {
    const FieldIndex::Column& column = index.column(headers[i]);
    const auto trouble = table.troubles.find(i);
    const bool spoilt = trouble != table.troubles.end();
    if (spoilt && harms(trouble->second, column)) row.problem = "“" + column_name(headers[i]) + "”一格" + trouble->second.text;
    if (column.fields.empty()) row.pass_over(table.cells[i]);
    if (column.other_unit && table.cells[i].find_first_of("123456789") != std::string::npos && !in_yuan(*column.other_unit))
      row.problem = "“" + column_name(headers[i]) + "”一列写的单位不是元，请改成以元计，列名写“" + column.other_unit->label + "”";
    for (const auto* field : column.fields) {
      const bool unreadable = spoilt && (trouble->second.harm == CellTrouble::kAll || (trouble->second.harm == CellTrouble::kDates && field->type == FieldType::kDate));
      if (unreadable && field->name.starts_with(kFlags))
        row.cells.push_back({field, column.name, Json::object()});  // what no flag can be read from
      else if (!trimmed(table.cells[i]).empty())
        row.cells.push_back({field, column.name, table.cells[i]});
    }
  }
  if (!row.problem.empty())
    for (const auto& cell : table.cells) row.pass_over(cell);
  return row;
}

}  // namespace gongshi
