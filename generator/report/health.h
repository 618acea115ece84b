#pragma once

#include "base/fs.h"
#include "report/night_report.h"

namespace gongshi {

/// How a night went, for monitoring: the text format of Prometheus, all metrics named `gongshi_…`.
/// `at`: seconds since 1970 when the run ended.
std::string health_text(const NightReport& report, long long at);

/// Puts that text where monitoring reads it, whole: beside it first, then renamed. 0644. Errors: `io`.
Status write_health(Fs& fs, const stdfs::path& file, const NightReport& report, long long at);

}  // namespace gongshi
