#pragma once

#include <set>
#include <string>

#include "proof/planted.h"

namespace gongshi::proof {

/// What the law makes of a row, read from the table of design section 6 and written without a look at the
/// rules room: state and all reasons. For a row that cannot become a record: `rejected` and why.
struct Ruling {
  std::string state;
  std::set<std::string> reasons;
  bool operator==(const Ruling&) const = default;
  std::string text() const;
};
Ruling ruling_of(const Planted& planted);

}  // namespace gongshi::proof
