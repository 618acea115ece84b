#include "release/switch.h"

#include "release/manifest.h"
#include "small_release.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::string home(const stdfs::path& out) { return slurp(out / "current" / "site" / "index.html"); }

/// Every file below OUT, store and releases, whose bytes hold `text`.
size_t files_holding(const stdfs::path& out, const std::string& text) {
  size_t count = 0;
  for (const auto& entry : stdfs::recursive_directory_iterator(out))
    if (entry.is_regular_file() && slurp(entry.path()).find(text) != std::string::npos) ++count;
  return count;
}

}  // namespace

TEST_CASE("publishing switches what readers see, and back") {
  const Scratch out;
  DiskFs fs;
  CHECK(current_release(fs, out.path()).empty());
  CHECK(previous_release(fs, out.path()).empty());
  const auto first = built_and_published(out.path(), "2026-03-10", small_site("one"));
  CHECK(home(out.path()) == "home one");
  const auto second = built(out.path(), "2026-03-11", small_site("two"));
  CHECK(home(out.path()) == "home one");
  REQUIRE(publish(fs, out.path(), second).ok());
  REQUIRE(publish(fs, out.path(), second).ok());
  CHECK(home(out.path()) == "home two");
  CHECK(current_release(fs, out.path()) == second);
  CHECK(previous_release(fs, out.path()) == first);
  CHECK(fs.read_link(out / "current").value() == "releases/" + second);
  CHECK(read_manifest(fs, out / "current" / "site")->previous->release == first);
  REQUIRE(publish(fs, out.path(), first).ok());
  CHECK(home(out.path()) == "home one");
}

TEST_CASE("an unfinished or unknown release is not published") {
  const Scratch out;
  DiskFs fs;
  built_and_published(out.path(), "2026-03-10", small_site("one"));
  auto begun = TreeWriter::begin(fs, out.path(), "20260311-0001", *Date::parse("2026-03-11"));
  REQUIRE(begun.ok());
  REQUIRE((*begun)->add("index.html", "half").ok());
  for (const char* id : {"20260311-0001", "20260311-0001.building", "20990101-0001", "..", ""})
    CHECK(publish(fs, out.path(), id).error().code == "no_release");
  CHECK(home(out.path()) == "home one");
  CHECK(list_releases(fs, out.path()).value() == std::vector<std::string>{"20260310-0001"});
}

TEST_CASE("old releases leave with what only they used, the current one never") {
  const Scratch out;
  DiskFs fs;
  std::vector<std::string> ids;
  for (const char* day : {"2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"})
    ids.push_back(built(out.path(), day, small_site(day)));
  REQUIRE(publish(fs, out.path(), ids[0]).ok());
  out.write("store/" + std::string(64, 'a') + "/orphan", "x");
  CHECK(prune(fs, out.path(), 1).value() == std::vector<std::string>{ids[1], ids[2]});
  CHECK(list_releases(fs, out.path()).value() == std::vector<std::string>{ids[0], ids[3]});
  for (const auto& id : {ids[0], ids[3]})
    CHECK(differences(release_dir(out.path(), id) / "site").empty());
  // agencies, decisions/2026-02, assets and two views in common, decisions/2026-03 twice
  CHECK(fs.list(out / "store").value().size() == 7);
  CHECK(files_holding(out.path(), "decision three 2026-03-11") == 0);
}

TEST_CASE("a release that is spared leaves with neither the old ones nor what was withdrawn") {
  const Scratch out;
  DiskFs fs;
  std::vector<std::string> ids;
  for (const char* day : {"2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13"})
    ids.push_back(built_and_published(out.path(), day, small_site(day)));
  CHECK(prune(fs, out.path(), 2, ids[0]).value() == std::vector<std::string>{ids[1]});
  CHECK(prune(fs, out.path(), 1, ids[0]).value() == std::vector<std::string>{ids[2]});
  CHECK(list_releases(fs, out.path()).value() == std::vector<std::string>{ids[0], ids[3]});
  const std::vector<std::string> other_there = {"index.html"};
  CHECK(purge(fs, out.path(), other_there, ids[0]).value().empty());
  CHECK(purge(fs, out.path(), other_there).value() == std::vector<std::string>{ids[0]});
}

TEST_CASE("after a purge nothing of a withdrawn record is left, whatever release showed it") {
  const Scratch out;
  DiskFs fs;
  const std::string secret = "a text that was withdrawn";
  auto without = small_site("one");
  auto with = without;
  with["decisions/2026-02/a-9.html"] = secret;
  with["decisions/list/1.html"] = "a list with " + secret;
  with["data/decisions/2026-02.jsonl"] = "{\"title\":\"" + secret + "\"}";
  with["index.html"] = "newest: " + secret;
  const auto oldest = built_and_published(out.path(), "2026-03-10", without);
  const auto shown = built_and_published(out.path(), "2026-03-11", with);
  auto tombstone = without;
  tombstone["decisions/2026-02/a-9.html"] = "withdrawn";
  const auto now = built_and_published(out.path(), "2026-03-12", tombstone);
  CHECK(files_holding(out.path(), secret) == 4);
  CHECK(purge(fs, out.path(), {"decisions/2026-02/a-9.html"}).value() ==
        std::vector<std::string>{shown});
  CHECK(files_holding(out.path(), secret) == 0);
  CHECK(list_releases(fs, out.path()).value() == std::vector<std::string>{oldest, now});
  for (const auto& id : {oldest, now})
    CHECK(differences(release_dir(out.path(), id) / "site").empty());
  CHECK(purge(fs, out.path(), {"decisions/2026-02/a-9.html"}).value().empty());
}

TEST_CASE("a purge finds records without a page by their place in a list") {
  const Scratch out;
  DiskFs fs;
  auto with = small_site("one");
  with["insignia/index.html"] = "<li id=\"old-1\">gone</li><li id=\"kept-2\">stays</li>";
  auto without = small_site("one");
  without["insignia/index.html"] = "<li id=\"kept-2\">stays</li>";
  const auto first = built_and_published(out.path(), "2026-03-10", with);
  built_and_published(out.path(), "2026-03-11", without);
  CHECK(purge(fs, out.path(), {"insignia/index.html#kept-2"}).value().empty());
  CHECK(purge(fs, out.path(), {"insignia/index.html#old-1"}).value() ==
        std::vector<std::string>{first});
}

TEST_CASE("leftovers of killed runs are cleared away and nothing else") {
  const Scratch out;
  DiskFs fs;
  const auto id = built_and_published(out.path(), "2026-03-10", small_site("one"));
  out.write("releases/20260311-0001.building/site/x", "");
  out.write("releases/20260301-0001.removed/site/x", "");
  out.write("store/" + std::string(64, 'a') + ".removed/x", "");
  REQUIRE(fs.symlink("releases/none", out / "current.next").ok());
  REQUIRE(clean_leftovers(fs, out.path()).ok());
  CHECK(fs.list(out / "releases").value() == std::vector<std::string>{id});
  CHECK_FALSE(fs.is_link(out / "current.next"));
  CHECK(differences(out / "current" / "site").empty());
  CHECK(clean_leftovers(fs, out / "nowhere").ok());
}
