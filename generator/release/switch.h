#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// OUT/releases/<id>
stdfs::path release_dir(const stdfs::path& out, const std::string& id);
/// Finished releases, oldest id first.
Result<std::vector<std::string>> list_releases(const Fs& fs, const stdfs::path& out);
/// The release that readers see, or "" when none was published.
std::string current_release(const Fs& fs, const stdfs::path& out);
/// The kept release that was current before the current one, or "".
std::string previous_release(const Fs& fs, const stdfs::path& out);
/// The planned paths that were written into a release's plan.txt.
Result<std::vector<std::string>> read_plan(const Fs& fs, const stdfs::path& out,
                                           const std::string& id);

/// The assets that a release's own pages use; none when it does not say, or for "".
Result<std::vector<std::string>> read_assets(const Fs& fs, const stdfs::path& out,
                                             const std::string& id);

/// Points OUT/current at a finished release in one step: readers see the old one or the new one,
/// whatever is killed. Publishing the current one again is fine. Errors: `io`, `no_release`.
Status publish(Fs& fs, const stdfs::path& out, const std::string& id);

/// Keeps the current release, `spared` and so many of the newest others that they are `keep`; deletes the rest, and the partitions in
/// the store that no kept release links to. Returns the deleted releases. Not while a TreeWriter is
/// at work.
Result<std::vector<std::string>> prune(Fs& fs, const stdfs::path& out, size_t keep, const std::string& spared = {});

/// Deletes what was withdrawn: every release but the current one that shows any of these addresses
/// (`decisions/2026-03/….html`, or `<file>#<fragment>` for a record without a page) otherwise than
/// the current release does, with its index, and every partition that no release links to any more
/// (so also the lists and data files they stood in). `spared` is known to show none of them as a record. Returns the
/// deleted releases.
Result<std::vector<std::string>> purge(Fs& fs, const stdfs::path& out, const std::vector<std::string>& addresses,
                                       const std::string& spared = {});

/// Removes what killed runs left: unfinished releases, half deleted ones, temporary links.
Status clean_leftovers(Fs& fs, const stdfs::path& out);

}  // namespace gongshi
