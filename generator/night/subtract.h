#pragma once

#include <string>
#include <vector>

#include "night/workspace.h"

namespace gongshi {

/// What taking down did.
struct Subtracted {
  std::string release;                  ///< the smaller release, or "" when nothing had to go
  std::vector<std::string> addresses;   ///< pages that are gone or became tombstones
};

/// The one operation of taking down (promise P6): makes from a release a smaller one that shows
/// nothing which STATE no longer calls public, and switches to it. Pages go or turn to tombstones,
/// the lists, exports, feeds, sitemaps and index they stood in are made again, with texts and templates as they were
/// (night/kept_site.h), nothing is added. What
/// went is deleted from the store too, whatever release points to it. Used by `withdraw`, by rollback
/// and by every refused night. `decide_all` must have run.
Result<Subtracted> subtract(Workspace& work, const std::string& release);

/// Decides this one record again, by the webmaster's lines as they stand on the disk now, and takes down of
/// the current release what STATE no longer calls public. Nothing else is decided, so that it costs what
/// it takes down.
Result<Subtracted> withdraw_one(Workspace& work, const std::string& key);

/// True when the release shows something STATE no longer calls public, so that only its smaller
/// version may be switched to.
Result<bool> shows_too_much(Workspace& work, const std::string& release);

/// Deletes these addresses from everything that is kept beside the current release. The release one
/// may roll back to is made smaller instead of lost; where it is `replaced`, of which the current one is the
/// smaller version, there is nothing but the current one's parts to take over.
Status delete_everywhere(Workspace& work, const std::vector<std::string>& addresses, const std::string& replaced = "");

/// The release `publish --rollback` starts from, or "".
Result<std::string> rollback_target(Workspace& work);
Status set_rollback_target(Workspace& work, const std::string& release);

}  // namespace gongshi
