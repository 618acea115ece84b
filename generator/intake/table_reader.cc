#include "intake/table_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digits.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kHeaderWithin = 30;
constexpr size_t kLongestHeader = 600;  ///< of bytes
constexpr size_t kLongestNumber = 24;   ///< of bytes, 2.02605E+11

/// How the notes below a table of an agency begin.
constexpr std::string_view kNoteWords[] = {"表格说明", "填表说明", "填报说明", "填写说明", "说明：", "说明:",
                                           "注：",     "注:",       "备注：",   "备注:",    "附注",   "注释",
                                           "填表人",   "填报人",   "制表人",   "审核人",   "填表单位", "填报单位",
                                           "填表日期", "填报日期", "联系人："};

bool begins_note(std::string_view cell) {
  return std::any_of(std::begin(kNoteWords), std::end(kNoteWords),
                     [&](std::string_view word) { return cell.starts_with(word); });
}

/// 2.02605E+11: what a spreadsheet shows of a long number, and saves of it as text.
bool has_exponent(std::string_view text) {
  const size_t e = text.find_first_of("Ee");
  if (e == text.npos || e == 0 || text.size() > kLongestNumber || e + 4 > text.size() || text[e + 1] != '+') return false;
  const size_t first = text[0] == '-' ? 1 : 0;
  const bool mantissa = first < e && is_digit(text[first]) && (e == first + 1 || (text[first + 1] == '.' && digits_only(text.substr(first + 2, e - first - 2))));
  return mantissa && digits_only(text.substr(e + 2));
}

/// Takes away what keeps a spreadsheet from reading a text as a number or a formula, `="0012"` and `'0012`; an apostrophe
/// before anything else is part of the text.
void unguard(std::string& cell) {
  if (cell.size() > 2 && cell.starts_with("=\"") && cell.find('"', 2) == cell.size() - 1)
    cell = cell.substr(2, cell.size() - 3);
  else if (cell.size() > 1 && cell[0] == '\'' && std::string_view("0123456789=+-@").find(cell[1]) != std::string_view::npos && cell.find('\'', 1) == cell.npos)
    cell.erase(0, 1);
}

void mend_cells(TableRow& row) {
  for (size_t i = 0; i < row.cells.size(); ++i) {
    unguard(row.cells[i]);
    if (has_exponent(trimmed(row.cells[i])))
      row.troubles.emplace(i, CellTrouble{"被表格软件写成了科学记数法，尾数已经丢失，请把这一列设为文本格式，重新填写"});
  }
}

}  // namespace

bool TableRow::blank() const {
  return troubles.empty() && std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
           return trimmed(cell).empty();
         });
}

TableReader::Columns TableReader::columns(const TableRow& row) const {
  Columns out;
  for (const auto& cell : row.cells) {
    if (trimmed(cell).empty()) continue;
    ++out.filled;
    // Only short cells can be headers; looking a long one up costs as much as reading it.
    out.known += cell.size() <= kLongestHeader && !index_.column(cell).fields.empty();
  }
  return out;
}

Status TableReader::add(TableRow&& row) {
  mend_cells(row);
  if (row.problem.empty() && row.blank()) return {};
  if (settled_) {
    give(std::move(row));
    return {};
  }
  waiting_.push_back(std::move(row));
  const Columns found = columns(waiting_.back());
  if (found.known > most_known_) {
    most_known_ = found.known;
    header_at_ = waiting_.size() - 1;
  }
  // Most columns known: no row further down can be a better header.
  const bool certain = found.known >= 2 && found.known * 2 > found.filled;
  return certain || waiting_.size() == kHeaderWithin ? settle_header() : Status();
}

Status TableReader::finish() { return settled_ ? Status() : settle_header(); }

