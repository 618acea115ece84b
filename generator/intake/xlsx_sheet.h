#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "intake/cell_format.h"
#include "intake/table_row.h"

namespace gongshi {

/// What the cells of a sheet refer to.
struct XlsxBook {
  std::vector<std::string> strings;  ///< shared strings
  std::vector<CellFormat> formats;   ///< by style index
  bool from_1904 = false;
};

/// The strings of xl/sharedStrings.xml, without phonetic hints. Errors are `unreadable`.
Result<std::vector<std::string>> read_shared_strings(std::string&& xml);
/// The formats of xl/styles.xml by style index. Errors are `unreadable`.
Result<std::vector<CellFormat>> read_cell_formats(std::string&& xml);

/// Reads the rows of a sheet in order, blank ones that are written included. Numbers are the text
/// that cell_number gives, formulas the result that was saved with them. A cell that is merged with
/// cells below gives its value to the rows that it covers, in its own column. What Excel has spoilt
/// (an error, a formula that was never computed, a number cut to 15 digits, a code that became a
/// date) is among the row's `troubles`. Errors (`unreadable`): broken XML, rows out of order, more
/// than 512 columns.
Status read_xlsx_sheet(std::string&& xml, const XlsxBook& book,
                       const std::function<Status(TableRow&&)>& take);

}  // namespace gongshi
