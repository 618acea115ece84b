#include "report/annual_sheet.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <charconv>
#include <set>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kNameLimit = 31;  // characters of a sheet's name
constexpr uint8_t kPaperA4 = 9;

std::string sheet_name(const std::string& wish, std::set<std::string>& taken) {
  std::u32string name;
  for (const char32_t c : to_u32(single_line(wish)))
    if (std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos) name += c;
  std::string out = to_utf8(name.substr(0, kNameLimit));
  for (int n = 2; out.empty() || !taken.insert(out).second; ++n)
    out = to_utf8(name.substr(0, kNameLimit - 4)) + fmt::format(" {}", n);
  return out;
}

}  // namespace

/// libxlsxwriter writes to a named file only; this one lives in memory.
struct AnnualBook::Open {
  ~Open() {
    if (book != nullptr) workbook_close(book);
    if (memory >= 0) ::close(memory);
  }
  int memory = -1;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  std::array<lxw_format*, 6> styles = {};
  std::set<std::string> names;
};

AnnualBook::AnnualBook(std::unique_ptr<Open> open) : open_(std::move(open)) {}
AnnualBook::AnnualBook(AnnualBook&&) noexcept = default;
AnnualBook::~AnnualBook() = default;

Result<AnnualBook> AnnualBook::begin(Date day) {
  auto open = std::make_unique<Open>();
  open->memory = ::memfd_create("annual", MFD_CLOEXEC);
  if (open->memory < 0) return Error{"io", "内存不够，写不出 Excel 文件。", ""};
  open->book = workbook_new(("/proc/self/fd/" + std::to_string(open->memory)).c_str());
  if (open->book == nullptr) return Error{"io", "内存不够，写不出 Excel 文件。", ""};
  lxw_doc_properties properties = {};
  properties.created = static_cast<time_t>(day.days() * 86400);
  workbook_set_properties(open->book, &properties);
  for (lxw_format*& style : open->styles) {
    style = workbook_add_format(open->book);
    format_set_align(style, LXW_ALIGN_VERTICAL_CENTER);
  }
  const auto style = [&](Style one) { return open->styles[static_cast<size_t>(one)]; };
  for (const Style one : {Style::kText, Style::kNumber, Style::kHead, Style::kStrong}) format_set_border(style(one), LXW_BORDER_THIN);
  for (const Style one : {Style::kHead, Style::kTitle, Style::kStrong}) format_set_bold(style(one));
  for (const Style one : {Style::kHead, Style::kNote, Style::kText}) format_set_text_wrap(style(one));
  for (const Style one : {Style::kHead, Style::kTitle}) format_set_align(style(one), LXW_ALIGN_CENTER);
  format_set_font_size(style(Style::kTitle), 16);
  return AnnualBook(std::move(open));
}

void AnnualBook::sheet(const std::string& name, bool landscape) {
  open_->sheet = workbook_add_worksheet(open_->book, sheet_name(name, open_->names).c_str());
  worksheet_set_paper(open_->sheet, kPaperA4);
  if (landscape) worksheet_set_landscape(open_->sheet);
  worksheet_fit_to_pages(open_->sheet, 1, 0);
}

void AnnualBook::width(size_t column, double characters) {
  worksheet_set_column(open_->sheet, static_cast<lxw_col_t>(column), static_cast<lxw_col_t>(column), characters, nullptr);
}

void AnnualBook::text(size_t row, size_t column, const std::string& value, Style style) {
  worksheet_write_string(open_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                         single_line(value).c_str(), open_->styles[static_cast<size_t>(style)]);
}

void AnnualBook::cell(size_t row, size_t column, const PrintedCell& cell, bool strong) {
  double number = 0;
  const char* const end = cell.text.data() + cell.text.size();
  const bool is_number = cell.kind != PrintedCell::Kind::kWords &&
                         std::from_chars(cell.text.data(), end, number).ptr == end;
  const Style style = strong ? Style::kStrong : is_number ? Style::kNumber : Style::kText;
  if (!is_number) return text(row, column, cell.text, style);
  worksheet_write_number(open_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), number,
                         open_->styles[static_cast<size_t>(style)]);
}

void AnnualBook::merged(size_t row, size_t column, size_t last_row, size_t last_column, const std::string& value,
                        Style style) {
  if (row == last_row && column == last_column) return text(row, column, value, style);
  worksheet_merge_range(open_->sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                        static_cast<lxw_row_t>(last_row), static_cast<lxw_col_t>(last_column),
                        single_line(value).c_str(), open_->styles[static_cast<size_t>(style)]);
}

Result<std::string> AnnualBook::bytes() {
  const lxw_error error = workbook_close(open_->book);
  open_->book = nullptr;
  if (error != LXW_NO_ERROR)
    return Error{"io", std::string("写不出 Excel 文件：") + lxw_strerror(error) + "。", ""};
  std::string bytes;
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t got = ::pread(open_->memory, buffer.data(), buffer.size(), static_cast<off_t>(bytes.size()));
    if (got < 0) return Error{"io", "写不出 Excel 文件：内存读不回来。", ""};
    if (got == 0) return bytes;
    bytes.append(buffer.data(), static_cast<size_t>(got));
  }
}

void write_head(AnnualBook& book, size_t row, size_t lead, const PrintedTable& table) {
  const auto& columns = table.columns;
  for (size_t i = 0; i < columns.size();) {
    size_t end = i + 1;
    const auto label = [&](size_t at) { return fmt::format("{}（{}）", columns[at].label, columns[at].unit); };
    if (columns[i].group.empty()) {
      book.merged(row, lead + i, row + 1, lead + i, label(i), AnnualBook::Style::kHead);
    } else {
      while (end < columns.size() && columns[end].group == columns[i].group) ++end;
      book.merged(row, lead + i, row, lead + end - 1, columns[i].group, AnnualBook::Style::kHead);
      for (size_t j = i; j < end; ++j) book.text(row + 1, lead + j, label(j), AnnualBook::Style::kHead);
    }
    for (size_t j = i; j < end; ++j) book.width(lead + j, 11);
    i = end;
  }
}

}  // namespace gongshi
