#pragma once

#include <map>
#include <string>
#include <vector>

namespace gongshi {

/// What a spreadsheet did to a cell, so that its text must not be believed.
struct CellTrouble {
  std::string text;         ///< Chinese, follows the column's name: “显示的是公式错误 #N/A”
  bool codes_only = false;  ///< harms numbers and codes only: `1-2` that became a date
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
