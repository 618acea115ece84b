#include "intake/feed_format.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "base/text.h"
#include "intake/json_reader.h"

namespace gongshi {
namespace {

constexpr std::string_view kZip("PK\x03\x04", 4);

/// Files that are sent by mistake, by their first bytes.
struct Mistake {
  std::string_view bytes;
  const char* text;
};
constexpr Mistake kMistakes[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
     "这是旧版 Excel 文件（.xls）或者加了密码的文件，请去掉密码，请另存为 xlsx 或 csv。"},
    {"%PDF-", "这是 PDF 文件，请另存为 xlsx 或 csv。"},
    {"\x1F\x8B", "这是压缩文件（gzip），请解压后报送。"},
    {"Rar!\x1A", "这是压缩文件（RAR），请解压后报送。"},
    {"7z\xBC\xAF\x27\x1C", "这是压缩文件（7z），请解压后报送。"},
};

constexpr std::string_view kPageStarts[] = {"<!doctype", "<html", "<head", "<body", "<meta",
                                            "<table",    "<script", "<div", "<!--"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// The words of feeds.json for each format, and what messages call it.
struct FormatName {
  FeedFormat format;
  std::string_view first, second;
  const char* label;
};
constexpr FormatName kNames[] = {
    {FeedFormat::kWorkbook, "xlsx", "xlsx", "Excel 工作簿（xlsx）"},
    {FeedFormat::kJson, "json", "jsonl", "JSON"},
    {FeedFormat::kTable, "csv", "tsv", "表格或者别的文字"},
};

}  // namespace

Result<bool> is_zip(const stdfs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{"unreadable", "文件打不开，请检查路径和权限。", file.string()};
  std::array<char, 16> bytes{};
  in.read(bytes.data(), bytes.size());
  const std::string_view head(bytes.data(), static_cast<size_t>(in.gcount()));
  for (const auto& mistake : kMistakes)
    if (head.starts_with(mistake.bytes)) return Error{"unreadable", mistake.text, file.string()};
  return head.starts_with(kZip);
}

Result<FeedFormat> text_format(std::string_view head) {
  const std::string start = lower(trimmed(head).substr(0, 64));
  if (start.starts_with("<?xml"))
    return Error{"unreadable", "这是 XML 文件，请另存为 xlsx 或 csv。", ""};
  for (const auto page : kPageStarts)
    if (start.starts_with(page))
      return Error{"unreadable",
                   "收到的是网页，不是数据，多半是登录页或者错误页，请检查地址和权限；如果是 Excel 存成的网页，请另存为 xlsx 或 csv。",
                   ""};
  return looks_like_json(head) ? FeedFormat::kJson : FeedFormat::kTable;
}

Status check_format(const std::string& configured, FeedFormat found) {
  if (configured == "auto") return {};
  const auto* name = std::find_if(std::begin(kNames), std::end(kNames),
                                  [&](const FormatName& known) { return known.format == found; });
  if (configured == name->first || configured == name->second) return {};
  return Error{"unreadable",
               "feeds.json 写的格式是 " + configured + "，文件内容却是" + name->label +
                   "，请更正 format 或者重新导出。",
               ""};
}

}  // namespace gongshi
