#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const Error* said(const NightEnd& end, const std::string& code) {
  const auto& messages = end.report.messages;
  const auto at = std::find_if(messages.begin(), messages.end(), [&](const Error& m) { return m.code == code; });
  return at == messages.end() ? nullptr : &*at;
}

/// Decisions from `first` on carry this flag from now on.
void flag_from(SmallSite& site, int first, const char* disclosure) {
  for (auto& row : site.rows())
    if (row["fine"].get<int>() - 500 >= first) row["disclosure"].merge_patch(Json::parse(disclosure));
}

}  // namespace

TEST_CASE("a release with a tenth fewer pages waits for a person and what must come down still comes down") {
  SmallSite site;
  site.fill(60);
  site.night();
  const std::string before = site.current();
  flag_from(site, 31, R"({"secrecy":"privacy"})");
  site.rows().push_back(SmallSite::decision(99));
  site.set_day("2026-11-22");
  const NightEnd refused = site.night();
  CHECK(refused.exit == ExitCode::kRefused);
  CHECK_FALSE(refused.report.published);
  REQUIRE(said(refused, "fewer_pages"));
  CHECK(contains(said(refused, "fewer_pages")->text, "--accept"));
  CHECK(contains(refused.report.refusal, "少了一成"));
  CHECK(site.current() != before);
  CHECK_FALSE(site.serves(SmallSite::address(31)));
  CHECK(site.serves(SmallSite::address(30)));
  CHECK_FALSE(site.serves(SmallSite::address(99)));

  SECTION("the next night is compared with the release that was published and waits as well") {
    site.set_day("2026-11-23");
    CHECK(site.night().exit == ExitCode::kRefused);
    CHECK_FALSE(site.serves(SmallSite::address(99)));
  }
  SECTION("a person who has looked lets it through and it is what later nights are compared with") {
    const NightEnd accepted = site.night_accepting();
    CHECK(accepted.report.published);
    CHECK(site.serves(SmallSite::address(99)));
    site.set_day("2026-11-23");
    CHECK(site.night().exit != ExitCode::kRefused);
  }
}

TEST_CASE("a handful of pages fewer is no matter for a person on a small site") {
  SmallSite site;
  site.fill(4);
  site.night();
  flag_from(site, 4, R"({"secrecy":"privacy"})");
  site.set_day("2026-11-22");
  const NightEnd end = site.night();
  CHECK(end.report.published);
  CHECK_FALSE(site.serves(SmallSite::address(4)));
}

TEST_CASE("an agency that is gone of itself stops the release and one that was taken off by hand does not") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.set_day("2026-11-22");
  site.rows().push_back(SmallSite::decision(3));
  SECTION("of itself") {
    site.rows("agencies")[1]["disclosure"] = {{"secrecy", "work"}};
    const NightEnd end = site.night();
    CHECK(end.exit == ExitCode::kRefused);
    REQUIRE(said(end, "agency_gone"));
    CHECK(contains(said(end, "agency_gone")->text, "示例区城市管理局"));
    CHECK_FALSE(site.serves(std::string("agencies/") + kOtherAgency + ".html"));
    CHECK_FALSE(site.serves(SmallSite::address(3)));
    CHECK(site.night_accepting().report.published);
    CHECK(site.serves(SmallSite::address(3)));
  }
  SECTION("by hand") {
    site.line("withdrawals.jsonl", {{"dataset", "agencies"}, {"agency", kOtherAgency}, {"id", kOtherAgency},
                                    {"reason", "order"}, {"ground", "机构改革"}, {"by", "王"}, {"on", "2026-11-22"}});
    const NightEnd end = site.night();
    CHECK(end.report.published);
    CHECK(site.serves(SmallSite::address(3)));
  }
}

TEST_CASE("a night on which no feed at all could be fetched publishes nothing new but takes down what is due") {
  SmallSite site;
  site.fill(2);
  site.rows().push_back(SmallSite::decision(3, R"({"publish_until":"2026-11-21"})"));
  site.night();
  REQUIRE(site.serves(SmallSite::address(3)));
  site.feed("agencies")["url"] = "feeds/nowhere-a.jsonl";
  site.feed("d")["url"] = "feeds/nowhere-d.jsonl";
  site.set_day("2026-11-22");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kRefused);
  REQUIRE(said(end, "all_failed"));
  CHECK(contains(said(end, "all_failed")->text, "2 个数据来源"));
  CHECK_FALSE(site.serves(SmallSite::address(3)));
  CHECK(site.serves(SmallSite::address(2)));
  CHECK(site.night_accepting().report.published);
}

TEST_CASE("one feed of several that failed keeps nothing from being published") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.feed("d")["url"] = "feeds/nowhere.jsonl";
  site.set_day("2026-11-22");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.published);
  CHECK(site.serves(SmallSite::address(2)));
}

TEST_CASE("a clock that was set back publishes nothing before a person has looked") {
  SmallSite site;
  site.config()["rehearsal"] = false;
  // Nothing is shown for the first time, so that any day may be published.
  site.folder().write("site/feeds/none.json", "[]");
  for (const char* id : {"agencies", "d"}) site.feed(id)["url"] = "feeds/none.json";
  const NightEnd first = site.night();
  INFO(first.report.refusal);
  REQUIRE(first.report.published);
  site.set_day("2026-11-20");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kRefused);
  REQUIRE(said(end, "clock_back"));
  CHECK(contains(said(end, "clock_back")->text, "2026年11月21日"));
  CHECK(site.night_accepting().report.published);
}
