#pragma once

#include <set>
#include <string>
#include <vector>

#include "report/night_report.h"
#include "site/site.h"

namespace gongshi {

/// What is due next of every filing of the site, soonest first. A yearly one whose day has passed stays,
/// with negative days, until every agency has confirmed its figures, at most until the end of June.
std::vector<NightDue> countdown(const Site& site, const std::set<std::string>& agencies, Date as_of);

/// 1 月 31 日是星期六，不是工作日，请在 1 月 30 日前办完。 Empty for a working day.
std::string last_day_notice(const Site& site, Date last);

}  // namespace gongshi
