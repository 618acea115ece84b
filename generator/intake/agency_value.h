#pragma once

#include <string>
#include <variant>

#include "intake/intake.h"
#include "intake/mapping.h"
#include "intake/raw_row.h"
#include "intake/typed_value.h"

namespace gongshi {

/// The credit code of the agency a row speaks for: written as a code, or as a name that the mapping
/// or the list of agencies knows. A code must have the right check character and be one the feed may
/// speak for (`bad_code`); a name must mean exactly one agency (`bad_value`), where a
/// mapping names the columns, one beside a code only must not mean another agency. Empty when the row names none.
std::variant<std::string, Fault> agency_of(const RawRow& row, const FeedConfig& feed,
                                           const Mapping* mapping, const AgencyDirectory& agencies);

/// The fault of a code that is no credit code.
Fault broken_code(const std::string& field, const std::string& code);

}  // namespace gongshi
