#pragma once

#include <string>

#include "cli/command.h"
#include "night/workspace.h"
#include "report/annual_report.h"

namespace gongshi {

/// What stands behind one cell of the statutory tables, for `annual --why AGENCY/TABLE/COLUMN`: TABLE and
/// COLUMN by id or by what is printed, COLUMN `total` for the whole table. Gives the ids of published
/// and held records, and of all others a number per reason: of those no id may be kept. Every record
/// stands once, with the first of its reasons, so that all numbers add up to the cell.
Outcome why(Workspace& work, const AnnualReport& report, const std::string& cell);

}  // namespace gongshi
