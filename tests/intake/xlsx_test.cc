#include <algorithm>

#include "base/text.h"
#include "intake/csv_reader.h"
#include "intake/xlsx_reader.h"
#include "intake/xlsx_sheet.h"
#include "intake/xml_sound.h"
#include "intake/zip_parts.h"
#include "support/catch.h"
#include "support/scratch.h"
#include "workbook.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Cells = std::vector<std::string>;

struct Sheet {
  std::string error;
  XlsxFound found;
  std::vector<TableRow> rows;
};

Sheet read_sheet(const std::filesystem::path& file, const std::string& name = "") {
  Sheet out;
  auto found = read_xlsx(file, name, [&](TableRow&& row) {
    out.rows.push_back(std::move(row));
    return Status();
  });
  if (found) {
    out.found = *found;
  } else {
    out.error = found.error().code + " " + found.error().text;
  }
  return out;
}

Sheet read_bytes(const std::string& bytes, const std::string& name = "") {
  const Scratch scratch;
  return read_sheet(scratch.write("book.xlsx", bytes), name);
}

Sheet read_rows(const std::string& rows, const std::string& tail = "", const std::string& properties = "") {
  return read_bytes(workbook_of(rows, tail, properties));
}

/// The first row of a sheet with these cells.
TableRow first_row(const std::string& cells, const std::string& properties = "") {
  const Sheet sheet = read_rows("<row r=\"1\">" + cells + "</row>", "", properties);
  CAPTURE(sheet.error);
  REQUIRE(sheet.rows.size() == 1);
  return sheet.rows[0];
}

std::string trouble(const TableRow& row, size_t column) {
  const auto found = row.troubles.find(column);
  return found == row.troubles.end() ? "" : found->second.text;
}

/// Parts of a workbook with one of them replaced.
std::string with_part(const std::string& name, const std::string& content) {
  Parts parts = workbook_parts("<row><c><v>1</v></c></row>");
  for (auto& part : parts)
    if (part.first == name) part.second = content;
  return zip_of(parts);
}

}  // namespace

TEST_CASE("shared and inline strings and booleans and results of formulas are read") {
  const TableRow row = first_row(
      R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><r><t>行</t></r><r><t> 内</t></r></is></c>)"
      R"(<c r="E1" t="b"><v>1</v></c><c r="F1" t="b"><v>0</v></c><c r="G1" t="str"><f>A1&amp;"x"</f><v>甲x</v></c>)"
      R"(<c r="H1"><f>1+1</f><v>2</v></c><c r="I1" t="inlineStr"><is><t>a_x000D_b_x005F_x</t></is></c>)");
  CHECK(row.cells == Cells{"甲", "乙丙", "", "行 内", "TRUE", "FALSE", "甲x", "2", "a\rb_x"});
  CHECK(row.troubles.empty());
}

TEST_CASE("numbers come in full to the digits that Excel keeps") {
  const TableRow row = first_row(
      "<c><v>1234.5</v></c><c><v>0.30000000000000004</v></c><c><v>1.0E-3</v></c><c><v>123456789012345</v></c>"
      "<c><v>-7</v></c><c><v>1E+3</v></c><c s=\"4\"><v>1234</v></c><c s=\"3\"><v>0.07</v></c><c><v>0</v></c>");
  CHECK(row.cells == Cells{"1234.5", "0.3", "0.001", "123456789012345", "-7", "1000", "001234", "7%", "0"});
  CHECK(row.troubles.empty());
}

TEST_CASE("dates come as dates in both date systems, with their time of day") {
  const std::string cells =
      "<c s=\"1\"><v>43748</v></c><c s=\"2\"><v>43748.75</v></c><c s=\"5\"><v>43748.75</v></c>"
      "<c s=\"6\"><v>0.5</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c><c t=\"d\"><v>2019-10-10T00:00:00</v></c>";
  const TableRow row = first_row(cells);
  CHECK(row.cells == Cells{"2019-10-10", "2019-10-10 18:00:00", "2019-10-10", "12:00:00", "1900-01-01",
                           "1900-03-01", "2019-10-10"});
  const TableRow later = first_row("<c s=\"1\"><v>42286</v></c>", "<workbookPr date1904=\"1\"/>");
  CHECK(later.cells == Cells{"2019-10-10"});
  CHECK(row.troubles.at(0).harm == CellTrouble::kCodes);
}

TEST_CASE("the last moment of a day is of that day and a number stored a little short of midnight is of the next") {
  CHECK(first_row("<c s=\"1\"><v>43748.99999999</v></c><c s=\"2\"><v>43748.99999999</v></c><c s=\"1\"><v>43747.9999999999</v></c>").cells ==
        Cells{"2019-10-10", "2019-10-10 23:59:59", "2019-10-10"});
}

