#include "rules/working_days.h"

namespace gongshi {

WorkingDays::WorkingDays(const std::map<int, Json>& years) {
  for (const auto& [year, json] : years) {
    years_.insert(year);
    for (const auto& [name, days] :
         {std::pair{"holidays", &holidays_}, std::pair{"workdays", &workdays_}})
      for (const auto& day : json.value(name, Json::array()))
        if (day.is_string())
          if (const auto date = Date::parse(day.get<std::string>())) days->insert(*date);
  }
}

bool WorkingDays::is_working_day(Date day) const {
  if (holidays_.count(day)) return false;
  if (workdays_.count(day)) return true;
  return day.weekday() != 0 && day.weekday() != 6;
}

Date WorkingDays::after(Date day, int n) const {
  while (n > 0) {
    day = day.plus_days(1);
    if (is_working_day(day)) --n;
  }
  return day;
}

int WorkingDays::between(Date from, Date to) const {
  int n = 0;
  for (Date day = from.plus_days(1); day <= to; day = day.plus_days(1))
    if (is_working_day(day)) ++n;
  return n;
}

}  // namespace gongshi
