#pragma once

#include <vector>

#include "night/workspace.h"
#include "report/annual_reconcile.h"

namespace gongshi {

/// Looks behind cells of one year: which known records count in each, as the registry stands.
Result<std::vector<RecordsBehind>> records_behind(Workspace& work, int year, const std::vector<AnnualCell>& cells);

}  // namespace gongshi
