#include "intake/mapping.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

const std::string* find_word(const std::map<std::string, std::map<std::string, std::string>>& fields,
                             const std::string& field, const std::string& written) {
  const auto words = fields.find(field);
  if (words == fields.end()) return nullptr;
  const auto word = words->second.find(header_form(written));
  return word == words->second.end() ? nullptr : &word->second;
}

/// The entry of a column, which is nearer than that of its field.
template <class T>
T nearest(const std::map<std::string, T>& entries, const std::string& field, const std::string& column,
          T otherwise) {
  if (entries.empty()) return otherwise;
  auto at = entries.find(header_form(column));
  if (at == entries.end()) at = entries.find(field);
  return at == entries.end() ? otherwise : at->second;
}

}  // namespace

const Mapping::Column* Mapping::column(std::string_view header) const {
  // Headers written as they are listed need no folding, which matters in a JSON feed of a million rows.
  if (const auto at = written_columns_.find(header); at != written_columns_.end()) return &at->second;
  const auto at = columns_.find(header_form(header));
  return at == columns_.end() ? nullptr : &at->second;
}

std::vector<std::string> Mapping::targets(std::string_view header) const {
  const Column* found = column(header);
  return found ? found->fields : std::vector<std::string>();
}

std::string Mapping::word(const std::string& field, const std::string& written) const {
  const auto* word = find_word(values_, field, written);
  return word ? *word : written;
}

std::string Mapping::warning(const std::string& field, const std::string& written) const {
  const auto* text = find_word(warnings_, field, written);
  return text ? *text : std::string();
}

bool Mapping::absent(std::string_view written) const {
  const std::string_view text = trimmed(written);
  return std::find(absent_.begin(), absent_.end(), text) != absent_.end();
}

Fen Mapping::unit(const std::string& field, const std::string& column) const {
  return nearest(units_, field, column, kFenPerYuan);
}

DateOrder Mapping::date_order(const std::string& field, const std::string& column) const {
  return nearest(orders_, field, column, DateOrder::kYearFirst);
}

std::string Mapping::agency(std::string_view name) const {
  const auto at = agencies_.find(header_form(name));
  return at == agencies_.end() ? std::string() : at->second;
}

bool Mapping::skips(const TableRow& row) const {
  if (skip_.empty()) return false;
  const auto first = std::find_if(row.cells.begin(), row.cells.end(),
                                  [](const std::string& cell) { return !trimmed(cell).empty(); });
  if (first == row.cells.end()) return false;
  const std::string text = single_line(*first);
  return std::any_of(skip_.begin(), skip_.end(),
                     [&](const std::string& start) { return text.starts_with(start); });
}

}  // namespace gongshi
