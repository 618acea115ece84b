#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "pull/fetch.h"
#include "support/catch.h"
#include "support/scratch.h"
#include "support/variable.h"

namespace gongshi::test {

/// Time that passes only when somebody waits, and is written down.
class FakeTime : public Timekeeper {
 public:
  int64_t now_ms() override { return now_; }
  int64_t unix_seconds() override { return 1'795'000'000 + now_ / 1000; }
  double jitter() override { return 0.5; }
  void pause(int64_t ms) override {
    now_ += ms;
    pauses.push_back(ms);
  }
  std::vector<int64_t> pauses;

 private:
  int64_t now_ = 0;
};

/// The program's limits, for a machine that may be busy; tests of slowness have less patience.
inline FetchLimits small_limits() {
  FetchLimits limits;
  limits.connect_ms = 2'000;
  limits.total_ms = 20'000;
  limits.patience_ms = 5'000;
  return limits;
}

inline FeedConfig feed_at(const std::string& url) {
  FeedConfig feed;
  feed.id = "city-penalties";
  feed.dataset = "decisions";
  feed.url = url;
  return feed;
}

/// One scratch directory, one kind of limits, one clock, and fetches of one feed in them.
struct Fetching {
  Scratch scratch;
  FetchLimits limits = small_limits();
  FakeTime time;

  Result<Fetched> operator()(const FeedConfig& feed, const Validators& known = {}) {
    DiskFs fs;
    return fetch_all(fs, {{&feed, known}}, scratch / "tmp", limits, time).front();
  }
  Result<Fetched> operator()(const std::string& url) { return (*this)(feed_at(url)); }

  /// What a feed of one page holds.
  std::string text(const std::string& url) {
    const auto fetched = (*this)(url);
    INFO((fetched.ok() ? std::string() : fetched.error().text));
    REQUIRE(fetched.ok());
    REQUIRE(fetched->pages.size() == 1);
    return slurp(fetched->pages[0]);
  }

  bool leaves_nothing() const {
    std::error_code ec;
    return !stdfs::exists(scratch / "tmp") || stdfs::is_empty(scratch / "tmp", ec);
  }
  /// The error names the feed, says something of its own and what to do, and leaves no file behind.
  void fails(const FeedConfig& feed, const std::string& says) {
    const auto result = (*this)(feed);
    REQUIRE_FALSE(result.ok());
    INFO(result.error().text);
    CHECK(result.error().code == "fetch_failed");
    CHECK(contains(result.error().text, "city-penalties"));
    CHECK(contains(result.error().text, says));
    CHECK(contains(result.error().text, "请"));
    CHECK(leaves_nothing());
  }
  void fails(const std::string& url, const std::string& says) { fails(feed_at(url), says); }
};

}  // namespace gongshi::test
