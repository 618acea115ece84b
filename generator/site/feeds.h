#pragma once

#include <vector>

#include "site/site.h"

namespace gongshi {

/// Reads feeds.json; every mistake is added to `errors` with the feed it stands in.
std::vector<FeedConfig> read_feeds(const Json& json, const stdfs::path& dir, const std::string& where,
                                   std::vector<Error>& errors);

}  // namespace gongshi
