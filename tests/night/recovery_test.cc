#include <fstream>

#include "night/recovery.h"
#include "night/small_site.h"
#include "night/subtract.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

bool night_said(const NightEnd& end, const std::string& code) {
  return std::any_of(end.report.messages.begin(), end.report.messages.end(),
                     [&](const Error& message) { return message.code == code; });
}

void copy_tree(const stdfs::path& from, const stdfs::path& to) {
  stdfs::remove_all(to);
  stdfs::copy(from, to, stdfs::copy_options::recursive);
}

void damage(const stdfs::path& file, std::streamoff at) {
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(at);
  out << std::string(64, '\x5a');
}

/// Yesterday's decisions 1 and 2; STATE was put aside; tonight 3 came and 1 was withdrawn for privacy.
struct Restored {
  SmallSite site;
  Restored() {
    site.fill(2);
    site.feed("e");
    site.rows("e").push_back(SmallSite::decision(50));
    site.night();
    copy_tree(site.state(), site.folder() / "backup");
    site.set_day("2026-11-22");
    site.rows().push_back(SmallSite::decision(3));
    site.rows("e").push_back(SmallSite::decision(51));
    site.night();
    REQUIRE(site.serves(SmallSite::address(51)));
    copy_tree(site.folder() / "backup", site.state());
    site.set_day("2026-11-23");
    site.rows().push_back(SmallSite::decision(4));
  }
};

}  // namespace

TEST_CASE("an older STATE is noticed and once every feed was fetched whole the site goes on as before") {
  Restored restored;
  SmallSite& site = restored.site;
  const NightEnd end = site.night();
  CHECK(night_said(end, "state_older"));
  CHECK(end.exit == ExitCode::kAttention);
  CHECK(end.report.published);
  CHECK(site.serves(SmallSite::address(4)));
  // What STATE had forgotten comes back from the release that readers saw.
  CHECK(site.known(SmallSite::id_of(3))->published_on == "2026-11-22");
  CHECK(site.known(SmallSite::id_of(4))->published_on == "2026-11-23");
  site.set_day("2026-11-24");
  const NightEnd next = site.night();
  CHECK_FALSE(night_said(next, "state_older"));
  CHECK(next.exit == ExitCode::kDone);
}

TEST_CASE("under an older STATE the site only gets smaller until the last feed is back") {
  Restored restored;
  SmallSite& site = restored.site;
  site.feed("e")["url"] = "feeds/nowhere.jsonl";
  site.rows()[0]["disclosure"]["secrecy"] = "privacy";
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"reason", "privacy"}, {"by", "王"},
                                  {"key", address_key("decisions", kAgency, SmallSite::id_of(50))}, {"on", "2026-11-23"}});
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kRefused);
  CHECK(night_said(end, "recovering"));
  CHECK_FALSE(site.serves(SmallSite::address(1)));   // came down
  CHECK_FALSE(site.serves(SmallSite::address(50)));
  CHECK_FALSE(site.serves(SmallSite::address(4)));   // must wait
  CHECK(site.serves(SmallSite::address(3)));
  CHECK(site.serves(SmallSite::address(51)));        // STATE knows nothing of it, readers keep it
  CHECK(site.night_accepting().exit == ExitCode::kRefused);

  site.feed("e").erase("url");
  const NightEnd back = site.night();
  CHECK(back.report.published);
  CHECK(site.serves(SmallSite::address(4)));
  CHECK(site.known(SmallSite::id_of(51))->published_on == "2026-11-22");
}

TEST_CASE("of what a recovering STATE does not know the end of a term and the lines of the webmaster still count") {
  SmallSite site;
  site.fill(1);
  site.night();
  copy_tree(site.state(), site.folder() / "backup");
  site.rows().push_back(SmallSite::decision(2, R"({"publish_until":"2026-11-22"})"));
  site.rows().push_back(SmallSite::decision(3));
  site.rows().push_back(SmallSite::decision(4));
  site.set_day("2026-11-22");
  site.night();
  copy_tree(site.folder() / "backup", site.state());
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(3)},
                                  {"reason", "order"}, {"ground", "复议"}, {"by", "王"}, {"on", "2026-11-23"}});
  site.feed("d")["url"] = "feeds/nowhere.jsonl";
  site.set_day("2026-11-23");
  CHECK(site.night().exit == ExitCode::kRefused);
  CHECK_FALSE(site.serves(SmallSite::address(2)));
  CHECK_FALSE(site.serves(SmallSite::address(3)));
  CHECK(site.serves(SmallSite::address(4)));
}

