#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/reasons.h"
#include "rules/rule_set.h"
#include "rules/working_days.h"

namespace gongshi {

/// Working days in which a decision that no longer stands has to be taken down (行政处罚法第四十八条、第八十五条).
inline constexpr int kWithdrawalWorkingDays = 3;

/// When a record has to be public and when it comes down, and which rule sets say so.
struct Terms {
  std::optional<Date> due_on;
  int deadline_working_days = 0;
  std::optional<Date> ends_on;  ///< last day shown
  std::vector<std::string> rule_sets;
};

/// Within a set the longest matching term counts, between sets the earliest end and the earliest
/// deadline; `publish_until` ends earlier. Terms from publication count from `shown_from`, the true
/// first publication, here or elsewhere. An officer whose certificate is not valid leaves after
/// twenty working days.
Terms terms_of(const Facts& facts, const std::vector<const RuleSet*>& sets, Date shown_from,
               const WorkingDays& calendar, Date as_of);

/// True for an officer past `valid_until`, suspended or revoked on that day.
bool certificate_invalid(const Facts& facts, Date as_of);
/// The last day from which twenty working days end on this one.
Date certificate_invalid_since(Date ended_on, const WorkingDays& calendar);

}  // namespace gongshi
