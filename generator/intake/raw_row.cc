#include "intake/raw_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr char kCellEnd = '\x1F';

/// A column that is not used may hold what it will; some troubles harm only codes.
bool harms(const CellTrouble& trouble, const FieldIndex::Column& column) {
  return std::any_of(column.fields.begin(), column.fields.end(), [&](const FieldDefinition* field) {
    return !trouble.codes_only || field->type == FieldType::kCode || field->type == FieldType::kId;
  });
}

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

void RawRow::pass_over(const Json& value) {
  if (value.is_structured())
    for (const Json& part : value) pass_over(part);
  else if (value.is_string() && contains(value.get_ref<const std::string&>(), "密"))
    unread.push_back(value.get<std::string>());
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
  if (!row.problem.empty()) return row;
  for (size_t i = 0; i < headers.size(); ++i) {
    const FieldIndex::Column& column = index.column(headers[i]);
    if (const auto trouble = table.troubles.find(i); trouble != table.troubles.end() && harms(trouble->second, column)) {
      row.problem = "“" + single_line(headers[i]) + "”一格" + trouble->second.text;
      return row;
    }
    if (trimmed(table.cells[i]).empty()) continue;
    if (column.fields.empty()) row.pass_over(table.cells[i]);
    for (const auto* field : column.fields) row.cells.push_back({field, column.name, table.cells[i]});
  }
  return row;
}

}  // namespace gongshi
