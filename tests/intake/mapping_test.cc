#include "intake/mapping.h"

#include "base/text.h"
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
  CHECK(contains(mapping_error(R"({"columns":{"a":"fine"},"derive":{"content":{"value":"x"}}})"), "没有字段"));
  CHECK(contains(mapping_error(R"([])"), "bad_config"));
  FeedConfig feed = decisions_feed();
  feed.preset = "/nonexistent/mapping.json";
  CHECK_FALSE(read_text("[]", feed).error.empty());
}
