#pragma once

#include <string>
#include <vector>

#include "night/workspace.h"
#include "report/night_report.h"

namespace gongshi {

/// The last good data of a feed are older than it allows. `data_on`: their day, ISO, or "".
bool is_stale(const FeedConfig& feed, const std::string& data_on, Date as_of);

/// How every feed that was ever asked stands on a day, in the order of feeds.json: what its last pull
/// gave, or `stale` where that lies too far back.
Result<std::vector<NightFeed>> feeds_on(Workspace& work, Date day);

}  // namespace gongshi
