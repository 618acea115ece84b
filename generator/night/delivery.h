#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "night/portal_feed.h"
#include "night/pull_feeds.h"
#include "night/row_spool.h"

namespace gongshi {

/// A row read tonight, assessed, waiting until all rows of its key are there.
struct Incoming {
  Record record;
  Facts facts;
  std::string digest;
  size_t feed_order = 0;  ///< place of its feed in feeds.json

  std::string to_bytes() const;
  static Incoming from_bytes(const std::string& bytes);
};

/// Everything the feeds delivered, before anything is decided or stored.
struct Delivery {
  RowSpool rows;  ///< Incoming::to_bytes by record key; rows of feeds that failed half-way included
  std::vector<RejectedRow> rejected;
  std::vector<Removal> removals;
  std::set<std::string> fetched;  ///< ids of feeds that were read whole
  /// What other portals have taken down: by feed.
  std::map<std::string, PortalWithdrawals> portals;
};

/// How a row goes back that says something else under a key another row of its feed has.
RejectedRow duplicate_row(const Record& record);
/// Of a row with a secrecy marking, whatever else it is, agency, dataset and reason stay and nothing it says: it goes
/// back. From any other the texts that were suspected are taken.
void put_secrecy_first(IntakeRow& row);
/// Why nothing of a file is taken that carries a marking outside its rows.
Error secret_file(const std::string& feed);

/// How a count-only row goes back whose reason keeps nothing from the public.
RejectedRow unknown_reason_row(const Record& record);

/// Fetches and reads the named feeds (all when empty), agencies first, so that the other feeds may
/// name them. Rows, feeds and warnings are counted in `result`; a feed that fails leaves a message.
Result<Delivery> read_feeds(Workspace& work, const std::set<std::string>& only, PullResult& result);

/// What became of the rows that share a key.
struct Settled {
  Incoming* winner = nullptr;  ///< nullptr: none may be taken
  long repeated = 0, superseded = 0;
  std::vector<const Incoming*> duplicates;  ///< different and without order: all go back
};

/// True when what says `at` was certainly made after what says `other`: a day beside a time of that day is no
/// order, nor is an empty one.
bool made_after(const std::string& at, const std::string& other);

/// Identical rows are repeats; within a feed the row counts whose `updated_at` (not after the as-of date) is
/// after that of every other;
/// between feeds the one named first gives the content and the strictest of each flag counts.
Settled settle_same_key(std::vector<Incoming>& rows, Date as_of);

}  // namespace gongshi
