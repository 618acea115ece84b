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
/// annual-reports/index.html, annual-reports/<year>/index.html, and per agency a page and a CSV for
/// each of its tables. Nothing at all is written while nobody has confirmed anything. The portal's
/// page adds the public agencies together in the site's own layout.
Status render_annual(const Site& site, const Edition& edition, const AnnualCounts& counts,
                     const Templates& templates, const Frame& frame, FileSink& sink);

/// The paths render_annual must write, sorted, worked out from confirmations and duties alone.
std::vector<std::string> planned_annual_paths(const Site& site, const Edition& edition,
                                              const AnnualCounts& counts);

/// Writes the drafts of a year to STATE/reports/annual-<year>/ for the webmaster: index.html with
/// every agency's tables whatever their state, report.css and the CSV files. 0700 and 0600; never
/// part of a release. An earlier draft is replaced.
Status write_annual_drafts(Fs& fs, const Site& site, const Templates& templates,
                           const stdfs::path& state, const AnnualReport& report);

}  // namespace gongshi
