#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "intake/record.h"
#include "rules/detectors.h"
#include "rules/facts.h"
#include "site/definition.h"

namespace gongshi {

/// True for fields in which detectors look for personal data: free text, titles, one-line strings,
/// lists. Not for codes, public phones, officers' certificate numbers, and the party's own fields,
/// which have rules of their own.
bool is_examined(const FieldDefinition& field);

/// Calls `change` for every string in a value; `take` likewise, without changing it.
void each_string(Json& value, const std::function<void(std::string&)>& change);
void each_string(const Json& value, const std::function<void(const std::string&)>& take);

/// What detectors must know of this record.
Setting setting_of(const Record& record, const Facts& facts, const Contacts& own = {});

/// Doubts of all examined fields, as Facts keep them: [{"reason","field","from","to","why"}], offsets in
/// code points of the field, no text.
Json doubts_of(const Record& record, const Facts& facts, const DatasetDefinition& definition);

}  // namespace gongshi
