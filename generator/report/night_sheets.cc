#include <xlsxwriter.h>

#include <array>
#include <memory>

#include "base/text.h"
#include "report/reason_words.h"
#include "report/returned_rows.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

/// A workbook that is closed, and with that written, once.
class Workbook {
 public:
  Workbook(const stdfs::path& file, Date day) : path_(file.string()) {
    temporary_ = file.parent_path().string();
    lxw_workbook_options options = {};
    options.tmpdir = temporary_.data();
    book_ = workbook_new_opt(path_.c_str(), &options);
    lxw_doc_properties properties = {};
    properties.created = static_cast<time_t>(day.days() * 86400);
    workbook_set_properties(book_, &properties);
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  lxw_workbook* get() { return book_; }
  Status close() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    if (error != LXW_NO_ERROR)
      return Error{"io", std::string("写不出表格：") + lxw_strerror(error) + "。", path_};
    return {};
  }

 private:
  std::string path_, temporary_;
  lxw_workbook* book_ = nullptr;
};

/// Longest text a cell takes, in characters.
constexpr size_t kCellLimit = 32767;

std::string cell_text(const std::string& value) {
  const std::string line = single_line(value);
  return line.size() <= kCellLimit ? line : to_utf8(to_u32(line).substr(0, kCellLimit));
}

/// Rows a sheet takes.
constexpr uint32_t kRowLimit = 1048576;

class Sheet {
 public:
  Sheet(lxw_workbook* book, const char* name) : sheet_(workbook_add_worksheet(book, name)) {
    static constexpr std::array<double, 6> kWidths = {28, 8, 20, 10, 48, 48};
    for (size_t i = 0; i < kWidths.size(); ++i)
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), kWidths[i],
                           nullptr);
    worksheet_freeze_panes(sheet_, 1, 0);
    lxw_format* bold = workbook_add_format(book);
    format_set_bold(bold);
    row({"文件", "行", "列", "类别", "问题", "怎样改"}, bold);
  }

  /// Every cell is a string: nothing an agency sent can become a formula, a link or a date.
  void row(const std::array<std::string, 6>& cells, lxw_format* format = nullptr) {
    if (next_ >= kRowLimit) return;
    for (size_t i = 0; i < cells.size(); ++i)
      worksheet_write_string(sheet_, next_, static_cast<lxw_col_t>(i), cell_text(cells[i]).c_str(),
                             format);
    ++next_;
  }

 private:
  lxw_worksheet* sheet_;
  uint32_t next_ = 0;
};

}  // namespace

Status write_sheet(const stdfs::path& file, const NightReport& report, const ReturnedRows& rows) {
  Workbook book(file, report.as_of);
  Sheet rejected(book.get(), "退回的行");
  for (const RejectedRow* row : rows.rejected)
    rejected.row({file_label(report, row->feed), std::to_string(row->row), row->column,
                  reason_word(row->reason), row->text, row->mend});
  Sheet warned(book.get(), "提醒");
  for (const NightWarning* warning : rows.warnings)
    warned.row({file_label(report, warning->feed), std::to_string(warning->row), warning->field,
                "提醒", warning->text, warning->mend});
  Sheet waiting(book.get(), "待办");
  for (const NightHeld* held : rows.held) {
    std::string why, mend;
    for (const std::string& reason : held->reasons) {
      why += reason_meaning(reason);
      mend += reason_change(reason);
    }
    waiting.row({held->dataset, "", held->id, "暂缓公示", why, mend});
  }
  for (const NightOverdue* item : rows.overdue)
    waiting.row({item->dataset, "", item->id, "逾期",
                 "应当在 " + item->due_on.iso() + " 前公示，已超过 " + std::to_string(item->working_days) + " 个工作日。",
                 "请尽快补齐后重报，或者说明原因。"});
  return book.close();
}

}  // namespace gongshi
