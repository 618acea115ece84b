#include <algorithm>
#include <utility>

#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"
#include "site/definition.h"
#include "site/field_reader.h"

namespace gongshi {
namespace {

constexpr Member kDatasetMembers[] = {
    {"dataset", Form::kText},  {"label", Form::kMaybeText}, {"date", Form::kMaybeText}, {"page", Form::kSwitch},
    {"fields", Form::kList},   {"order", Form::kTexts},   {"filter", Form::kMaybeText},  {"by_agency", Form::kSwitch},
    {"records", Form::kSwitch}, {"key", Form::kTexts},
};

Error wrong(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

/// The other field that a column with one of this field's names would have meant.
const FieldDefinition* header_taken(const DatasetDefinition& definition, const FieldDefinition& field) {
  std::vector<std::string> headers = {field.name, field.label};
  headers.insert(headers.end(), field.aliases.begin(), field.aliases.end());
  for (const auto& header : headers)
    if (const auto* taken = definition.field_by_header(header); taken && taken->name != field.name) return taken;
  return nullptr;
}

/// The name becomes a part of addresses.
Status check_name(const std::string& name, const std::string& where) {
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || c == '-')) return wrong("dataset 只能用小写字母和连字符，它会成为网址的一部分。", where);
  if (name[0] == '-' || is_own_address(name)) return wrong("dataset 不能叫 " + name + "，这个地址网站自己要用。", where);
  return {};
}

/// The month of the main date stands in the address and its day in every list.
Status check_date(const DatasetDefinition& definition, const DatasetDefinition* built_in, const std::string& where) {
  if (const auto* date = definition.field(definition.date)) {
    if (date->type != FieldType::kDate || never_public(date->sensitivity) || never_public(date->name, ""))
      return wrong("date 指的字段 " + date->name + " 要是一个可以公开的日期（date）。", where);
  } else if (!definition.date.empty() && !(built_in && built_in->field(definition.date))) {
    return wrong("date 指的字段 " + definition.date + " 不在 fields 里。", where);
  }
  return {};
}

/// The values of the field lists are cut by become folder names.
Status check_filter(DatasetDefinition& definition, const std::string& where) {
  if (definition.filter.empty()) return {};
  const auto* field = definition.field(definition.filter);
  if (!field || field->type != FieldType::kEnum)
    return wrong("filter 指的字段 " + definition.filter + " 要是一个枚举字段（enum）。", where);
  if (!field->is_public) definition.filter.clear();  // a list says nothing by what the site does not publish
  for (const auto& value : field->values)
    for (const char c : value)
      if (!((c >= 'a' && c <= 'z') || c == '_'))
        return wrong("filter 指的字段 " + field->name + " 的取值会成为网址的一部分，只能用小写字母和下划线。", where);
  return {};
}

/// Moves the fields that `order` names to the front.
Status put_first(DatasetDefinition& definition, const std::string& where) {
  std::vector<FieldDefinition> fields;
  for (size_t i = 0; i < definition.order.size(); ++i) {
    const FieldDefinition* field = definition.field(definition.order[i]);
    const bool twice = std::any_of(fields.begin(), fields.end(),
                                   [&](const FieldDefinition& other) { return other.name == definition.order[i]; });
    if (!field || twice)
      return wrong("order 里的“" + definition.order[i] + (twice ? "”写了两次，请删去一个。" : "”不是这个数据集的字段，请检查拼写。"),
                   inside(where, i));
    fields.push_back(*field);
  }
  for (const auto& field : definition.fields)
    if (std::find(definition.order.begin(), definition.order.end(), field.name) == definition.order.end())
      fields.push_back(field);
  definition.fields = std::move(fields);
  return {};
}

/// Fields one by one; no two may be meant by the same column.
Status read_fields(const Json& list, const std::string& where, const DatasetDefinition* built_in,
                   DatasetDefinition& definition) {
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string here = inside(where, i);
    const auto* old = built_in ? built_in->field(text_at(list[i], "name")) : nullptr;
    GONGSHI_ASSIGN(auto field, read_field(list[i], here, old));
    if (definition.field(field.name)) return wrong("字段 " + field.name + " 写了两次，请删去一个。", here);
    if (const auto* taken = header_taken(definition, field))
      return wrong("字段 " + field.name + " 和 " + taken->name + " 都用同一个列名，报送的内容会进错字段。", here);
    definition.fields.push_back(std::move(field));
  }
  if (!built_in && definition.fields.empty()) return wrong("fields 要写明有哪些字段。", where);
  return {};
}

}  // namespace

