#include "base/text.h"
#include "reading.h"
#include "support/catch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The only rejected row of a feed that holds nothing but `record`.
RejectedRow rejected(const Json& record, const FeedConfig& feed = decisions_feed()) {
  const Reading reading = read_json_rows({record}, feed);
  INFO(record.dump());
  REQUIRE(reading.error.empty());
  REQUIRE(reading.rejected.size() == 1);
  return reading.rejected[0];
}

/// The only record of such a feed.
Record accepted(const Json& record, const FeedConfig& feed = decisions_feed()) {
  const Reading reading = read_json_rows({record}, feed);
  INFO(record.dump());
  for (const auto& row : reading.rejected) INFO(row.text);
  REQUIRE(reading.rejected.empty());
  REQUIRE(reading.records.size() == 1);
  return reading.records[0];
}

FeedConfig feed_of(const std::string& dataset) {
  FeedConfig feed = decisions_feed();
  feed.id = dataset;
  feed.dataset = dataset;
  return feed;
}

}  // namespace

TEST_CASE("a decision becomes a record with typed fields") {
  Json row = penalty_with("fine", "1,000.50");
  row["updated_at"] = "2026-03-03T01:02:03Z";
  row["confiscated"] = 12.3;
  row["amount"] = nullptr;
  row["title"] = "";
  row["licence"] = "许可证\u202e 一\n二\u0007";
  row["facts"] = "第一段\r\n第二段\u0007";
  row["officers"] = {"99010100001", " ", nullptr};
  row["nobody_knows"] = "left out";
  const Record record = accepted(row);
  CHECK(record.dataset == "decisions");
  CHECK(record.agency == kMarket);
  CHECK(record.id == "示市监罚〔2026〕1号");
  CHECK(record.norm_id == "示市监罚〔2026〕1号");
  CHECK(record.feed == "decisions");
  CHECK(record.row == 1);
  CHECK(record.fields["fine"] == 100050);
  CHECK(record.fields["confiscated"] == 1230);
  CHECK(record.fields["updated_at"] == "2026-03-03T09:02:03");
  CHECK(record.fields["licence"] == "许可证 一 二");
  CHECK(record.fields["facts"] == "第一段\n第二段");
  CHECK(record.fields["officers"] == Json{"99010100001"});
  CHECK(record.fields["party"]["uscc"] == kCompany);
  CHECK_FALSE(record.fields.contains("amount"));
  CHECK_FALSE(record.fields.contains("title"));
  CHECK_FALSE(record.fields.contains("nobody_knows"));
  CHECK(record.unreadable.empty());
  CHECK(record.warnings.empty());
}

TEST_CASE("a decision's id is its document number unless it has one of its own") {
  CHECK(accepted(penalty()).id == "示市监罚〔2026〕1号");
  CHECK(accepted(penalty_with("id", "A-1")).id == "A-1");
  CHECK(accepted(penalty_with("document_number", "示市监罚【2026】1号")).norm_id == "示市监罚〔2026〕1号");
  CHECK(accepted(penalty_with("document_number", "示市监罚【2026】1号")).id == "示市监罚【2026】1号");
  CHECK(accepted(penalty_with("id", 17)).id == "17");
}

TEST_CASE("what a decision needs and does not have sends it back as missing_field") {
  for (const char* field : {"agency", "category", "document_number", "party.name", "decision_date"}) {
    CAPTURE(field);
    const RejectedRow row = rejected(penalty_with(field, nullptr));
    CHECK(row.reason == "missing_field");
    CHECK(row.column == field);
    CHECK(row.row == 1);
    CHECK(contains(row.text, "没有填写"));
    CHECK(contains(row.mend, "请"));
  }
  CHECK(rejected(penalty_with("party.name", "  ")).reason == "missing_field");
  CHECK(rejected(penalty_with("party", nullptr)).column == "party.name");
}

TEST_CASE("a decision says something: content, kinds, measures or outcome") {
  const Json silent = penalty_with("penalty_kinds", nullptr);
  CHECK(rejected(silent).reason == "missing_field");
  CHECK(rejected(penalty_with("penalty_kinds", Json::array())).reason == "missing_field");
  for (const auto& [field, value] : std::map<std::string, Json>{
           {"content", "罚款五千元"}, {"measures", {"扣押"}}, {"outcome", "completed"}}) {
    Json row = silent;
    row[field] = value;
    CHECK(accepted(row).fields.contains(field));
  }
}

