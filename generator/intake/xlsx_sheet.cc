#include "intake/xlsx_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/text.h"
#include "intake/xml_walk.h"
#include "intake/zip_parts.h"

namespace gongshi {
namespace {

constexpr size_t kColumns = 512;
constexpr long kRows = 1048576;           ///< what Excel can hold
constexpr size_t kLongestSheetCell = 1u << 20;  ///< of bytes; Excel allows 32,767 characters

template <class T>
T number(std::string_view text, T otherwise) {
  T out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? out : otherwise;
}

/// `BC17`: column from 0, row from 1.
struct Address {
  size_t column = 0;
  long row = 0;
};

std::optional<Address> address(std::string_view text) {
  Address out;
  size_t i = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && i < 3; ++i)
    out.column = out.column * 26 + static_cast<size_t>(text[i] - 'A') + 1;
  out.row = number<long>(text.substr(i), 0);
  if (i == 0 || out.row < 1 || out.row > kRows) return std::nullopt;
  --out.column;
  return out;
}

/// Excel writes control characters as _x000D_ and a literal _x as _x005F_x.
std::string unescaped(std::string text) {
  for (size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    unsigned code = 0;
    const char* first = text.data() + at + 2;
    if (std::from_chars(first, first + 4, code, 16).ptr != first + 4) continue;
    const bool control = code < 0x20;
    if (!control && code != '_') continue;
    text.replace(at, 7, 1, static_cast<char>(code));
  }
  return text;
}

/// What a merged cell says to the rows below.
struct Covered {
  long last = 0;  ///< row
  std::string text;
  std::optional<CellTrouble> trouble;
};

/// Cells merged downwards: the column, and the row after which another value may stand there.
struct Merge {
  size_t column;
  long last;
};
using Merges = std::multimap<long, Merge>;  ///< by first row

class MergeReader : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "mergeCell") return;
    const std::string_view range = attributes.get("ref");
    const size_t colon = range.find(':');
    if (colon == std::string_view::npos) return;
    const auto from = address(range.substr(0, colon));
    const auto to = address(range.substr(colon + 1));
    if (from && to && to->row > from->row && from->column < kColumns)
      merges.emplace(from->row, Merge{from->column, to->row});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  Merges merges;
};

class SheetReader : public XmlVisitor {
 public:
  SheetReader(const XlsxBook& book, Merges merges, const std::function<Status(TableRow&&)>& take)
      : book_(book), merges_(std::move(merges)), take_(take) {}

