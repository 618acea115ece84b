#include "small_release.h"
#include "support/faulty_fs.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// One night: clear up, build, switch, forget the old.
Status night(Fs& fs, const stdfs::path& out, const std::string& day, const Files& files) {
  GONGSHI_TRY(clean_leftovers(fs, out));
  GONGSHI_ASSIGN(const auto id, build(fs, out, day, files));
  GONGSHI_TRY(publish(fs, out, id));
  GONGSHI_TRY(purge(fs, out, {"decisions/2026-02/a-1.html"}));
  GONGSHI_TRY(prune(fs, out, 1));
  return {};
}

Files second_site() {
  auto files = small_site("two");
  files.erase("decisions/2026-02/a-1.html");
  return files;
}

void check_whole(const stdfs::path& out) {
  CHECK(differences(out / "current" / "site").empty());
  const auto home = slurp(out / "current" / "site" / "index.html");
  const auto asof = slurp(out / "current" / "site" / "asof.js");
  const bool old_release = home == "home one" && asof == "as of one";
  const bool new_release = home == "home two" && asof == "as of two";
  CHECK((old_release || new_release));
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

  REQUIRE(night(disk, out.path(), "2026-03-12", second_site()).ok());
  CHECK(differences(out / "current" / "site").empty());
  CHECK(slurp(out / "current" / "site" / "index.html") == "home two");
  for (const auto& id : list_releases(disk, out.path()).value())
    CHECK(differences(release_dir(out.path(), id) / "site").empty());
  for (const auto& entry : stdfs::recursive_directory_iterator(out.path()))
    if (entry.is_regular_file() && !entry.is_symlink())
      CHECK(slurp(entry.path()) != "decision one");
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