TEST_CASE("a plain number in a workbook of the other date system is no date") {
  const TableRow row = first_row("<c><v>42286</v></c>", "<workbookPr date1904=\"1\"/>");
  REQUIRE(row.troubles.count(0) == 1);
  CHECK(row.troubles.at(0).harm == CellTrouble::kDates);
  CHECK(first_row("<c><v>42286</v></c>").troubles.empty());
  CHECK(first_row("<c><v>20260301</v></c>", "<workbookPr date1904=\"1\"/>").troubles.empty());
}

TEST_CASE("a number that its format shows in another unit is a trouble") {
  for (const char* code : {"General\"万元\"", "0\"万元\"", "#,##0.00亿元", "0!.0,\"万元\"", "[<10000]0;0\".\"0,\"万元\"", "0\"千元\""})
    CHECK(custom_format(code).other_unit);
  for (const char* code : {"General", "#,##0\"元\"", "0.00", "yyyy\"年\"m\"月\"d\"日\"", "000000"}) CHECK(!custom_format(code).other_unit);
}

TEST_CASE("what Excel has spoilt is told and not believed") {
  const TableRow row = first_row(
      "<c><v>4.89290024005183e+17</v></c><c t=\"e\"><v>#N/A</v></c><c><f>SUM(1)</f></c><c s=\"1\"><v>-1</v></c>"
      "<c><v>nan</v></c><c t=\"s\"><v>99</v></c>");
  CHECK(contains(trouble(row, 0), "15 位"));
  CHECK(row.cells[0] == "489290024005183000");
  CHECK(contains(trouble(row, 1), "#N/A"));
  CHECK(contains(trouble(row, 2), "没有保存结果"));
  CHECK(contains(trouble(row, 3), "读不出来"));
  CHECK(contains(trouble(row, 4), "读不出来"));
  CHECK(contains(trouble(row, 5), "不存在"));
}

TEST_CASE("a merged cell gives its value to the rows below in its own column only") {
  const Sheet sheet = read_rows(
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#REF!</v></c><c r=\"C2\"><v>10</v></c></row>"
      "<row r=\"3\"><c r=\"C3\"><v>11</v></c></row><row r=\"4\"/>"
      "<row r=\"5\"><c r=\"A5\"><v>2</v></c><c r=\"C5\"><v>12</v></c></row>"
      "<row r=\"6\"><c r=\"C6\"><v>13</v></c></row>",
      "<mergeCells><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"A5:B6\"/></mergeCells>");
  REQUIRE(sheet.rows.size() == 5);
  CHECK(sheet.rows[1].cells == Cells{"1", "", "11"});
  CHECK(contains(trouble(sheet.rows[1], 1), "#REF!"));
  CHECK(sheet.rows[2].blank());
  CHECK(sheet.rows[4].cells == Cells{"2", "", "13"});
  CHECK(sheet.rows[4].number == 6);
}

TEST_CASE("the first sheet is read or the named one, hidden sheets only by name") {
  const Sheet first = read_rows("<row><c><v>1</v></c></row>");
  CHECK(first.found.sheet == "名单");
  CHECK(first.found.others == Cells{"字典"});
  CHECK(first.rows.size() == 1);
  CHECK(read_bytes(workbook_of("<row><c><v>1</v></c></row>"), "字典").rows.empty());
  const Sheet none = read_bytes(workbook_of(""), "别的");
  CHECK(contains(none.error, "名单、字典"));
  const auto book = [](const std::string& state) {
    return with_part("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" state=\"hidden\" r:id=\"r2\"/><sheet name=\"b\" state=\"" +
                                            state + "\" r:id=\"r1\"/></sheets></workbook>");
  };
  CHECK(read_bytes(book("visible")).found.sheet == "b");
  CHECK(read_bytes(book("visible"), "a").found.sheet == "a");
  CHECK(contains(read_bytes(book("veryHidden")).error, "隐藏"));
}

TEST_CASE("rows and cells without addresses follow one another") {
  const Sheet sheet = read_rows("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row r=\"7\"/><row/>");
  CHECK(sheet.rows[0].cells == Cells{"1", "", "", "2", "3"});
  CHECK(sheet.rows[2].number == 8);
}

TEST_CASE("rows within rows and ends without beginnings give no row twice") {
  const Sheet sheet = read_rows("<row r=\"1\"><row r=\"2\"><c><v>1</v></c></row></row><c><v>9</v></c><row r=\"3\"/>");
  REQUIRE(sheet.rows.size() == 2);
  CHECK(sheet.rows[0].number == 2);
  CHECK(sheet.rows[1].number == 3);
}

