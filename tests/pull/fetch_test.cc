#include "pull/fetch.h"

#include <sys/stat.h>

#include "base/text.h"
#include "loopback.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Loopback;
using gongshi::test::Scratch;

namespace {

FeedConfig feed_at(const std::string& url) {
  FeedConfig feed;
  feed.id = "city-penalties";
  feed.dataset = "decisions";
  feed.url = url;
  return feed;
}

Result<Fetched> fetched(const Scratch& scratch, const FeedConfig& feed) {
  DiskFs fs;
  return fetch(fs, feed, scratch / "tmp");
}

/// The error must name the feed, say something of its own and what to do, and leave no file behind.
void check_failure(const Scratch& scratch, const Result<Fetched>& result, const std::string& says) {
  REQUIRE_FALSE(result.ok());
  INFO(result.error().text);
  CHECK(result.error().code == "fetch_failed");
  CHECK(contains(result.error().text, "city-penalties"));
  CHECK(contains(result.error().text, says));
  CHECK(contains(result.error().text, "请"));
  CHECK_FALSE(std::filesystem::exists(scratch / "tmp/city-penalties.feed"));
}

int mode_of(const std::filesystem::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("a feed comes over http whole, into a file that only its owner may read") {
  const Scratch scratch;
  Loopback server;
  const std::string body(300'000, 'x');
  server.page("/feed.json", "200 OK", body);
  const auto result = fetched(scratch, feed_at(server.url("/feed.json")));
  REQUIRE(result.ok());
  CHECK(result->bytes == 300'000);
  CHECK(result->url == server.url("/feed.json"));
  CHECK(test::slurp(result->file) == body);
  CHECK(mode_of(result->file) == 0600);
  CHECK(mode_of(scratch / "tmp") == 0700);
  REQUIRE(server.requests().size() == 1);
  CHECK(contains(server.requests()[0], "User-Agent: gongshi\r\n"));
}

TEST_CASE("a feed comes from a file address and from a plain path, odd characters included") {
  const Scratch scratch;
  const auto file = scratch.write("数据 #1%.json", "[]");
  const auto by_path = fetched(scratch, feed_at(file.string()));
  REQUIRE(by_path.ok());
  CHECK(test::slurp(by_path->file) == "[]");
  const auto plain = scratch.write("plain.json", "[1]");
  const auto by_url = fetched(scratch, feed_at("file://" + plain.string()));
  REQUIRE(by_url.ok());
  CHECK(test::slurp(by_url->file) == "[1]");
}

TEST_CASE("a second fetch replaces what the first one left") {
  const Scratch scratch;
  const auto file = scratch.write("feed.json", "[\"long\"]");
  REQUIRE(fetched(scratch, feed_at(file.string())).ok());
  scratch.write("feed.json", "[]");
  const auto again = fetched(scratch, feed_at(file.string()));
  REQUIRE(again.ok());
  CHECK(test::slurp(again->file) == "[]");
}

TEST_CASE("an answer other than 200 is an error and its body is no data") {
  const Scratch scratch;
  Loopback server;
  server.page("/404", "404 Not Found", "[]");
  server.page("/500", "500 Internal Server Error", "[]");
  server.page("/403", "403 Forbidden", "[]");
  server.page("/204", "204 No Content", "");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/404"))), "404");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/500"))), "500");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/403"))), "没有权限");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/204"))), "204");
}

TEST_CASE("a refused connection is an error") {
  const Scratch scratch;
  std::string url;
  {
    const Loopback closed;
    url = closed.url("/feed.json");
  }
  check_failure(scratch, fetched(scratch, feed_at(url)), "拒绝连接");
}

TEST_CASE("a body shorter than it was announced is an error") {
  const Scratch scratch;
  Loopback server;
  server.answer("/half", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[{\"id\":");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/half"))), "不完整");
  server.answer("/nothing", "");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/nothing"))), "不完整");
}

TEST_CASE("a feed larger than the limit is refused before it is read") {
  const Scratch scratch;
  Loopback server;
  server.answer("/huge", "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n[");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/huge"))), "4 GiB");
}

TEST_CASE("redirects are followed within http and never to a file") {
  const Scratch scratch;
  Loopback server;
  const auto secret = scratch.write("secret.json", "[\"secret\"]");
  server.page("/new", "200 OK", "[]");
  server.redirect("/old", "/new");
  server.redirect("/file", "file://" + secret.string());
  server.redirect("/round", "/round");
  const auto moved = fetched(scratch, feed_at(server.url("/old")));
  REQUIRE(moved.ok());
  CHECK(test::slurp(moved->file) == "[]");
  std::filesystem::remove(moved->file);
  check_failure(scratch, fetched(scratch, feed_at(server.url("/file"))), "不允许的地址");
  check_failure(scratch, fetched(scratch, feed_at(server.url("/round"))), "转址次数太多");
}

TEST_CASE("headers come from the environment, go to the feed's own origin, and stand in no message") {
  const Scratch scratch;
  Loopback server;
  Loopback elsewhere;
  ::setenv("GONGSHI_TEST_TOKEN", "s3cret-token", 1);
  server.page("/feed", "200 OK", "[]");
  server.redirect("/away", elsewhere.url("/feed"));
  server.page("/closed", "401 Unauthorized", "");
  FeedConfig feed = feed_at(server.url("/feed"));
  feed.headers = {{"X-Token", "env:GONGSHI_TEST_TOKEN"}};
  REQUIRE(fetched(scratch, feed).ok());
  CHECK(contains(server.requests().back(), "X-Token: s3cret-token\r\n"));
  std::filesystem::remove(scratch / "tmp/city-penalties.feed");

  feed.url = server.url("/away");
  check_failure(scratch, fetched(scratch, feed), "转到别的地址");
  CHECK(elsewhere.requests().empty());

  feed.url = server.url("/closed");
  const auto closed = fetched(scratch, feed);
  check_failure(scratch, closed, "凭证");
  CHECK_FALSE(contains(closed.error().text, "s3cret"));

  feed.headers = {{"X-Token", "env:GONGSHI_TEST_UNSET"}};
  check_failure(scratch, fetched(scratch, feed), "GONGSHI_TEST_UNSET");
}

TEST_CASE("a missing file, a directory and an unknown scheme are errors that say what to mend") {
  const Scratch scratch;
  check_failure(scratch, fetched(scratch, feed_at((scratch / "none.json").string())), "文件不存在");
  check_failure(scratch, fetched(scratch, feed_at(scratch.path().string())), "不是一个文件");
  check_failure(scratch, fetched(scratch, feed_at("gopher://127.0.0.1/")), "gopher");
  check_failure(scratch, fetched(scratch, feed_at("")), "不是一个文件");
}
