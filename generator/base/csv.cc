#include "base/csv.h"

#include <algorithm>
#include <array>

namespace gongshi {
namespace {

constexpr std::array<std::string_view, 11> kFormulaStarts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                             "\n", "＝", "＋", "－", "＠"};

}  // namespace

std::string csv_cell(std::string_view value) {
  std::string cell;
  if (std::any_of(kFormulaStarts.begin(), kFormulaStarts.end(),
                  [&](std::string_view start) { return value.starts_with(start); }))
    cell = "'";
  cell += value;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

CsvFile::CsvFile(const std::vector<std::string>& header) : bytes_("\xEF\xBB\xBF") { row(header); }

void CsvFile::row(const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) bytes_ += ',';
    bytes_ += csv_cell(cells[i]);
  }
  bytes_ += "\r\n";
}

}  // namespace gongshi
