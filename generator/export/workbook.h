#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace gongshi {

/// An XLSX file of one sheet, for spreadsheet programs. Every cell is text or a number, never a
/// formula, a link or a date, whatever stands in it. The same rows give the same bytes: the dates
/// inside the file are the content's.
class WorkbookFile {
 public:
  /// `name` becomes the sheet's (at most 31 characters, signs that sheets may not have left out);
  /// columns whose number is in `money` hold amounts in 元; `day` stands as the day of making.
  static Result<WorkbookFile> begin(const std::string& name, const std::vector<std::string>& header,
                                    std::vector<bool> money, Date day);
  WorkbookFile(WorkbookFile&&) noexcept;
  WorkbookFile& operator=(WorkbookFile&&) = delete;
  ~WorkbookFile();

  /// A text over 32,767 characters, which no cell takes, is cut and says so.
  void row(const std::vector<std::string>& cells);
  /// The file, once. Error `io`.
  Result<std::string> bytes();

 private:
  struct Open;
  explicit WorkbookFile(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

}  // namespace gongshi
