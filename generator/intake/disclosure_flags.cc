#include "intake/disclosure_flags.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "intake/typed_value.h"
#include "intake/values.h"

namespace gongshi {
namespace {

const char kPrefix[] = "disclosure.";

std::optional<Json> word(const FieldDefinition& field, const Json& raw, bool native_json) {
  if (!raw.is_string()) return std::nullopt;
  const auto& written = raw.get_ref<const std::string&>();
  const std::string text = native_json ? written : std::string(trimmed(written));
  if (std::find(field.values.begin(), field.values.end(), text) == field.values.end())
    return std::nullopt;
  return Json(text);
}

std::optional<Json> flag(const Json& raw, bool native_json) {
  if (raw.is_boolean()) return raw;
  if (native_json) return std::nullopt;
  const auto value = raw.is_string()           ? read_boolean(raw.get_ref<const std::string&>())
                     : raw.is_number_integer() ? read_boolean(raw.dump())
                                               : std::nullopt;
  return value ? std::optional<Json>(*value) : std::nullopt;
}

std::optional<Json> scope(const Json& raw, bool native_json) {
  std::optional<int64_t> value;
  if (raw.is_number_integer()) value = raw.get<int64_t>();
  if (raw.is_string() && !native_json) value = read_integer(raw.get_ref<const std::string&>());
  if (!value || *value < 0 || *value > 2) return std::nullopt;
  return Json(*value);
}

std::optional<Json> names(const Json& raw, bool native_json) {
  Json list = Json::array();
  if (raw.is_string() && !native_json)
    for (const auto& name : read_list(raw.get_ref<const std::string&>())) list.push_back(name);
  else if (!raw.is_array())
    return std::nullopt;
  if (raw.is_array())
    for (const auto& item : raw) {
      if (!item.is_string()) return std::nullopt;
      if (std::string name = single_line(item.get_ref<const std::string&>()); !name.empty())
        list.push_back(std::move(name));
    }
  return list;
}

std::optional<Json> person(const Json& raw) {
  if (!raw.is_string()) return std::nullopt;
  std::string name = single_line(raw.get_ref<const std::string&>());
  return name.empty() ? std::optional<Json>() : Json(std::move(name));
}

std::optional<Json> day(const Json& raw, bool native_json) {
  if (!raw.is_string() && native_json) return std::nullopt;
  const auto date = read_date(scalar_text(raw).value_or(""));
  return date ? std::optional<Json>(date->iso()) : std::nullopt;
}

/// What one column is enough to say, whatever another does.
bool is_gravest(std::string_view field, const Json& value) {
  return (field == "disclosure.minor" && value == true) || (field == "disclosure.secrecy" && value == "state");
}

std::optional<Json> read_one(const FieldDefinition& field, const Json& raw, bool native_json) {
  switch (field.type) {
    case FieldType::kBoolean:
      return flag(raw, native_json);
    case FieldType::kEnum:
      return word(field, raw, native_json);
    case FieldType::kInteger:
      return scope(raw, native_json);
    case FieldType::kStrings:
      return names(raw, native_json);
    case FieldType::kDate:
      return day(raw, native_json);
    default:
      return person(raw);
  }
}

}  // namespace

DisclosureFlags read_disclosure(const RawRow& row, bool native_json) {
  DisclosureFlags flags;
  const bool misplaced = std::find(row.misplaced.begin(), row.misplaced.end(), "disclosure") !=
                         row.misplaced.end();
  for (const auto& field : common_fields()) {
    if (!field.name.starts_with(kPrefix)) continue;
    if (misplaced) flags.unreadable.insert(field.name);
    std::optional<Json> value;
    for (const auto& cell : row.cells) {
      if (cell.field != &field) continue;
      auto read = read_one(field, cell.value, native_json);
      if (read && is_gravest(field.name, *read)) {
        flags.unreadable.erase(field.name);
        value = std::move(read);
        break;
      }
      // Two columns that differ say nothing that can be trusted.
      if (!read || (value && *value != *read)) flags.unreadable.insert(field.name);
      else value = std::move(read);
    }
    if (value && flags.unreadable.count(field.name) == 0 && !(value->is_array() && value->empty()))
      flags.values[field.name.substr(sizeof kPrefix - 1)] = std::move(*value);
  }
  return flags;
}

bool DisclosureFlags::exclude() const {
  if (!unreadable.empty() || values.contains("redact")) return true;
  if (values.value("minor", false) || values.value("security_risk", false)) return true;
  if (values.value("scope", 0) != 0 || values.value("secrecy", "none") != "none") return true;
  const std::string criminal = values.value("criminal", "none");
  return values.value("series_case", "none") == "open" || (criminal != "none" && criminal != "closed");
}

}  // namespace gongshi
