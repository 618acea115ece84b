#include "base/csv.h"

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("plain cells stay as they are") {
  CHECK(csv_cell("罚款 5,000 元").front() == '"');
  CHECK(csv_cell("示例区") == "示例区");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("5000") == "5000");
}

TEST_CASE("commas, quotes and line breaks are quoted after RFC 4180") {
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("说\"不\"") == "\"说\"\"不\"\"\"");
  CHECK(csv_cell("一\n二") == "\"一\n二\"");
  CHECK(csv_cell("一\r\n二") == "\"一\r\n二\"");
}

TEST_CASE("what a spreadsheet could take for a formula is guarded") {
  for (const char* start : {"=", "+", "-", "@", "＝", "＋", "－", "＠"})
    CHECK(csv_cell(start + std::string("1+1")) == "'" + std::string(start) + "1+1");
  CHECK(csv_cell("\t=1") == "'\t=1");
  CHECK(csv_cell("\r=1") == "\"'\r=1\"");
  CHECK(csv_cell("\n=1") == "\"'\n=1\"");
  CHECK(csv_cell("=HYPERLINK(\"http://x\",\"y\")") ==
        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(csv_cell("1-2") == "1-2");
}

TEST_CASE("a file begins with a byte order mark and ends its lines with CR LF") {
  CsvFile csv({"编号", "名称"});
  csv.row({"1", "=2"});
  CHECK(csv.bytes() == "\xEF\xBB\xBF编号,名称\r\n1,'=2\r\n");
}
