#pragma once

#include <string>

#include "night/workspace.h"
#include "release/manifest.h"

namespace gongshi {

/// Builds a release from what STATE knows, decided for the as-of date: what changed since the current one, or
/// `everything`. Both give the same bytes (promise P7). Errors as in make_release.
Result<Manifest> build_release(Workspace& work, bool everything = false);

/// Switches to an audited release in one step, and notes the true day on which records were first
/// shown. Errors: `not_audited`, `other_day` (a record would be shown for the first time under
/// another date than today's, and the site is no rehearsal), `no_release`, `io`.
Status publish_release(Workspace& work, const std::string& release);

/// The newest built release that is not the current one, or "".
Result<std::string> newest_built(Workspace& work);

}  // namespace gongshi
