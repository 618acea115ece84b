#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "intake/record.h"
#include "rules/facts.h"
#include "site/site.h"

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

/// The region's code: digits, or the code of the region that the site calls so; "" for anything else.
std::string counted_region(const Record& record, const std::map<std::string, std::string>& regions);

/// The label of the site's first class that the kind of violation names, or else the statutes it rests on.
std::string counted_violation(const Record& record, const std::vector<CountClass>& classes);

/// The first of the site's places that the record's place names.
std::string counted_place(const Record& record, const std::vector<std::string>& places);

}  // namespace gongshi
