// What a night leaves undone because nothing asks for it, and does as soon as something asks.
#include <xapian.h>

#include "night/audited.h"
#include "night/audit_release.h"
#include "night/make_release.h"
#include "night/recovery.h"
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
  site.rows().push_back(SmallSite::decision(3));
  site.night_on("2026-11-23");
  CHECK(stored_on(site, 1) == "2026-11-21");
  CHECK(stored_on(site, 2) == "2026-11-23");
}

TEST_CASE("a file whose bytes are those of the night before is not read again and its rows count as the same") {
  SmallSite site;
  site.fill(3);
  site.rows()[2]["disclosure"].erase("reviewed_by");
  site.night();
  REQUIRE(site.standing(3) == "held: unreviewed");
  NightEnd end = site.night_on("2026-11-23");
  const auto as_before = [&] { return end.report.feeds.back().message.starts_with("与上次取得的完全相同。"); };
  CHECK(as_before());
  CHECK(contains(end.report.feeds.back().message, "按 jsonl"));
  CHECK(end.report.feeds.back().result == "fresh");
  CHECK(end.report.rows.read == 5);
  CHECK(end.report.rows.same == 5);
  CHECK(end.report.rows.add_up());
  CHECK(site.standing(3) == "held: unreviewed");
  // The day decides all the same: the text of what is held is kept for that.
  site.line("reviews.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(3)}, {"digest", site.known(SmallSite::id_of(3))->digest},
                              {"clears", {"unreviewed"}}, {"by", "法制科"}, {"on", "2026-11-24"}, {"note", "已核"}});
  end = site.night_on("2026-11-24");
  CHECK_FALSE(as_before());  // lines decide on rows
  CHECK(site.standing(3) == "published");
}

TEST_CASE("a record dated ahead comes out on its day though its file is not read again") {
  SmallSite site;
  site.fill(2);
  site.rows().push_back(SmallSite::decision(3, R"({"acted_on":"2026-11-01","decision_date":"2026-11-24"})"));
  site.night();
  REQUIRE(site.standing(3) == "held: not_yet");
  const NightEnd end = site.night_on("2026-11-24");
  CHECK(end.report.feeds.back().message.starts_with("与上次取得的完全相同。"));
  CHECK(site.standing(3) == "published");
  CHECK(site.serves(SmallSite::address(3)));
}

TEST_CASE("the same bytes are read again where they have more to tell than that their rows stand") {
  SmallSite site;
  site.fill(10);
  const auto read_again = [&](const char* day) {
    return !site.night_on(day).report.feeds.back().message.starts_with("与上次取得的完全相同。");
  };
  SECTION("rows that go back") { site.rows()[1]["decision_date"] = "某日"; }
  SECTION("rows that repeat") { site.rows().push_back(site.rows()[0]); }
  SECTION("rows of one key in several versions") {
    site.rows()[0]["updated_at"] = "2026-11-18";
    site.rows().push_back(SmallSite::decision(1, R"({"updated_at":"2026-11-19"})"));
  }
  SECTION("a time that lies ahead") { site.rows()[0]["updated_at"] = "2026-12-18"; }
  SECTION("a remark on a row") { site.rows()[0]["party"]["uscc"] = "91990101MA9TE5T123"; }
  SECTION("records that vanished and wait") {
    site.night_on("2026-11-20");
    site.rows().resize(5);
  }
  SECTION("a feed of changes") { site.feed("d")["mode"] = "delta"; }
  SECTION("a second feed of the same records") {
    site.feed("e");
    site.rows("e") = {SmallSite::decision(1)};
  }
  site.night();
  CHECK(read_again("2026-11-22"));
  CHECK(read_again("2026-11-23"));
}

TEST_CASE("a file is read again when its records wait for their rows or the registry was put back") {
  SmallSite site;
  site.fill(3);
  site.rows()[2]["disclosure"].erase("reviewed_by");
  site.night();
  const auto read_again = [&](const char* day) {
    return !site.night_on(day).report.feeds.back().message.starts_with("与上次取得的完全相同。");
  };
  CHECK_FALSE(read_again("2026-11-22"));
  SECTION("ninety days are over") { site.night_on("2027-03-22"); }  // lets go of its text
  SECTION("put back") {
    const auto work = site.open();
    REQUIRE(begin_recovery(*work).ok());
  }
  CHECK(read_again("2027-03-23"));
}

TEST_CASE("a page outside partitions that is as it was is not looked through again but its digest is compared") {
  SmallSite site;
  site.fill(2);
  site.night();
  site.night_on("2026-11-22");
  const auto work = site.open();
  AuditReport report = audit_release(*work, site.current()).value();
  CHECK(report.clean());
  const stdfs::path map = site.out() / "current/site/sitemap.xml";
  REQUIRE(stdfs::exists(map));
  site.folder().write("out/current/site/sitemap.xml", slurp(map) + " ");
  report = audit_release(*work, site.current()).value();
  REQUIRE(report.finds.size() == 1);
  CHECK(report.finds[0].code == "altered");
  CHECK(report.finds[0].file == "sitemap.xml");
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

TEST_CASE("an index none of whose parts changed is the same files night after night") {
  SmallSite site;
  site.config()["keep_releases"] = 1;
  site.fill(2);
  const auto written = [&] { return stdfs::last_write_time(site.out() / "current/index/postlist.glass"); };
  const auto documents = [&] { return Xapian::Database((stdfs::canonical(site.out() / "current") / "index").string()).get_doccount(); };
  site.night();
  const auto first = written();
  for (const char* day : {"2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"}) {
    site.night_on(day);
    CHECK(written() == first);
    CHECK(stdfs::hard_link_count(site.out() / "current/index/postlist.glass") > 1);
  }
  SECTION("until a record comes") { site.rows().push_back(SmallSite::decision(3)); }
  SECTION("until a month of them goes") { site.rows().erase(site.rows().begin()); }
  const auto before = documents();
  site.night_on("2026-11-26");
  CHECK(written() != first);
  CHECK(documents() != before);
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
