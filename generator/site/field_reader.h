#pragma once

#include <string>

#include "site/definition.h"

namespace gongshi {

/// Reads one field of a definition; `where` is its place in errors (`bad_config`). One that changes the field
/// `built_in` may leave out its values, which stay.
Result<FieldDefinition> read_field(const Json& json, const std::string& where, const FieldDefinition* built_in);

}  // namespace gongshi
