#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "report/annual_printed.h"

namespace gongshi {

/// A workbook of several sheets, in memory. Every cell is a text or a number, never a formula.
class AnnualBook {
 public:
  static Result<AnnualBook> begin(Date day);
  AnnualBook(AnnualBook&&) noexcept;
  AnnualBook& operator=(AnnualBook&&) = delete;
  ~AnnualBook();

  enum class Style { kText, kNumber, kHead, kTitle, kStrong, kNote };

  /// Further cells go to this sheet; the name is shortened and made one of its own.
  void sheet(const std::string& name, bool landscape = true);
  void width(size_t column, double characters);
  void text(size_t row, size_t column, const std::string& value, Style style = Style::kText);
  /// A number as it is printed; words (—, 未报送) stay words.
  void cell(size_t row, size_t column, const PrintedCell& cell, bool strong);
  /// One cell over several.
  void merged(size_t row, size_t column, size_t last_row, size_t last_column, const std::string& value, Style style);

  /// The file, once. Error `io`.
  Result<std::string> bytes();

 private:
  struct Open;
  explicit AnnualBook(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

/// The two head rows of a table from `row` on, its first column being `lead` columns to the right.
void write_head(AnnualBook& book, size_t row, size_t lead, const PrintedTable& table);

}  // namespace gongshi
