#include "intake/mapping.h"

#include "base/text.h"
#include "intake/fields.h"
#include "reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

Reading read_mapped(const std::string& mapping, const std::string& table,
                    const AgencyDirectory& agencies = {}) {
  const Scratch scratch;
  FeedConfig feed = decisions_feed();
  feed.preset = scratch.write("mapping.json", mapping).string();
  return read_file(scratch.write("feed.csv", table), feed, agencies);
}

std::string mapping_error(const std::string& text) {
  const auto json = parse_config(text, "mapping.json");
  if (!json) return json.error().text;
  const auto mapping = Mapping::read(*json, definition("decisions"), "mapping.json");
  return mapping ? "" : mapping.error().code + " " + mapping.error().text;
}

const char kMapping[] = R"({
  // 列 → 字段
  "columns": {"处罚文书号": "document_number", "单位": "party.name", "机关": "agency", "日期": "decision_date",
              "罚款": "fine", "状态": "status", "未成年": "disclosure.minor"},
  "constants": {"category": "penalty", "disclosure.scope": 0},
  "values": {"status": {"正常": "effective"}, "disclosure.minor": {"成年": "false"}},
  "units": {"fine": "万元"},
  "agencies": {"市监局": "11990101009900013A"},
  "derive": {"penalty_kinds": {"when_present": "fine", "value": ["罚款"]}}
})";

}  // namespace

TEST_CASE("a mapping file turns an agency's own table into records") {
  const Reading reading = read_mapped(
      kMapping, "处罚文书号,单位,机关,日期,罚款,状态,未成年,别的\n"
                "1号,某公司,市监局,2026年3月2日,0.5,正常,成年,x\n"
                "2号,某公司,市监局,2026年3月2日,,别样,不知道,x\n"
                "3号,某公司,市监局,2026年3月2日,3000元,撤销,是,x\n"
                "4号,某公司,别的局,2026年3月2日,1,正常,成年,x\n");
  REQUIRE(reading.records.size() == 2);
  REQUIRE(reading.rejected.size() == 2);
  const Json& first = reading.records[0].fields;
  CHECK(first["agency"] == kMarket);
  CHECK(first["category"] == "penalty");
  CHECK(first["decision_date"] == "2026-03-02");
  CHECK(first["fine"] == 500000);
  CHECK(first["status"] == "effective");
  CHECK(first["penalty_kinds"] == Json{"罚款"});
  CHECK(first["disclosure"] == Json{{"minor", false}, {"scope", 0}});
  CHECK(reading.records[1].fields["fine"] == 300000);
  CHECK(reading.records[1].fields["disclosure"]["minor"] == true);
  CHECK(reading.records[1].fields["status"] == "revoked");
  // Without a fine nothing says what the decision was.
  CHECK(reading.rejected[0].reason == "missing_field");
  CHECK(reading.rejected[0].carries_flag);
  CHECK(reading.rejected[1].reason == "bad_value");
  CHECK(reading.rejected[1].column == "机关");
  CHECK(reading.found.unused_columns == std::vector<std::string>{"别的"});
}

TEST_CASE("one column may feed several fields, and JSON is mapped like a table") {
  const Scratch scratch;
  FeedConfig feed = decisions_feed();
  feed.preset = scratch
                    .write("mapping.json", R"({"columns": {"case.no": ["id", "document_number"],
                           "case.who": "party.name", "day": "decision_date"},
                           "constants": {"agency": "11990101009900013A", "category": "penalty",
                                         "outcome": "completed"}})")
                    .string();
  const auto file =
      scratch.write("feed.json", R"([{"case":{"no":"1号","who":"某公司","more":1},"day":1772409600000}])");
  const Reading reading = read_file(file, feed);
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].id == "1号");
  CHECK(reading.records[0].fields["document_number"] == "1号");
  CHECK(reading.records[0].fields["decision_date"] == "2026-03-02");
}

TEST_CASE("mistakes in a mapping file are errors that name them") {
  CHECK(mapping_error(kMapping).empty());
  CHECK(contains(mapping_error(R"({"columns":{"a":"nothing"}})"), "nothing"));
  CHECK(contains(mapping_error(R"({"columns":{"a":"fine"},"colums":{}})"), "colums"));
  CHECK(contains(mapping_error(R"({"columns":{}})"), "columns"));
  CHECK(contains(mapping_error(R"({"columns":{"a":3}})"), "bad_config"));
  CHECK(contains(mapping_error(R"({"columns":{"a":"fine"},"units":{"fine":"两"}})"), "units"));
  CHECK(contains(mapping_error(R"({"columns":{"a":"fine"},"agencies":{"某局":"123"}})"), "某局"));
  CHECK(contains(mapping_error(R"({"columns":{"a":"fine"},"derive":{"content":{"when_present":"none","value":"x"}}})"), "没有字段"));
  CHECK(contains(mapping_error(R"([])"), "bad_config"));
  FeedConfig feed = decisions_feed();
  feed.preset = "/nonexistent/mapping.json";
  CHECK_FALSE(read_text("[]", feed).error.empty());
}

