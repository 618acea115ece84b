#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "site/site.h"

namespace gongshi {

constexpr long kNotModified = 304;  ///< of HTTP (RFC 9110)

/// How one transfer ended, before anything is made of it.
struct TransferOutcome {
  CURLcode code = CURLE_OK;
  long status = 0;             ///< of HTTP, else 0
  bool http = false;
  std::string location, etag, last_modified, retry_after;
  std::vector<std::string> links;  ///< `Link` headers
  long long bytes = 0;         ///< unpacked
  bool too_large = false, too_slow = false;
  bool longer_than_told = false;  ///< more came than Content-Length announced
  bool badly_packed = false;      ///< in a way nobody asked for, or not in the way it says
  bool cut_short = false;         ///< packed, and its end has not come
  Status written;              ///< what the disk said

  /// The transfer itself went well, whatever the answer says.
  bool arrived() const;
  bool has_data() const { return arrived() && (!http || status == 200); }
};

/// `fetch_failed`: which feed, what happened, what to do. Neither part may quote what a source sent
/// or a variable held.
Error fetch_error(const FeedConfig& feed, const std::string& what, const std::string& mend);

/// What an unsuccessful outcome means and what to do about it.
Error explained(const FeedConfig& feed, const TransferOutcome& outcome, long long limit);

/// True for what may be better in a moment: 429, 5xx, timeouts, broken and refused connections.
/// Refusals of other kinds, certificates and limits stay as they are.
bool may_pass(const TransferOutcome& outcome);

}  // namespace gongshi
