#pragma once

#include <string>

namespace gongshi::bench {

/// Writes the decisions of a feed (write_decisions) as content of Hugo into the folder `content`, a file with JSON
/// front matter each. A file that stands there with the same bytes is left alone, so that Hugo may see what changed.
/// Throws std::runtime_error where the feed cannot be read.
void write_hugo(const std::string& feed, const std::string& content);

}  // namespace gongshi::bench