namespace {

/// One row through a mapping file, as its only record.
Record mapped(const std::string& mapping, const std::string& table) {
  const Reading reading = read_mapped(mapping, table);
  CAPTURE(reading.error);
  for (const auto& row : reading.rejected) UNSCOPED_INFO(row.reason << " " << row.column << " " << row.text);
  REQUIRE(reading.records.size() == 1);
  return reading.records[0];
}

/// Columns every table below has, and what makes a decision of them.
const std::string kBase = R"("columns": {"号": "document_number", "方": "party.name", "日": "decision_date",
    "甲": ["fine"], "乙": "content", "丙": "licence", "丁": "licence", "戊": "status", "己": "valid_until"},
    "constants": {"agency": "11990101009900013A", "category": "penalty", "outcome": "completed"})";

}  // namespace

TEST_CASE("a mapping file names the unit of a column, and columns whose amounts must name their own") {
  const std::string wan = "{" + kBase + R"(,"units": {"甲": "万元"}})";
  CHECK(mapped(wan, "号,方,日,甲\n1号,某公司,2026-03-02,0.5\n").fields["fine"] == 500000);
  const std::string fen = "{" + kBase + R"(,"units": {"fine": "分"}})";
  CHECK(mapped(fen, "号,方,日,甲\n1号,某公司,2026-03-02,500\n").fields["fine"] == 500);
  const std::string own = "{" + kBase + R"(,"units": {"甲": "自带", "fine": "元"}})";
  CHECK(mapped(own, "号,方,日,甲\n1号,某公司,2026-03-02,3万元\n").fields["fine"] == 3000000);
  const Reading bare = read_mapped(own, "号,方,日,甲\n1号,某公司,2026-03-02,3\n");
  REQUIRE(bare.rejected.size() == 1);
  CHECK(contains(bare.rejected[0].text, "单位"));
}

TEST_CASE("a mapping file names the order of day and month, which nobody guesses") {
  const std::string table = "号,方,日\n1号,某公司,03/04/2026\n";
  CHECK(read_mapped("{" + kBase + "}", table).rejected.at(0).reason == "bad_value");
  CHECK(mapped("{" + kBase + R"(,"dates": {"decision_date": "月日年"}})", table).fields["decision_date"] == "2026-03-04");
  CHECK(mapped("{" + kBase + R"(,"dates": {"日": "日月年"}})", table).fields["decision_date"] == "2026-04-03");
}

TEST_CASE("several columns are joined or the first filled one is taken, where the file says so") {
  const std::string head = "号,方,日,丙,丁\n1号,某公司,2026-03-02,";
  CHECK(read_mapped("{" + kBase + "}", head + "许可证,A1\n").rejected.at(0).reason == "bad_value");
  CHECK(mapped("{" + kBase + R"(,"join": {"licence": " "}})", head + "许可证,A1\n").fields["licence"] == "许可证 A1");
  CHECK(mapped("{" + kBase + R"(,"join": {"licence": " "}})", head + "A1,A1\n").fields["licence"] == "A1");
  const std::string prefer = "{" + kBase + R"(,"prefer": {"licence": ["丁", "丙"]}})";
  CHECK(mapped(prefer, head + "许可证,A1\n").fields["licence"] == "A1");
  CHECK(mapped(prefer, head + "许可证,\n").fields["licence"] == "许可证");
}

TEST_CASE("an id is made of several columns where the file says so, and a missing part is told") {
  const std::string mapping = "{" + kBase + R"(,"id": ["document_number", "decision_date"]})";
  CHECK(mapped(mapping, "号,方,日\n1号,某公司,2026-03-02\n").id == "1号~2026-03-02");
  const Reading missing = read_mapped(mapping, "号,方,日\n1号,某公司,\n");
  REQUIRE(missing.rejected.size() == 1);
  CHECK(missing.rejected[0].reason == "missing_field");
  CHECK(missing.rejected[0].column == "日");
}

TEST_CASE("rules derive a value from another, the first that fits, and only where the row has none") {
  const std::string mapping = "{" + kBase + R"(,"derive": {"circumstance": [
      {"when_present": "content", "contains": ["从轻", "减轻"], "value": "lenient"},
      {"when_absent": "fine", "value": "exempted"}, {"value": "none"}]}})";
  const std::string head = "号,方,日,甲,乙\n1号,某公司,2026-03-02,";
  CHECK(mapped(mapping, head + "5,依法从轻\n").fields["circumstance"] == "lenient");
  CHECK(mapped(mapping, head + ",警告\n").fields["circumstance"] == "exempted");
  CHECK(mapped(mapping, head + "5,罚款\n").fields["circumstance"] == "none");
}

