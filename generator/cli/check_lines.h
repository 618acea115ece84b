#pragma once

#include <vector>

#include "site/site.h"

namespace gongshi {

/// What is wrong with the webmaster's lines beyond what a night says of them (Lines::mistakes): keys and
/// words that nobody reads, datasets that are not there, confirmations that confirm nothing. Each with
/// file and line (`bad_line`).
std::vector<Error> line_problems(const Site& site);

}  // namespace gongshi
