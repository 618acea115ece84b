#include "base/text.h"
#include "reading.h"
#include "site/feeds.h"
#include "support/catch.h"
#include "workbook.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::vector<std::string> kColumns = {"执法主体代码", "执法类别", "决定书文号", "当事人名称",
                                           "处罚类别",     "罚款金额（元）", "决定日期"};

std::vector<std::string> penalty_row(const std::string& number, const std::string& fine = "5000") {
  return {kMarket, "行政处罚", number, "虚构餐饮有限公司", "罚款", fine, "2026-03-02"};
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::string& separator = ",") {
  std::string out;
  for (const auto& row : rows) out += joined(row, separator) + "\n";
  return out;
}

std::string text_rows(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  for (const auto& row : rows) out += text_row(row);
  return out;
}

FeedConfig of_format(const std::string& format) {
  FeedConfig feed = decisions_feed();
  feed.format = format;
  return feed;
}

}  // namespace

TEST_CASE("a file is what its content says and never what its name says") {
  const Scratch scratch;
  const std::string book = workbook_of(text_rows({kColumns, penalty_row("1号")}));
  const Reading workbook = read_file(scratch.write("feed.csv", book), decisions_feed());
  CHECK(workbook.found.format == "xlsx");
  CHECK(workbook.records.size() == 1);
  const Reading csv = read_file(scratch.write("feed.xlsx", table({kColumns, penalty_row("1号")})), decisions_feed());
  CHECK(csv.found.format == "csv");
  CHECK(csv.records.size() == 1);
  const Reading json = read_file(scratch.write("feed2.csv", Json({penalty()}).dump()), decisions_feed());
  CHECK(json.found.format == "json");
  CHECK(json.records.size() == 1);
  // JSON has no comments: one above the rows is a mistake in JSON and no table of one column.
  for (const char* comment : {"// 每日导出\n", "/* 每日导出 */ "}) {
    const Reading commented = read_text(comment + Json({penalty()}).dump(), decisions_feed());
    INFO(commented.error);
    CHECK(commented.error_code == "unreadable");
    CHECK(contains(commented.error, "JSON"));
  }
}

TEST_CASE("a configured format that the content contradicts is an error that names both") {
  const auto error = [](const std::string& format, const std::string& bytes) {
    const Reading reading = read_text(bytes, of_format(format));
    CHECK(reading.error_code == "unreadable");
    CHECK(contains(reading.error, "写的格式是 " + format));
    return reading.error;
  };
  const std::string csv = table({kColumns, penalty_row("1号")});
  const std::string book = workbook_of(text_rows({kColumns}));
  CHECK(contains(error("csv", "[]"), "却是JSON"));
  CHECK(contains(error("xlsx", csv), "却是表格"));
  CHECK(contains(error("json", csv), "却是表格"));
  CHECK(contains(error("jsonl", book), "却是Excel"));
  CHECK(contains(error("tsv", book), "却是Excel"));
  CHECK(read_text("[]", of_format("jsonl")).error.empty());
  CHECK(read_text(csv, of_format("csv")).error.empty());
  CHECK(read_text(book, of_format("xlsx")).error.empty());
}

