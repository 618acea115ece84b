#include "release/small_night.h"
#include "support/faulty_fs.h"
#include "support/power_cut_fs.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The next night makes the new site and forgets what was withdrawn.
void check_next_night(const stdfs::path& out) {
  FaultyFs disk;
  REQUIRE(night(disk, out, "2026-03-12", second_site()).ok());
  CHECK(differences(out / "current" / "site").empty());
  CHECK(slurp(out / "current" / "site" / "index.html") == "home two");
  for (const auto& id : list_releases(disk, out).value()) CHECK(differences(release_dir(out, id) / "site").empty());
  for (const auto& entry : stdfs::recursive_directory_iterator(out))
    if (entry.is_regular_file() && !entry.is_symlink()) CHECK(slurp(entry.path()) != "decision one");
}

void run_with_fault(size_t n, FaultyFs::Fault kind) {
  CAPTURE(n);
  const Scratch out;
  FaultyFs disk;
  REQUIRE(night(disk, out.path(), "2026-03-10", small_site("one")).ok());
  FaultyFs faulty(n, kind);
  const auto failed = night(faulty, out.path(), "2026-03-11", second_site());
  CHECK_FALSE(failed.ok());
  check_whole(out.path());

  check_next_night(out.path());
}

size_t calls_of_a_night() {
  const Scratch out;
  FaultyFs disk;
  REQUIRE(night(disk, out.path(), "2026-03-10", small_site("one")).ok());
  FaultyFs counting;
  REQUIRE(night(counting, out.path(), "2026-03-11", second_site()).ok());
  return counting.calls().size();
}

}  // namespace

TEST_CASE("whichever call of a night fails, readers have the old or the new release whole") {
  const size_t calls = calls_of_a_night();
  REQUIRE(calls > 30);
  for (size_t n = 1; n <= calls; ++n) run_with_fault(n, FaultyFs::Fault::kFail);
}

TEST_CASE("wherever a night is killed, readers have the old or the new release whole") {
  const size_t calls = calls_of_a_night();
  for (size_t n = 1; n <= calls; ++n) run_with_fault(n, FaultyFs::Fault::kKill);
}

TEST_CASE("wherever the power fails the old or the new release is there whole when it is back") {
  const size_t calls = calls_of_a_night();
  for (size_t n = 1; n <= calls + 1; ++n)
    for (unsigned seed = 1; seed <= 4; ++seed) {
      INFO("call " << n << ", seed " << seed);
      const Scratch scratch{quick_directory()};
      const auto out = scratch / "out", grave = scratch / "grave";
      stdfs::create_directories(grave);
      FaultyFs disk;
      REQUIRE(night(disk, out, "2026-03-10", small_site("one")).ok());
      PowerCutFs fs(n, seed, grave);
      CHECK(night(fs, out, "2026-03-11", second_site()).ok() == (n > calls));
      fs.cut(out);
      check_whole(out);
      check_next_night(out);
    }
}

TEST_CASE(
    "a partition enters the store and a release gets its name only after the disk has its bytes") {
  const Scratch out;
  FaultyFs fs;
  REQUIRE(night(fs, out.path(), "2026-03-10", small_site("one")).ok());
  const auto& calls = fs.calls();
  const auto at = [&](const std::string& call) {
    return std::find(calls.begin(), calls.end(), call) - calls.begin();
  };
  const auto first_store = std::find_if(calls.begin(), calls.end(), [](const std::string& call) {
    return call.starts_with("rename ") && call.size() == 7 + 64;
  });
  const auto sync = std::find(calls.begin(), calls.end(), "sync_all 20260310-0001.building");
  REQUIRE(first_store != calls.end());
  CHECK(sync < first_store);
  const auto second_sync = std::find(first_store, calls.end(), "sync_all 20260310-0001.building");
  CHECK(second_sync - calls.begin() < at("rename 20260310-0001"));
  CHECK(at("rename 20260310-0001") < at("sync releases"));
  CHECK(at("sync releases") < at("rename current"));
  CHECK(at("rename current") < static_cast<ptrdiff_t>(calls.size()));
}