TEST_CASE("an act after its decision and an end before it are bad_value") {
  CHECK(rejected(penalty_with("acted_on", "2026-03-03")).reason == "bad_value");
  CHECK(rejected(penalty_with("acted_on", "2026-03-03")).column == "acted_on");
  CHECK(accepted(penalty_with("acted_on", "2026-03-02")).fields["acted_on"] == "2026-03-02");
  CHECK(rejected(penalty_with("publish_until", "2026-03-01")).reason == "bad_value");
  CHECK(accepted(penalty_with("publish_until", "2026-03-02")).fields.contains("publish_until"));
}

TEST_CASE("unreadable dates, negative money and unknown words are bad_value and are quoted") {
  const RejectedRow date = rejected(penalty_with("decision_date", "2026-13-02"));
  CHECK(date.reason == "bad_value");
  CHECK(date.column == "decision_date");
  CHECK(date.text == "“决定日期”的值“2026-13-02”不是一个能读懂的日期。");
  CHECK(contains(date.mend, "2026-03-01"));
  const RejectedRow money = rejected(penalty_with("fine", -1));
  CHECK(money.reason == "bad_value");
  CHECK(contains(money.text, "“-1”是负数"));
  CHECK(rejected(penalty_with("fine", 0.001)).reason == "bad_value");
  const RejectedRow kind = rejected(penalty_with("penalty_kinds", {"罚钱"}));
  CHECK(kind.reason == "bad_value");
  CHECK(contains(kind.text, "“罚钱”"));
  CHECK(contains(kind.mend, "通报批评"));
  CHECK(rejected(penalty_with("category", "fine")).reason == "bad_value");
  CHECK(rejected(penalty_with("circumstance", "mild")).reason == "bad_value");
  CHECK(rejected(penalty_with("valid_until", "长期")).reason == "bad_value");
  CHECK(rejected(penalty_with("party", "某公司")).reason == "bad_value");
  CHECK(rejected(penalty_with("title", {"a"})).reason == "bad_value");
}

TEST_CASE("free text that stands where a date or amount should is not repeated") {
  const RejectedRow date = rejected(penalty_with("decision_date", "李小明 2026-03-02"));
  CHECK_FALSE(contains(date.text, "李小明"));
  CHECK_FALSE(contains(rejected(penalty_with("fine", "李小明5000")).text, "李小明"));
}

TEST_CASE("nothing is quoted from a row with an exclusion flag set or unreadable") {
  for (const Json& flags :
       {Json{{"minor", true}}, Json{{"secrecy", "privacy"}}, Json{{"minor", "maybe"}},
        Json{{"criminal", "suspected"}}, Json{{"scope", 1}}, Json{{"redact", {"party.name"}}},
        Json{{"series_case", "open"}}, Json{{"security_risk", true}}, Json("none")}) {
    Json row = penalty_with("decision_date", "2026-13-02");
    row["disclosure"] = flags;
    const RejectedRow back = rejected(row);
    CAPTURE(row.dump());
    CHECK(back.carries_flag);
    CHECK_FALSE(contains(back.text, "2026-13-02"));
    CHECK(contains(back.text, "决定日期"));
  }
  Json row = penalty_with("decision_date", "2026-13-02");
  row["disclosure"] = {{"minor", false}, {"secrecy", "none"}, {"scope", 0}, {"criminal", "closed"}};
  CHECK_FALSE(rejected(row).carries_flag);
}

TEST_CASE("a rejected row that is marked a state secret says only that") {
  Json row = penalty_with("decision_date", nullptr);
  row["disclosure"] = {{"secrecy", "state"}};
  const RejectedRow back = rejected(row);
  CHECK(back.reason == "secret");
  CHECK(back.id == "示市监罚〔2026〕1号");
  CHECK(contains(back.text, "非涉密系统"));
}

TEST_CASE("older names of penalties are taken, two in one when both are known") {
  CHECK(accepted(penalty_with("penalty_kinds", {"没收违法所得、没收非法财物", "罚款"})).fields["penalty_kinds"] ==
        Json({"没收违法所得", "没收非法财物", "罚款"}));
  CHECK(accepted(penalty_with("penalty_kinds", {"暂扣执照", "暂扣许可证"})).fields["penalty_kinds"] ==
        Json{"暂扣许可证件"});
  CHECK(rejected(penalty_with("penalty_kinds", {"暂扣或者吊销许可证"})).reason == "bad_value");
  CHECK(rejected(penalty_with("penalty_kinds", {"罚款、批评"})).reason == "bad_value");
}