Result<DatasetDefinition> read_definition(const Json& json, const std::string& where,
                                          const DatasetDefinition* built_in) {
  if (!json.is_object() || text_at(json, "dataset").empty()) return wrong("数据集定义要有 dataset。", where);
  GONGSHI_TRY(check_members(json, kDatasetMembers, "数据集定义", where));
  DatasetDefinition definition;
  definition.dataset = text_at(json, "dataset");
  GONGSHI_TRY(check_name(definition.dataset, inside(where, "dataset")));
  definition.label = text_at(json, "label");
  definition.date = text_at(json, "date");
  definition.page = json.value("page", false);
  definition.by_agency = json.value("by_agency", false);
  definition.filter = text_at(json, "filter");
  definition.records = json.value("records", true);
  definition.key = json.value("key", std::vector<std::string>());
  definition.order = json.value("order", std::vector<std::string>());
  GONGSHI_TRY(read_fields(json.value("fields", Json::array()), inside(where, "fields"), built_in, definition));
  for (size_t i = 0; i < definition.key.size(); ++i)
    if (!definition.field(definition.key[i]) && !(built_in && built_in->field(definition.key[i])))
      return wrong("key 里的“" + definition.key[i] + "”不是这个数据集的字段，请检查拼写。", inside(inside(where, "key"), i));
  if (!built_in) GONGSHI_TRY(put_first(definition, inside(where, "order")));
  GONGSHI_TRY(check_date(definition, built_in, inside(where, "date")));
  GONGSHI_TRY(check_filter(definition, inside(where, "filter")));
  return definition;
}

Status overlay(DatasetDefinition& built_in, const DatasetDefinition& site, const std::string& where) {
  const DatasetDefinition before = built_in;
  if (!site.label.empty()) built_in.label = site.label;
  if (!site.date.empty() && site.date != before.date)
    return wrong("内置数据集的 date 是 " + before.date + "，公示期限由它起算，站点不能改用别的字段。", inside(where, "date"));
  for (size_t i = 0; i < site.fields.size(); ++i) {
    const FieldDefinition& field = site.fields[i];
    const std::string here = inside(inside(where, "fields"), i);
    const auto at = std::find_if(built_in.fields.begin(), built_in.fields.end(),
                                 [&](const auto& old) { return old.name == field.name; });
    if (const auto* taken = header_taken(before, field))
      return wrong("字段 " + field.name + " 的名称与内置字段 " + taken->name + " 的列名相同，报送的内容会进错字段。", here);
    if (at == built_in.fields.end()) {
      built_in.fields.push_back(field);
      continue;
    }
    const FieldDefinition old = *at;
    if (field.is_public && !old.is_public && old.sensitivity != Sensitivity::kNone)
      return wrong("字段 " + field.name + " 在内置定义里不公开，站点只能收紧，不能放开。", here);
    // What a field is, and how its words are read, decides how it is guarded: both stay.
    *at = field;
    at->type = old.type;
    at->values = old.values;
    at->value_aliases = old.value_aliases;
    at->value_aliases.insert(field.value_aliases.begin(), field.value_aliases.end());
    at->required = old.required || field.required;
    if (field.members.empty()) at->members = old.members;
    // A site may not talk a field's care away by naming it harmless.
    if (field.sensitivity == Sensitivity::kNone) at->sensitivity = old.sensitivity;
    const auto add_alias = [&](const std::string& alias) {
      if (alias != at->label && std::find(at->aliases.begin(), at->aliases.end(), alias) == at->aliases.end())
        at->aliases.push_back(alias);
    };
    add_alias(old.label);
    for (const auto& alias : old.aliases) add_alias(alias);
  }
  if (!site.order.empty()) built_in.order = site.order;
  built_in.by_agency = built_in.by_agency || site.by_agency;
  return put_first(built_in, inside(where, "order"));
}

}  // namespace gongshi
