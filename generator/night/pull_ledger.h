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
  std::map<std::string, std::set<std::string>> secret_keys;  ///< of rows with a secrecy marking: their feeds
  /// By key of either and feed: the latest `updated_at` that has come.
  std::map<std::pair<std::string, std::string>, std::string> rejected_at;
  std::optional<ToldFigures> told;
  std::optional<StoredUnder> stored_under;
  std::set<std::string> told_now;   ///< keys of the figures told in this pull
  std::set<std::string> unsettled;  ///< feeds of which something waits or was passed over
  std::set<std::string> repeating;  ///< feeds with rows that are counted otherwise than as the same
  /// Of a snapshot: records it gave beside another feed, and those, its own too, that only others name tonight.
  struct Beside {
    size_t known = 0, left_out = 0;
  };
  std::map<std::string, Beside> beside;  ///< by feed
  std::set<std::string> believed;  ///< snapshots of which a person accepts what they leave out
  /// Snapshots that came shrunk or torn: what they leave out they may still have. Known once all are `weighed`.
  std::set<std::string> doubtful;
  bool weighed = false;

  /// Counts the row as sent back and remembers its key, where it has one.
  void reject(const Gate& gate, RejectedRow row);
  /// The record is at least as new as the row its own feed sent in vain: what was made before it comes too late.
  void order_after_rejected(KnownRecord& known, Date as_of) const;
};

}  // namespace gongshi
