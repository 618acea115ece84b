#pragma once

#include <string>

#include "base/date.h"
#include "intake/record.h"

namespace gongshi {

/// True when somebody born on `birth` is under `years` on `day`. One has reached an age from the day
/// AFTER the birthday (最高人民法院 2006 年关于审理未成年人刑事案件的解释第二条).
bool under(int years, Date birth, Date day);

/// The verdict on the party's age on the day of the act (预防未成年人犯罪法第五十九条): "" when the
/// party is no natural person and nothing says under age; else `minor`, `under_14`, `adult` or
/// `unknown`. For penalties and coercion without `acted_on` the two years in which an act may still
/// be punished (行政处罚法第三十六条) are taken off.
/// `main_date` is the field of the dataset's main date.
std::string age_of_party(const Record& record, const std::string& party_kind, const std::string& main_date = "");

}  // namespace gongshi
