#include "export/workbook.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>

#include "base/text.h"

namespace gongshi {
namespace {

/// Most characters of a cell, of a sheet's name, and most rows (ECMA-376 as Excel reads it).
constexpr size_t kCellLimit = 32767;
constexpr size_t kNameLimit = 31;
constexpr uint32_t kRowLimit = 1048576;
constexpr const char* kCut = "……（此处未完，全文见网页或者 JSON Lines）";

std::string sheet_name(const std::string& wish) {
  std::u32string name;
  for (const char32_t c : to_u32(single_line(wish)))
    if (std::u32string_view(U"[]:*?/\\'").find(c) == std::u32string_view::npos) name += c;
  name = name.substr(0, kNameLimit);
  return name.empty() ? "数据" : to_utf8(name);
}

std::string cell_text(const std::string& value) {
  if (value.size() <= kCellLimit) return value;
  const std::u32string text = to_u32(value);
  if (text.size() <= kCellLimit) return value;
  const std::u32string cut = to_u32(kCut);
  return to_utf8(text.substr(0, kCellLimit - cut.size()) + cut);
}

}  // namespace

/// libxlsxwriter writes to a named file only; this one lives in memory.
struct WorkbookFile::Open {
  ~Open() {
    if (book != nullptr) workbook_close(book);
    if (memory >= 0) ::close(memory);
  }
  int memory = -1;
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* amount = nullptr;
  std::vector<bool> money;
  uint32_t next = 0;
};

WorkbookFile::WorkbookFile(std::unique_ptr<Open> open) : open_(std::move(open)) {}
WorkbookFile::WorkbookFile(WorkbookFile&&) noexcept = default;
WorkbookFile::~WorkbookFile() = default;

Result<WorkbookFile> WorkbookFile::begin(const std::string& name,
                                         const std::vector<std::string>& header,
                                         std::vector<bool> money, Date day) {
  auto open = std::make_unique<Open>();
  open->memory = ::memfd_create("workbook", MFD_CLOEXEC);
  if (open->memory < 0) return Error{"io", "内存不够，写不出 Excel 文件。", name};
  const std::string path = "/proc/self/fd/" + std::to_string(open->memory);
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;  // rows go out as they come, their texts within them
  open->book = workbook_new_opt(path.c_str(), &options);
  if (open->book == nullptr) return Error{"io", "内存不够，写不出 Excel 文件。", name};
  lxw_doc_properties properties = {};
  properties.created = static_cast<time_t>(day.days() * 86400);
  workbook_set_properties(open->book, &properties);
  open->sheet = workbook_add_worksheet(open->book, sheet_name(name).c_str());
  open->amount = workbook_add_format(open->book);
  format_set_num_format(open->amount, "0.00");
  worksheet_freeze_panes(open->sheet, 1, 0);
  worksheet_set_column(open->sheet, 0, static_cast<lxw_col_t>(header.size() - 1), 18, nullptr);
  open->money.assign(header.size(), false);
  WorkbookFile file(std::move(open));
  file.row(header);
  file.open_->money = std::move(money);
  return file;
}

void WorkbookFile::row(const std::vector<std::string>& cells) {
  if (open_->next >= kRowLimit) return;
  for (size_t i = 0; i < cells.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    double amount = 0;
    const std::string& cell = cells[i];
    const char* const end = cell.data() + cell.size();
    if (cell.empty()) continue;
    if (open_->money[i] && std::from_chars(cell.data(), end, amount).ptr == end)
      worksheet_write_number(open_->sheet, open_->next, column, amount, open_->amount);
    else
      worksheet_write_string(open_->sheet, open_->next, column, cell_text(cell).c_str(), nullptr);
  }
  ++open_->next;
}

Result<std::string> WorkbookFile::bytes() {
  const lxw_error error = workbook_close(open_->book);
  open_->book = nullptr;
  if (error != LXW_NO_ERROR)
    return Error{"io", std::string("写不出 Excel 文件：") + lxw_strerror(error) + "。", ""};
  std::string bytes;
  char buffer[1 << 16];
  for (off_t at = 0;; at = static_cast<off_t>(bytes.size())) {
    const ssize_t got = ::pread(open_->memory, buffer, sizeof buffer, at);
    if (got < 0) return Error{"io", "写不出 Excel 文件：内存读不回来。", ""};
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(got));
  }
}

}  // namespace gongshi
