#pragma once

#include <vector>

#include "report/annual_press.h"

namespace gongshi {

/// The portal's pages of one year: the public agencies added together in the site's own layout
/// (index.html), each agency with its figures (agencies.html, agencies-2.html, …), and penalties by
/// region, place, violation and party (by-region.html, …). `before` is the year before, or nullptr.
Status write_annual_portal(AnnualPress& press, const AnnualYear& now, const AnnualYear* before);

/// The files it writes for a year with so many public agencies.
std::vector<std::string> planned_annual_portal(int year, size_t agencies);

}  // namespace gongshi