TEST_CASE("an unreadable birth date or identity number never sends a row back") {
  for (const Json& birth : {Json("不详"), Json("2026-13-01"), Json("1899-12-31"), Json("2030-01-01"),
                            Json::array({1}), Json(true)}) {
    const Record record = accepted(penalty_with("party.birth_date", birth));
    CAPTURE(birth.dump());
    CHECK(record.unreadable == std::set<std::string>{"party.birth_date"});
    CHECK_FALSE(record.fields["party"].contains("birth_date"));
  }
  CHECK(accepted(penalty_with("party.birth_date", "1988年8月8日")).fields["party"]["birth_date"] ==
        "1988-08-08");
  CHECK(accepted(penalty_with("party.id_number", Json::array({"x"}))).unreadable.count("party.id_number"));
  CHECK(accepted(penalty_with("party.id_number", "99010119880808123５")).fields["party"]["id_number"] ==
        "990101198808081235");
}

TEST_CASE("a birth date that cannot be read is told and outweighs a flag that says adult where its year or age does not") {
  const auto told = [](const Json& birth) {
    Json row = penalty_with("party.birth_date", birth);
    row["disclosure"] = {{"minor", false}};
    return accepted(row).unreadable;
  };
  const std::set<std::string> doubted = {"disclosure.minor", "party.birth_date"};
  for (const char* birth : {"2010", "2010年", "2009年", "May 2010", "２０１０年５月", "2030-01-01", "20100231", "二〇一〇年",
                            "二○一○年五月", "15岁", "十五周岁", "现年17岁", "9", "15 岁", "年龄15", "15歲", "十几岁", "约十多岁",
                            "未满18周岁", "不满十八岁", "未成年人"}) {
    INFO(birth);
    CHECK(told(birth) == doubted);
  }
  for (const char* birth : {"不详", "1988", "1988年", "一九八八年", "38岁", "二十五岁", "二十几岁", "八十岁", "18周岁", "已满18岁", "1899-12-31"}) {
    INFO(birth);
    CHECK(told(birth) == std::set<std::string>{"party.birth_date"});
  }
  const Record record = accepted(penalty_with("party.birth_date", "不详"));
  REQUIRE(record.warnings.size() == 1);
  CHECK(record.warnings[0].field == "party.birth_date");
}

TEST_CASE("a reason not to be public beside a whole record is told") {
  const Record record = accepted(penalty_with("reason", "minor"));
  REQUIRE(record.warnings.size() == 1);
  CHECK(record.warnings[0].field == "reason");
}

TEST_CASE("an unmapped status is unreadable, an unknown kind of party counts as absent") {
  const Record status = accepted(penalty_with("status", "正常"));
  CHECK(status.unreadable == std::set<std::string>{"status"});
  CHECK_FALSE(status.fields.contains("status"));
  CHECK(accepted(penalty_with("status", "revoked")).fields["status"] == "revoked");
  const Record kind = accepted(penalty_with("party.kind", "公司"));
  CHECK_FALSE(kind.fields["party"].contains("kind"));
  CHECK(kind.unreadable.empty());
  CHECK(kind.warnings.size() == 1);
}

TEST_CASE("a party's code with a wrong check character is a warning and stays in the record") {
  const Record record = accepted(penalty_with("party.uscc", "91990101ma9te5t123"));
  CHECK(record.fields["party"]["uscc"] == "91990101MA9TE5T123");
  REQUIRE(record.warnings.size() == 1);
  CHECK(record.warnings[0].field == "party.uscc");
}

TEST_CASE("a penalty whose kinds nobody names is warned of where its end follows from them") {
  Json row = penalty();
  CHECK(accepted(row).warnings.empty());
  row.erase("penalty_kinds");
  row["content"] = "责令改正";
  const Record record = accepted(row);
  REQUIRE(record.warnings.size() == 1);
  CHECK(record.warnings[0].field == "penalty_kinds");
  for (const auto& [field, value] : {std::pair{"publish_until", "2027-01-01"}, std::pair{"procedure", "summary"}, std::pair{"category", "inspection"}}) {
    Json other = row;
    other[field] = value;
    INFO(field);
    CHECK(accepted(other).warnings.empty());
  }
}