  /// How it went, and whether the sheet was there to its end.
  Status status() const {
    if (status_ && in_data_ && !done_)
      return broken_book("Excel 工作表不完整，请用 Excel 打开并另存一份后报送。");
    return status_;
  }
  bool go_on() const override { return status_ && !done_; }

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "sheetData") {
      in_data_ = true;
    } else if (!in_data_) {
      return;
    } else if (name == "row") {
      start_row(attributes);
    } else if (name == "c") {
      start_cell(attributes);
    } else if (name == "f") {
      formula_ = true;
    } else if (name == "rPh") {
      phonetic_ = true;
    } else if (name == "v" || name == "t") {
      reading_ = !phonetic_;
    }
  }

  void end(std::string_view name) override {
    if (!in_data_) return;
    if (name == "sheetData") done_ = true;
    if (name == "row" && in_row_) end_row();
    if (name == "c" && in_row_) end_cell();
    if (name == "rPh") phonetic_ = false;
    if (name == "v" || name == "t") reading_ = false;
  }

  void text(std::string_view piece) override {
    if (reading_ && value_.size() <= kLongestSheetCell) value_ += piece;
  }

 private:
  void start_row(const XmlAttributes& attributes) {
    const long before = row_.number;
    row_ = TableRow();
    row_.number = number<long>(attributes.get("r"), before + 1);
    if (row_.number <= before || row_.number > kRows)
      status_ = broken_book(fmt::format("Excel 工作表第 {} 行的行号不对，请用 Excel 打开并另存一份后报送。", before + 1));
    column_ = 0;
    in_row_ = true;
  }

  void start_cell(const XmlAttributes& attributes) {
    if (const auto at = address(attributes.get("r"))) column_ = at->column;
    type_ = attributes.get("t");
    style_ = number<size_t>(attributes.get("s"), 0);
    value_.clear();
    formula_ = false;
  }

  void trouble(std::string text, CellTrouble::Harm harm = CellTrouble::kAll) {
    row_.troubles.emplace(column_, CellTrouble{std::move(text), harm});
  }

  void end_cell() {
    std::string text = value_.size() > kLongestSheetCell ? "" : cell_text();
    if (value_.size() > kLongestSheetCell) trouble("的内容太长，超过 1 MiB");
    if (value_.empty() && formula_ && type_ != "str")
      trouble("的公式没有保存结果，请用 Excel 打开、保存后重新报送");
    const bool holds = !trimmed(text).empty() || row_.troubles.count(column_) > 0;
    if (holds && column_ >= kColumns)
      status_ = broken_book(fmt::format("Excel 工作表第 {} 行超过 {} 列，请删去多余的列。", row_.number, kColumns));
    if (holds && column_ < kColumns) {
      if (row_.cells.size() <= column_) row_.cells.resize(column_ + 1);
      row_.cells[column_] = std::move(text);
    }
    ++column_;
  }

  std::string cell_text() {
    if (type_ == "s") {
      const size_t index = number<size_t>(value_, book_.strings.size());
      if (index < book_.strings.size()) return book_.strings[index];
      if (!value_.empty()) trouble("指向不存在的文字，文件可能已经损坏");
      return "";
    }
    if (type_ == "inlineStr" || type_ == "str") return unescaped(value_);
    if (type_ == "b") return value_.empty() ? "" : value_ == "0" ? "FALSE" : "TRUE";
    if (type_ == "d") return value_.ends_with("T00:00:00") ? value_.substr(0, value_.size() - 9) : value_;
    if (type_ == "e") {
      trouble("显示的是公式错误 " + single_line(value_.substr(0, 20)));
      return "";
    }
    return number_text();
  }

  /// What the reader of dates would take for a day count of the other date system.
  static bool is_serial(const std::string& number) { return std::min(number.find('.'), number.size()) == 5; }

  std::string number_text() {
    const std::string_view written = trimmed(value_);
    if (written.empty()) return "";
    const CellFormat format = style_ < book_.formats.size() ? book_.formats[style_] : CellFormat();
    CellNumber read = cell_number(written, format, book_.from_1904);
    if (!read.readable) trouble("的数字读不出来，请改正后重新报送");
    if (read.cut)
      trouble("是数字格式，超过 15 位的数字尾数已经丢失，请把这一列设为文本格式，重新填写完整的号码");
    const bool date = format.kind == CellKind::kDate || format.kind == CellKind::kMoment ||
                      format.kind == CellKind::kTime;
    if (date) trouble("被表格软件变成了日期，请把这一列设为文本格式，重新填写", CellTrouble::kCodes);
    if (format.other_unit) trouble("的数字格式里写着单位（如万元），分不清是多少，请把格式改成常规，金额以元计");
    if (book_.from_1904 && is_serial(read.text))
      trouble("是数字，不是日期，而这份 Excel 用的是 1904 日期系统，请把这一列设为日期格式", CellTrouble::kDates);
    return std::move(read.text);
  }

  void end_row() {
    in_row_ = false;
    for (auto [at, end] = merges_.equal_range(row_.number); at != end; ++at)
      active_[at->second.column] = covered(at->second);
    if (!row_.blank()) cover();
    if (Status taken = take_(TableRow(row_)); !taken) status_ = taken;
  }

  Covered covered(const Merge& merge) const {
    Covered out{merge.last, merge.column < row_.cells.size() ? row_.cells[merge.column] : "", {}};
    if (const auto own = row_.troubles.find(merge.column); own != row_.troubles.end())
      out.trouble = own->second;
    return out;
  }

  /// Gives the row what cells above that are merged with its own say.
  void cover() {
    for (auto at = active_.begin(); at != active_.end();) {
      if (at->second.last < row_.number) {
        at = active_.erase(at);
        continue;
      }
      const size_t column = at->first;
      if (row_.cells.size() <= column) row_.cells.resize(column + 1);
      if (trimmed(row_.cells[column]).empty()) {
        row_.cells[column] = at->second.text;
        if (at->second.trouble) row_.troubles.emplace(column, *at->second.trouble);
      }
      ++at;
    }
  }

  const XlsxBook& book_;
  Merges merges_;
  const std::function<Status(TableRow&&)>& take_;
  std::map<size_t, Covered> active_;  ///< by column
  Status status_;
  TableRow row_;
  size_t column_ = 0;
  std::string type_;
  size_t style_ = 0;
  std::string value_;
  bool in_data_ = false, in_row_ = false, done_ = false, formula_ = false, phonetic_ = false, reading_ = false;
};

class StringReader : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") strings.emplace_back();
    if (name == "rPh") phonetic_ = true;
    if (name == "t") reading_ = !phonetic_ && !strings.empty();
  }
  void end(std::string_view name) override {
    if (name == "t") reading_ = false;
    if (name == "rPh") phonetic_ = false;
    if (name == "si" && !strings.empty()) strings.back() = unescaped(std::move(strings.back()));
  }
  void text(std::string_view piece) override {
    if (reading_ && strings.back().size() <= kLongestSheetCell) strings.back() += piece;
  }

  std::vector<std::string> strings;

 private:
  bool phonetic_ = false, reading_ = false;
};

class FormatReader : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "cellXfs") in_cells_ = true;
    const int id = number<int>(attributes.get("numFmtId"), 0);
    if (name == "numFmt") own_[id] = custom_format(attributes.get("formatCode"));
    if (name != "xf" || !in_cells_) return;
    const auto known = own_.find(id);
    formats.push_back(known == own_.end() ? built_in_format(id) : known->second);
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

  std::vector<CellFormat> formats;

 private:
  std::map<int, CellFormat> own_;
  bool in_cells_ = false;
};

}  // namespace

Result<std::vector<std::string>> read_shared_strings(std::string&& xml) {
  StringReader reader;
  GONGSHI_TRY(walk_xml(std::move(xml), reader));
  return std::move(reader.strings);
}

Result<std::vector<CellFormat>> read_cell_formats(std::string&& xml) {
  FormatReader reader;
  GONGSHI_TRY(walk_xml(std::move(xml), reader));
  return std::move(reader.formats);
}

Status read_xlsx_sheet(std::string&& xml, const XlsxBook& book,
                       const std::function<Status(TableRow&&)>& take) {
  // Merged cells are named after all rows, so they are looked for first.
  MergeReader merges;
  if (contains(xml, "mergeCell")) GONGSHI_TRY(walk_xml(std::string(xml), merges));
  SheetReader reader(book, std::move(merges.merges), take);
  const Status walked = walk_xml(std::move(xml), reader);
  const Status read = reader.status();
  return read ? walked : read;
}

}  // namespace gongshi
