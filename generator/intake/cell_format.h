#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// What the number format of a spreadsheet cell makes of a number.
enum class CellKind { kNumber, kDate, kMoment, kTime, kPercent, kDigits };

struct CellFormat {
  CellKind kind = CellKind::kNumber;
  size_t digits = 0;  ///< kDigits: as many, zeros in front (`000000` for a postcode)
  bool other_unit = false;  ///< kNumber: the cell shows 万元 or the like behind the number
};

/// The format of one of the codes every Excel knows (ECMA-376 part 1, 18.8.30, with the Chinese ones).
CellFormat built_in_format(int id);
/// The format of a code written in the file: `yyyy"年"m"月"d"日"`, `0.00%`, …
CellFormat custom_format(std::string_view code);

/// A number as text that loses and invents nothing.
struct CellNumber {
  std::string text;
  bool readable = true;
  bool cut = false;  ///< over 15 digits: Excel has replaced the last ones by zeros
};

/// `written` is the number as the file has it. Dates come as `2019-10-10`, with a time of day as
/// `2019-10-10 18:00:00`; `from_1904` is the date system of the workbook. Numbers come in full and
/// never with an exponent, to the 15 digits that Excel keeps.
CellNumber cell_number(std::string_view written, const CellFormat& format, bool from_1904);

}  // namespace gongshi
