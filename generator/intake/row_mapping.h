#pragma once

#include <vector>

#include "intake/fields.h"
#include "intake/mapping.h"
#include "intake/raw_row.h"
#include "intake/record.h"

namespace gongshi {

/// Does to a row what its mapping file says, before any value is read: words, cells that are meant to
/// be empty, columns that belong together, derived values and constants. A row that fills columns of
/// two tables gets a `problem`. What the file wants the agency to know goes to `warnings`.
void apply_mapping(RawRow& row, const Mapping& mapping, const FieldIndex& index,
                   std::vector<Record::Warning>& warnings);

}  // namespace gongshi
