#include "publish/sending.h"
#include "release/signature.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Directory : Sending {
  stdfs::path www = scratch / "www";
  Directory() {
    target.kind = Target::Kind::kDirectory;
    target.place = www.string();
    build("2026-03-10", two_pages("one"));
  }
  std::string page(const std::string& path) const { return slurp(www / "current/site" / path); }
};

}  // namespace

TEST_CASE("a directory gets a release whole and the same again changes nothing") {
  Directory directory;
  const Pushed pushed = directory.push();
  INFO(pushed.message);
  CHECK(pushed.result == "done");
  CHECK(pushed.kind == "directory");
  CHECK(pushed.sent > 10);
  CHECK(differences(directory.www / "current/site").empty());
  CHECK(directory.page(kPage) == "the first case");
  CHECK(directory.push().result == "unchanged");
  CHECK_FALSE(stdfs::exists(directory.www / "current/views"));
  CHECK_FALSE(holds(directory.www, "\"n\":3"));  // sealed views stay at home
}

TEST_CASE("a target keeps the release before and loses it once something was taken down") {
  Directory directory;
  directory.push();
  const std::string first = directory.release;
  directory.build("2026-03-11", two_pages("two"));
  CHECK(directory.push().result == "done");
  CHECK(stdfs::exists(directory.www / "releases" / first));
  Files files = two_pages("three");
  files.erase(kPage);
  directory.build("2026-03-12", files);
  const Pushed pushed = directory.push(true);
  CHECK(pushed.removed == 1);
  CHECK(differences(directory.www / "current/site").empty());
  CHECK_FALSE(holds(directory.www, "the first case"));
  CHECK(list_releases(directory.fs, directory.www)->size() == 1);
}

TEST_CASE("wherever a push to a directory is killed readers there have one release whole and the next push mends it") {
  Directory counting;
  counting.push();
  Files files = two_pages("two");
  files.erase(kPage);
  counting.build("2026-03-11", files);
  FaultyFs count;
  REQUIRE(counting.push(count, true).result == "done");
  REQUIRE(count.calls().size() > 20);
  for (size_t n = 1; n <= count.calls().size(); ++n) {
    INFO("call " << n);
    Directory directory;
    directory.push();
    directory.build("2026-03-11", files);
    FaultyFs faulty(n, FaultyFs::Fault::kKill);
    const Pushed pushed = directory.push(faulty, true);
    CHECK(pushed.result == "failed");
    CHECK_FALSE(pushed.message.empty());
    CHECK(differences(directory.www / "current/site").empty());
    const std::string home = directory.page("index.html");
    CHECK((home == "home one" || home == "home two"));
    CHECK(directory.push(true).confirmed());
    CHECK(directory.page("index.html") == "home two");
    CHECK(differences(directory.www / "current/site").empty());
    CHECK_FALSE(holds(directory.www, "the first case"));
  }
}

TEST_CASE("what was altered at home is not sent and a signature goes along") {
  Directory directory;
  SECTION("altered") {
    const auto page = stdfs::canonical(directory.site() / kPage);
    REQUIRE(directory.fs.write(page, "forged").ok());
    const Pushed pushed = directory.push();
    CHECK(pushed.result == "failed");
    CHECK(pushed.message.find("改动") != std::string::npos);
    CHECK_FALSE(stdfs::exists(directory.www / "current"));
  }
  SECTION("signed") {
    directory.scratch.write("out/releases/" + directory.release + "/site/" + kSignatureName, "a signature");
    CHECK(directory.push().result == "done");
    CHECK(directory.page(kSignatureName) == "a signature");
    CHECK(differences(directory.www / "current/site").empty());
  }
}

TEST_CASE("a directory that cannot be written is one failed target and no more") {
  Directory directory;
  directory.scratch.write("file", "x");
  directory.target.place = (directory.scratch / "file").string();
  const Pushed pushed = directory.push();
  CHECK(pushed.result == "failed");
  CHECK_FALSE(pushed.confirmed());
}
