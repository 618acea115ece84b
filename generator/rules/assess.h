#pragma once

#include <string>

#include "intake/record.h"
#include "rules/facts.h"
#include "site/definition.h"

namespace gongshi {

/// Distils what the rules read from a record. Nothing here depends on the day, on the rule sets or on
/// what the webmaster wrote.
Facts assess(const Record& record, const DatasetDefinition& definition);

/// `organisation`, `individual_business`, `natural_person` or "" when it cannot be told: the kind the
/// agency gives; else a valid code starting 92 is an individual business, any other valid code an
/// organisation, a valid identity number without a code a natural person.
std::string party_kind_of(const Record& record);

/// An identity number, told by its check character.
bool is_identity(const std::string& number);

/// Lists whose ids are codes given out by an office, long digits among them, and which speak of nobody but the
/// officers in one.
bool is_code_list(std::string_view dataset);

/// Names in `disclosure.redact` that no field has, or that cannot be redacted without losing what
/// the record is found by.
bool redact_list_unknown(const Record& record, const DatasetDefinition& definition);

}  // namespace gongshi
