// `explain` of the demonstration's planted cases, one of each outcome: an answer to be read out on the phone.
#include <regex>

#include "cli/typed.h"
#include "report/reason_words.h"
#include "rules/reasons.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The demonstration after one night, for explain.
class Demonstration {
 public:
  Demonstration() {
    stdfs::copy(stdfs::path(GONGSHI_SOURCE_DIR) / "content", folder_ / "site", stdfs::copy_options::recursive);
    const Ran night = run({"nightly"});
    INFO(night.out << night.err);
    REQUIRE(night.exit == 1);
  }
  Ran run(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {"--site", folder_ / "site", "--out", folder_ / "out", "--as-of", "2026-11-21"};
    all.insert(all.end(), words.begin(), words.end());
    return run_program(folder_, all);
  }

 private:
  Scratch folder_{quick_directory()};
};

/// The first planted case of every state and set of reasons.
std::vector<Json> one_of_each() {
  const Json expected = Json::parse(slurp(stdfs::path(GONGSHI_SOURCE_DIR) / "tests/demo/expected.json"));
  std::set<std::string> seen;
  std::vector<Json> out;
  for (const auto& record : expected["records"])
    if (seen.insert(record["state"].dump() + record["reasons"].dump()).second) out.push_back(record);
  return out;
}

bool holds_day(const std::string& text) {
  static const std::regex kDay("20[0-9][0-9]年[0-9]+月[0-9]+日");
  return std::regex_search(text, kDay);
}

}  // namespace

TEST_CASE("explain gives of at least thirty demonstration records state and rule and article and dates and what would change it") {
  const auto records = one_of_each();
  REQUIRE(records.size() >= 30);
  const Demonstration demonstration;
  std::set<std::string> states;
  for (const auto& record : records) {
    const std::string state = record["state"];
    const Ran ran = demonstration.run({"explain", record["dataset"], record["agency"], record["id"]});
    INFO(record.dump() << "\n" << ran.out << ran.err);
    CHECK(ran.exit == 0);
    states.insert(state);
    for (const char* part : {"  现在：", "  原因：", "  依据：", "  怎样会变："}) CHECK(contains(ran.out, part));
    CHECK(holds_day(ran.out));
    for (const auto& reason : record["reasons"]) {
      const std::string code = reason;
      CHECK(contains(ran.out, "（" + code + "）"));
      if (state == "rejected") continue;
      CHECK(contains(ran.out, reason_meaning(code)));
      CHECK(contains(ran.out, reason_change(code)));
      if (code != "term_ended") CHECK(contains(ran.out, reason_source(code)));
    }
    CHECK(contains(ran.out, "网址是") == (state == "published"));
    // What the law keeps back is not told to whoever asks.
    CHECK(contains(ran.out, "依法不予公示”") == (state == "withheld"));
    for (const char* wrong : {"！", "：。", "（）", "null"}) CHECK_FALSE(contains(ran.out, wrong));
  }
  CHECK(states == std::set<std::string>{"published", "withheld", "held", "withdrawn", "expired", "rejected"});
}

TEST_CASE("explain tells of a crime withheld when it must be thought about again and of a term which rule set ends it") {
  const Demonstration demonstration;
  const Ran crime = demonstration.run({"explain", "inspections", "11990101009900101Q", "示人社查〔2026〕87号"});
  CHECK(contains(crime.out, "重新评估：最迟在2027年2月19日。"));
  CHECK_FALSE(contains(crime.out, "公示期限"));
  const Ran ended = demonstration.run({"explain", "decisions", "11990101009900013A", "示市监罚〔2025〕903号"});
  CHECK(contains(ended.out, "国家发展改革委令第36号"));
  CHECK(contains(ended.out, "公示期限：到2026年3月12日为止"));
  const Ran nothing = demonstration.run({"explain", "decisions", "11990101009900013A", "示市监罚〔2026〕99999号"});
  CHECK(nothing.exit == 1);
  CHECK(contains(nothing.out, "没有这条记录"));
}

TEST_CASE("explain speaks of repair and of decisions where there is a decision") {
  const Demonstration demonstration;
  const Ran officer = demonstration.run({"explain", "officers", "11990101009900013A", "99010000018"});
  CHECK(contains(officer.out, "怎样会变：没有公示期限；机关更正、不再报送或者异议成立的"));
  CHECK_FALSE(contains(officer.out, "信用修复"));
  for (const auto& record : one_of_each())
    if (record["state"] == "published" && record["dataset"] == "decisions")
      CHECK(contains(demonstration.run({"explain", "decisions", record["agency"], record["id"]}).out, "决定被撤销或者变更"));
}

TEST_CASE("every reason has a sentence on what would change it") {
  for (const auto& reason : statutory_reasons()) {
    INFO(reason.code);
    CHECK(contains(reason_change(reason.code), "。"));
    CHECK(reason_word(reason.code) != reason.code);
  }
  for (const auto& added : added_reasons()) {
    INFO(added.code);
    CHECK(contains(reason_meaning(added.code), "。"));
    CHECK(contains(reason_change(added.code), "。"));
    CHECK(reason_word(added.code) != added.code);
    CHECK(state_of_reason(added.code) == State::kWithheld);
  }
  for (const char* code : {"unreadable", "missing_field", "bad_value", "bad_code", "duplicate", "secret"}) {
    INFO(code);
    CHECK(contains(reason_change(code), "。"));
  }
  CHECK(reason_change("of a rule set's own").empty());
}
