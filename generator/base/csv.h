#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// One CSV cell after RFC 4180. A cell that a spreadsheet could take for a formula (it begins with
/// = + - @, their full-width forms, a tab or a line break) gets an apostrophe before it.
std::string csv_cell(std::string_view value);

/// A CSV file as spreadsheets open it: UTF-8 with a byte order mark, lines ended by CR LF.
class CsvFile {
 public:
  explicit CsvFile(const std::vector<std::string>& header);
  void row(const std::vector<std::string>& cells);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace gongshi