TEST_CASE("a certificate issued after the day the data came is warned of") {
  const auto told = [](const char* issued) {
    const Json row = {{"id", "99010000001"}, {"agency", kMarket}, {"name", "雷立川"}, {"issued_on", issued}};
    std::vector<std::string> fields;
    for (const auto& warning : accepted(row, feed_of("officers")).warnings) fields.push_back(warning.field);
    return fields;
  };
  const auto late = told("2199-01-01"), past = told("2019-01-01");
  CHECK(std::count(late.begin(), late.end(), "issued_on") == 1);
  CHECK(std::count(past.begin(), past.end(), "issued_on") == 0);
}

TEST_CASE("a step that leads to none and an id of two steps are warned of") {
  const auto told = [](const char* steps) {
    const Json row = {{"id", "P1"}, {"agency", kMarket}, {"name", "一般程序"}, {"category", "penalty"}, {"steps", Json::parse(steps)}};
    std::string all;
    for (const auto& warning : accepted(row, feed_of("procedures")).warnings)
      if (warning.field == "steps") all += warning.text;
    return all;
  };
  CHECK(told(R"([{"id":"a","name":"立案","next":["b"]},{"id":"b","name":"决定"}])").empty());
  CHECK(contains(told(R"([{"id":"a","name":"立案","next":["b","zz"]},{"id":"b","name":"决定"}])"), "“立案”的下一步（next）写了“zz”"));
  CHECK(contains(told(R"([{"id":"a","name":"立案","next":"b;c"},{"id":"b","name":"决定"}])"), "“b;c”"));
  CHECK(contains(told(R"([{"id":"a","name":"立案"},{"id":"a","name":"决定"}])"), "有两步的 id 都是“a”"));
  CHECK(told(R"([{"name":"立案"},{"name":"决定"}])").empty());
}

TEST_CASE("the flags of disclosure keep the contract's own values") {
  Json row = penalty();
  row["disclosure"] = {{"minor", false},       {"secrecy", "trade"},   {"security_risk", false},
                       {"series_case", "closed"}, {"criminal", "none"}, {"scope", 0},
                       {"redact", {"facts", "party.name"}}, {"reviewed_by", "王审查"},
                       {"reviewed_on", "2026-03-04"}};
  const Record record = accepted(row);
  CHECK(record.fields["disclosure"] == row["disclosure"]);
  CHECK(record.unreadable.empty());
  row["disclosure"] = {{"minor", nullptr}, {"secrecy", ""}};
  CHECK_FALSE(accepted(row).fields.contains("disclosure"));
}

TEST_CASE("flags of another type or word are unreadable and never send a row back") {
  const std::map<std::string, std::vector<Json>> wrong = {
      {"minor", {"false", 0, "否", Json::array()}},
      {"secrecy", {"无", "None", " none", 0, false}},
      {"security_risk", {"no", 1}},
      {"series_case", {"", "yes"}},
      {"criminal", {"transfer", true}},
      {"scope", {3, -1, "0", 0.5, true}},
      {"redact", {"facts", Json{1}, Json::object({{"a", 1}})}},
      {"reviewed_by", {1, Json::array({"王"}), "  "}},
      {"reviewed_on", {"昨天", 20260301}}};
  for (const auto& [flag, values] : wrong)
    for (const auto& value : values) {
      if (value == "") continue;
      const Record record = accepted(penalty_with("disclosure." + flag, value));
      CAPTURE(flag, value.dump());
      CHECK(record.unreadable == std::set<std::string>{"disclosure." + flag});
      CHECK_FALSE(record.fields.contains("disclosure"));
    }
}

TEST_CASE("of two places that differ the one that says child or state secret is enough") {
  const auto both = [](const char* flag, const Json& one, const Json& other) {
    Json row = penalty_with(std::string("disclosure.") + flag, one);
    row[std::string("disclosure.") + flag] = other;
    return accepted(row);
  };
  for (const bool first : {true, false}) {
    const Record record = both("minor", first, !first);
    CHECK(record.unreadable.empty());
    CHECK(record.fields["disclosure"]["minor"] == true);
  }
  CHECK(both("minor", "?", true).fields["disclosure"]["minor"] == true);
  CHECK(both("secrecy", "none", "state").fields["disclosure"]["secrecy"] == "state");
  CHECK(both("secrecy", "none", "trade").unreadable == std::set<std::string>{"disclosure.secrecy"});
  CHECK(both("security_risk", false, true).unreadable == std::set<std::string>{"disclosure.security_risk"});
}