TEST_CASE("a damaged registry gives way to the good copy and nothing is lost") {
  SmallSite site;
  site.fill(40);
  site.night();
  site.set_day("2026-11-22");
  site.rows().push_back(SmallSite::decision(41));
  const auto registry = site.state() / "registry.sqlite";
  for (const std::streamoff at : {std::streamoff(0), static_cast<std::streamoff>(stdfs::file_size(registry) / 2 / 4096 * 4096)}) {
    INFO("byte " << at);
    damage(registry, at);
    site.check_registry();
    const NightEnd end = site.night();
    CHECK(night_said(end, "registry_restored"));
    CHECK(end.exit == ExitCode::kAttention);
    CHECK(end.report.published);
    CHECK(site.serves(SmallSite::address(41)));
    CHECK(site.known(SmallSite::id_of(1))->published_on == "2026-11-21");
    CHECK(end.report.known == 43);
    CHECK_FALSE(stdfs::exists(registry.string() + ".damaged"));
  }
}

TEST_CASE("a damaged registry without a good copy is told and nothing is touched") {
  SmallSite site;
  site.fill(3);
  site.night();
  damage(site.state() / "registry.sqlite", 0);
  const std::string current = site.current();
  SECTION("no copy") { stdfs::remove(site.state() / "registry.sqlite.copy"); }
  SECTION("a damaged copy") { damage(site.state() / "registry.sqlite.copy", 100); }
  site.check_registry();
  DiskFs fs;
  const NightEnd end = site.night(fs);
  CHECK(end.error.code == "registry_damaged");
  CHECK(contains(end.error.text, "--recover"));
  CHECK(site.current() == current);
  CHECK(site.serves(SmallSite::address(1)));
}

TEST_CASE("the good copy holds nothing that STATE may not hold") {
  SmallSite site;
  site.fill(3);
  site.night();
  const auto copy = site.state() / "registry.sqlite.copy";
  CHECK((stdfs::status(copy).permissions() & stdfs::perms(0077)) == stdfs::perms::none);
  const std::string title = SmallSite::decision(2)["title"], other = SmallSite::decision(3)["title"];
  REQUIRE(contains(slurp(copy), title));
  SECTION("once a night has withheld it") {
    site.rows()[1]["disclosure"]["secrecy"] = "privacy";
    site.set_day("2026-11-22");
    site.night();
  }
  SECTION("once it was withdrawn by hand") {
    site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"reason", "privacy"}, {"by", "王"},
                                    {"key", address_key("decisions", kAgency, SmallSite::id_of(2))}, {"on", "2026-11-21"}});
    auto work = site.open();
    REQUIRE(withdraw_one(*work, work->gate().record_key("decisions", kAgency, SmallSite::id_of(2))).ok());
  }
  CHECK_FALSE(contains(slurp(copy), title));
  CHECK(contains(slurp(copy), other));
}

TEST_CASE("a feed that is dropped leaves with its records and one that is only missing keeps them") {
  SmallSite site;
  site.fill(2);
  site.feed("old");
  site.rows("old") = {SmallSite::decision(60), SmallSite::decision(61)};
  site.night();
  site.drop_feed("old");
  site.rows().push_back(SmallSite::decision(61));  // delivered by another feed from now on
  site.set_day("2026-11-22");
  const NightEnd missing = site.night();
  CHECK(night_said(missing, "orphaned"));
  CHECK(site.standing(60) == "published");

  site.set_day("2026-11-23");
  {
    auto work = site.open();
    Night night(*work, "pull");
    REQUIRE(night.pull({}, {}, {"old"}).ok());
    const auto& messages = night.report().messages;
    CHECK(std::any_of(messages.begin(), messages.end(), [](const Error& m) { return m.code == "dropped"; }));
  }
  CHECK(site.standing(60) == "withdrawn: agency_removed");
  CHECK(site.standing(61) == "published");
  const NightEnd after = site.night();
  CHECK_FALSE(night_said(after, "orphaned"));
  CHECK(contains(site.page(SmallSite::address(60)), "撤"));
}

TEST_CASE("a feed that is dropped but still configured is told to be struck out") {
  SmallSite site;
  site.fill(1);
  site.feed("old");
  site.rows("old") = {SmallSite::decision(60)};
  site.night();
  auto work = site.open();
  Night night(*work, "pull");
  REQUIRE(night.pull({}, {}, {"old"}).ok());
  const auto& messages = night.report().messages;
  CHECK(std::any_of(messages.begin(), messages.end(), [](const Error& m) { return m.code == "still_configured"; }));
  CHECK(night.exit() == ExitCode::kAttention);
  CHECK(night.report().feeds.size() == 2);  // it was not read
}
