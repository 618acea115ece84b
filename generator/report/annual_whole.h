#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/annual_report.h"

namespace gongshi {

/// The public agencies of a year added together, in the site's layout.
struct Whole {
  std::optional<AgencyYear> sum;
  std::vector<AgencyYear> parts;  ///< most penalties first
  size_t listed = 0;              ///< agencies the portal has, public report or not
  Date last;                      ///< newest confirmation

  const AgencyYear* part(const std::string& code) const;
};
Whole whole_of(const AnnualReport& report, const AnnualCounts& counts);

/// The same agencies the year before, added together; none where one of them had no public report then.
std::optional<AgencyYear> comparable(const Whole& now, const Whole& before);

}  // namespace gongshi