TEST_CASE("a disclosure that is no object makes every flag unreadable, an unknown flag is a warning") {
  CHECK(accepted(penalty_with("disclosure", "none")).unreadable.size() == 9);
  const Record record = accepted(penalty_with("disclosure.juvenile", true));
  CHECK(record.unreadable.empty());
  CHECK(record.warnings.size() == 1);
}

TEST_CASE("agency codes must be whole and the feed's own") {
  const RejectedRow broken = rejected(penalty_with("agency", "11990101009900013B"));
  CHECK(broken.reason == "bad_code");
  CHECK(broken.column == "agency");
  CHECK(broken.agency.empty());
  CHECK(contains(broken.text, "11990101009900013B"));
  CHECK(rejected(penalty_with("agency", "1199")).reason == "bad_code");
  CHECK(rejected(penalty_with("agency", kCompany)).reason == "bad_code");
  CHECK(accepted(penalty_with("agency", " 11990101009900013a")).agency == kMarket);
  CHECK(rejected(penalty_with("agency", nullptr)).agency == kMarket);
}

TEST_CASE("a feed for every agency takes those of the list only") {
  FeedConfig feed = decisions_feed();
  feed.agencies = {"*"};
  AgencyDirectory agencies;
  CHECK(read_json_rows({penalty()}, feed, agencies).rejected.at(0).reason == "bad_code");
  agencies.add(kMarket, "示例区市场监督管理局", "区市场监管局");
  CHECK(read_json_rows({penalty()}, feed, agencies).records.size() == 1);
}

TEST_CASE("an agency's name means its code when exactly one agency has it") {
  AgencyDirectory agencies;
  agencies.add(kMarket, "示例区市场监督管理局", "执法局");
  agencies.add("12990000990000121X", "示例区城市管理局", "执法局");
  const auto by = [&](const char* name) {
    return read_json_rows({penalty_with("agency", name)}, decisions_feed(), agencies);
  };
  CHECK(by("示例区市场监督管理局").records.at(0).agency == kMarket);
  CHECK(by("示例区 市场监督管理局").records.at(0).agency == kMarket);
  CHECK(by("执法局").rejected.at(0).reason == "bad_value");
  CHECK(by("示例区税务局").rejected.at(0).reason == "bad_value");
  CHECK(by("示例区城市管理局").rejected.at(0).reason == "bad_code");
}

TEST_CASE("an agency's own record has its credit code as id and speaks for itself") {
  FeedConfig feed = feed_of("agencies");
  feed.agencies = {"*"};
  const Record record = accepted({{"id", kMarket}, {"name", "示例区市场监督管理局"}}, feed);
  CHECK(record.id == kMarket);
  CHECK(record.agency == kMarket);
  CHECK(rejected({{"id", "11990101009900013B"}, {"name", "某局"}}, feed).reason == "bad_code");
  CHECK(rejected({{"name", "某局"}}, feed).reason == "missing_field");
  CHECK(rejected({{"id", kMarket}}, feed).column == "name");
  feed.agencies = {kMarket};
  CHECK(rejected({{"id", "12990000990000121X"}, {"name", "某中心"}}, feed).reason == "bad_code");
}

TEST_CASE("a row about an agency the feed may not speak for carries nothing of that agency's key") {
  const std::string other = "12990000990000121X";
  FeedConfig feed = feed_of("agencies");
  feed.agencies = {kMarket};
  const RejectedRow unasked = rejected({{"id", other}, {"name", "某中心"}}, feed);
  CHECK(unasked.reason == "bad_code");
  CHECK(unasked.agency != other);
  const RejectedRow borrowed = rejected({{"id", other}, {"agency", kMarket}, {"name", "某中心"}}, feed);
  CHECK(borrowed.reason == "bad_code");
  CHECK(borrowed.column == "agency");
}

