#pragma once

#include <map>
#include <string>
#include <vector>

namespace gongshi {

/// What a spreadsheet did to a cell, so that its text must not be believed.
struct CellTrouble {
  /// What it harms: `1-2` that became a date only codes, a number that may be of the wrong calendar only dates.
  enum Harm { kAll, kCodes, kDates };
  std::string text;  ///< Chinese, follows the column's name: “显示的是公式错误 #N/A”
  Harm harm = kAll;
};

/// One row of a table as it was written.
struct TableRow {
  long number = 0;  ///< 1-based, header and blank rows counted, as a spreadsheet counts them
  std::vector<std::string> cells;
  std::string problem;                     ///< Chinese; empty for a row that is well formed
  std::map<size_t, CellTrouble> troubles;  ///< by column, from 0

  bool blank() const;  ///< nothing but blanks in every cell
};

}  // namespace gongshi
