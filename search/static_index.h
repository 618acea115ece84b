#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/result.h"

namespace gongshi {

/// Exports the index in `dir` for search without a server: scripts below `search/`, read by search.js
/// (docs/search.md tells their form). Records dated before 1 January of the as-of year are the generation
/// `old`, whose files stay the same bytes as long as those records do; where they are taken over from
/// another release, `kept_old` is what kept_generation found there, and they are not made. Returns the paths
/// written. Errors: `index`, those of the sink.
Result<std::vector<std::string>> export_static_index(const stdfs::path& dir, Date as_of, FileSink& sink,
                                                     const Json& kept_old = nullptr);

/// The folder of the generation `old`, and where what is known of it stands.
inline constexpr const char* kOldSearch = "search/old";
inline constexpr const char* kSearchHead = "search/head.js";

/// What a head file says of the generation `old`; null where it is none.
Json kept_generation(std::string_view head);

}  // namespace gongshi
