// What monitoring is told of a night, and what a log looks like.
#include "cli/typed.h"
#include "release/run_lock.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Watched {
  SmallSite site;
  stdfs::path file = site.folder() / "watch/gongshi.prom";
  Watched() {
    site.config()["health_file"] = file.string();
    site.fill(2);
    site.write();
  }
  std::string told() const { return slurp(file); }
};

}  // namespace

TEST_CASE("monitoring is told how a night went and of which feed") {
  Watched watched;
  REQUIRE(run_on(watched.site, {"nightly"}).exit <= 1);
  for (const char* line : {"gongshi_published 1\n", "gongshi_records{state=\"published\"} 4\n", "gongshi_feed_ok{feed=\"d\"} 1\n",
                           "# TYPE gongshi_exit_code gauge\n"})
    CHECK(contains(watched.told(), line));
  watched.site.feed("d")["url"] = "feeds/nowhere.jsonl";
  watched.site.write();
  CHECK(run_on(watched.site, {"nightly"}).exit == 1);
  CHECK(contains(watched.told(), "gongshi_feed_ok{feed=\"d\"} 0\n"));
  CHECK(contains(watched.told(), "gongshi_exit_code 1\n"));
  CHECK((stdfs::status(watched.file).permissions() & stdfs::perms::others_read) != stdfs::perms::none);
}

TEST_CASE("monitoring is told of a night that could not begin but not of one that found another at work") {
  Watched watched;
  REQUIRE(run_on(watched.site, {"nightly"}).exit <= 1);
  const std::string before = watched.told();
  {
    auto lock = RunLock::take(watched.site.state());
    REQUIRE(lock.ok());
    const Ran second = run_on(watched.site, {"nightly"});
    CHECK(second.exit == 4);
    CHECK(contains(second.err, "[locked] "));
    CHECK(contains(second.err, "进程 " + std::to_string(::getpid())));
    CHECK(watched.told() == before);
  }
  stdfs::remove(watched.site.state() / "registry.sqlite.copy");
  watched.site.folder().write("state/registry.sqlite", std::string(8192, 'x'));
  const Ran broken = run_on(watched.site, {"nightly"});
  CHECK(broken.exit == 4);
  CHECK(contains(broken.err, "[registry_damaged] "));
  CHECK(contains(watched.told(), "gongshi_exit_code 4\n"));
  CHECK(contains(watched.told(), "gongshi_published 0\n"));
}

TEST_CASE("only the named feed is read and the release is made all the same") {
  Watched watched;
  SmallSite& site = watched.site;
  REQUIRE(run_on(site, {"nightly"}).exit <= 1);
  site.set_day("2026-11-22");
  site.feed("e");
  site.rows("e").push_back(SmallSite::decision(50));
  site.rows().push_back(SmallSite::decision(3));
  site.write();
  const Ran ran = run_on(site, {"--json", "nightly", "--feed", "e"});
  INFO(ran.err);
  CHECK(ran.exit <= 1);
  CHECK(ran.json()["rows"]["read"] == 1);
  CHECK(site.serves(SmallSite::address(50)));
  CHECK_FALSE(site.serves(SmallSite::address(3)));
  CHECK(site.serves(SmallSite::address(1)));
  CHECK(run_on(site, {"nightly", "--feed", "none"}).exit == 2);
}
