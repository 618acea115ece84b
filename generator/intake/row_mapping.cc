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
    for (auto& cell : row_.cells)
      if (cell.value.is_string() || (cell.value.is_number_integer() && mapping_.has_words(cell.field->name)))
        translate(cell);
    std::erase_if(row_.cells, [](const RawCell& cell) { return cell.value == ""; });
  }

  void translate(RawCell& cell) {
    const std::string& field = cell.field->name;
    const std::string text = *scalar_text(cell.value);
    if (!decides(field) && mapping_.absent(text)) {
      cell.value = "";
      return;
    }
    if (const std::string said = mapping_.warning(field, text); !said.empty()) warnings_.push_back({field, said});
    std::string word = mapping_.word(field, text);
    if (word == text && cell.field->type == FieldType::kStrings && mapping_.has_words(field)) {
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
    for (const auto& cell : row_.cells)
      if (const auto* column = mapping_.column(cell.column); column && column->table != Mapping::kNoTable)
        filled.insert(column->table);
    return filled;
  }

  /// The cells of a field, in the order of the columns.
  std::vector<RawCell*> cells_of(const std::string& field) {
    std::vector<RawCell*> out;
    for (auto& cell : row_.cells)
      if (cell.field->name == field) out.push_back(&cell);
    return out;
  }

  /// Leaves `kept` as the only cell of its field.
  void keep_only(RawCell& kept) {
    const FieldDefinition* field = kept.field;
    const RawCell* const only = &kept;
    size_t to = 0;
    for (auto& cell : row_.cells)
      if (cell.field != field || &cell == only) {
        RawCell& place = row_.cells[to++];
        if (&place != &cell) place = std::move(cell);
      }
    row_.cells.erase(row_.cells.begin() + static_cast<ptrdiff_t>(to), row_.cells.end());
  }

  void keep_first(const std::string& field, const std::vector<std::string>& columns) {
    const auto cells = cells_of(field);
    if (cells.size() < 2) return;
    const auto place = [&](const RawCell* cell) {
      return std::find(columns.begin(), columns.end(), header_form(cell->column)) - columns.begin();
    };
    keep_only(**std::min_element(cells.begin(), cells.end(),
                                 [&](const auto* a, const auto* b) { return place(a) < place(b); }));
  }

  void join(const std::string& field, const std::string& separator) {
    const auto cells = cells_of(field);
    if (cells.size() < 2) return;
    std::vector<std::string> texts;
    for (const RawCell* cell : cells) {
      if (!cell->value.is_string()) return;  // left to the reader, which says that the columns differ
      const auto& text = cell->value.get_ref<const std::string&>();
      if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
    }
    cells.front()->value = joined(texts, separator);
    keep_only(*cells.front());
  }

  bool fits(const Mapping::Rule& rule) const {
    if (rule.when.empty()) return true;
    if (!row_.has(rule.when)) return rule.absent;
    if (rule.absent) return false;
    return rule.contains.empty() || std::any_of(row_.cells.begin(), row_.cells.end(), [&](const RawCell& cell) {
             return cell.field->name == rule.when && cell.value.is_string() &&
                    std::any_of(rule.contains.begin(), rule.contains.end(), [&](const std::string& part) {
                      return contains(cell.value.get_ref<const std::string&>(), part);
                    });
           });
  }

  void fill(const Mapping::Fill& fill) {
    for (const auto& rule : fill.derived)
      if (!row_.has(rule.field) && fits(rule)) row_.add(index_.field(rule.field), rule.value);
    for (const auto& [field, value] : fill.constants)
      if (!row_.has(field)) row_.add(index_.field(field), value);
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
