#pragma once

#include "base/date.h"
#include "intake/record.h"
#include "site/definition.h"

namespace gongshi {

/// Adds what an agency should look at although the row is taken: codes with a wrong check character
/// (GB 32100, GB 11714, GB 11643, ISO 7064 MOD 11,10), certificate numbers of an unusual form, fines
/// over 1000 万元 and fines that differ from the one its own text names, penalties without kinds, certificates issued
/// after the day the data came, steps that lead nowhere, and fields that are empty though a plan demands them
/// (`demanded`). No warning repeats a value.
void add_warnings(Record& record, const DatasetDefinition& definition, Date pulled_on);

}  // namespace gongshi
