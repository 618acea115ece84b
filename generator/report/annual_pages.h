#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/fs.h"
#include "render/frame.h"
#include "render/templates.h"
#include "report/annual_report.h"

namespace gongshi {

/// Writes the public annual reports of every year, from confirmed agencies only:
/// annual-reports/index.html, annual-reports/<year>/index.html, and per agency a page, a CSV for each of
/// its tables, a workbook and a JSON file with all of them; narratives come from the site folder. Nothing at all is written while nobody has confirmed anything. The portal's
/// page adds the public agencies together in the site's own layout.
Status render_annual(const Fs& fs, const Site& site, const Edition& edition, const AnnualCounts& counts,
                     const Templates& templates, const Frame& frame, FileSink& sink);

/// The paths render_annual must write, sorted, worked out from confirmations and duties alone.
std::vector<std::string> planned_annual_paths(const Site& site, const Edition& edition,
                                              const AnnualCounts& counts);

}  // namespace gongshi
