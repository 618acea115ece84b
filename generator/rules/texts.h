#pragma once

#include <string>
#include <type_traits>
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

/// Calls `take` for every string in a value, which it may change where it is not const.
template <class Value, class Take>
void each_string(Value&& value, Take&& take) {
  if (value.is_string()) {
    take(value.template get_ref<std::conditional_t<std::is_const_v<std::remove_reference_t<Value>>, const std::string&,
                                                   std::string&>>());
  } else if (value.is_structured()) {
    for (auto& part : value) each_string(part, take);
  }
}

/// A field of the definition that a record fills.
struct Held {
  const FieldDefinition* field;
  const Json* value;
};
/// In the order of the definition; those of type kObject are not among them.
std::vector<Held> held_fields(const Json& fields, const DatasetDefinition& definition);

/// What detectors must know of this record.
Setting setting_of(const Record& record, const Facts& facts, const Contacts& own = {});

/// Doubts of all examined fields, as Facts keep them: [{"reason","field","from","to","why"}], offsets in
/// code points of the field, no text.
Json doubts_of(const Record& record, const Facts& facts, const DatasetDefinition& definition);

}  // namespace gongshi
