#include "base/text.h"
#include "publish/sending.h"
#include "support/server_process.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A WebDAV server that rclone itself serves from a directory.
struct WebDav : Sending {
  stdfs::path www = scratch / "www";
  int port = free_port();
  Variable type{"RCLONE_CONFIG_GSTEST_TYPE", "webdav"}, vendor{"RCLONE_CONFIG_GSTEST_VENDOR", "other"},
      url{"RCLONE_CONFIG_GSTEST_URL", "http://127.0.0.1:" + std::to_string(port)};
  ServerProcess server;
  bool there = false;

  WebDav() {
    target.kind = Target::Kind::kRclone;
    target.place = "gstest:gs";
    stdfs::create_directories(www);
    there = serve();
    if (!there) WARN("rclone is missing: skipped");
    build("2026-03-10", two_pages("one"));
  }
  bool serve() {
    return has_program("rclone") &&
           server.start({"rclone", "serve", "webdav", www.string(), "--addr", "127.0.0.1:" + std::to_string(port), "-q",
                         "--config", "", "--dir-cache-time", "0s"},
                        port);
  }
  stdfs::path tree() const { return www / "gs"; }
  std::string page(const std::string& path) const { return slurp(tree() / path); }
};

}  // namespace

TEST_CASE("a WebDAV server gets every file and the next release only what differs") {
  WebDav dav;
  if (!dav.there) return;
  const Pushed first = dav.push();
  INFO(first.message);
  REQUIRE(first.result == "done");
  CHECK(differences(dav.tree()).empty());
  CHECK(dav.push().result == "unchanged");

  Files files = two_pages("two");
  files.erase(kPage);
  files[kSecond] = "withdrawn";
  files[kSecond + ".gone"] = "";
  dav.build("2026-03-11", files);
  const Pushed second = dav.push();
  INFO(second.message);
  CHECK(second.result == "done");
  CHECK(second.removed == 1);
  CHECK(second.sent < first.sent);
  CHECK(differences(dav.tree()).empty());
  CHECK_FALSE(stdfs::exists(dav.tree() / kPage));
  CHECK(dav.page(kSecond) == "withdrawn");
  CHECK_FALSE(stdfs::exists(dav.scratch / "notes/underway.txt"));
}

TEST_CASE("a file of the same size that changed is sent although the server has no times and no digests") {
  WebDav dav;
  if (!dav.there) return;
  REQUIRE(dav.push().result == "done");
  dav.build("2026-03-11", two_pages("six"));  // as long as "one"
  CHECK(dav.push().result == "done");
  CHECK(dav.page("index.html") == "home six");
  CHECK(differences(dav.tree()).empty());
}

TEST_CASE("what an interrupted push has left at an object store is cleared by the next one") {
  WebDav dav;
  if (!dav.there) return;
  REQUIRE(dav.push().result == "done");
  // Killed after a new page went out: it stands there, and in no list.
  const std::string stray = "decisions/2026-02/11990101009900013A-new-0123456789.html";
  DiskFs fs;
  REQUIRE(fs.write(dav.tree() / stray, "a page nobody lists").ok());
  REQUIRE(fs.write(dav.tree() / "index.html", "half").ok());
  dav.scratch.write("notes/underway.txt", stray + "\nindex.html\n");
  const Pushed pushed = dav.push();
  INFO(pushed.message);
  CHECK(pushed.result == "done");
  CHECK_FALSE(stdfs::exists(dav.tree() / stray));
  CHECK(dav.page("index.html") == "home one");
  CHECK(differences(dav.tree()).empty());
}

TEST_CASE("a store that cannot be reached is told and the paths underway are remembered") {
  WebDav dav;
  if (!dav.there) return;
  REQUIRE(dav.push().result == "done");
  dav.server.stop();
  Files files = two_pages("two");
  files.erase(kPage);
  dav.build("2026-03-11", files);
  const Pushed pushed = dav.push();
  CHECK(pushed.result == "failed");
  CHECK(contains(pushed.message, "rclone"));
  REQUIRE(dav.serve());
  CHECK(dav.push().result == "done");
  CHECK(differences(dav.tree()).empty());
  CHECK_FALSE(holds(dav.www, "the first case"));
}
