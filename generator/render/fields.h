#pragma once

#include <functional>
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

/// Every public field under a name of its own, for templates that speak of one dataset: label
/// L_<FIELD>, value section IF_F_<FIELD>_HTML with F_<FIELD>_HTML; `party.name` is PARTY_NAME.
void add_fields(PageData& page, const DatasetDefinition& definition, const Json& fields);
/// The same names with the labels as values.
void add_example_fields(PageData& page, const DatasetDefinition& definition);

/// Fills section TABLE (LABEL, HEAD, ROW of CELL) with every list of objects the record has: materials,
/// grades, entries; but for those in `except`. `page_named` gives the page a cell's text names, or "".
void add_tables(PageData& page, const DatasetDefinition& definition, const Json& fields,
                const std::vector<std::string>& except,
                const std::function<std::string(std::string_view)>& page_named);

/// Fills section ENTRY (LABEL, VALUE_HTML) with every detail field of the record that has a value,
/// is no list of objects and whose name is not in `except`.
void add_entries(PageData& page, const DatasetDefinition& definition, const Json& fields,
                 const std::vector<std::string>& except);
/// Adds one ENTRY; an empty value adds nothing.
void add_entry(PageData& page, std::string_view label, const Html& value);

}  // namespace gongshi
