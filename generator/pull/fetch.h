#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "pull/retry.h"
#include "pull/validators.h"
#include "site/site.h"

namespace gongshi {

/// What a feed may cost. The defaults are the program's; tests have less patience.
struct FetchLimits {
  long long bytes = 4LL << 30;     ///< of all pages of a feed, as sent and again as unpacked
  int64_t connect_ms = 20'000;
  int64_t total_ms = 3'600'000;    ///< of all pages and tries of a feed
  int64_t patience_ms = 0;         ///< 0: the feed's `patience_seconds`
  long long slow_bytes = 100;      ///< a second; slower than that counts as silence
  size_t pages = 10'000;
  int redirects = 5;
  size_t at_once = 8;              ///< transfers
  size_t at_once_per_host = 2;
  RetryLimits retry;
};

/// One feed to fetch. With `known` the source is asked only for what changed since.
struct FetchTask {
  const FeedConfig* feed = nullptr;
  Validators known;
};

/// A feed's bytes, one file for each page in the order of the pages, in a directory whose owner removes
/// them.
struct Fetched {
  std::vector<stdfs::path> pages;
  long long bytes = 0;
  bool unchanged = false;  ///< the source says so; then there are no pages
  Validators validators;   ///< only of a feed of one page: a later page may change by itself
};

/// Fetches feeds by libcurl over http, https, sftp and file, several at once, into `dir` (0700; files
/// 0600). One result for each task, in their order.
///
/// A next page (`Link: <…>; rel="next"`, or `next` beside `records`) must have the feed's own origin.
/// Redirects lead only to http and https, never from https to http, and where the feed has headers or a
/// password of its own only to its own origin. 429, 5xx, timeouts and broken connections are tried
/// again. All pages or nothing: an error (`fetch_failed`) says which feed, what happened and what to do,
/// quotes no secret and leaves no file.
std::vector<Result<Fetched>> fetch_all(Fs& fs, const std::vector<FetchTask>& tasks, const stdfs::path& dir,
                                       const FetchLimits& limits = {}, Timekeeper& time = real_time());

}  // namespace gongshi
