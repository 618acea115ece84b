#include "render/fields.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "render/markdown.h"
#include "render/words.h"

namespace gongshi {
namespace {

std::string scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
  if (value.is_number_integer()) return std::to_string(value.get<int64_t>());
  return "";
}

/// An object of a list (a material, a step): its values in the order of their names.
std::string object_text(const Json& object) {
  std::vector<std::string> parts;
  if (!object.is_object()) return scalar_text(object);
  for (const auto& [name, value] : object.items())
    if (const std::string text = scalar_text(value); !text.empty()) parts.push_back(text);
  return joined(parts, "，");
}

Html list_html(const FieldDefinition& field, const Json& list) {
  std::vector<std::string> parts;
  if (!list.is_array()) return value_html(scalar_text(list));
  for (const Json& item : list) {
    std::string text = object_text(item);
    if (field.type == FieldType::kEnum || !field.values.empty()) text = enum_label(field, text);
    if (!text.empty()) parts.push_back(std::move(text));
  }
  const bool objects =
      std::any_of(list.begin(), list.end(), [](const Json& item) { return item.is_object(); });
  return value_html(joined(parts, objects ? "\n" : "、"));
}

Html date_html(const std::string& iso, bool in_words) {
  const auto day = Date::parse(iso);
  return day && in_words ? value_html(day->chinese()) : number_html(iso);
}

Html typed_html(const FieldDefinition& field, const Json& value, bool in_words) {
  switch (field.type) {
    case FieldType::kDate:
      return date_html(scalar_text(value), in_words);
    case FieldType::kMoney:
      if (!value.is_number_integer()) return value_html(scalar_text(value));
      return number_html(yuan_text(value.get<Fen>()) + " 元");
    case FieldType::kId:
      return number_html(normalized_id(scalar_text(value)));
    case FieldType::kCode:
      return number_html(scalar_text(value));
    case FieldType::kEnum:
      return value_html(enum_label(field, scalar_text(value)));
    case FieldType::kStrings:
    case FieldType::kObjects:
      return list_html(field, value);
    case FieldType::kMarkdown:
      return document_html(markdown_html(scalar_text(value), {.links = false, .first_heading = 3, .files = nullptr}));
    default:
      return value_html(scalar_text(value));
  }
}

Html shown(const FieldDefinition& field, const Json& fields, bool in_words) {
  const Json* value = find_at(fields, field.name);
  if (value == nullptr || value->is_null()) return {};
  if (scalar_text(*value).empty() && !value->is_array()) return {};
  return typed_html(field, *value, in_words);
}

/// A field's name as templates write it: PARTY_NAME.
std::string variable(const std::string& name) {
  std::string out;
  for (const char c : name)
    out += c == '.' || c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

bool shown_apart(const FieldDefinition& field) {
  return field.type == FieldType::kObject || field.type == FieldType::kObjects;
}

/// A money label names its unit for spreadsheets; pages write 元 behind the number.
std::string page_label(const FieldDefinition& field) {
  return field.type == FieldType::kMoney ? replaced(field.label, "（元）", "") : field.label;
}

using PageNamed = std::function<std::string(std::string_view)>;

/// Columns nobody fills in are left out.
std::vector<std::pair<std::string, std::string>> used_members(const FieldDefinition& field,
                                                              const Json& list) {
  std::vector<std::pair<std::string, std::string>> used;
  for (const auto& member : field.members)
    if (!member.second.empty() && std::any_of(list.begin(), list.end(), [&](const Json& object) {
          return object.is_object() && object.contains(member.first) &&
                 !scalar_text(object[member.first]).empty();
        }))
      used.push_back(member);
  return used;
}

void add_table(PageData& page, const FieldDefinition& field, const Json& list,
               const PageNamed& page_named) {
  const auto members = used_members(field, list);
  PageData& table = page.section("TABLE");
  table.set("LABEL", field.label).show("HEAD", false).show("ROW", false);
  for (const auto& [name, label] : members) table.section("HEAD").set("LABEL", label);
  int number = 0;
  for (const Json& object : list) {
    PageData& row = table.section("ROW");
    row.set("NUMBER", std::to_string(++number)).show("CELL", false);
    for (size_t at = 0; at < members.size(); ++at) {
      const auto& [name, label] = members[at];
      const std::string text =
          object.is_object() && object.contains(name) ? scalar_text(object[name]) : "";
      // A form or a sample may be a page of the site; other words only look like a page's name.
      const std::string path = name == "sample" || name == "form" ? page_named(text) : "";
      PageData& cell = row.section(at == 0 ? "FIRST" : "CELL");
      cell.set("LABEL", label).maybe("PATH", path);
      cell.maybe_html("TEXT_HTML", path.empty() ? value_html(text) : Html());
    }
  }
}

}  // namespace

Html field_html(const FieldDefinition& field, const Json& fields) {
  return shown(field, fields, true);
}

Html cell_html(const FieldDefinition& field, const Json& fields) {
  return shown(field, fields, false);
}

void add_entry(PageData& page, std::string_view label, const Html& value) {
  if (value.empty()) return;
  page.section("ENTRY").set("LABEL", label).set_html("VALUE_HTML", value);
}

void add_entries(PageData& page, const DatasetDefinition& definition, const Json& fields,
                 const std::vector<std::string>& except) {
  for (const FieldDefinition& field : definition.fields) {
    if (!field.detail || !field.is_public || shown_apart(field)) continue;
    if (std::find(except.begin(), except.end(), field.name) != except.end()) continue;
    add_entry(page, page_label(field), field_html(field, fields));
  }
}

void add_fields(PageData& page, const DatasetDefinition& definition, const Json& fields) {
  for (const FieldDefinition& field : definition.fields) {
    if (shown_apart(field)) continue;
    const std::string name = variable(field.name);
    page.set("L_" + name, page_label(field));
    // A template may name a field that the site does not publish.
    page.maybe_html("F_" + name + "_HTML", field.is_public ? field_html(field, fields) : Html());
  }
}

void add_example_fields(PageData& page, const DatasetDefinition& definition) {
  for (const FieldDefinition& field : definition.fields) {
    if (shown_apart(field)) continue;
    const std::string name = variable(field.name);
    page.set("L_" + name, page_label(field));
    page.maybe_html("F_" + name + "_HTML", value_html(page_label(field)));
  }
}

void add_tables(PageData& page, const DatasetDefinition& definition, const Json& fields,
                const std::vector<std::string>& except,
                const std::function<std::string(std::string_view)>& page_named) {
  page.show("TABLE", false);
  for (const FieldDefinition& field : definition.fields) {
    const Json* list = find_at(fields, field.name);
    if (field.type != FieldType::kObjects || !field.is_public || field.members.empty()) continue;
    if (list == nullptr || !list->is_array() || list->empty()) continue;
    if (std::find(except.begin(), except.end(), field.name) != except.end()) continue;
    add_table(page, field, *list, page_named);
  }
}

}  // namespace gongshi
