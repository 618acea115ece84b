// What a night leaves undone because nothing asks for it, and does as soon as something asks.
#include "night/audited.h"
#include "night/audit_release.h"
#include "night/make_release.h"
#include "night/small_site.h"
#include "search/static_index.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::string stored_on(SmallSite& site, int number) { return site.known(SmallSite::id_of(number))->pulled_on; }

std::set<std::string> shown_unlike(Workspace& work, const std::string& release, const std::string& unlike) {
  std::set<std::string> addresses;
  REQUIRE(each_shown(
              work, release, [&](PublicRecord&& record) { return addresses.insert(record.address()), Status(); },
              [](Tombstone&&) { return Status(); }, unlike)
              .ok());
  return addresses;
}

}  // namespace

TEST_CASE("a row that comes as it was is not stored again and counts as the same") {
  SmallSite site;
  site.fill(3);
  site.night();
  site.rows()[1]["fine"] = 777;
  const NightEnd second = site.night_on("2026-11-23");
  CHECK(second.report.rows.same == 4);
  CHECK(stored_on(site, 1) == "2026-11-21");
  CHECK(stored_on(site, 2) == "2026-11-23");
  CHECK(site.known(SmallSite::id_of(1))->state == "published");
}

TEST_CASE("every row is stored again once rules, lines or how an agency is reached are others") {
  SmallSite site;
  site.fill(2);
  site.night();
  SECTION("a rule set") {
    site.config()["rule_sets"] = {"national", "local-5-2"};
  }
  SECTION("the site's configuration") { site.config()["authority"] = "示例区司法局"; }
  SECTION("a line of the webmaster") {
    site.line("corrections.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(2)},
                                    {"kind", "objection"}, {"state", "open"}, {"received_on", "2026-11-22"}, {"by", "示例区市场监督管理局"}});
  }
  SECTION("an agency's telephone") { site.rows("agencies")[0]["phone"] = "0000-00005678"; }
  site.night_on("2026-11-23");
  CHECK(stored_on(site, 1) == "2026-11-23");
  CHECK(stored_on(site, 2) == "2026-11-23");
}

TEST_CASE("a record that is not published is stored again whenever its row comes") {
  SmallSite site;
  site.fill(2);
  site.rows()[1]["disclosure"].erase("reviewed_by");
  site.night();
  REQUIRE(site.standing(2) == "held: unreviewed");
  site.night_on("2026-11-23");
  CHECK(stored_on(site, 1) == "2026-11-21");
  CHECK(stored_on(site, 2) == "2026-11-23");
}

TEST_CASE("of two releases only the views that differ are read") {
  SmallSite site;
  site.fill(2);
  site.rows().push_back(SmallSite::decision(3, R"({"acted_on":"2026-09-01","decision_date":"2026-10-12"})"));
  site.night();
  const std::string first = site.current();
  site.rows().push_back(SmallSite::decision(4));
  site.night_on("2026-11-23");
  const auto work = site.open();
  const std::string second = site.current();
  CHECK(shown_unlike(*work, second, first) ==
        std::set<std::string>{SmallSite::address(1), SmallSite::address(2), SmallSite::address(4)});
  CHECK(shown_unlike(*work, first, second) == std::set<std::string>{SmallSite::address(1), SmallSite::address(2)});
  CHECK(shown_unlike(*work, second, "").contains(SmallSite::address(3, "2026-10")));
}

TEST_CASE("a change of this year takes the search of earlier years over and one of an earlier year does not") {
  SmallSite site;
  site.config()["rule_sets"] = Json::array({"national"});  // without terms
  site.fill(2);
  site.rows().push_back(SmallSite::decision(3, R"({"acted_on":"2025-09-01","decision_date":"2025-10-12"})"));
  site.night();
  const auto partition = [&](const char* name) {
    return stdfs::read_symlink(site.out() / "current" / "site" / name).filename().string();
  };
  const auto ways = [&] { return std::pair(partition("search/old"), partition("search/new")); };
  const auto [old, fresh] = ways();
  const stdfs::path head = site.out() / "current" / "site" / kSearchHead;
  REQUIRE(site.standing(3) == "published");
  const Json said = kept_generation(slurp(head));
  REQUIRE(said.at("records") == 1);
  site.rows()[1]["fine"] = 777;
  site.night_on("2026-11-23");
  CHECK(ways().first == old);
  CHECK(ways().second != fresh);
  CHECK(kept_generation(slurp(head)) == said);
  site.rows().push_back(SmallSite::decision(4, R"({"acted_on":"2025-09-01","decision_date":"2025-10-13"})"));
  site.night_on("2026-11-24");
  CHECK(ways().first != old);
  CHECK(kept_generation(slurp(head)).at("records") == 2);
}

TEST_CASE("an index of the same records has the same digest and another one has not") {
  SmallSite site;
  site.fill(2);
  site.night();
  const std::string first = site.current();
  site.night_on("2026-11-23");
  const std::string second = site.current();
  REQUIRE(first != second);
  {
    const auto work = site.open();
    CHECK(index_digest(*work, first).value() == index_digest(*work, second).value());
  }
  site.rows().push_back(SmallSite::decision(3));
  site.night_on("2026-11-24");
  const auto work = site.open();
  CHECK(index_digest(*work, second).value() != index_digest(*work, site.current()).value());
}

TEST_CASE("an index that was looked through before is opened all the same") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.set_day("2026-11-23");
  site.write();
  auto work = site.open();
  Night night(*work, "nightly");
  REQUIRE(night.pull({}, {}).ok());
  REQUIRE(night.build().ok());
  const std::string built = *night.report().release;
  const stdfs::path head = release_dir(site.out(), built) / "index" / "iamglass";
  stdfs::resize_file(head, 20);
  const auto report = audit_release(*work, built);
  REQUIRE(report.ok());
  REQUIRE(report->finds.size() == 1);
  CHECK(report->finds[0].code == "index_mismatch");
}
