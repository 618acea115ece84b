#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "intake/record.h"
#include "night/workspace.h"
#include "registry/registry.h"

namespace gongshi {

/// Where the rows of a run went. read = fresh + changed + same + repeated + superseded + rejected.
struct RowCounts {
  long read = 0, fresh = 0, changed = 0, same = 0, repeated = 0, superseded = 0, rejected = 0;
};

/// One feed of this run.
struct PulledFeed {
  const FeedConfig* feed = nullptr;
  /// fresh, or unchanged; failed: then yesterday's data stay; stale: failed, and they are older than the
  /// feed allows
  std::string result;
  long rows = 0, rejected = 0;
  std::string message;
  std::string data_on;  ///< day of the data we have, ISO
  std::optional<KnownValidators> validators;  ///< to tell the same version by next time, where that may be
};

struct PullResult {
  RowCounts rows;
  std::vector<PulledFeed> feeds;
  std::vector<RejectedRow> rejected;
  long new_rejections = 0;  ///< not among the same feed's rejections of the pull before
  struct Note {
    std::string feed, dataset, agency, id;
    long row = 0;
    std::string field, text;
  };
  std::vector<Note> warnings;
  std::vector<Error> messages;  ///< what a person should know: failures, disappearances that wait
  bool needs_person = false;    ///< a feed failed tonight, or disappearances wait
  bool secret_found = false;    ///< a known record must come down at once
};

/// What a pull is asked to do.
struct PullOrder {
  std::set<std::string> only;      ///< feeds to fetch; empty: all
  std::set<std::string> accepted;  ///< whose disappearances may be taken although they are many; "*": all
  /// Feeds that will not come again: they are not fetched, and their records are withdrawn as
  /// `agency_removed` unless another feed of this run gives them.
  std::set<std::string> dropped;
};

/// Fetches feeds, reads them, lets the rules decide every row and stores what may be kept, in one
/// transaction. A feed that fails keeps yesterday's data.
Result<PullResult> pull_feeds(Workspace& work, const PullOrder& order);

}  // namespace gongshi
