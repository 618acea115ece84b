#pragma once

#include "night/workspace.h"
#include "report/night_report.h"

namespace gongshi {

/// Fills in what 司法局 supervises: deadlines by agency, this year's decisions that should have passed
/// 法制审核 or should carry the number of a 全过程记录, decisions signed under a certificate that was
/// not valid that day, staff figures, objections that wait, what was hidden in published records (unless the report
/// has it from the build), and what is withheld for a case still open (信息公开条例第十八条). None of it hides a decision.
Status supervise(Workspace& work, NightReport& report);

}  // namespace gongshi
