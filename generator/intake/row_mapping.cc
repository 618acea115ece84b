#include "intake/row_mapping.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "intake/typed_value.h"

namespace gongshi {
namespace {

/// Unsaid and “/” are not the same where a flag decides what may be shown.
bool decides(std::string_view field) { return field.starts_with("disclosure.") || field == "status"; }

class RowMapping {
 public:
  RowMapping(RawRow& row, const Mapping& mapping, const FieldIndex& index,
             std::vector<Record::Warning>& warnings)
      : row_(row), mapping_(mapping), index_(index), warnings_(warnings) {}

  void run() {
    translate();
    const std::set<int> filled = filled_tables();
    for (const auto& [field, columns] : mapping_.preferred()) keep_first(field, columns);
    for (const auto& [field, separator] : mapping_.joined_fields()) join(field, separator);
    if (filled.size() > 1) {
      row_.problem = "这一行同时填了几张表的列，分不清是哪一种";
      return;
    }
    for (const int table : filled) fill(mapping_.tables()[static_cast<size_t>(table)]);
    fill(mapping_.fill());
  }

 private:
  void translate() {
    for (auto field = row_.cells.begin(); field != row_.cells.end();) {
      auto& cells = field->second;
      for (auto& cell : cells)
        if (cell.value.is_string() || (cell.value.is_number_integer() && mapping_.has_words(field->first)))
          translate(field->first, cell);
      cells.erase(std::remove_if(cells.begin(), cells.end(), [](const RawCell& cell) { return cell.value == ""; }),
                  cells.end());
      field = cells.empty() ? row_.cells.erase(field) : std::next(field);
    }
  }

  void translate(const std::string& field, RawCell& cell) {
    const std::string text = *scalar_text(cell.value);
    if (!decides(field) && mapping_.absent(text)) {
      cell.value = "";
      return;
    }
    if (const std::string said = mapping_.warning(field, text); !said.empty()) warnings_.push_back({field, said});
    std::string word = mapping_.word(field, text);
    const auto* definition = index_.field(field);
    if (word == text && definition && definition->type == FieldType::kStrings && mapping_.has_words(field)) {
      std::vector<std::string> words;
      for (const auto& part : list_parts(text)) {
        if (const std::string said = mapping_.warning(field, part); !said.empty()) warnings_.push_back({field, said});
        words.push_back(mapping_.word(field, part));
      }
      if (words.size() > 1) word = joined(words, ";");
    }
    if (word != text) cell.value = std::move(word);
  }

  std::set<int> filled_tables() const {
    std::set<int> filled;
    if (mapping_.tables().empty()) return filled;
    for (const auto& [field, cells] : row_.cells)
      for (const auto& cell : cells)
        if (const auto* column = mapping_.column(cell.column); column && column->table != Mapping::kNoTable)
          filled.insert(column->table);
    return filled;
  }

  void keep_first(const std::string& field, const std::vector<std::string>& columns) {
    const auto at = row_.cells.find(field);
    if (at == row_.cells.end() || at->second.size() < 2) return;
    const auto place = [&](const RawCell& cell) {
      return std::find(columns.begin(), columns.end(), header_form(cell.column)) - columns.begin();
    };
    RawCell first = *std::min_element(at->second.begin(), at->second.end(),
                                      [&](const auto& a, const auto& b) { return place(a) < place(b); });
    at->second = {std::move(first)};
  }

  void join(const std::string& field, const std::string& separator) {
    const auto at = row_.cells.find(field);
    if (at == row_.cells.end() || at->second.size() < 2) return;
    std::vector<std::string> texts;
    for (const auto& cell : at->second) {
      const auto text = cell.value.is_string() ? std::optional(cell.value.get<std::string>()) : std::nullopt;
      if (!text) return;  // left to the reader, which says that the columns differ
      if (std::find(texts.begin(), texts.end(), *text) == texts.end()) texts.push_back(*text);
    }
    at->second = {{at->second.front().column, joined(texts, separator)}};
  }

  bool fits(const Mapping::Rule& rule) const {
    if (rule.when.empty()) return true;
    const auto at = row_.cells.find(rule.when);
    if (at == row_.cells.end()) return rule.absent;
    if (rule.absent) return false;
    return rule.contains.empty() || std::any_of(at->second.begin(), at->second.end(), [&](const RawCell& cell) {
             return cell.value.is_string() &&
                    std::any_of(rule.contains.begin(), rule.contains.end(), [&](const std::string& part) {
                      return contains(cell.value.get_ref<const std::string&>(), part);
                    });
           });
  }

  void fill(const Mapping::Fill& fill) {
    for (const auto& rule : fill.derived)
      if (!row_.has(rule.field) && fits(rule)) row_.cells[rule.field].push_back({rule.field, rule.value});
    for (const auto& [field, value] : fill.constants)
      if (!row_.has(field)) row_.cells[field].push_back({field, value});
  }

  RawRow& row_;
  const Mapping& mapping_;
  const FieldIndex& index_;
  std::vector<Record::Warning>& warnings_;
};

}  // namespace

void apply_mapping(RawRow& row, const Mapping& mapping, const FieldIndex& index,
                   std::vector<Record::Warning>& warnings) {
  RowMapping(row, mapping, index, warnings).run();
}

}  // namespace gongshi
