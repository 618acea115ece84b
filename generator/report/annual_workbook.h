#pragma once

#include <string>

#include "base/date.h"
#include "base/result.h"
#include "report/annual_report.h"

namespace gongshi {

/// An agency's report as a workbook: a sheet for each of its tables, with the cells of the page.
/// The same report gives the same bytes; the dates inside are `day`. Error `io`.
Result<std::string> agency_workbook(const AgencyYear& agency, Date day);

/// What goes to the judicial bureau: 汇总 of all listed agencies with the state of their figures, one
/// sheet for each table of the site's layout, and the tables of agencies that print another layout.
/// Agencies stand in the order of the unit they report through (`reports_via`), each group with its
/// sum. Adding up is done in the site's layout.
Result<std::string> submission_workbook(const AnnualReport& report, const AnnualCounts& counts, Date day);

}  // namespace gongshi
