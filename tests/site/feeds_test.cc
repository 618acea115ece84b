#include "site/feeds.h"

#include "base/text.h"
#include "site/feed_url.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

/// What is wrong with one feed; "" when nothing is. `patch` is merged over a good one.
std::string problem(const char* patch, FeedConfig* out = nullptr) {
  Json feed = {{"id", "d"}, {"dataset", "decisions"}, {"agency", "*"}, {"url", "https://example.cn/d.json"}};
  feed.merge_patch(Json::parse(patch));
  std::vector<Error> errors;
  auto feeds = read_feeds(Json::array({feed}), "/site", "feeds.json", errors);
  if (out && !feeds.empty()) *out = feeds[0];
  return errors.empty() ? "" : errors[0].text;
}

}  // namespace

TEST_CASE("a password in an address is refused and one from the environment is not") {
  for (const char* url : {"https://example.cn/d@1:2.json", "https://reader@example.cn/d", "https://env:LOGIN@example.cn/d",
                          "sftp://reader:env:PASSWORD@example.cn/d"}) {
    INFO(url);
    CHECK(problem((std::string(R"({"url":")") + url + "\"}").c_str()).empty());
  }
  for (const char* url : {"https://reader:s3cret@example.cn/d", "sftp://reader:s3cret:env:PASSWORD@example.cn/d",
                          "https://reader:env:@example.cn/d", "https://reader:@example.cn/d"}) {
    INFO(url);
    const std::string says = problem((std::string(R"({"url":")") + url + "\"}").c_str());
    CHECK(contains(says, "口令"));
    CHECK_FALSE(contains(says, "s3cret"));
  }
}

TEST_CASE("a header that carries a secret must take it from the environment") {
  CHECK(problem(R"({"headers":{"Accept":"application/json","Authorization":"env:TOKEN"}})").empty());
  for (const char* name : {"Authorization", "COOKIE", "X-Auth-Token", "x-api-key", "Client-Secret"}) {
    INFO(name);
    const std::string says = problem((std::string(R"({"headers":{")") + name + R"(":"s3cret"}})").c_str());
    CHECK(contains(says, name));
    CHECK_FALSE(contains(says, "s3cret"));
  }
  CHECK(contains(problem(R"({"headers":{"X-Token":"env:"}})"), "没有写对"));
  CHECK(contains(problem(R"({"headers":{"X-Name":"env:A B"}})"), "没有写对"));
  CHECK(contains(problem(R"({"headers":{"X Name":"a"}})"), "名称"));
  CHECK(contains(problem(R"({"headers":{"":"a"}})"), "名称"));
  CHECK(contains(problem(R"({"headers":{"X-Name":"a\r\nX-Other: b"}})"), "换行"));
}

TEST_CASE("how long a source may be silent and its data old can be set within bounds") {
  FeedConfig feed;
  CHECK(problem("{}", &feed).empty());
  CHECK(feed.patience_seconds == 30);
  CHECK(feed.stale_after_days == 7);
  CHECK(problem(R"({"patience_seconds":600,"stale_after_days":0})", &feed).empty());
  CHECK(feed.patience_seconds == 600);
  for (const char* bad : {R"({"patience_seconds":0})", R"({"patience_seconds":3601})", R"({"patience_seconds":"long"})",
                          R"({"stale_after_days":-1})", R"({"patience":5})"}) {
    INFO(bad);
    CHECK_FALSE(problem(bad).empty());
  }
}
