#include "intake/table_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kHeaderWithin = 30;
constexpr size_t kLongestHeader = 600;  ///< of bytes

/// How the notes below a table of an agency begin.
constexpr std::string_view kNoteWords[] = {"表格说明", "填表说明", "填报说明", "填写说明", "说明：", "说明:",
                                           "注：",     "注:",       "备注：",   "备注:",    "附注",   "注释",
                                           "填表人",   "填报人",   "制表人",   "审核人",   "填表单位", "填报单位",
                                           "填表日期", "填报日期", "联系人："};

bool begins_note(std::string_view cell) {
  return std::any_of(std::begin(kNoteWords), std::end(kNoteWords),
                     [&](std::string_view word) { return cell.starts_with(word); });
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
  while (trimmed(header_.headers.back()).empty()) header_.headers.pop_back();
  for (const auto& header : header_.headers) {
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

void TableReader::give(TableRow&& row) {
  if (is_note(row)) {
    leave_out(row);
    ++notes_;
    return;
  }
  if (pad_ && row.cells.size() < header_.headers.size()) row.cells.resize(header_.headers.size());
  take_(raw_row(std::move(row), header_.headers, index_));
}

void TableReader::leave_out(const TableRow& row) {
  for (const auto& cell : row.cells) add_suspects(cell, suspects_);
}

std::string TableReader::left_out() const {
  std::string out;
  if (title_rows_ > 0) out += fmt::format("表头上面的 {} 行标题没有读取。", title_rows_);
  if (notes_ > 0) out += fmt::format("{} 行说明文字没有读取。", notes_);
  return out;
}

}  // namespace gongshi
