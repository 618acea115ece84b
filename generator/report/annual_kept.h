#pragma once

#include <functional>
#include <set>
#include <string>

#include "base/fs.h"
#include "report/annual_report.h"

namespace gongshi {

/// What an agency confirms are figures, so the rows behind them are kept as they stood that day, in
/// STATE/annual/<digest> (0600, directory 0700): count rows only, sealed, without id and text. A report
/// that is public then changes only when its agency confirms again.

/// Writes the agency's rows of the year among those that `each` gives; their digest.
Result<std::string> keep_rows(Fs& fs, const stdfs::path& state, const std::string& key, int year,
                              const std::set<std::string>& agencies,
                              const std::function<Status(const std::function<void(const CountRow&)>&)>& each);

/// Gives the counts what was kept for every confirmation in force. A file that is gone or was altered
/// is left out, and the report then stands as the registry does; `missing` gets a message for each.
Status load_kept(const Fs& fs, const Site& site, const stdfs::path& state, const std::string& key,
                 Date as_of, AnnualCounts& counts, std::vector<Error>& missing);

}  // namespace gongshi
