#pragma once

#include "publish/push.h"

namespace gongshi {

// One function for each kind of target. Each gives what differs there now, which is nothing when the target
// had the release already, and notes it for the purge before readers can see it.

Result<Changes> bring_to_directory(Fs& fs, const Target& target, const PushOrder& order);
Result<Changes> bring_by_rsync(Fs& fs, const Target& target, const PushOrder& order);
Result<Changes> bring_by_rclone(Fs& fs, const Target& target, const PushOrder& order);

/// The release is not, or not wholly, at the target; `why` is a sentence without its full stop.
Error not_brought(const Target& target, const std::string& why);

/// Files beside the lists of a web root, where they are there: signature and public key.
std::vector<std::string> unlisted_files(const Fs& fs, const stdfs::path& site_dir);

}  // namespace gongshi
