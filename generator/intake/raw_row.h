#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "intake/table_row.h"
#include "intake/fields.h"
#include "intake/json_reader.h"

namespace gongshi {

/// What one column said of one field.
struct RawCell {
  std::string column;  ///< the header, or the dotted path in a JSON record, as written
  Json value;          ///< never null or ""; text in a table
};

/// One row, its columns sorted to fields, its values untouched.
struct RawRow {
  long number = 0;
  std::map<std::string, std::vector<RawCell>> cells;  ///< by field; several columns may feed one
  std::vector<std::string> misplaced;                 ///< `party` where it should be an object
  std::vector<std::string> unknown_flags;             ///< members of `disclosure` nobody knows
  std::string problem;                                ///< why the row cannot be read; else empty
  std::string digest;

  bool has(const std::string& field) const { return cells.count(field) > 0; }
};

/// A row of a table under `headers`. Cells too many (unless empty) or too few are a problem, and so
/// is a cell of a used column that a spreadsheet has spoilt.
RawRow raw_row(TableRow&& table, const std::vector<std::string>& headers, FieldIndex& index);
/// A JSON record.
RawRow raw_row(JsonRow&& row, FieldIndex& index);

}  // namespace gongshi
