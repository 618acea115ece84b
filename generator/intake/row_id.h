#pragma once

#include <string>
#include <variant>

#include "intake/fields.h"
#include "intake/mapping.h"
#include "intake/raw_row.h"
#include "intake/typed_value.h"

namespace gongshi {

/// The id a mapping makes of several fields of a row, joined by `~`. `party` stands for the party's
/// credit code; for a natural person, or without a right code, for eight hex digits of a digest under
/// `key`, from which neither name nor number can be found and which differ between documents.
/// A field that is not there is `missing_field`.
std::variant<std::string, Fault> composed_id(const RawRow& row, const Mapping& mapping,
                                             const std::string& key);

/// The id of a row that has none, from the fields its definition names as the key; those left empty count as "".
std::string keyed_id(const RawRow& row, const std::vector<std::string>& key);

}  // namespace gongshi