TEST_CASE("old Excel files and pages and archives are refused with what to do instead") {
  const auto error = [](const std::string& bytes) {
    const Reading reading = read_text(bytes);
    CHECK(reading.error_code == "unreadable");
    return reading.error;
  };
  CHECK(contains(error("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "请另存为 xlsx 或 csv"));
  CHECK(contains(error("%PDF-1.7"), "PDF"));
  CHECK(contains(error("\x1F\x8B\x08"), "gzip"));
  CHECK(contains(error("Rar!\x1A\x07"), "RAR"));
  CHECK(contains(error("7z\xBC\xAF\x27\x1C"), "7z"));
  CHECK(contains(error("\n <!DOCTYPE html><html><body>502</body></html>"), "网页"));
  CHECK(contains(error("<HTML><head>"), "网页"));
  CHECK(contains(error("\xEF\xBB\xBF<?xml version=\"1.0\"?><Workbook/>"), "XML"));
  CHECK(contains(error(zip_of({{"a.csv", "x"}})), "不是 Excel 工作簿"));
}

TEST_CASE("the header is found below a title, in a text and in a workbook") {
  const std::vector<std::vector<std::string>> rows = {
      {"示例区行政处罚信息公示表"}, {"填报单位：", "示例区市场监督管理局"}, {}, kColumns, penalty_row("1号")};
  const Reading csv = read_text(table(rows));
  REQUIRE(csv.records.size() == 1);
  CHECK(csv.found.rows == 1);
  CHECK(csv.records[0].row == 5);
  CHECK(contains(csv.found.note, "2 行标题"));
  CHECK(read_text(table(rows, ";")).records.size() == 1);
  const Reading book = read_text(workbook_of(text_rows(rows)));
  REQUIRE(book.records.size() == 1);
  CHECK(book.records[0].row == 5);
  CHECK(contains(book.found.note, "工作表“名单”"));
  CHECK(contains(book.found.note, "没有读取的工作表：字典"));
  std::vector<std::vector<std::string>> deep(31, {"公示表"});
  deep.push_back(kColumns);
  CHECK(contains(read_text(table(deep)).error, "前 30 行中找不到表头"));
}

TEST_CASE("notes below a table are left out and counted, and nothing else is") {
  const std::vector<std::vector<std::string>> rows = {kColumns,
                                                      penalty_row("1号"),
                                                      {"", "只有一格"},
                                                      {"表格说明：本表按月报送"},
                                                      penalty_row("2号"),
                                                      {"注：", ""},
                                                      {"1. 金额单位为元"},
                                                      {"", "2. 日期写成年月日"}};
  for (const auto& bytes : {table(rows), workbook_of(text_rows(rows))}) {
    const Reading reading = read_text(bytes);
    CHECK(reading.records.size() == 2);
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].row == 3);
    CHECK(reading.found.rows == 3);
    CHECK(contains(reading.found.note, "4 行说明文字"));
  }
  // In a narrow table a single cell may be all a row has to say.
  const Reading narrow = read_text("编号,当事人名称\n注：1号,\n");
  CHECK(narrow.found.rows == 1);
  CHECK(narrow.found.note.empty());
}

TEST_CASE("a workbook's spoilt cell sends its row back, but only in a column that is used") {
  std::vector<std::string> columns = kColumns;
  columns.push_back("本地备注");
  columns.push_back("当事人统一社会信用代码");
  const auto row = [](const std::string& number, const std::string& more) {
    return replaced(text_row(penalty_row(number)), "</row>", more + "</row>");
  };
  const Reading reading = read_text(workbook_of(
      text_row(columns) + row("1号", "<c t=\"e\"><v>#N/A</v></c>") +
      row("2号", "<c/><c><v>9.1110108551385082E+17</v></c>") + row("3号", "<c/><c s=\"1\"><v>43748</v></c>") +
      row("4号", "<c/><c t=\"str\"><v>" + kCompany + "</v></c>")));
  CHECK(reading.error.empty());
  REQUIRE(reading.records.size() == 2);
  CHECK(reading.records[1].fields["party"]["uscc"] == kCompany);
  REQUIRE(reading.rejected.size() == 2);
  CHECK(reading.rejected[0].reason == "unreadable");
  CHECK(reading.rejected[0].row == 3);
  CHECK(contains(reading.rejected[0].text, "“当事人统一社会信用代码”一格是数字格式，超过 15 位"));
  CHECK(contains(reading.rejected[1].text, "变成了日期"));
}

TEST_CASE("a workbook's spoilt flag is unreadable and sends no row back") {
  std::vector<std::string> columns = kColumns;
  for (const char* flag : {"disclosure.secrecy", "disclosure.minor", "disclosure.reviewed_by"}) columns.push_back(flag);
  const std::string error = "<c t=\"e\"><v>#N/A</v></c>", formula = "<c><f>SUM(1)</f></c>";
  const Reading reading = read_text(workbook_of(text_row(columns) +
      replaced(text_row(penalty_row("1号")), "</row>", error + formula + error + "</row>")));
  CHECK(reading.rejected.empty());
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].unreadable ==
        std::set<std::string>{"disclosure.minor", "disclosure.reviewed_by", "disclosure.secrecy"});
}

TEST_CASE("dates and amounts and merged cells of a workbook become a record's values") {
  const std::string first = "<row r=\"2\"><c t=\"str\"><v>" + kMarket +
                            "</v></c><c t=\"str\"><v>行政处罚</v></c><c t=\"str\"><v>1号</v></c><c t=\"str\"><v>虚构餐饮有限公司</v></c>"
                            "<c t=\"str\"><v>罚款</v></c><c><v>1234.5</v></c><c s=\"5\"><v>46083</v></c></row>";
  const std::string second = "<row r=\"3\"><c r=\"C3\" t=\"str\"><v>2号</v></c><c r=\"D3\" t=\"str\"><v>虚构餐饮有限公司</v></c>"
                             "<c r=\"E3\" t=\"str\"><v>罚款</v></c><c r=\"F3\"><v>2</v></c><c r=\"G3\" s=\"1\"><v>46084</v></c></row>";
  const Reading reading = read_text(workbook_of(
      text_row(kColumns) + first + second,
      "<mergeCells count=\"2\"><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"));
  REQUIRE(reading.records.size() == 2);
  CHECK(reading.records[0].fields["fine"] == 123450);
  CHECK(reading.records[0].fields["decision_date"] == "2026-03-02");
  CHECK(reading.records[1].fields["decision_date"] == "2026-03-03");
  CHECK(reading.records[1].agency == kMarket);
}

TEST_CASE("the sheet to read may be named in feeds json, for workbooks only") {
  FeedConfig feed = decisions_feed();
  feed.sheet = "字典";
  CHECK(contains(read_text(workbook_of(""), feed).error, "文件是空的"));
  feed.sheet = "没有";
  CHECK(contains(read_text(workbook_of(""), feed).error, "没有名为“没有”的工作表"));
  std::vector<Error> errors;
  const Json config = {{{"id", "a"}, {"dataset", "decisions"}, {"url", "a.xlsx"}, {"sheet", "处罚"}},
                       {{"id", "b"}, {"dataset", "decisions"}, {"url", "b.csv"}, {"format", "csv"}, {"sheet", "处罚"}}};
  const auto feeds = read_feeds(config, "/site", "feeds.json", errors);
  REQUIRE(feeds.size() == 1);
  CHECK(feeds[0].sheet == "处罚");
  REQUIRE(errors.size() == 1);
  CHECK(contains(errors[0].text, "sheet"));
}
