#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace gongshi {

/// True for the name of a calendar file without `.json`: four digits.
bool is_year(const std::string& stem);

/// Adds what is wrong with `calendars/<stem>.json`, the days of a year that are off or worked against the week
/// (国务院办公厅's yearly notice on holidays); `where` names the file (`bad_config`).
void check_calendar(const std::string& stem, const Json& json, const std::string& where, std::vector<Error>& errors);

}  // namespace gongshi
