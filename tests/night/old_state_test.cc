// Nights on a STATE that an earlier program left (tests/registry/data): nothing is lost, and nothing comes
// out that was not.

#include <sqlite3.h>

#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

const stdfs::path kData = stdfs::path(GONGSHI_SOURCE_DIR) / "tests/registry/data";

/// A site whose STATE is a dump's, with the feeds of its last night.
class Upgraded : public SmallSite {
 public:
  explicit Upgraded(const stdfs::path& dump) : SmallSite("2026-11-20") {
    feed("agencies")["url"] = (kData / "agencies.jsonl").string();
    feed("d")["url"] = (kData / "decisions.jsonl").string();
    stdfs::create_directories(state());
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open((state() / "registry.sqlite").c_str(), &db) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, slurp(dump).c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
  }

  void stand_as_before() {
    const char* const standings[] = {"published", "published", "withheld: minor", "held: unreviewed", "withdrawn: revoked",
                                     "published", "expired: term_ended", "withdrawn: agency_removed"};
    for (int number = 1; number <= 8; ++number) {
      INFO(number);
      CHECK(standing(number) == standings[number - 1]);
      const auto record = known(id_of(number));
      CHECK(record->published_on == (record->address.empty() ? "" : "2026-11-18"));
      if (!record->address.empty()) CHECK(record->address == address(number));
      CHECK(serves(address(number)) == !record->address.empty());
    }
  }
};

std::vector<stdfs::path> dumps() {
  std::vector<stdfs::path> found;
  for (const auto& entry : stdfs::directory_iterator(kData))
    if (entry.path().extension() == ".sql") found.push_back(entry.path());
  return found;
}

}  // namespace

TEST_CASE("a night on the STATE of an earlier program loses nothing and counts every row as known") {
  REQUIRE(dumps().size() >= 2);
  for (const auto& dump : dumps()) {
    INFO(dump);
    Upgraded site(dump);
    const NightEnd end = site.night();
    CHECK(end.report.known == 10);
    CHECK(end.report.rows.read == 10);
    CHECK(end.report.rows.same == 9);
    CHECK(end.report.rows.rejected == 1);
    site.stand_as_before();
    CHECK(contains(site.page(SmallSite::address(1)), "示例第1商贸有限公司"));
    CHECK(contains(site.page(SmallSite::address(6)), "欧阳某"));
    CHECK_FALSE(contains(site.page(SmallSite::address(6)), "欧阳立川"));
  }
}

TEST_CASE("what an earlier program sealed is shown although its feed fails") {
  for (const auto& dump : dumps()) {
    INFO(dump);
    Upgraded site(dump);
    site.feed("d")["url"] = "file:///there/is/no/such/feed.jsonl";
    const NightEnd end = site.night();
    CHECK(end.exit == ExitCode::kAttention);
    CHECK(end.report.known == 10);
    site.stand_as_before();
    CHECK(contains(site.page(SmallSite::address(2)), "示例第2商贸有限公司"));
  }
}
