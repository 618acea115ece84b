#include "intake/raw_row.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr char kCellEnd = '\x1F';

bool absent(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty());
}

/// Sorts the members of a JSON object, and of the objects in it, to fields.
void collect(Json& object, const std::string& prefix, FieldIndex& index, RawRow& row) {
  for (auto& [key, value] : object.get_ref<Json::object_t&>()) {
    if (absent(value)) continue;
    const std::string path = prefix.empty() ? key : prefix + "." + key;
    const auto& targets = index.targets(path);
    const auto* field = targets.empty() ? nullptr : index.field(targets.front());
    if (field && field->type != FieldType::kObject) {
      for (size_t i = 1; i < targets.size(); ++i) row.cells[targets[i]].push_back({path, value});
      row.cells[targets[0]].push_back({path, std::move(value)});
    } else if (field || index.is_parent(path)) {
      if (value.is_object()) {
        collect(value, path, index, row);
      } else {
        row.misplaced.push_back(path);
      }
    } else if (prefix == "disclosure") {
      row.unknown_flags.push_back(path);
    }
  }
}

/// A column that is not used may hold what it will; some troubles harm only codes.
bool harms(const CellTrouble& trouble, const std::vector<std::string>& targets, const FieldIndex& index) {
  return std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
    const auto* field = index.field(target);
    return !trouble.codes_only ||
           (field && (field->type == FieldType::kCode || field->type == FieldType::kId));
  });
}

}  // namespace

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
    if (const auto trouble = table.troubles.find(i); trouble != table.troubles.end())
      if (harms(trouble->second, index.targets(headers[i]), index)) {
        row.problem = "“" + single_line(headers[i]) + "”一格" + trouble->second.text;
        return row;
      }
    if (trimmed(table.cells[i]).empty()) continue;
    for (const auto& target : index.targets(headers[i]))
      row.cells[target].push_back({headers[i], table.cells[i]});
  }
  return row;
}

RawRow raw_row(JsonRow&& json, FieldIndex& index) {
  RawRow row;
  row.number = json.number;
  row.problem = std::move(json.problem);
  if (!row.problem.empty()) return row;
  row.digest = sha256_hex(json.written.empty() ? canonical(json.value) : std::string(json.written));
  collect(json.value, "", index, row);
  return row;
}

}  // namespace gongshi
