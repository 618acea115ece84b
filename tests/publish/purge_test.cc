#include "base/text.h"
#include "publish/sending.h"
#include "pull/loopback.h"
#include "support/server_process.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Cached : Sending {
  Cached() {
    target.kind = Target::Kind::kDirectory;
    target.place = (scratch / "www").string();
    build("2026-03-10", two_pages("one"));
  }
  void take_down() {
    Files files = two_pages("two");
    files.erase(kPage);
    build("2026-03-11", files);
  }
};

}  // namespace

TEST_CASE("a purge command is told what changed and what is gone comes first") {
  Cached cached;
  cached.push();
  cached.take_down();
  const auto told = cached.scratch / "told.txt";
  cached.target.purge = "cat >" + told.string();
  const Pushed pushed = cached.push(true);
  INFO(pushed.message);
  CHECK(pushed.result == "done");
  const std::string lines = slurp(told);
  CHECK(lines.starts_with("https://www.example.gov.cn/gs/" + kPage + "\n"));
  CHECK(contains(lines, "https://www.example.gov.cn/gs/decisions/\n"));
  CHECK(contains(lines, "https://www.example.gov.cn/gs/\n"));
  CHECK_FALSE(contains(lines, kSecond));
  stdfs::remove(told);
  CHECK(cached.push().result == "unchanged");
  CHECK_FALSE(stdfs::exists(told));
}

TEST_CASE("a removal is confirmed only when the purge has said yes and it is asked again until then") {
  Cached cached;
  cached.push();
  cached.take_down();
  cached.target.purge = "echo no permission >&2; exit 5";
  const Pushed failed = cached.push(true);
  CHECK(failed.result == "failed");
  CHECK(contains(failed.message, "no permission"));
  CHECK(slurp(cached.scratch / "www/current/site/index.html") == "home two");
  const auto told = cached.scratch / "told.txt";
  cached.target.purge = "cat >" + told.string();
  CHECK(cached.push().confirmed());
  CHECK(contains(slurp(told), kPage));
}

TEST_CASE("a purge address gets a post with its headers from the environment") {
  Cached cached;
  cached.push();
  cached.take_down();
  Loopback cdn;
  cdn.page("/purge", "200 OK", "{}");
  cached.target.purge = cdn.url("/purge");
  cached.target.purge_headers = {{"Authorization", "env:GONGSHI_TEST_PURGE"}};
  CHECK(contains(cached.push(true).message, "GONGSHI_TEST_PURGE"));
  const Variable secret("GONGSHI_TEST_PURGE", "Bearer abc");
  const Pushed pushed = cached.push(true);
  INFO(pushed.message);
  CHECK(pushed.confirmed());
  REQUIRE(cdn.requests().size() == 1);
  CHECK(cdn.requests()[0].starts_with("POST /purge "));
  CHECK(contains(cdn.requests()[0], "Authorization: Bearer abc\r\n"));
}

TEST_CASE("a purge address that answers with an error or not at all is not a confirmation") {
  Cached cached;
  Loopback cdn;
  cdn.page("/purge", "503 Service Unavailable", "later");
  cached.target.purge = cdn.url("/purge");
  const Pushed refused = cached.push();
  CHECK(refused.result == "failed");
  CHECK(contains(refused.message, "503"));
  cached.target.purge = "http://127.0.0.1:" + std::to_string(free_port()) + "/";
  CHECK(cached.push().result == "failed");
  cached.target.purge.clear();
  CHECK(cached.push().confirmed());
}
