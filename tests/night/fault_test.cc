#include "night/small_site.h"
#include "release/verify.h"
#include "support/power_cut_fs.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kDay = "2026-11-22";

/// A site on which every night has something to add, to change and to take down.
class MovingSite {
 public:
  MovingSite() {
    site_.fill(3);
    site_.rows().push_back(newcomer());
    site_.night();
    site_.set_day(kDay);
  }

  /// The last newcomer turns out to be private, another comes, and one of the old changes.
  void move_on() {
    site_.rows().resize(3);
    site_.rows().push_back(SmallSite::decision(number_, R"({"disclosure":{"secrecy":"privacy"}})"));
    leaving_ = number_++;
    site_.rows().push_back(newcomer());
    site_.rows()[0]["fine"] = 1000 + number_;
    site_.write();
  }

  /// Readers have a whole release, of yesterday or of tonight, never something between. A release of
  /// tonight may show yesterday's records where the fault only kept the feed from being read.
  void check_whole(const std::string& before, const NightEnd& end) {
    DiskFs fs;
    const auto differences = verify(fs, site_.out() / "current/site");
    REQUIRE(differences.ok());
    CHECK(differences->empty());
    const bool old = site_.serves(SmallSite::address(leaving_));
    CHECK(old != site_.serves(SmallSite::address(number_)));
    const bool unread = std::any_of(end.report.feeds.begin(), end.report.feeds.end(),
                                    [](const NightFeed& feed) { return feed.result == "failed"; });
    CHECK((old == (site_.current() == before) || (old && unread && end.exit == ExitCode::kAttention)));
    CHECK(stdfs::exists(site_.out() / "current/index"));
  }

  /// The next night does what this one could not, and leaves nothing lying about.
  void check_next_night() {
    const NightEnd end = site_.night();
    CHECK(end.report.published);
    CHECK(site_.serves(SmallSite::address(number_)));
    CHECK(contains(site_.page(SmallSite::address(1)), grouped(1000 + number_)));
    CHECK(site_.standing(leaving_) == "withheld: privacy");
    CHECK(nowhere({SmallSite::decision(leaving_)["title"], SmallSite::id_of(leaving_)}));
    bool clean = true;
    for (const auto& entry : stdfs::recursive_directory_iterator(site_.out())) {
      const std::string name = entry.path().filename().string();
      clean = clean && !name.ends_with(".building") && !name.ends_with(".removed") && !name.ends_with(".part");
    }
    CHECK(clean);
    CHECK_FALSE(stdfs::exists(site_.state() / "tmp"));
  }

  void run_with_fault(size_t n, FaultyFs::Fault fault) {
    INFO("call " << n);
    move_on();
    const std::string before = site_.current();
    FaultyFs fs(n, fault);
    const NightEnd end = site_.night(fs);
    INFO(fs.calls().at(n - 1) << "; exit " << static_cast<int>(end.exit) << ", " << end.report.refusal);
    // A fault is told; only clearing up afterwards may fail unseen.
    if (site_.current() == before) CHECK((!end.error.code.empty() || end.exit == ExitCode::kRefused));
    check_whole(before, end);
    check_next_night();
  }

  /// What need not have reached the disk is gone: the first night after it mends everything.
  void run_with_power_cut(size_t n, unsigned seed) {
    INFO("call " << n << ", seed " << seed);
    move_on();
    const std::string before = site_.current();
    const stdfs::path grave = site_.folder() / ("grave-" + std::to_string(n));
    stdfs::create_directories(grave);
    PowerCutFs fs(n, seed, grave);
    const NightEnd end = site_.night(fs);
    CHECK((fs.calls() < n || !end.error.code.empty() || end.exit == ExitCode::kRefused || site_.current() != before));
    fs.cut(site_.out());
    check_whole(before, end);
    check_next_night();
    stdfs::remove_all(grave);
  }

  std::vector<std::string> calls_of_a_night() {
    move_on();
    FaultyFs counting;
    const NightEnd end = site_.night(counting);
    REQUIRE(end.error.code.empty());
    REQUIRE(counting.calls().size() > 100);
    return counting.calls();
  }