TEST_CASE("notes are skipped, fillers are empty and words may ask the agency to look again") {
  const std::string mapping = "{" + kBase + R"(,"skip": ["合计"], "absent": ["/"],
      "values": {"status": {"1": "effective"}, "valid_until": {"长期": ""}},
      "warnings": {"status": {"1": "请改用新代码。"}}})";
  const Reading reading = read_mapped(mapping, "号,方,日,丙,戊,己\n1号,某公司,2026-03-02,/,1,长期\n合计1条,,,,,\n2号,某公司,2026-03-02,a,/,/\n");
  REQUIRE(reading.records.size() == 2);
  CHECK(reading.found.rows == 2);
  CHECK_FALSE(reading.records[0].fields.contains("licence"));
  CHECK_FALSE(reading.records[0].fields.contains("valid_until"));
  CHECK(reading.records[0].fields["status"] == "effective");
  std::set<std::string> told;
  for (const auto& warning : reading.records[0].warnings) told.insert(warning.text);
  CHECK(told.contains("请改用新代码。"));
  // A filler in the status column is no status, and not the absence of one.
  CHECK(reading.records[1].unreadable.count("status") == 1);
}

TEST_CASE("columns that are not named keep their meaning where the file says so") {
  const std::string mapping = R"({"own_names": true, "columns": {"单位": "party.name"}})";
  const Reading reading = read_mapped(mapping, "agency,决定书文号,单位,决定日期,执法类别,办理结果\n" + kMarket + ",1号,某公司,2026-03-02,行政处罚,办结\n");
  REQUIRE(reading.records.size() == 1);
  CHECK(reading.records[0].fields["category"] == "penalty");
  CHECK(reading.found.unused_columns.empty());
}

TEST_CASE("mistakes in the newer parts of a mapping file are errors that name them") {
  const auto with = [](const std::string& part) { return mapping_error(R"({"columns":{"a":"fine"},)" + part + "}"); };
  CHECK(contains(with(R"("dates":{"decision_date":"年"})"), "dates"));
  CHECK(contains(with(R"("dates":{"b":"年月日"})"), "没有字段 b"));
  CHECK(contains(with(R"("prefer":{"fine":["b"]})"), "prefer"));
  CHECK(contains(with(R"("join":{"fines":" "})"), "fines"));
  CHECK(contains(with(R"("id":["nothing"])"), "nothing"));
  CHECK(contains(with(R"("id":"fine")"), "一组文字"));
  CHECK(contains(with(R"("values":[])"), "{ … }"));
  CHECK(contains(with(R"("derive":{"content":{"contains":["x"],"value":"y"}})"), "contains"));
  CHECK(contains(with(R"("derive":{"content":{"if":"fine","value":"y"}})"), "if"));
  CHECK(contains(with(R"("derive":{"content":{"when_present":"fine"}})"), "value"));
  CHECK(contains(with(R"("tables":[{"columns":{"b":"fine"},"skip":[]}])"), "tables"));
  CHECK(contains(with(R"("tables":[{"columns":{"a":"content"}}])"), "写了两次"));
  CHECK(contains(with(R"("warnings":{"fine":3})"), "bad_config"));
}

TEST_CASE("presets that are not there and words for the native preset are errors") {
  const Scratch scratch;
  FeedConfig feed = decisions_feed();
  feed.preset = "single-publicity";
  CHECK(contains(read_text("[]", feed).error, "single-publicity"));
  feed = decisions_feed();
  feed.values = Json::parse(R"({"status":{"1":"effective"}})");
  CHECK(contains(read_text("[]", feed).error, "values"));
  feed = decisions_feed();
  feed.presets = scratch / "presets";
  for (const char* base : {"none", "../x"}) {
    feed.preset = scratch.write("m.json", std::string(R"({"extends":")") + base + R"("})").string();
    CHECK(contains(read_text("[]", feed).error, "extends"));
  }
  scratch.write("presets/base.json", "{" + kBase + "}");
  feed.preset = scratch.write("m.json", R"({"extends":"base","columns":[]})").string();
  CHECK(contains(read_text("[]", feed).error, "columns"));
  feed.preset = scratch.write("m.json", R"({"extends":"base","columns":{"号":null,"没有的列":null}})").string();
  CHECK(read_text("[]", feed).error == "");
}

TEST_CASE("the page on formats names every member of a mapping file, every common field and every preset") {
  const std::string page = slurp(std::filesystem::path(GONGSHI_SOURCE_DIR) / "docs/formats.md");
  for (const auto& member : Mapping::members()) {
    CAPTURE(member);
    CHECK(contains(page, "`" + member + "`"));
  }
  for (const auto& field : common_fields()) {
    CAPTURE(field.name);
    CHECK(contains(page, "`" + field.name + "`"));
  }
  const auto presets = std::filesystem::path(GONGSHI_SOURCE_DIR) / "content/presets";
  for (const auto& entry : std::filesystem::directory_iterator(presets))
    CHECK(contains(page, "`" + entry.path().stem().string() + "`"));
}
