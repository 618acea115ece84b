#pragma once

#include "cli/command.h"
#include "night/workspace.h"
#include "report/annual_report.h"

namespace gongshi {

/// Notes in STATE which agencies' figures of the year went out in a submission workbook.
Status note_submitted(Workspace& work, const AnnualReport& report);

/// `annual --check-deadline`: 1 from the day of reporting (15 January, or as site.json says) for agencies
/// that neither confirmed nor stand in a workbook that was written, and from a week before the last day
/// for what is not public. Says by then when the last day is no working day.
void check_deadline(Workspace& work, const AnnualReport& report, Outcome& outcome);

}  // namespace gongshi
