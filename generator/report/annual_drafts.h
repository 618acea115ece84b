#pragma once

#include "base/fs.h"
#include "render/templates.h"
#include "report/annual_breakdown.h"
#include "report/annual_reconcile.h"

namespace gongshi {

/// What the drafts of a year are made from.
struct AnnualDrafts {
  const AnnualReport& report;
  const AnnualReport& before;  ///< of the year before
  const AnnualCounts& counts;
  const Edition& edition;
  std::vector<AnnualDifference> differences;
  /// Agency → certificate number → records of the year that name the officer, as far as their facts may
  /// be kept.
  std::map<std::string, std::map<std::string, long>> officer_cases;
  RegionNames regions = {};
};

/// Writes the drafts of a year to STATE/reports/annual-<year>/ for the webmaster: index.html with
/// every agency's tables whatever their state, where declared figures differ from counted ones, penalties
/// by month, region, party and officer with every number; report.css; the CSV files and a workbook of each
/// agency; <agency>.md to begin a narrative with where there is none; and a workbook for each quarter that
/// is over. 0700 and 0600; never part of a release. An earlier draft is replaced.
/// `bad_narrative` where a narrative of the year names what nobody knows.
Status write_annual_drafts(Fs& fs, const Site& site, const Templates& templates, const stdfs::path& state,
                           const AnnualDrafts& drafts);

}  // namespace gongshi