Status TableReader::settle_header() {
  settled_ = true;
  if (waiting_.empty()) return Error{"unreadable", "文件是空的，请重新导出。", ""};
  const TableRow& row = waiting_[header_at_];
  if (!row.problem.empty())
    return Error{"unreadable", fmt::format("第 {} 行的表头{}。", row.number, row.problem), ""};
  if (most_known_ == 0)
    return Error{"unreadable",
                 fmt::format("前 {} 行中找不到表头，没有一列认得，请检查表头、编码和分隔符是否正确，或者为它写一个映射文件。",
                             waiting_.size()),
                 ""};
  header_.headers = row.cells;
  header_row_ = row.number;
  while (trimmed(header_.headers.back()).empty()) header_.headers.pop_back();
  for (const auto& header : header_.headers) {
    if (!trimmed(header).empty()) spelled_.insert(header);
    const auto& fields = index_.column(header).fields;
    if (fields.empty() && !trimmed(header).empty()) header_.unused.push_back(column_name(header));
    for (const auto* field : fields) header_.by_field.emplace(field->name, header);
  }
  title_rows_ = static_cast<long>(header_at_);
  for (size_t i = 0; i <= header_at_; ++i) leave_out(waiting_[i]);
  on_header_(header_);
  for (size_t i = header_at_ + 1; i < waiting_.size(); ++i) give(std::move(waiting_[i]));
  waiting_.clear();
  return {};
}

bool TableReader::is_note(const TableRow& row) {
  const std::string* only = nullptr;
  for (const auto& cell : row.cells) {
    if (trimmed(cell).empty()) continue;
    if (only) {
      in_note_ = false;
      return false;
    }
    only = &cell;
  }
  // In a table of one or two columns a row with one filled cell may be data.
  if (!only || !row.troubles.empty() || header_.headers.size() < 3) return false;
  in_note_ = in_note_ || begins_note(trimmed(*only));
  return in_note_;
}

/// Headers stand again below, as on each page of a printed list, or others do.
bool TableReader::is_header(const TableRow& row) {
  // Told at a glance for nearly all rows: two of its cells are written as headers are.
  const auto same = std::count_if(row.cells.begin(), row.cells.end(), [&](const std::string& cell) { return spelled_.contains(cell); });
  if (same < 2) return false;
  if (const Columns found = columns(row); found.known * 2 <= found.filled) return false;
  other_header_ = 0;
  for (size_t i = 0; i < std::max(row.cells.size(), header_.headers.size()); ++i) {
    const auto fields = i < row.cells.size() ? index_.column(row.cells[i]).fields : std::vector<const FieldDefinition*>();
    if (fields != (i < header_.headers.size() ? index_.column(header_.headers[i]).fields : std::vector<const FieldDefinition*>()))
      other_header_ = row.number;
  }
  return true;
}

void TableReader::give(TableRow&& row) {
  if (is_header(row) && other_header_ == 0) {
    leave_out(row);
    ++repeated_;
    return;
  }
  if (other_header_ > 0)
    row.problem = fmt::format("第 {} 行又是一行表头，与第 {} 行的不同，从这里起分不清哪一格是哪一列，请分成两个文件报送", other_header_, header_row_);
  if (is_note(row)) {
    leave_out(row);
    ++notes_;
    return;
  }
  for (size_t i = 0; i < std::min(header_.headers.size(), row.cells.size()); ++i)
    if (trimmed(header_.headers[i]).empty() && !trimmed(row.cells[i]).empty()) nameless_.insert(i);
  if (pad_ && row.cells.size() < header_.headers.size()) row.cells.resize(header_.headers.size());
  take_(raw_row(std::move(row), header_.headers, index_));
}

void TableReader::leave_out(const TableRow& row) {
  for (const auto& cell : row.cells) add_suspects(cell, suspects_);
}

std::string TableReader::left_out() const {
  std::string out;
  if (title_rows_ > 0) out += fmt::format("表头上面的 {} 行标题没有读取。", title_rows_);
  if (repeated_ > 0) out += fmt::format("{} 行重复的表头没有读取。", repeated_);
  for (const size_t column : nameless_) out += fmt::format("第 {} 列没有表头，没有读取。", column + 1);
  if (notes_ > 0) out += fmt::format("{} 行说明文字没有读取。", notes_);
  return out;
}

}  // namespace gongshi