TEST_CASE("records of other datasets need an id") {
  CHECK(rejected({{"agency", kMarket}, {"name", "张三"}}, feed_of("officers")).column == "id");
  const Record officer = accepted({{"agency", kMarket}, {"id", "99010100001"}, {"name", "张三"}, {"status", "xx"}},
                                  feed_of("officers"));
  CHECK(officer.unreadable == std::set<std::string>{"status"});
}

TEST_CASE("a count-only row needs id, agency, category and date, and keeps no text") {
  Json row = {{"id", "C-1"}, {"agency", kMarket}, {"category", "penalty"}, {"decision_date", "2026-03-02"},
              {"penalty_kinds", {"罚款"}}, {"fine", 100}, {"count_only", true}, {"reason", "minor"},
              {"party", {{"name", "某人"}}}, {"facts", "不该有的文字"}};
  const Record record = accepted(row);
  CHECK(record.fields == Json{{"id", "C-1"}, {"agency", kMarket}, {"category", "penalty"},
                              {"decision_date", "2026-03-02"}, {"penalty_kinds", {"罚款"}},
                              {"fine", 10000}, {"count_only", true}, {"reason", "minor"}});
  for (const char* field : {"id", "category", "decision_date"}) {
    Json less = row;
    less[field] = nullptr;
    CHECK(rejected(less).reason == "missing_field");
    CHECK(rejected(less).carries_flag);
  }
  // Of its flags that one is kept by which it is known to be in the wrong place.
  row["disclosure"] = {{"secrecy", "state"}, {"reviewed_by", "法制科"}, {"minor", true}};
  CHECK(accepted(row).fields.at("disclosure") == Json{{"secrecy", "state"}});
  row["disclosure"]["secrecy"] = "none";
  CHECK_FALSE(accepted(row).fields.contains("disclosure"));
  row["reason"] = "因为未成年";
  CHECK(rejected(row).reason == "bad_value");
  row["count_only"] = "perhaps";
  CHECK(rejected(row).reason == "bad_value");
}

TEST_CASE("a count-only row says in which column it counts, whatever its category") {
  const Json row = {{"id", "C-1"}, {"agency", kMarket}, {"category", "coercive_execution"}, {"decision_date", "2026-03-02"},
                    {"count_only", true}, {"reason", "minor"}, {"completed_on", "2026-03-09"}, {"measures", {"划拨"}},
                    {"outcome", "completed"}, {"circumstance", "lenient"}, {"procedure", "summary"}, {"amount", "12.50"},
                    {"title", "不该有的文字"}, {"place", "不该有的地址"}};
  Json kept = row;
  kept["amount"] = 1250;
  kept.erase("title");
  kept.erase("place");
  CHECK(accepted(row).fields == kept);
}

TEST_CASE("a delta feed removes records, a snapshot may not say so") {
  FeedConfig feed = decisions_feed();
  feed.delta = true;
  const Json row = {{"id", "A-1"}, {"agency", kMarket}, {"removed", true}, {"removed_on", "2026/3/9"},
                    {"ground", "复议撤销"}};
  const Reading reading = read_json_rows({row}, feed);
  REQUIRE(reading.removals.size() == 1);
  CHECK(reading.removals[0].dataset == "decisions");
  CHECK(reading.removals[0].agency == kMarket);
  CHECK(reading.removals[0].id == "A-1");
  CHECK(reading.removals[0].removed_on == "2026-03-09");
  CHECK(reading.removals[0].ground == "复议撤销");
  CHECK(rejected(row).reason == "bad_value");
  Json without = row;
  without["agency"] = nullptr;
  CHECK(rejected(without, feed).reason == "missing_field");
  Json odd = row;
  odd["removed"] = "maybe";
  CHECK(rejected(odd, feed).reason == "bad_value");
  CHECK(accepted(penalty_with("removed", false), feed).fields.contains("removed") == false);
}

TEST_CASE("identical rows are recognisable, whether they become records or not") {
  Json broken = penalty_with("decision_date", nullptr);
  const Reading reading = read_json_rows({penalty(), penalty(), broken, broken, penalty_with("fine", 1)});
  REQUIRE(reading.records.size() == 3);
  REQUIRE(reading.rejected.size() == 2);
  CHECK(reading.records[0].digest == reading.records[1].digest);
  CHECK(reading.records[0].digest != reading.records[2].digest);
  CHECK(reading.rejected[0].digest == reading.rejected[1].digest);
  CHECK_FALSE(reading.rejected[0].digest.empty());
}
