#pragma once

#include <memory>
#include <vector>

#include "night/workspace.h"
#include "report/annual_figures.h"

namespace gongshi {

/// What every agency did in every year: as it confirmed it where that was kept, else as the registry
/// stands. The counts point into the layouts, so both stay together.
struct CountedYears {
  LayoutBook layouts;
  std::unique_ptr<AnnualCounts> counts;
  std::vector<Error> missing;  ///< confirmed figures that are no longer kept
};
Result<std::unique_ptr<CountedYears>> count_years(Workspace& work, const Edition& edition);

}  // namespace gongshi
