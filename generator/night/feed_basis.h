#pragma once

#include <string>

#include "base/result.h"
#include "night/workspace.h"

namespace gongshi {

/// A keyed digest of everything but the rows themselves that decides what becomes of a feed's rows:
/// its configuration and mapping, the dataset definitions, site.json, the rule sets, the webmaster's
/// lines, which of their days have come, and the program. While it is the same, rows that are the same
/// are decided the same; once it is another, the feed is fetched whole (design section 6, At rest).
Result<std::string> feed_basis(Workspace& work, const FeedConfig& feed);

/// Another feed may give records of the same keys; then one that is unchanged cannot be left unread.
bool shares_keys(const Site& site, const FeedConfig& feed);

}  // namespace gongshi
