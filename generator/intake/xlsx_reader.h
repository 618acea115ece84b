#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "intake/table_row.h"

namespace gongshi {

/// What a workbook holds.
struct XlsxFound {
  std::string sheet;                ///< the one that was read
  std::vector<std::string> others;  ///< those that were not, hidden ones left out
};

/// Reads one sheet of an XLSX workbook (ECMA-376, transitional or strict) row by row, as
/// read_xlsx_sheet says. `sheet` is its name; empty for the first that is not hidden. The workbook
/// is held in memory up to ZipParts' limits. Errors (`unreadable`): no Excel workbook, encrypted,
/// damaged, too large, no such sheet.
Result<XlsxFound> read_xlsx(const stdfs::path& file, const std::string& sheet,
                            const std::function<Status(TableRow&&)>& take);

}  // namespace gongshi
