#pragma once

#include <string>

#include "base/fs.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// A feed's bytes, in a file of `STATE/tmp` that the caller removes.
struct Fetched {
  stdfs::path file;
  std::string url;       ///< as configured
  long long bytes = 0;
};

/// Fetches one feed by libcurl over http, https or file into `dir` (0700). Redirects only to http and
/// https, none from https to http; TLS verified; secrets of `env:NAME` headers in no message.
/// An error (`fetch_failed`) says which feed, what happened and what to do.
Result<Fetched> fetch(Fs& fs, const FeedConfig& feed, const stdfs::path& dir);

}  // namespace gongshi
