#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "night/feed_basis.h"
#include "night/portal_feed.h"
#include "night/pull_feeds.h"
#include "night/told_figures.h"
#include "rules/gate.h"

namespace gongshi {

/// What one pull has found out so far; its steps (RowSettler, Disappearances, pull_feeds) read and write
/// it, and nothing outlives the pull but the result.
struct PullLedger {
  PullResult result;
  std::set<std::string> fetched;                    ///< feeds that were read whole
  std::map<std::string, PortalWithdrawals> portals;  ///< by feed
  /// Rows that went back under a key: feed and row number.
  std::map<std::string, std::vector<std::pair<std::string, long>>> rejected_keys;
  std::map<std::string, long> keyless;  ///< by feed: rows that went back and do not say whose they are
  std::set<std::string> secret_keys;  ///< of rows with a secrecy marking
  std::optional<ToldFigures> told;
  std::optional<StoredUnder> stored_under;
  std::set<std::string> told_now;   ///< keys of the figures told in this pull
  std::set<std::string> unsettled;  ///< feeds of which something waits or was passed over

  /// Counts the row as sent back and remembers its key, where it has one.
  void reject(const Gate& gate, RejectedRow row);
};

}  // namespace gongshi
