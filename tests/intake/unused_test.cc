// Columns and names that feed no field.
#include "base/text.h"
#include "intake/reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("names in JSON that feed no field are told once for the file and what may be a secrecy marking is kept to be looked at") {
  Json json = penalty();
  json.merge_patch(Json::parse(R"({"Disclosure":{"note":"密"},"published_until":"2026-11-12","party":{"born":"2010-01-01"},
                                   "remark":"机密★5年","disclosure":{"minors":false}})"));
  const std::string row = json.dump();
  const std::vector<std::string> unused = {"Disclosure", "party.born", "published_until", "remark"};
  for (const std::string& text : {row, "{\"records\":[" + row + "," + row + "]}", row + "\n" + row + "\n"}) {
    INFO(text);
    const test::Reading reading = read_text(text, decisions_feed());
    CHECK(reading.error == "");
    CHECK(reading.found.unused_columns == unused);
    REQUIRE(!reading.records.empty());
    CHECK(reading.records[0].unread == std::vector<std::string>{"密", "机密★5年"});
    REQUIRE(reading.records[0].warnings.size() == 1);
    CHECK(reading.records[0].warnings[0].field == "disclosure.minors");
  }
}

TEST_CASE("a column of a table that no field reads is kept where it may be a secrecy marking") {
  const test::Reading reading = read_text("agency,执法类别,文号,当事人名称,决定日期,处罚种类,备注,其他\n11990101009900013A,行政处罚,示〔2026〕1号,某公司,2026-06-01,警告,机密★5年,无\n");
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].unread == std::vector<std::string>{"机密★5年"});
  CHECK(reading.found.unused_columns == std::vector<std::string>{"备注", "其他"});
}

TEST_CASE("of many names that feed no field the first twenty are told") {
  Json row = penalty();
  for (int i = 0; i < 50; ++i) row["odd" + std::to_string(i)] = 1;
  CHECK(read_json_rows({row}).found.unused_columns.size() == 20);
}
