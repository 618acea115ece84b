#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// Exports the index in `dir` for search without a server: scripts below `search/`, read by search.js
/// (docs/search.md tells their form). Records dated before 1 January of the as-of year are the generation
/// `old`, whose files stay the same bytes as long as those records do. Returns the paths written.
/// Errors: `index`, those of the sink.
Result<std::vector<std::string>> export_static_index(const stdfs::path& dir, Date as_of,
                                                     FileSink& sink);

}  // namespace gongshi
