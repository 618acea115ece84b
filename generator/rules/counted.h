#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/record.h"
#include "rules/facts.h"

namespace gongshi {

/// How a record stands in the statistics, by the notes agencies print under their tables (统计年报).
/// They answer with words of fixed lists or dates, never with text of the record.

/// The day that decides in which year a record counts: penalties, permits, coercive measures and
/// inspections when decided or made, an application to the court when made, executions when completed
/// and not before; all other acts when completed, where nothing says otherwise on the day of decision.
std::optional<Date> counted_on(const Record& record, const Facts& facts);

/// The kinds of a penalty; of an 行政征收征用 the one of the two that its title or content names.
std::vector<std::string> counted_kinds(const Record& record, const Facts& facts);

/// The outcome as written; `followed` for an inspection that led to a penalty or another act, which
/// some tables do not count beside that act.
std::string counted_outcome(const Record& record, const Facts& facts);

/// none, lenient, reduced, exempted, heavier; "" for anything else.
std::string counted_circumstance(const Record& record);

}  // namespace gongshi
