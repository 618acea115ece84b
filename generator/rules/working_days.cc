#include "rules/working_days.h"

#include <algorithm>

namespace gongshi {
namespace {

bool is_weekday(Date day) { return day.weekday() != 0 && day.weekday() != 6; }

/// Mondays to Fridays up to and with `day`, from some Monday on: differences count.
int64_t weekdays_until(Date day) {
  constexpr int64_t kMonday = 3, kWeeks = 100'000;  // 1970-01-01 was a Thursday; no day lies before the first week
  const int64_t since = day.days() + kMonday + 7 * kWeeks;
  return since / 7 * 5 + std::min<int64_t>(since % 7 + 1, 5);
}

/// How many of the days lie in (from, to].
int64_t within(const std::vector<Date>& days, Date from, Date to) {
  return std::upper_bound(days.begin(), days.end(), to) - std::upper_bound(days.begin(), days.end(), from);
}

}  // namespace

WorkingDays::WorkingDays(const std::map<int, Json>& years) {
  std::set<Date> holidays, workdays;
  for (const auto& [year, json] : years) {
    for (const auto& [name, days] : {std::pair{"holidays", &holidays}, std::pair{"workdays", &workdays}})
      for (const auto& day : json.value(name, Json::array()))
        if (day.is_string())
          if (const auto date = Date::parse(day.get<std::string>())) {
            days->insert(*date);
            if (date->year() == year) years_.insert(year);
          }
  }
  std::copy_if(holidays.begin(), holidays.end(), std::back_inserter(off_), is_weekday);
  std::copy_if(workdays.begin(), workdays.end(), std::back_inserter(on_),
               [&](Date day) { return !is_weekday(day) && holidays.count(day) == 0; });
}

bool WorkingDays::is_working_day(Date day) const {
  return is_weekday(day) ? !std::binary_search(off_.begin(), off_.end(), day) : std::binary_search(on_.begin(), on_.end(), day);
}

Date WorkingDays::after(Date day, int n) const {
  while (n > 0) {
    day = day.plus_days(1);
    if (is_working_day(day)) --n;
  }
  return day;
}

int WorkingDays::between(Date from, Date to) const {
  if (to <= from) return 0;
  return static_cast<int>(weekdays_until(to) - weekdays_until(from) - within(off_, from, to) + within(on_, from, to));
}

}  // namespace gongshi
