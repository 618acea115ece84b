#pragma once

#include <map>
#include <set>
#include <string>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// Of the partitions of a release (name → digest, as its manifest or the list of its views says): those in the store
/// of which no file has been changed since that release was made, as the disk says (ctime, which nobody
/// sets by hand). Only such a partition may be taken over, or left out of an audit, unread.
/// Errors: `io` where the release itself cannot be looked at.
Result<std::set<std::string>> untouched(const Fs& fs, const stdfs::path& out, const std::string& release,
                                        const std::map<std::string, std::string>& partitions);
/// True where no file of the release's index was written after it. Other releases may have the same files, and links to
/// them come and go, so this goes by mtime; an audit compares the bytes.
bool index_untouched(const Fs& fs, const stdfs::path& out, const std::string& release);

}  // namespace gongshi
