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
    CHECK(reading.records[0].suspects == std::vector<std::string>{"密", "机密★5年"});
    REQUIRE(reading.records[0].warnings.size() == 1);
    CHECK(reading.records[0].warnings[0].field == "disclosure.minors");
  }
}

TEST_CASE("a column of a table that no field reads is kept where it may be a secrecy marking") {
  const test::Reading reading = read_text("agency,执法类别,文号,当事人名称,决定日期,处罚种类,备注,其他\n11990101009900013A,行政处罚,示〔2026〕1号,某公司,2026-06-01,警告,机密★5年,无\n");
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].suspects == std::vector<std::string>{"机密★5年"});
  CHECK(reading.found.unused_columns == std::vector<std::string>{"备注", "其他"});
}

TEST_CASE("of many names that feed no field the first twenty are told") {
  Json row = penalty();
  for (int i = 0; i < 50; ++i) row["odd" + std::to_string(i)] = 1;
  CHECK(read_json_rows({row}).found.unused_columns.size() == 20);
}

TEST_CASE("what may be a secrecy marking outside the rows of a file is kept to be looked at") {
  using Texts = std::vector<std::string>;
  const std::string header = "agency,执法类别,文号,当事人名称,决定日期,处罚种类", row = "11990101009900013A,行政处罚,示〔2026〕1号,某公司,2026-06-01,警告";
  CHECK(read_text("机密★5年\n行政处罚信息表\n" + header + "\n" + row + "\n").found.suspects == Texts{"机密★5年"});
  CHECK(read_text(header + ",机密★5年\n" + row + ",\n").found.suspects == Texts{"机密★5年"});
  CHECK(read_text(header + "\n" + row + "\n注：秘密★3年,,,,,\n").found.suspects == Texts{"注：秘密★3年"});
  const std::string one = penalty().dump();
  const test::Reading around = read_text("{\"密级\":\"机密★5年\",\"records\":[" + one + "],\"note\":[\"保密\"]}");
  CHECK(around.records.size() == 1);
  CHECK(around.found.suspects == Texts{"机密★5年", "保密", "密级"});
  CHECK(read_text(header + "\n" + row + "\n").found.suspects.empty());
}

TEST_CASE("what may be a secrecy marking goes back with a row that has another fault") {
  const auto suspects = [](const test::Reading& reading) {
    REQUIRE(reading.rejected.size() == 1);
    return reading.rejected[0].suspects;
  };
  using Texts = std::vector<std::string>;
  Json row = penalty();
  row["facts"] = "机密★5年";
  row["fine"] = -1;
  CHECK(suspects(read_json_rows({row})) == Texts{"机密★5年"});
  CHECK(suspects(read_json_rows({penalty_with("penalty_kinds", Json::array({"机密★5年"}))})) == Texts{"机密★5年"});
  row.erase("fine");
  row["agency"] = "x";
  CHECK(suspects(read_json_rows({row})) == Texts{"机密★5年"});
  const std::string header = "agency,执法类别,文号,当事人名称,决定日期,处罚种类\n";
  CHECK(suspects(read_text(header + "11990101009900013A,行政处罚,1号,某公司,2026-06-01,警告,机密★5年\n")) == Texts{"机密★5年"});
  CHECK(suspects(read_text(header + "机密★5年\n")) == Texts{"机密★5年"});
  const std::string whole = penalty().dump() + "\n";
  CHECK(suspects(read_text(whole + "{\"id\":\"2号\",\"facts\":\"甲\\n机密★5年\\n乙\"\n")) == Texts{"甲\n机密★5年\n乙"});
  CHECK(suspects(read_text(whole + R"({"id":"2","facts":"\u7532\r\u673a\u5BC6\u2605\"5\u5e74\u12")" + "\n")) == Texts{"甲\n机密★\"5年u12"});
  CHECK(suspects(read_json_rows({penalty_with("party", "机密★5年")})) == Texts{"机密★5年"});
}

TEST_CASE("what may be a secrecy marking is kept as it was written, whatever becomes of the value") {
  using Texts = std::vector<std::string>;
  const auto suspects = [](const std::string& path, const Json& value) {
    const test::Reading reading = read_json_rows({penalty_with(path, value)});
    REQUIRE(reading.records.size() == 1);
    return reading.records[0].suspects;
  };
  CHECK(suspects("facts", "甲店\r机密★5年") == Texts{"甲店\r机密★5年"});
  for (const char* field : {"disclosure.secrecy", "status", "party.birth_date", "party.kind", "disclosure", "no such field"}) {
    INFO(field);
    CHECK(suspects(field, "机密★5年") == Texts{"机密★5年"});
  }
  CHECK(suspects("document", "&#23494;") == Texts{"&#23494;"});
  CHECK(suspects("facts", "销售").empty());
  FeedConfig delta = decisions_feed();
  delta.delta = true;
  const test::Reading removal = read_json_rows({{{"agency", kMarket}, {"id", "1号"}, {"removed", true}, {"ground", "机密★5年"}}}, delta);
  REQUIRE(removal.removals.size() == 1);
  CHECK(removal.removals[0].suspects == Texts{"机密★5年"});
}

TEST_CASE("bytes that are no text where a day should stand do no harm") {
  for (const char* field : {"party.birth_date", "disclosure.reviewed_on"}) {
    const std::string row = replaced(penalty_with(field, {"x"}).dump(), "[\"x\"]", R"(["\udc00"])");
    INFO(row);
    const test::Reading reading = read_text(row + "\n");
    CHECK(reading.records.size() + reading.rejected.size() == 1);
  }
}

TEST_CASE("of a list only what the definition names is taken and the rest is told") {
  FeedConfig feed = decisions_feed();
  feed.dataset = "notices";
  const Scratch scratch;
  const auto file = scratch.write("n.json", R"([{"id":"1","agency":")" + kMarket + R"(","kind":"exam","title":"成绩",
    "entries":[{"number":7,"name":"甲","result":"合格","birth_date":"1988-08-08","home":"幸福里"},{"school":"示例中学"}]}])");
  const Reading reading = read_file(file, feed);
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].fields["entries"] == Json::parse(R"([{"name":"甲","number":"7","result":"合格"}])"));
  std::string told;
  for (const auto& warning : reading.records[0].warnings) told += warning.field + " " + warning.text + "\n";
  for (const char* member : {"birth_date", "home", "school"}) CHECK(contains(told, "entries 里面没有“" + std::string(member) + "”"));
}
