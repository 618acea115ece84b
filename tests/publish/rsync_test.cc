#include "base/text.h"
#include "publish/sending.h"
#include "support/ssh_host.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Remote : Sending {
  std::unique_ptr<SshHost> host = has_program("rsync") ? SshHost::start() : nullptr;
  stdfs::path www = scratch / "www";
  Remote() {
    if (!host) {
      WARN("openssh-server or rsync is missing: skipped");
      return;
    }
    target.kind = Target::Kind::kRsync;
    target.place = host->user() + "@127.0.0.1:" + www.string();
    target.port = host->port();
    build("2026-03-10", two_pages("one"));
  }
  std::string page(const std::string& path) const { return slurp(www / "current/site" / path); }
};

}  // namespace

TEST_CASE("another host gets each release whole and keeps the one before until something is taken down") {
  Remote remote;
  if (!remote.host) return;
  const Pushed first = remote.push();
  INFO(first.message);
  REQUIRE(first.result == "done");
  CHECK(differences(remote.www / "current/site").empty());
  CHECK_FALSE(holds(remote.www, "\"n\":3"));
  CHECK(remote.push().result == "unchanged");

  const std::string before = remote.release;
  remote.build("2026-03-11", two_pages("two"));
  CHECK(remote.push().result == "done");
  CHECK(remote.page("index.html") == "home two");
  CHECK(stdfs::exists(remote.www / "releases" / before));

  Files files = two_pages("three");
  files.erase(kPage);
  remote.build("2026-03-12", files);
  const Pushed third = remote.push(true);
  INFO(third.message);
  CHECK(third.result == "done");
  CHECK(third.removed == 1);
  CHECK(differences(remote.www / "current/site").empty());
  CHECK_FALSE(holds(remote.www, "the first case"));
  CHECK_FALSE(stdfs::exists(remote.www / "incoming"));
}

TEST_CASE("nothing is switched on another host before what came is what was sent") {
  Remote remote;
  if (!remote.host) return;
  REQUIRE(remote.push().result == "done");
  remote.build("2026-03-11", two_pages("two"));
  const auto page = stdfs::canonical(remote.site() / "decisions/2026-03/a-3.html");
  REQUIRE(remote.fs.write(page, "altered on the way").ok());
  const Pushed pushed = remote.push();
  CHECK(pushed.result == "failed");
  CHECK(contains(pushed.message, "没有切换"));
  CHECK(remote.page("index.html") == "home one");
  CHECK(differences(remote.www / "current/site").empty());
}

TEST_CASE("a host that is not the known one gets nothing") {
  Remote remote;
  if (!remote.host) return;
  remote.host->forget_true_key();
  const Pushed pushed = remote.push();
  CHECK(pushed.result == "failed");
  CHECK(contains(pushed.message, "连不上"));
  CHECK_FALSE(stdfs::exists(remote.www));
}

TEST_CASE("a key that the host does not know opens nothing") {
  Remote remote;
  if (!remote.host) return;
  remote.host->folder().write("authorized_keys", "");
  CHECK(remote.push().result == "failed");
  CHECK_FALSE(stdfs::exists(remote.www));
}
