#pragma once

#include <map>
#include <set>
#include <vector>

#include "base/date.h"
#include "base/json.h"

namespace gongshi {

/// The State Council's calendar: holidays off, make-up days on, otherwise Monday to Friday.
/// The first day is not counted (民法典第二百零一条; 行政处罚法第八十五条: 工作日).
class WorkingDays {
 public:
  /// `years` is Site::calendar. A year that is missing falls back to weekdays; see `guessed`.
  explicit WorkingDays(const std::map<int, Json>& years);

  bool is_working_day(Date day) const;
  /// The n-th working day after `day`.
  Date after(Date day, int n) const;
  /// Working days in (from, to]; 0 when `to` is not later.
  int between(Date from, Date to) const;
  /// True when no calendar has a day of the day's year, so that its working days are only weekdays: every year has
  /// holidays, and an empty file was put there before they were known.
  bool guessed(Date day) const { return !years_.count(day.year()); }

 private:
  std::set<int> years_;    ///< that have days
  std::vector<Date> off_;  ///< Mondays to Fridays that are holidays, in order
  std::vector<Date> on_;   ///< Saturdays and Sundays that are made up for, in order
};

}  // namespace gongshi
