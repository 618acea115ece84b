#pragma once

#include <map>
#include <string>

#include "night/workspace.h"
#include "release/manifest.h"

namespace gongshi {

/// Builds a release from what STATE knows, which must be decided for the as-of date (decide_all): what changed since
/// `like` (by default the current one), or `everything`. All give the same bytes (promise P7). `hidden` gets the
/// passages that are hidden in it, by kind. Errors as in make_release.
Result<Manifest> build_release(Workspace& work, bool everything = false, const std::string& like = "",
                               std::map<std::string, long>* hidden = nullptr);

/// Switches to an audited release in one step, and notes the true day on which records were first
/// shown. Errors: `not_audited`, `other_day` (a record would be shown for the first time under
/// another date than today's, and the site is no rehearsal), `no_release`, `io`. `as_decided`: this run made it, and
/// has decided nothing since, so nothing in it can have to come down.
Status publish_release(Workspace& work, const std::string& release, bool as_decided = false);

/// The newest built release that readers never had and that is newer than the last whole one they had, or "". What a
/// refused night took down meanwhile made a smaller one, which is no reason to lose sight of the one to be mended.
Result<std::string> newest_built(Workspace& work);

}  // namespace gongshi
