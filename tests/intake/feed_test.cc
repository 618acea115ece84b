#include "base/text.h"
#include "reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const std::string kHeader = "执法主体代码,执法类别,决定书文号,当事人名称,处罚类别,罚款金额（元）,决定日期\n";

std::string csv_row(const std::string& number, const std::string& fine = "5000",
                    const std::string& date = "2026-03-02") {
  return kMarket + ",行政处罚," + number + ",虚构餐饮有限公司,警告；罚款," + fine + "," + date + "\n";
}

}  // namespace

TEST_CASE("a table's headers are field names, labels or aliases, and its words may be Chinese") {
  const Reading reading = read_text(kHeader + csv_row("示市监罚〔2026〕1号"));
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.found.format == "csv");
  CHECK(reading.found.encoding == "UTF-8");
  CHECK(reading.found.rows == 1);
  const Record& record = reading.records[0];
  CHECK(record.row == 2);
  CHECK(record.fields["category"] == "penalty");
  CHECK(record.fields["penalty_kinds"] == Json({"警告", "罚款"}));
  CHECK(record.fields["fine"] == 500000);
  const Reading named = read_text("agency,category,document_number,party.name,outcome,decision_date,"
                                  "disclosure.minor,disclosure.scope,disclosure.redact\n" +
                                  kMarket + ",penalty,1号,某公司,completed,43748,否,0,facts;title\n");
  REQUIRE(named.records.size() == 1);
  CHECK(named.records[0].fields["decision_date"] == "2019-10-10");
  CHECK(named.records[0].fields["disclosure"] ==
        Json{{"minor", false}, {"scope", 0}, {"redact", {"facts", "title"}}});
}

TEST_CASE("semicolon and tab tables, GB18030 and UTF-16 are read alike") {
  const std::string table = kHeader + csv_row("1号");
  CHECK(read_text(replaced(replaced(table, "；", ""), ",", ";")).error.empty());
  const Reading tabs = read_text(replaced(table, ",", "\t"));
  CHECK(tabs.found.format == "tsv");
  CHECK(tabs.records.size() == 1);
  const std::string gb =
      "agency,category,document_number,party.name,outcome,decision_date\n" + kMarket +
      ",penalty,\xCA\xBE\xB7\xA3\x31\xBA\xC5,\xC4\xB3\xB9\xAB\xCB\xBE,completed,2026-03-02\n";
  const Reading chinese = read_text(gb);
  CHECK(chinese.found.encoding == "GB18030");
  REQUIRE(chinese.records.size() == 1);
  CHECK(chinese.records[0].id == "示罚1号");
  CHECK(chinese.records[0].fields["party"]["name"] == "某公司");
}

TEST_CASE("a ragged row goes back as unreadable, and empty cells too many do no harm") {
  const Reading reading = read_text(kHeader + csv_row("1号") + kMarket + ",行政处罚,2号\n" +
                                    replaced(csv_row("3号"), "\n", ",多出\n") +
                                    replaced(csv_row("4号"), "\n", ",,\n"));
  CHECK(reading.found.rows == 4);
  CHECK(reading.records.size() == 2);
  REQUIRE(reading.rejected.size() == 2);
  CHECK(reading.rejected[0].reason == "unreadable");
  CHECK(reading.rejected[0].row == 3);
  CHECK(reading.rejected[0].agency == kMarket);
  CHECK(reading.rejected[0].carries_flag);
  CHECK(contains(reading.rejected[0].text, "有 3 格，表头有 7 列"));
  CHECK(reading.rejected[1].row == 4);
}

TEST_CASE("a rejected row of a table names the header the agency knows") {
  const Reading reading = read_text(kHeader + csv_row("1号", "-5") + csv_row("2号", "5", "") +
                                    csv_row("", "5"));
  REQUIRE(reading.rejected.size() == 3);
  CHECK(reading.rejected[0].column == "罚款金额（元）");
  CHECK(contains(reading.rejected[0].text, "“-5”"));
  CHECK(reading.rejected[1].column == "决定日期");
  CHECK(reading.rejected[1].reason == "missing_field");
  CHECK(reading.rejected[2].column == "决定书文号");
}

TEST_CASE("headers nobody uses are told, a table with none that is known is unreadable") {
  const Reading reading = read_text("备注," + kHeader + "x," + csv_row("1号"));
  CHECK(reading.found.unused_columns == std::vector<std::string>{"备注"});
  CHECK(reading.records.size() == 1);
  const Reading none = read_text("甲,乙\n1,2\n");
  CHECK(none.error_code == "unreadable");
  CHECK(contains(none.error, "表头"));
}

TEST_CASE("two columns for one field must agree") {
  const std::string head = "执法主体代码,执法主体,执法类别,文号,决定书文号,当事人名称,办理结果,决定日期\n";
  AgencyDirectory agencies;
  agencies.add(kMarket, "示例区市场监督管理局", "");
  const auto read = [&](const std::string& name, const std::string& number) {
    return read_text(head + kMarket + "," + name + ",行政处罚,1号," + number + ",某公司,办结,2026-03-02\n",
                     decisions_feed(), agencies);
  };
  CHECK(read("示例区市场监督管理局", "1号").records.size() == 1);
  CHECK(read("示例区市场监督管理局", "2号").rejected.at(0).reason == "bad_value");
  CHECK(read("示例区税务局", "1号").rejected.at(0).reason == "bad_value");
}

TEST_CASE("one broken line of JSON Lines goes back, the others are read") {
  const Reading reading = read_text(penalty().dump() + "\n{\"agency\":\n" +
                                    penalty_with("document_number", "2号").dump() + "\n");
  CHECK(reading.found.format == "jsonl");
  CHECK(reading.found.rows == 3);
  CHECK(reading.records.size() == 2);
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason == "unreadable");
  CHECK(reading.rejected[0].row == 2);
  CHECK(reading.records[1].row == 3);
}

TEST_CASE("a broken array, a broken table and an empty file are errors of the whole file") {
  const Reading array = read_text("[" + penalty().dump() + ",{");
  CHECK(array.error_code == "unreadable");
  CHECK(contains(array.error, "没有采用"));
  CHECK(read_text(kHeader + "\"open,1\n").error_code == "unreadable");
  CHECK(read_text("").error_code == "unreadable");
  CHECK(read_text("\n \n").error_code == "unreadable");
  FeedConfig delta = decisions_feed();
  delta.delta = true;
  CHECK(read_text("", delta).error.empty());
  CHECK(read_text("[]").error.empty());
  CHECK(read_text(kHeader).error.empty());
  CHECK(read_file("/nonexistent", decisions_feed()).error_code == "unreadable");
}

TEST_CASE("presets that are not there yet are refused by name") {
  FeedConfig feed = decisions_feed();
  feed.preset = "double-publicity";
  CHECK(read_text("[]", feed).error_code == "bad_config");
  CHECK(contains(read_text("[]", feed).error, "double-publicity"));
  feed.preset = "portal";
  CHECK(read_text("[]", feed).error_code == "bad_config");
}

TEST_CASE("every line of a feed ends as exactly one row") {
  std::string lines;
  for (int i = 0; i < 500; ++i) {
    Json row = penalty_with("document_number", std::to_string(i) + "号");
    if (i % 3 == 0) row["decision_date"] = "昨天";
    lines += i % 7 == 0 ? "{broken\n" : row.dump() + "\n";
  }
  const Reading reading = read_text(lines);
  CHECK(reading.found.rows == 500);
  CHECK(reading.records.size() + reading.rejected.size() == 500);
  CHECK(reading.records.size() == 285);
}
