#include "pull/credentials.h"

#include "fetching.h"
#include "loopback.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

FeedConfig with_header(const std::string& url, const std::string& name, const std::string& value) {
  FeedConfig feed = feed_at(url);
  feed.headers = {{name, value}};
  return feed;
}

}  // namespace

TEST_CASE("headers come from the environment and stand in no message") {
  Fetching fetch;
  Loopback server;
  const Variable token("GONGSHI_TEST_TOKEN", "s3cret-token");
  server.page("/feed", "200 OK", "[]");
  server.page("/closed", "401 Unauthorized", "s3cret-token");
  REQUIRE(fetch(with_header(server.url("/feed"), "X-Token", "env:GONGSHI_TEST_TOKEN")).ok());
  CHECK(contains(server.requests().back(), "X-Token: s3cret-token\r\n"));
  std::filesystem::remove_all(fetch.scratch / "tmp");
  const auto closed = fetch(with_header(server.url("/closed?key=s3cret"), "X-Token", "env:GONGSHI_TEST_TOKEN"));
  REQUIRE_FALSE(closed.ok());
  CHECK_FALSE(contains(closed.error().text + closed.error().where, "s3cret"));
  fetch.fails(with_header(server.url("/feed"), "X-Token", "env:GONGSHI_TEST_UNSET"), "GONGSHI_TEST_UNSET");
  const Variable broken("GONGSHI_TEST_BROKEN", "s3cret\r\nX-Other: 1");
  fetch.fails(with_header(server.url("/feed"), "X-Token", "env:GONGSHI_TEST_BROKEN"), "换行");
}

TEST_CASE("a user and a password come from the environment too") {
  Fetching fetch;
  Loopback server;
  const Variable login("GONGSHI_TEST_LOGIN", "reader:s3cret");
  const Variable password("GONGSHI_TEST_PASSWORD", "s3cret");
  server.page("/feed", "200 OK", "[]");
  const std::string rest = "127.0.0.1:" + std::to_string(server.port()) + "/feed";
  const char* const kBasic = "Authorization: Basic cmVhZGVyOnMzY3JldA==\r\n";  // reader:s3cret
  for (const char* user : {"env:GONGSHI_TEST_LOGIN", "reader:env:GONGSHI_TEST_PASSWORD"}) {
    REQUIRE(fetch(std::string("http://") + user + "@" + rest).ok());
    CHECK(contains(server.requests().back(), kBasic));
  }
  std::filesystem::remove_all(fetch.scratch / "tmp");
  fetch.fails("http://reader:s3cret@" + rest, "写了口令");
  fetch.fails("http://env:GONGSHI_TEST_UNSET@" + rest, "GONGSHI_TEST_UNSET");
  CHECK(server.requests().size() == 2);
}

TEST_CASE("an SSH server is spoken to only where its key can be checked") {
  Fetching fetch;
  fetch.limits.retry.tries = 1;
  const Variable missing("GONGSHI_SSH_KNOWN_HOSTS", (fetch.scratch / "none").string());
  fetch.fails("sftp://gongshi@127.0.0.1/feed.json", "主机公钥");
  const Variable known("GONGSHI_SSH_KNOWN_HOSTS", fetch.scratch.write("known_hosts", "").string());
  const Variable key("GONGSHI_SSH_KEY", (fetch.scratch / "id").string());
  const Variable phrase("GONGSHI_SSH_KEY_PASSPHRASE", "s3cret");
  Loopback no_ssh;
  fetch.fails("sftp://gongshi@127.0.0.1:" + std::to_string(no_ssh.port()) + "/feed.json", "取不到");
}

TEST_CASE("a proxy of the environment is used, but not for hosts it leaves out") {
  Fetching fetch;
  Loopback proxy;
  proxy.page("http://gongshi.invalid/feed", "200 OK", "[\"by proxy\"]");
  Loopback server;
  server.page("/feed", "200 OK", "[\"direct\"]");
  const Variable use("http_proxy", proxy.url(""));
  const Variable leave_out("no_proxy", "127.0.0.1");
  CHECK(fetch.text("http://gongshi.invalid/feed") == "[\"by proxy\"]");
  CHECK(fetch.text(server.url("/feed")) == "[\"direct\"]");
}
