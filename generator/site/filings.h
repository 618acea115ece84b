#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "site/site.h"

namespace gongshi {

/// The configured filings, and of the yearly ones those that the law demands where site.json names
/// none: reported by 15 January, public by 31 January (国办发〔2018〕118号).
std::vector<Filing> filings_of(const SiteConfig& config);
/// The day by which a yearly filing is due for a year.
Date due_for(const Filing& filing, int year);
/// The first day not before `as_of` on which a filing is due, and the period it is about: 2026年度,
/// 2026年第三季度.
struct FilingDay {
  Date due_on;
  std::string period;
};
FilingDay next_due(const Filing& filing, Date as_of);
/// The earliest day by which the yearly filings of this step are due for a year.
Date annual_day(const SiteConfig& config, Filing::Step step, int year);

}  // namespace gongshi
