#include "release/tree.h"

#include <sys/stat.h>

#include "base/digest.h"
#include "base/json.h"
#include "release/views.h"
#include "small_release.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a finished release holds every file, its lists, the manifest, the plan and the views") {
  const Scratch out;
  DiskFs fs;
  const auto id = built(out.path(), "2026-03-10", small_site("one"));
  CHECK(id == "20260310-0001");
  const auto site = release_dir(out.path(), id) / "site";
  for (const auto& [path, bytes] : small_site("one")) CHECK(fs.read(site / path).value() == bytes);
  CHECK(differences(site).empty());
  CHECK(read_plan(fs, out.path(), id).value().size() == small_site("one").size());
  CHECK_FALSE(fs.exists(out / "releases" / (id + ".building")));

  const Json manifest = Json::parse(fs.read(site / "release.json").value());
  CHECK(manifest["release"] == id);
  CHECK(manifest["sequence"] == 1);
  CHECK(manifest["as_of"] == "2026-03-10");
  CHECK(manifest["expires_on"] == "2026-03-24");
  CHECK(manifest["previous"].is_null());
  CHECK(manifest["partitions"].size() == 4);
  CHECK(manifest["files"]["index.html"] == sha256_hex("home one"));
  CHECK(manifest["files"].contains("decisions/index.html"));
}

