#pragma once

#include <string>
#include <vector>

#include "night/delivery.h"
#include "night/keep.h"
#include "night/pull_ledger.h"
#include "night/voices.h"
#include "night/workspace.h"

namespace gongshi {

/// Decides between the rows that share a key and what the registry knows of it, and stores what is left.
/// Every row given is counted exactly once in the ledger's result.
class RowSettler {
 public:
  /// All of them must outlive the settler.
  RowSettler(Workspace& work, Keeper& keeper, PullLedger& pull, Voices& voices)
      : work_(work), keeper_(keeper), pull_(pull), voices_(voices), later_(work.fs(), work.state() / "tmp" / "later") {}

  /// Decides and stores the rows of all keys that begin with `prefix`, and marks the known records a
  /// later row of which could not be read. Rows of feeds that failed half-way leave `packed`.
  Status settle(const std::string& prefix, RowSpool::Rows& packed);
  /// Decides and stores the rows of which that could not be done before the snapshots were weighed.
  Status settle_rest();

 private:
  /// True when the rows must wait for that.
  Result<bool> put_off(const std::string& key, const std::vector<Incoming>& rows);
  Status settle_key(const std::string& key, std::vector<Incoming>& rows);
  /// A declared figure is kept beside the records: it is none.
  Status store_figure(const std::string& key, const Incoming& row);
  Voices::Said said_of(const std::vector<Incoming>& rows) const;
  Status store_winner(const std::string& key, Incoming& row, const Voices::Said& said);
  Status store(const std::string& key, const Incoming& row, const Voices::Said& said, const Voices::Heard& heard,
               const KnownRecord* before, bool rejected);
  /// A row of another feed does not cancel a removal that lies ahead.
  Status keep_day_of_removal(const KnownRecord& before);
  /// Its feed has given, or sent in vain, a later version.
  bool older_version(const KnownRecord& known, const Incoming& row) const;
  /// The same row under the same rules, of a published record: storing it again would change nothing.
  bool stands_as_stored(const KnownRecord& known, const Incoming& row) const;
  /// A record keeps its content and takes the stricter of each flag.
  Status tighten(KnownRecord& known, const Facts& other);
  Status mark_update_rejected(const std::string& key);
  /// Another feed that may hold this key was not read tonight. What it said yesterday still counts, so
  /// until it is back the record may come down and not come out.
  bool another_is_silent(const Incoming& row) const;
  /// A row of this key that came after the good one could not be read: nobody knows what it says.
  bool rejected_after(const std::string& key, const Record& record) const;
  /// Another feed, named earlier, still gives this record: its content stands, where any of it is kept.
  bool from_lower_feed(const KnownRecord& known, const Incoming& row, const Voices::Heard& heard) const;
  /// A feed that feeds.json names earlier than the row's.
  bool named_before(const std::string& feed, const Incoming& row) const;

  Workspace& work_;
  Keeper& keeper_;
  PullLedger& pull_;
  Voices& voices_;
  RowSpool later_;
};

}  // namespace gongshi
