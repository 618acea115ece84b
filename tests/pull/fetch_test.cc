#include "pull/fetch.h"

#include <sys/stat.h>

#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

int mode_of(const std::filesystem::path& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 0777) : -1;
}

}  // namespace

TEST_CASE("a feed comes over http whole, into a file that only its owner may read") {
  Fetching fetch;
  Loopback server;
  const std::string body(300'000, 'x');
  server.page("/feed.json", "200 OK", body);
  const auto result = fetch(server.url("/feed.json"));
  REQUIRE(result.ok());
  CHECK(result->bytes == 300'000);
  CHECK_FALSE(result->unchanged);
  REQUIRE(result->pages.size() == 1);
  CHECK(slurp(result->pages[0]) == body);
  CHECK(mode_of(result->pages[0]) == 0600);
  CHECK(mode_of(fetch.scratch / "tmp") == 0700);
  REQUIRE(server.requests().size() == 1);
  CHECK(contains(server.requests()[0], "User-Agent: gongshi\r\n"));
  CHECK(fetch.time.pauses.empty());
}

TEST_CASE("a feed comes from a file address and from a plain path, odd characters included") {
  Fetching fetch;
  CHECK(fetch.text(fetch.scratch.write("数据 #1%.json", "[]").string()) == "[]");
  CHECK(fetch.text("file://" + fetch.scratch.write("plain.json", "[1]").string()) == "[1]");
}

TEST_CASE("a second fetch replaces what the first one left") {
  Fetching fetch;
  const auto file = fetch.scratch.write("feed.json", "[\"long\"]");
  CHECK(fetch.text(file.string()) == "[\"long\"]");
  fetch.scratch.write("feed.json", "[]");
  CHECK(fetch.text(file.string()) == "[]");
}

TEST_CASE("feeds are fetched side by side and come back in the order they were asked for") {
  const Scratch scratch;
  FakeTime time;
  DiskFs fs;
  Loopback server;
  std::vector<FeedConfig> feeds;
  std::vector<FetchTask> tasks;
  for (int i = 0; i < 12; ++i) {
    const std::string path = "/" + std::to_string(i);
    if (i == 5) server.page(path, "404 Not Found", "");
    else server.page(path, "200 OK", "[" + std::to_string(i % 10) + "]");
    feeds.push_back(feed_at(server.url(path)));
    feeds.back().id = "feed-" + std::to_string(i);
  }
  for (const auto& feed : feeds) tasks.push_back({&feed, {}});
  FetchLimits limits = small_limits();
  limits.patience_ms = 10'000;
  limits.at_once_per_host = 3;
  server.gather(3);
  const auto results = fetch_all(fs, tasks, scratch / "tmp", limits, time);
  REQUIRE(results.size() == 12);
  for (int i = 0; i < 12; ++i) {
    INFO(i);
    const auto& result = results[static_cast<size_t>(i)];
    REQUIRE(result.ok() == (i != 5));
    if (i == 5) CHECK(contains(result.error().text, "feed-5"));
    else CHECK(slurp(result->pages.at(0)) == "[" + std::to_string(i % 10) + "]");
  }
  CHECK(server.most_at_once() == 3);
}

TEST_CASE("an answer other than 200 is an error and its body is no data") {
  Fetching fetch;
  Loopback server;
  server.page("/404", "404 Not Found", "[]");
  server.page("/403", "403 Forbidden", "[]");
  server.page("/204", "204 No Content", "");
  server.page("/304", "304 Not Modified", "");
  server.answer("/endless", "HTTP/1.1 404 Not Found\r\n\r\n" + std::string(4096, 'x'), LoopbackAnswer::Then::kRepeat);
  fetch.fails(server.url("/404"), "404");
  fetch.fails(server.url("/403"), "没有权限");
  fetch.fails(server.url("/204"), "204");
  fetch.fails(server.url("/304"), "没有变化");
  fetch.fails(server.url("/endless"), "404");
  CHECK(server.requests().size() == 5);  // none of them is asked again
}

TEST_CASE("redirects are followed within http and never to a file") {
  Fetching fetch;
  Loopback server;
  const auto secret = fetch.scratch.write("secret.json", "[\"secret\"]");
  server.page("/new", "200 OK", "[]");
  server.redirect("/old", "/new");
  server.redirect("/file", "file://" + secret.string());
  server.redirect("/sftp", "sftp://127.0.0.1/etc/passwd");
  server.redirect("/user", "http://somebody@127.0.0.1/");
  server.redirect("/round", "/round");
  CHECK(fetch.text(server.url("/old")) == "[]");
  std::filesystem::remove_all(fetch.scratch / "tmp");
  fetch.fails(server.url("/file"), "不允许的地址");
  fetch.fails(server.url("/sftp"), "不允许的地址");
  fetch.fails(server.url("/user"), "不允许的地址");
  fetch.fails(server.url("/round"), "转址次数太多");
}

TEST_CASE("only a feed without headers of its own is redirected to another origin") {
  Fetching fetch;
  Loopback server;
  Loopback elsewhere;
  const Variable token("GONGSHI_TEST_TOKEN", "s3cret-token");
  server.redirect("/away", elsewhere.url("/feed"));
  server.redirect("/near", "/feed");
  server.page("/feed", "200 OK", "[1]");
  elsewhere.page("/feed", "200 OK", "[2]");
  CHECK(fetch.text(server.url("/away")) == "[2]");
  std::filesystem::remove_all(fetch.scratch / "tmp");

  FeedConfig feed = feed_at(server.url("/away"));
  feed.headers = {{"X-Token", "env:GONGSHI_TEST_TOKEN"}};
  fetch.fails(feed, "转到别的地址");
  CHECK(elsewhere.requests().size() == 1);
  feed.url = server.url("/near");
  const auto near = fetch(feed);
  REQUIRE(near.ok());
  CHECK(slurp(near->pages[0]) == "[1]");
  CHECK(contains(server.requests().back(), "X-Token: s3cret-token\r\n"));
}

TEST_CASE("a missing file, a directory and an unknown scheme are errors that say what to mend") {
  Fetching fetch;
  fetch.fails((fetch.scratch / "none.json").string(), "文件不存在");
  fetch.fails(fetch.scratch.path().string(), "不是一个文件");
  fetch.fails("gopher://127.0.0.1/", "gopher");
  fetch.fails("http://", "url 写得不对");
  fetch.fails("", "不是一个文件");
}

TEST_CASE("what the source gave to tell versions apart is sent back, and its word that nothing changed is taken") {
  Fetching fetch;
  Loopback server;
  server.page("/feed", "200 OK", "[]", "ETag: \"v1\"\r\nLast-Modified: Fri, 20 Nov 2026 10:00:00 GMT\r\n");
  const auto first = fetch(server.url("/feed"));
  REQUIRE(first.ok());
  CHECK(first->validators.etag == "\"v1\"");
  CHECK(first->validators.last_modified == "Fri, 20 Nov 2026 10:00:00 GMT");
  CHECK_FALSE(contains(server.requests()[0], "If-"));

  server.forget("/feed");
  server.page("/feed", "304 Not Modified", "");
  std::filesystem::remove_all(fetch.scratch / "tmp");
  const auto second = fetch(feed_at(server.url("/feed")), first->validators);
  REQUIRE(second.ok());
  CHECK(second->unchanged);
  CHECK(second->pages.empty());
  CHECK(second->validators.etag == "\"v1\"");
  CHECK(contains(server.requests()[1], "If-None-Match: \"v1\"\r\n"));
  CHECK(contains(server.requests()[1], "If-Modified-Since: Fri, 20 Nov 2026 10:00:00 GMT\r\n"));
  CHECK(fetch.leaves_nothing());

  server.forget("/feed");
  server.page("/feed", "200 OK", "[2]", "ETag: \"v2\"\r\n");
  const auto third = fetch(feed_at(server.url("/feed")), first->validators);
  REQUIRE(third.ok());
  CHECK_FALSE(third->unchanged);
  CHECK(third->validators.etag == "\"v2\"");
}

TEST_CASE("an error of the disk is told as such and not tried again") {
  class FullFs : public DiskFs {
   public:
    Status append(const stdfs::path& path, std::string_view, int) override {
      return Error{"io", "磁盘已满。", path.string()};
    }
  };
  const Scratch scratch;
  FullFs fs;
  FakeTime time;
  Loopback server;
  server.page("/feed", "200 OK", "[]");
  const FeedConfig feed = feed_at(server.url("/feed"));
  const auto result = fetch_all(fs, {{&feed, {}}}, scratch / "tmp", small_limits(), time).front();
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == "io");
  CHECK(server.requests().size() == 1);
}
