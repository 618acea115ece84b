#pragma once

#include <map>
#include <string>
#include <vector>

#include "night/workspace.h"
#include "report/annual_reconcile.h"

namespace gongshi {

/// Looks behind cells of one year: which known records count in each, as the registry stands.
Result<std::vector<RecordsBehind>> records_behind(Workspace& work, int year, const std::vector<AnnualCell>& cells);

/// Records of the year that name an officer: agency → certificate number → how many. Only of records whose
/// facts may be kept, so withheld ones are not in it.
Result<std::map<std::string, std::map<std::string, long>>> officer_cases(Workspace& work, int year);

}  // namespace gongshi
