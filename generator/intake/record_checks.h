#pragma once

#include <optional>

#include "intake/record.h"
#include "intake/typed_value.h"
#include "site/definition.h"

namespace gongshi {

/// The first thing without which a typed row is no record of its dataset: required fields
/// (`missing_field`), and what cannot be true (`bad_value`: an act after its decision).
std::optional<Fault> record_fault(const Record& record, const DatasetDefinition& definition);

/// The same for a count-only row, which needs category and date only.
std::optional<Fault> count_only_fault(const Record& record);

}  // namespace gongshi
