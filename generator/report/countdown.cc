#include "report/countdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "report/annual_report.h"
#include "rules/working_days.h"
#include "site/filings.h"

namespace gongshi {
namespace {

constexpr int kLastMonthLate = 6;

long confirmed(const Confirmations& confirmations, const std::set<std::string>& agencies, int year) {
  return std::count_if(agencies.begin(), agencies.end(),
                       [&](const std::string& agency) { return confirmations.count({year, agency}) > 0; });
}

NightDue due_of(const Filing& filing, const Confirmations& confirmations, const std::set<std::string>& agencies,
                Date as_of) {
  NightDue due{filing.id, filing.title, filing.to, "", {}, 0, false, -1, -1, ""};
  FilingDay day = next_due(filing, as_of);
  if (!filing.quarterly) {
    const int last = as_of.year() - 1;
    const bool open = confirmed(confirmations, agencies, last) < static_cast<long>(agencies.size());
    if (due_for(filing, last) < as_of && open && as_of.month() <= kLastMonthLate)
      day = {due_for(filing, last), std::to_string(last) + "年度"};
    due.done = confirmed(confirmations, agencies, day.due_on.year() - 1);
    due.of = static_cast<long>(agencies.size());
  }
  due.period = day.period;
  due.due_on = day.due_on;
  due.days = day.due_on.days() - as_of.days();
  due.urgent = due.days <= filing.remind_days && (due.of < 0 || due.done < due.of);
  return due;
}

}  // namespace

std::string last_day_notice(const Site& site, Date last) {
  static const char* const kWeekdays[] = {"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"};
  const WorkingDays days(site.calendar);
  if (days.is_working_day(last)) return "";
  Date before = last;
  while (!days.is_working_day(before)) before = before.plus_days(-1);
  return fmt::format("{} 月 {} 日是{}，不是工作日，请在 {} 月 {} 日前办完。", last.month(), last.day(),
                     kWeekdays[last.weekday()], before.month(), before.day());
}

std::vector<NightDue> countdown(const Site& site, const std::set<std::string>& agencies, Date as_of) {
  const Confirmations confirmations = confirmations_by(site, as_of);
  std::vector<NightDue> out;
  for (const Filing& filing : filings_of(site.config)) {
    out.push_back(due_of(filing, confirmations, agencies, as_of));
    out.back().note = last_day_notice(site, out.back().due_on);
  }
  std::sort(out.begin(), out.end(), [](const NightDue& a, const NightDue& b) {
    return std::tie(a.due_on, a.id) < std::tie(b.due_on, b.id);
  });
  return out;
}

}  // namespace gongshi
