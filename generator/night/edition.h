#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "night/workspace.h"
#include "rules/public_record.h"

namespace gongshi {

/// Decides every known record again for the as-of date, in one transaction: terms that ended, reviews
/// that cleared, lines that withdrew. Gives how many changed.
Result<long> decide_all(Workspace& work);

/// What a release made now would show, and what it would show for the first time.
struct MadeEdition {
  Edition edition;
  std::vector<std::string> first_shown;  ///< record keys
};
Result<MadeEdition> make_edition(Workspace& work);

/// What stands at the address of a withdrawn record today, if anything. Its ground is left out where it says what
/// is hidden of the record, the party's name for one.
Result<std::optional<Tombstone>> notice_of(Workspace& work, const KnownRecord& known);

/// The key of the record that was there: a notice names no id, but its address holds the key of one.
std::string record_key_of(const Gate& gate, const Tombstone& stone);

/// Puts the notices of withdrawal in their order. Of a decision in the place of theirs they know only one that is public.
void settle_tombstones(Edition& edition);

/// Leaves out of what decisions say the numbers of decisions that are known and not shown, and of officers who are
/// withheld: not even a number is a trace (design section 6, Tombstone). Gives the addresses of what says less now.
Result<std::vector<std::string>> settle_references(Workspace& work, Edition& edition);

/// Calls `take` for the count row of every known decision and inspection, public or not.
Status each_count_row(Workspace& work, const std::function<void(const CountRow&)>& take);

/// Number of known records per reason, each record once for each of its reasons.
Result<std::map<std::string, long>> reason_counts(Workspace& work);

}  // namespace gongshi
