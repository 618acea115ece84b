#include "intake/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

/// Longer cells are no data but a quote or a line break gone wrong.
constexpr size_t kLongestCell = 16u << 20;
/// More columns no spreadsheet has (ECMA-376, ST_CellRef: XFD).
constexpr size_t kMostColumns = 16384;

const char kStrayQuote[] = "引号用得不对：有引号的单元格要整格用英文双引号括起来，格内的双引号写两遍";

}  // namespace

char csv_separator(std::string_view head) {
  size_t commas = 0;
  size_t semicolons = 0;
  size_t tabs = 0;
  bool quoted = false;
  for (const char c : head) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if ((c == '\n' || c == '\r') && commas + semicolons + tabs > 0) break;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (tabs > commas && tabs >= semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

Status CsvReader::too_long() const {
  return Error{"unreadable",
               fmt::format("第 {} 行有一格超过 16 MiB，多半是引号没有成对，请检查后重新导出。", rows_),
               ""};
}

Status CsvReader::quoted_cell(TableRow& row, std::string& cell) {
  source_.get();
  for (;;) {
    const int c = source_.get();
    if (c < 0)
      return Error{"unreadable",
                   fmt::format("第 {} 行起有一个引号没有关上，后面的行无法分清，请检查后重新导出。", rows_),
                   ""};
    if (c == '"') {
      if (source_.peek() != '"') break;
      source_.get();
    }
    cell += static_cast<char>(c);
    if (cell.size() > kLongestCell) return too_long();
  }
  const int after = source_.peek();
  if (after >= 0 && after != separator_ && after != '\n' && after != '\r') {
    row.problem = kStrayQuote;
    return plain_cell(cell);
  }
  return {};
}

Status CsvReader::plain_cell(std::string& cell) {
  for (;;) {
    const int c = source_.peek();
    if (c < 0 || c == separator_ || c == '\n' || c == '\r') return {};
    cell += static_cast<char>(source_.get());
    if (cell.size() > kLongestCell) return too_long();
  }
}

Result<bool> CsvReader::next(TableRow& row) {
  row = TableRow();
  if (source_.peek() < 0) return false;
  row.number = ++rows_;
  for (;;) {
    std::string cell;
    if (source_.peek() == '"') {
      GONGSHI_TRY(quoted_cell(row, cell));
    } else {
      GONGSHI_TRY(plain_cell(cell));
    }
    if (const auto offset = source_.damage_in(cell))
      row.problem = fmt::format("第 {} 字节处不是正确的 {} 文字", *offset, source_.encoding());
    row.cells.push_back(std::move(cell));
    if (row.cells.size() > kMostColumns)
      return Error{"unreadable", fmt::format("第 {} 行的列数超过 {}，多半是分隔符或者换行不对，请检查后重新导出。", rows_, kMostColumns), ""};
    const int end = source_.get();
    if (end == separator_) continue;
    if (end == '\r' && source_.peek() == '\n') source_.get();
    return true;
  }
}

}  // namespace gongshi
