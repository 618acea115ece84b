#pragma once

#include <set>
#include <string>

#include "night/workspace.h"
#include "rules/public_record.h"

namespace gongshi {

// A STATE that is older than what readers see (a backup was put back, or the good copy took the place of
// a damaged registry) does not know what was decided since. Until every feed has been fetched whole once
// the site may only get smaller; then what the current release shows gives back the days of first
// publication and the addresses that STATE has lost.

/// Feeds that must still be fetched whole before anything may be added; empty when STATE is as new as OUT.
Result<std::set<std::string>> feeds_to_recover(Workspace& work);

/// From now on every feed must be fetched whole before anything is added to the site.
Status begin_recovery(Workspace& work);

/// Counts this run in STATE and in OUT/run. True when OUT has seen runs that STATE knows nothing of, or
/// shows a release that STATE does not know.
Result<bool> state_is_older(Fs& fs, Registry& registry, const stdfs::path& out);

/// These feeds were fetched whole, in the transaction that stored their rows. With the last one STATE
/// learns from the current release what it had forgotten.
Status note_fetched_whole(Workspace& work, const std::set<std::string>& feeds);

/// A record of the current release of which a recovering STATE knows nothing stays as it is shown, unless
/// its own term has ended or a line of the webmaster takes it down.
bool stays_unknown(const Workspace& work, const PublicRecord& shown);

// The good copy: STATE/registry.sqlite.copy, as of the end of the last run that got there. It falls under
// the same rules at rest (Registry::copy_of), so there is only one, and it holds no held text.

/// Puts today's registry in place of the good copy.
Status keep_good_copy(Fs& fs, Registry& registry, const stdfs::path& state);
/// Puts the good copy in place of the registry, which is kept beside it as registry.sqlite.damaged until
/// the next good copy is made. Errors: `registry_damaged` when there is no copy; `io`.
Status restore_good_copy(Fs& fs, const stdfs::path& state);

}  // namespace gongshi
