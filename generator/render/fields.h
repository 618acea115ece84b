#pragma once

#include <optional>

#include "render/html.h"
#include "render/page_data.h"
#include "rules/public_record.h"
#include "site/definition.h"

namespace gongshi {

/// A field's value as pages show it: dates in words, money in 元, lists joined, redactions marked,
/// numbers unbroken. Empty when the record has no such value.
Html field_html(const FieldDefinition& field, const Json& fields);
/// The same in a table row: dates as 2026-11-20.
Html cell_html(const FieldDefinition& field, const Json& fields);

/// Fills section ENTRY (LABEL, VALUE_HTML) with every detail field of the record that has a value
/// and whose name is not in `except`.
void add_entries(PageData& page, const DatasetDefinition& definition, const Json& fields,
                 const std::vector<std::string>& except);
/// Adds one ENTRY; an empty value adds nothing.
void add_entry(PageData& page, std::string_view label, const Html& value);

}  // namespace gongshi
