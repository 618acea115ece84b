#pragma once

#include "base/fs.h"
#include "render/templates.h"
#include "report/annual_reconcile.h"

namespace gongshi {

/// Writes the drafts of a year to STATE/reports/annual-<year>/ for the webmaster: index.html with
/// every agency's tables whatever their state, where declared figures differ from counted ones, report.css,
/// the CSV files and a workbook of each agency, and a workbook for each quarter that is over. 0700 and
/// 0600; never part of a release. An earlier draft is replaced.
Status write_annual_drafts(Fs& fs, const Site& site, const Templates& templates, const stdfs::path& state,
                           const AnnualReport& report, const AnnualCounts& counts,
                           const std::vector<AnnualDifference>& differences, Date as_of);

}  // namespace gongshi
