#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "night/pull_ledger.h"
#include "night/row_spool.h"
#include "night/voices.h"
#include "night/workspace.h"

namespace gongshi {

/// What the snapshots of this pull no longer have. A record that is gone is withdrawn by its agency; a
/// declared figure is told no longer.
class Disappearances {
 public:
  /// Both must outlive it.
  Disappearances(Workspace& work, PullLedger& pull) : work_(work), pull_(pull) {}

  /// Takes down what other portals list as withdrawn and had given until now, before anybody's row of it is settled: what
  /// another feed still has of it is no newer word.
  Status take_named(Voices& voices);
  /// Notes the known records of this part that their snapshot no longer has.
  Status find(const std::string& prefix, const RowSpool::Rows& rows);
  /// Says in the ledger which snapshots are doubtful. When very many records of a feed go at once something is wrong
  /// with the delivery: they wait until a person accepts. `accepted`: feeds of which that has happened, "*" all.
  Status weigh(const std::set<std::string>& accepted);
  /// Takes down what was found in the others.
  Status take();

 private:
  /// What a snapshot feed had, and what of it did not come again.
  struct Snapshot {
    size_t present = 0;
    std::vector<std::string> gone;  ///< keys
  };

  Status forget_figures();
  /// True when more rows of the feed than at its last pull went back without saying whose they are: what is gone may
  /// be among them. Notes how many there are now.
  Result<bool> more_keyless(const std::string& feed);
  /// Takes down what the other portal itself lists as withdrawn, however much that is.
  Status take_told(const std::string& feed, Snapshot& snapshot);
  /// The record's term is over today.
  Result<bool> has_ended(const std::string& key);
  const PortalWithdrawal* told_of(const std::string& feed, const KnownRecord& known) const;
  /// True when so much of the snapshot is gone that a person must look; tells it.
  bool waits(const std::string& feed);
  /// A vanished record is withdrawn by its agency; at another portal it is withdrawn where that portal
  /// says so, and has expired else.
  void take_down(const std::string& feed, KnownRecord& known) const;

  Workspace& work_;
  PullLedger& pull_;
  std::map<std::string, Snapshot> snapshots_;  ///< by feed
  std::set<std::string> waiting_;              ///< feeds
  std::set<std::string> torn_;                 ///< more than before
};

}  // namespace gongshi
