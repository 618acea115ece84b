#include "pull/address.h"

#include "site/feed_url.h"
#include "support/catch.h"

using namespace gongshi;

TEST_CASE("two addresses have one origin when scheme and host and port agree") {
  const auto at = Address::parse("https://Data.Example.cn/a/feed.json?page=1#top");
  REQUIRE(at);
  CHECK(at->text == "https://Data.Example.cn/a/feed.json?page=1");
  CHECK(at->scheme == "https");
  CHECK(at->host == "data.example.cn");
  CHECK(at->port == "443");
  const auto same = [&](const std::string& reference) {
    const auto to = at->resolve(reference);
    return to && to->same_origin(*at);
  };
  CHECK(same("?page=2"));
  CHECK(same("../b"));
  CHECK(same("//data.example.cn/c"));
  CHECK(same("HTTPS://DATA.example.cn:443/c"));
  CHECK_FALSE(same("http://data.example.cn/c"));
  CHECK_FALSE(same("https://data.example.cn:8443/c"));
  CHECK_FALSE(same("https://data.example.cn.evil.cn/c"));
  CHECK_FALSE(same("https://data.example.cn@evil.cn/c"));
  CHECK_FALSE(same("file:///etc/passwd"));
  CHECK(at->resolve("?page=2")->text == "https://Data.Example.cn/a/feed.json?page=2");
}

TEST_CASE("what is no address and what carries a user is none") {
  CHECK_FALSE(Address::parse(""));
  CHECK_FALSE(Address::parse("http://"));
  CHECK_FALSE(Address::parse("feed.json"));
  CHECK_FALSE(Address::parse("http://somebody:secret@example.cn/"));
}

TEST_CASE("an address is shown without what may be secret") {
  CHECK(shown_url("https://env:LOGIN@example.cn/a?token=abc") == "https://example.cn/a?…");
  CHECK(shown_url("https://example.cn/a@b#part") == "https://example.cn/a@b?…");
  CHECK(shown_url("sftp://gongshi:env:PASSWORD@example.cn/a") == "sftp://example.cn/a");
  CHECK(shown_url("/srv/feeds/a?b.json") == "/srv/feeds/a?b.json");
  CHECK(userinfo_of("https://a:b@c@example.cn/x@y") == "a:b@c");
  CHECK(userinfo_of("https://example.cn/x@y") == "");
  CHECK(without_userinfo("https://a:b@c@example.cn/x@y") == "https://example.cn/x@y");
}
