#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/encoding.h"
#include "intake/table_row.h"

namespace gongshi {

/// The separator of a table, told from its first row that has any: `,`, `;` or a tab.
char csv_separator(std::string_view head);

/// Reads comma separated values row by row as RFC 4180 has them: quoted cells may hold separators,
/// line breaks and doubled quotes. Line ends are CRLF, LF or CR. In a cell that does not begin with a
/// quote, quotes are letters like others (37°36'37.8"N). A row with more text after a closing quote has
/// a `problem`; a quote that is never closed makes the file unreadable, since nobody can say which rows
/// it swallowed.
class CsvReader {
 public:
  CsvReader(TextSource& source, char separator) : source_(source), separator_(separator) {}

  /// False at the end of the file.
  Result<bool> next(TableRow& row);

 private:
  Status quoted_cell(TableRow& row, std::string& cell);
  Status plain_cell(std::string& cell);
  Status too_long() const;

  TextSource& source_;
  char separator_;
  long rows_ = 0;
};

}  // namespace gongshi
