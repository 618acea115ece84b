#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "intake/fields.h"
#include "intake/table_row.h"

namespace gongshi {

/// What one column said of one field.
struct RawCell {
  const FieldDefinition* field;
  std::string_view column;  ///< the header, or the dotted path in a JSON record; the FieldIndex or the mapping keeps it
  Json value;               ///< never null or ""; text in a table
};

/// One row, its columns sorted to fields, its values untouched.
struct RawRow {
  long number = 0;
  std::vector<RawCell> cells;              ///< in the order they were read; several columns may feed one field
  std::vector<std::string> misplaced;      ///< `party` where it should be an object
  std::vector<std::string> unknown_flags;  ///< members of `disclosure` nobody knows
  std::vector<std::string> suspects;       ///< what may be a secrecy marking where no field reads it
  std::string problem;                     ///< why the row cannot be read; else empty
  std::string digest;

  /// The first cell of a field, or nullptr.
  const RawCell* find(std::string_view field) const;
  const RawCell* find(const FieldDefinition* field) const;
  bool has(std::string_view field) const { return find(field) != nullptr; }
  /// A value that no column gave.
  void add(const FieldDefinition* field, Json value);
  /// What stands in a column that no field reads.
  void pass_over(const Json& value);
};

/// A column's name for a message: on one line, and none that is itself somebody's number.
std::string column_name(std::string_view header);

/// Adds the texts in a value that may be a secrecy marking: those with 密, or with a character reference.
void add_suspects(const Json& value, std::vector<std::string>& suspects);

/// A row of a table under `headers`. Cells too many (unless empty) or too few are a problem, and so
/// is a cell of a used column that a spreadsheet has spoilt.
RawRow raw_row(TableRow&& table, const std::vector<std::string>& headers, FieldIndex& index);

}  // namespace gongshi
