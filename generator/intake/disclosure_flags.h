#pragma once

#include <set>
#include <string>

#include "base/json.h"
#include "intake/raw_row.h"

namespace gongshi {

/// What a row says of its own disclosure (`disclosure.…`, design section 5).
struct DisclosureFlags {
  Json values = Json::object();      ///< readable flags by name without `disclosure.`
  std::set<std::string> unreadable;  ///< `disclosure.<name>` of the others; they never reject a row

  /// A flag that keeps something from the public is set, or one cannot be read: nothing of the row
  /// may be quoted.
  bool exclude() const;
};

/// With `native_json` only the contract's own types and words are readable; tables may also write
/// booleans as 是, 否, 1, 0.
DisclosureFlags read_disclosure(const RawRow& row, bool native_json);

}  // namespace gongshi