TEST_CASE("partitions are relative links into the store, private views too and closed to others") {
  const Scratch out;
  DiskFs fs;
  const auto id = built(out.path(), "2026-03-10", small_site("one"));
  const auto release = release_dir(out.path(), id);
  CHECK(fs.read_link(release / "site" / "agencies").value().starts_with("../../../store/"));
  CHECK(fs.read_link(release / "site" / "decisions" / "2026-03")
            .value()
            .starts_with("../../../../store/"));
  const auto view = fs.read_link(release / "views" / "decisions" / "2026-03").value();
  CHECK(view.starts_with("../../../../store/"));
  struct stat info {};
  REQUIRE(::stat((out / "store" / stdfs::path(view).filename().string()).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
  REQUIRE(::stat((release / "views").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);

  // The whole of OUT may be moved elsewhere.
  const Scratch other;
  stdfs::rename(out.path(), other / "moved");
  CHECK(differences(other / "moved" / "releases" / id / "site").empty());
  stdfs::rename(other / "moved", out.path());
}

TEST_CASE("what did not change is stored once") {
  const Scratch out;
  DiskFs fs;
  built(out.path(), "2026-03-10", small_site("one"));
  const auto before = fs.list(out / "store").value().size();
  const auto second = built(out.path(), "2026-03-11", small_site("two"));
  CHECK(fs.list(out / "store").value().size() == before + 1);
  CHECK(differences(release_dir(out.path(), second) / "site").empty());
}

TEST_CASE("the same files in any order give the same bytes but for the manifest") {
  const Scratch out;
  DiskFs fs;
  const auto first = built(out.path(), "2026-03-10", small_site("one"));
  auto begun = TreeWriter::begin(fs, out.path(), "20260310-0002", *Date::parse("2026-03-10"));
  REQUIRE(begun.ok());
  auto& tree = **begun;
  const auto files = small_site("one");
  for (auto it = files.rbegin(); it != files.rend(); ++it)
    REQUIRE(tree.add(it->first, it->second).ok());
  const auto manifest = tree.finish();
  REQUIRE(manifest.ok());
  CHECK(manifest->root() == read_manifest(fs, release_dir(out.path(), first) / "site")->root());
}

TEST_CASE("an altered store directory is mended by the next build") {
  const Scratch out;
  DiskFs fs;
  const auto first = built(out.path(), "2026-03-10", small_site("one"));
  const auto site = release_dir(out.path(), first) / "site";
  out.write("releases/" + first + "/site/decisions/2026-02/a-1.html", "forged");
  out.write("releases/" + first + "/site/decisions/2026-02/extra.html", "planted");
  REQUIRE(fs.remove(site / "agencies" / "index.html").ok());
  CHECK(differences(site) ==
        "多出 decisions/2026-02/extra.html\n缺少 agencies/index.html\n被改动 "
        "decisions/2026-02/a-1.html\n");
  const auto second = built(out.path(), "2026-03-11", small_site("two"));
  CHECK(differences(site).empty());
  CHECK(differences(release_dir(out.path(), second) / "site").empty());
}

TEST_CASE("a path written twice, a bad path and a file in a carried partition are refused") {
  const Scratch out;
  DiskFs fs;
  const auto first = built(out.path(), "2026-03-10", small_site("one"));
  auto begun = TreeWriter::begin(fs, out.path(), "20260311-0001", *Date::parse("2026-03-11"));
  REQUIRE(begun.ok());
  auto& tree = **begun;
  REQUIRE(tree.add("index.html", "x").ok());
  CHECK(tree.add("index.html", "x").error().code == "bad_path");
  CHECK(tree.add("../x", "x").error().code == "bad_path");
  const auto carried = tree.carry_over("decisions/2026-02", first);
  REQUIRE(carried.ok());
  CHECK(*carried ==
        std::vector<std::string>{"decisions/2026-02/a-1.html", "decisions/2026-02/a-2.html"});
  CHECK(tree.add("decisions/2026-02/a-9.html", "x").error().code == "bad_path");
  CHECK(tree.carry_over("decisions/2026-02", first).error().code == "bad_path");
  CHECK_FALSE(tree.carry_over("decisions/1999-01", first).ok());
  REQUIRE(tree.finish().ok());
  CHECK(tree.add("late.html", "x").error().code == "bad_path");
  const auto site = release_dir(out.path(), "20260311-0001") / "site";
  CHECK(fs.read(site / "decisions/2026-02/a-1.html").value() == "decision one");
  CHECK(differences(site).empty());
}

TEST_CASE("an id is used once, and a broken id is refused") {
  const Scratch out;
  DiskFs fs;
  const Date day = *Date::parse("2026-03-10");
  const auto id = built(out.path(), "2026-03-10", small_site("one"));
  CHECK(TreeWriter::begin(fs, out.path(), id, day).error().code == "bad_path");
  CHECK(TreeWriter::begin(fs, out.path(), "20260230-0001", day).error().code == "bad_path");
  CHECK(TreeWriter::begin(fs, out.path(), "x", day).error().code == "bad_path");
  out.write("releases/20260310-0007.building/x", "");
  CHECK(next_release_id(fs, out.path(), day).value() == "20260310-0008");
  CHECK(next_release_id(fs, out.path(), *Date::parse("2026-03-11")).value() == "20260311-0001");
}

TEST_CASE("sealed views are read back line by line, and altered ones are not") {
  const Scratch out;
  DiskFs fs;
  const auto id = built(out.path(), "2026-03-10", small_site("one"));
  CHECK(view_files(fs, out.path(), id).value() ==
        std::vector<std::string>{"agencies/views.jsonl", "decisions/2026-03/views.jsonl"});
  std::vector<std::string> lines;
  const auto keep = [&](std::string_view line) -> Status {
    lines.emplace_back(line);
    return {};
  };
  for (const auto& file : view_files(fs, out.path(), id).value())
    REQUIRE(read_view(fs, out.path(), id, file, keep).ok());
  CHECK(lines == std::vector<std::string>{"{\"n\":1}", "{\"n\":3}", "{\"n\":4}"});
  const auto stop = [](std::string_view) -> Status { return Error{"enough", "够了。", ""}; };
  CHECK(read_view(fs, out.path(), id, "agencies/views.jsonl", stop).error().code == "enough");

  out.write("releases/" + id + "/views/agencies/views.jsonl", "{\"n\":2}");
  CHECK(read_view(fs, out.path(), id, "agencies/views.jsonl", keep).error().code == "altered");
  CHECK_FALSE(read_view(fs, out.path(), id, "powers/views.jsonl", keep).ok());
}
