#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "base/json.h"
#include "intake/record.h"
#include "rules/detectors.h"
#include "rules/facts.h"
#include "site/definition.h"
#include "site/site.h"

namespace gongshi {

/// True for fields in which detectors look for personal data: free text, titles, one-line strings, lists, officers,
/// public phones and addresses. Not for codes and the party's own fields, which have rules of their own.
bool is_examined(const FieldDefinition& field);

/// Looks at one text of such a field. The phones and addresses of an agency are there to be read, and a certificate
/// number is no phone; any other number of a person is found there as well.
Examination examine_in(const FieldDefinition& field, std::string_view text, const Setting& setting);

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

/// Fields of a site whose sensitivity is `name`, a complainant for one: not the party's, nor the list of a notice.
bool is_named_person(const FieldDefinition& field);

/// What detectors must know of this record.
Setting setting_of(const Record& record, const Facts& facts, const DatasetDefinition& definition, const Contacts& own = {});

/// Doubts of all examined fields, as Facts keep them: [{"reason","field","from","to","why"}], offsets in
/// code points of the field, no text.
Json doubts_of(const Record& record, const Facts& facts, const DatasetDefinition& definition);

/// What the detectors find, or suspect, in a text of the site that stands in no record, in words for its author; ""
/// when it may be shown as it is. The phone of the office that runs the site is public.
std::string not_to_be_shown(std::string_view text, const Site& site);

}  // namespace gongshi
