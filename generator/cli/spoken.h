#pragma once

#include <map>
#include <string>
#include <vector>

#include "night/workspace.h"
#include "registry/registry.h"

namespace gongshi {

/// What a webmaster can read out on the phone about one record: where it stands, by which rule and article,
/// its dates, and what would change it. Only what STATE may keep of it is said. `url` is relative to the web
/// root, "" where there is nothing to see.
std::string spoken(Workspace& work, const KnownRecord& known, const std::string& id, const std::string& url,
                   const std::vector<HistoryLine>& history);

/// The same of a key whose rows all went back.
std::string spoken(const std::vector<KnownRejection>& rejections, const std::map<std::string, FeedState>& feeds);

}  // namespace gongshi