TEST_CASE("broken and encrypted and oversized workbooks are refused with a sentence") {
  const std::string good = workbook_of("<row><c><v>1</v></c></row>");
  CHECK(read_bytes(good).error.empty());
  const auto error = [](const std::string& bytes) { return read_bytes(bytes).error; };
  CHECK(contains(error(good.substr(0, good.size() / 2)), "损坏"));
  CHECK(contains(error("PK\x03\x04"), "损坏"));
  CHECK(contains(error(zip_of(workbook_parts(""), 1)), "密码"));
  CHECK(contains(error(zip_of(workbook_parts(""), 0, 1u << 30)), "256 MiB"));
  CHECK(contains(error(zip_of(workbook_parts(""), 0, 200u << 20)), "损坏"));
  CHECK(contains(error(zip_of({{"feed.csv", "a,b"}})), "不是 Excel 工作簿"));
  CHECK(contains(error(with_part("_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>")), "xlsb"));
  CHECK(contains(error(with_part("xl/workbook.xml", "<workbook/>")), "不是 Excel 工作簿"));
  CHECK(contains(error(with_part("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r9\"/></sheets></workbook>")), "找不到工作表"));
  CHECK(contains(error(with_part("xl/styles.xml", "no xml")), "损坏"));
  CHECK(contains(error(with_part("xl/sharedStrings.xml", "<!DOCTYPE a PUBLIC \"b\" \"c\"><sst/>")), "损坏"));
  CHECK(contains(error(with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c>")), "损坏"));
  CHECK(contains(error(with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData></data></worksheet>")), "不完整"));
  CHECK(contains(error(with_part("xl/worksheets/sheet1.xml", "<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet/>")), "损坏"));
  CHECK(contains(error(with_part("xl/worksheets/sheet1.xml", "<worksheet><![CDATA[")), "损坏"));
  CHECK(contains(error(with_part("xl/worksheets/sheet1.xml", "<worksheet>\xFF</worksheet>")), "损坏"));
  CHECK(contains(error(workbook_of("<row r=\"2\"/><row r=\"2\"/>")), "行号"));
  CHECK(contains(error(workbook_of("<row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row>")), "512 列"));
  std::string flipped = good;
  flipped[flipped.find("PK\x01\x02") + 16] ^= 1;  // the CRC of the first part
  CHECK(contains(error(flipped), "损坏"));
  CHECK(contains(read_sheet("/nonexistent.xlsx").error, "unreadable"));
}

TEST_CASE("a cell longer than a megabyte is a trouble of that cell") {
  const TableRow row = first_row("<c t=\"str\"><v>" + std::string((1u << 20) + 2, 'x') + "</v></c><c><v>2</v></c>");
  CHECK(contains(trouble(row, 0), "太长"));
  CHECK(row.cells[1] == "2");
}

TEST_CASE("only sound XML is given to the parser") {
  for (const char* good :
       {"<a/>", "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<a b='c' d = \"&quot;;@\"><!-- - --><b:c/>&amp;&#20013;&#x4E2D;</a >",
        "<a><![CDATA[<&]]></a>", "<a></a> <trailing", "<a>]]</a>"})
    CHECK(xml_sound(replaced(good, "</a >", "</a>")));
  for (const char* bad :
       {"", " ", "text", "<", "<a", "<a b", "<a b=", "<a b=\"", "<a b=c>", "<a b=\"<\"/>", "<a b=\"c\"d=\"e\"/>", "<a>", "<a></a",
        "</a>", "<a>&", "<a>&nbsp;</a>", "<a>&#x110000;</a>", "<a>&#xD800;</a>", "<a>&#0;</a>", "<a>&#;</a>", "<a>&#x;</a>",
        "<a>&#99999999999;</a>", "<a b='&lt;'/>", "<a><![CDATA[]]</a>", "<![CDATA[x]]>", "<a><!--</a>", "<a><!-- -- --></a>", "<a><!----></a",
        "<!DOCTYPE a><a/>", "<a><!x></a>", "<1/>", "<a:/>", "<?xml", "<?xml version?><a/>", "<a/ >"}) {
    CAPTURE(bad);
    CHECK_FALSE(xml_sound(bad));
  }
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  for (int i = 0; i < 300; ++i) deep += "</a>";
  CHECK_FALSE(xml_sound(deep));
}

TEST_CASE("number formats are told apart by their letters") {
  const auto kind = [](std::string_view code) { return custom_format(code).kind; };
  for (const char* code : {"yyyy\"年\"m\"月\"d\"日\"", "yyyy/m/d;@", "[$-804]aaaa d", "m/d", "D\\-MMM\\-YYYY", "[$-404]e/m/d"})
    CHECK(kind(code) == CellKind::kDate);
  for (const char* code : {"yyyy-mm-dd hh:mm", "dd\"-\"mm\"-\"yyyy\" \"hh:mm:ss"}) CHECK(kind(code) == CellKind::kMoment);
  for (const char* code : {"h:mm", "[h]:mm:ss", "mm:ss"}) CHECK(kind(code) == CellKind::kTime);
  for (const char* code : {"General", "0.00", "#,##0", "0.00E+00", "0;[Red]0", "\"d\"0", "@", "_-* #,##0.00", ""})
    CHECK(kind(code) == CellKind::kNumber);
  CHECK(kind("0.0%") == CellKind::kPercent);
  CHECK(custom_format("000000").digits == 6);
}
