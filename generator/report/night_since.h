#pragma once

#include <string>
#include <vector>

#include "report/night_report.h"

namespace gongshi {

/// What is otherwise than in the report before, a sentence each: what became overdue and what was settled,
/// what is newly held, feeds and targets that broke or came back. `before` is a report.json of any
/// version; what it does not say is not compared.
std::vector<std::string> changes_since(const Json& before, const NightReport& report);

}  // namespace gongshi
