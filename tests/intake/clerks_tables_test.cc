// Tables as clerks and their spreadsheets send them: a wrong value in public is the worst that can come of one.
#include "base/text.h"
#include "intake/reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::string kFineHeader = "agency,执法类别,文号,当事人名称,决定日期,处罚种类,罚款金额（元）,没收金额（元）\n";
const std::string kFineRow = "11990101009900013A,行政处罚,示〔2026〕1号,某公司,2026-06-01,罚款,3000,7\n";

test::Reading table(const std::string& text) { return read_text(text, decisions_feed()); }

std::string only_fault(const test::Reading& reading) {
  REQUIRE(reading.rejected.size() == 1);
  return reading.rejected[0].text;
}

}  // namespace

TEST_CASE("below a second header that is another one no row is read and each goes back") {
  const test::Reading reading = table(kFineHeader + kFineRow + "agency,执法类别,文号,当事人名称,决定日期,处罚种类,没收金额（元）,罚款金额（元）\n" +
                                      "11990101009900013A,行政处罚,示〔2026〕2号,某公司,2026-06-01,罚款,7,3000\n");
  CHECK(reading.records.size() == 1);
  REQUIRE(reading.rejected.size() == 2);
  for (const auto& row : reading.rejected) CHECK(contains(row.text, "第 3 行又是一行表头，与第 1 行的不同"));
}

TEST_CASE("a second header is known by what it names and not by how it is spelled") {
  for (const std::string& other : {replaced(kFineHeader, "罚款金额（元）", "罚款金额(元)"), replaced(kFineHeader, "文号", "行政处罚决定书文号")})
    CHECK(table(kFineHeader + kFineRow + other + replaced(kFineRow, "1号", "2号")).records.size() == 2);
  const std::string aliases = "序号," + replaced(kFineHeader, "文号", "行政处罚决定书文号");
  CHECK(table(kFineHeader + kFineRow + aliases + "1," + replaced(kFineRow, "1号", "2号")).rejected.size() == 2);
  CHECK(table(kFineHeader + kFineRow + replaced(kFineRow, "某公司", "罚款金额（元）")).rejected.empty());
}

TEST_CASE("the header once more, as on each page of a printed list, is left out and counted") {
  const test::Reading reading = table(kFineHeader + kFineRow + kFineHeader + replaced(kFineRow, "1号", "2号"));
  CHECK(reading.records.size() == 2);
  CHECK(reading.rejected.empty());
  CHECK(contains(reading.found.note, "1 行重复的表头没有读取。"));
}

TEST_CASE("a column without a header that holds something is named") {
  const std::string header = replaced(kFineHeader, "罚款金额（元）", "");
  CHECK(contains(table(header + kFineRow).found.note, "第 7 列没有表头，没有读取。"));
  CHECK(!contains(table(header + replaced(kFineRow, "3000", "")).found.note, "没有表头"));
}

TEST_CASE("an amount in another unit than yuan sends its row back and says which header is right") {
  const std::string header = replaced(kFineHeader, "罚款金额（元）", "罚款金额(万元)");
  CHECK(contains(only_fault(table(header + kFineRow)), "“罚款金额(万元)”一列写的单位不是元"));
  const test::Reading blank = table(header + replaced(kFineRow, "3000", ""));
  CHECK(blank.rejected.empty());
  CHECK(table(header + replaced(kFineRow, "3000", "/")).rejected.empty());
  CHECK(!table(replaced(header, "罚款金额(万元)", "罚款金额（单位：万元）") + kFineRow).rejected.empty());
  // Beside the amount in yuan it may say what it likes.
  CHECK(table(replaced(kFineHeader, "没收金额（元）", "罚款金额（万元）") + replaced(kFineRow, ",7", ",0.3")).records.size() == 1);
}

TEST_CASE("what keeps a spreadsheet from taking a text for a number is no part of the text") {
  for (const char* number : {"=\"示〔2026〕1号\"", "\"=\"\"示〔2026〕1号\"\"\""}) {
    INFO(number);
    const test::Reading reading = table(kFineHeader + replaced(kFineRow, "示〔2026〕1号", number));
    REQUIRE(reading.records.size() == 1);
    CHECK(text_at(reading.records[0].fields, "document_number") == "示〔2026〕1号");
  }
  const test::Reading empty = table(kFineHeader + replaced(replaced(kFineRow, "3000", "=\"\""), ",7", ",'7"));
  REQUIRE(empty.records.size() == 1);
  CHECK(!find_at(empty.records[0].fields, "fine"));
  CHECK(find_at(empty.records[0].fields, "confiscated"));
  for (const char* name : {"'某'公司", "'; DROP TABLE records; --某公司", "'"}) {
    const test::Reading kept = table(kFineHeader + replaced(kFineRow, "某公司", name));
    REQUIRE(kept.records.size() == 1);
    CHECK(text_at(kept.records[0].fields, "party.name") == name);
  }
}

TEST_CASE("a number that a spreadsheet wrote with an exponent goes back") {
  for (const char* number : {"2.02605E+11", "2E+11", "2.02605e+11", " 2.02605E+11 ", "-2.0E+11"}) {
    INFO(number);
    CHECK(contains(only_fault(table(kFineHeader + replaced(kFineRow, "示〔2026〕1号", number))), "科学记数法"));
  }
  for (const char* number : {"A2E+11", "2.0.5E+11", "E+11", "2E+1号"}) {
    INFO(number);
    CHECK(table(kFineHeader + replaced(kFineRow, "示〔2026〕1号", number)).records.size() == 1);
  }
}