 private:
  /// No file below OUT holds one of these; every file is read once, whatever links to it.
  bool nowhere(const std::vector<std::string>& values) const {
    for (const auto& entry : stdfs::recursive_directory_iterator(site_.out())) {
      if (!entry.is_regular_file() || entry.is_symlink()) continue;
      const std::string bytes = slurp(entry.path());
      for (const auto& value : values)
        if (contains(bytes, value)) return false;
    }
    return true;
  }
  Json newcomer() const { return SmallSite::decision(number_); }
  static std::string grouped(int yuan) {
    std::string digits = std::to_string(yuan);
    digits.insert(digits.size() - 3, ",");
    return digits;
  }

  SmallSite site_;
  int number_ = 100, leaving_ = 0;
};

void every_other_call(size_t first) {
  MovingSite site;
  const size_t calls = site.calls_of_a_night().size();
  for (size_t n = first; n <= calls; n += 2) site.run_with_fault(n, FaultyFs::Fault::kFail);
}

}  // namespace

// Two cases, so that they run side by side.
TEST_CASE("whichever call of a night fails, readers have one release whole and the next night succeeds (odd calls)") {
  every_other_call(1);
}

TEST_CASE("whichever call of a night fails, readers have one release whole and the next night succeeds (even calls)") {
  every_other_call(2);
}

TEST_CASE("wherever a night is killed, readers have one release whole and the next night succeeds") {
  MovingSite site;
  const auto calls = site.calls_of_a_night();
  // Between two files of an unfinished release one place is like another: every fifth will do.
  for (size_t n = 1; n <= calls.size(); ++n)
    if (n % 5 == 0 || !(calls[n - 1].starts_with("write ") || calls[n - 1].starts_with("make_dirs ")))
      site.run_with_fault(n, FaultyFs::Fault::kKill);
}

TEST_CASE("wherever the power fails during a night, one release is there whole and the next night succeeds") {
  MovingSite site;
  const size_t calls = site.calls_of_a_night().size();
  for (size_t n = 1; n <= calls; n += 9) site.run_with_power_cut(n, static_cast<unsigned>(n));
  site.run_with_power_cut(calls + 1, 1);
}

TEST_CASE("a second run is refused while one is at work, and told who holds the lock") {
  SmallSite site;
  site.fill(1);
  site.night();
  const auto first = site.open();
  DiskFs fs;
  Workspace::Failure failure;
  CHECK_FALSE(Workspace::open(fs, site.places(), Workspace::Access::kWrite, failure));
  REQUIRE(failure.errors.size() == 1);
  CHECK(failure.errors[0].code == "locked");
  CHECK(contains(failure.errors[0].text, "进程 " + std::to_string(::getpid())));
  CHECK_FALSE(failure.configuration);
  // Who only looks need not wait.
  Workspace::Failure none;
  CHECK(Workspace::open(fs, site.places(), Workspace::Access::kRead, none));
}

TEST_CASE("STATE below what readers can fetch is refused") {
  SmallSite site;
  site.fill(1);
  site.night();
  DiskFs fs;
  for (const char* place : {"releases/state", "store/state", "current/site/state", "releases"}) {
    INFO(place);
    Places places = site.places();
    places.state = site.out() / place;
    Workspace::Failure failure;
    CHECK_FALSE(Workspace::open(fs, places, Workspace::Access::kWrite, failure));
    CHECK(failure.configuration);
  }
}

TEST_CASE("a registry without its key is not opened with a new one") {
  SmallSite site;
  site.config()["rehearsal"] = false;
  site.write();
  { REQUIRE(site.open()); }
  DiskFs fs;
  stdfs::rename(site.state() / "key", site.state() / "key.away");
  Workspace::Failure failure;
  CHECK_FALSE(Workspace::open(fs, site.places(), Workspace::Access::kWrite, failure));
  REQUIRE(failure.errors.size() == 1);
  CHECK(failure.errors[0].code == "bad_key");
  CHECK_FALSE(stdfs::exists(site.state() / "key"));
  site.folder().write("state/key", "short");
  Workspace::Failure torn;
  CHECK_FALSE(Workspace::open(fs, site.places(), Workspace::Access::kWrite, torn));
  CHECK(torn.errors.at(0).code == "bad_key");
}
