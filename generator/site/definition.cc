#include "site/definition.h"

#include <algorithm>
#include <utility>

#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

const std::pair<const char*, FieldType> kTypes[] = {
    {"string", FieldType::kString},   {"text", FieldType::kText},
    {"markdown", FieldType::kMarkdown}, {"date", FieldType::kDate},
    {"money", FieldType::kMoney},     {"integer", FieldType::kInteger},
    {"number", FieldType::kNumber},   {"boolean", FieldType::kBoolean},
    {"code", FieldType::kCode},       {"id", FieldType::kId},
    {"enum", FieldType::kEnum},       {"strings", FieldType::kStrings},
    {"phone", FieldType::kPhone},     {"plain", FieldType::kPlain},
    {"object", FieldType::kObject},   {"objects", FieldType::kObjects},
};

const std::pair<const char*, Sensitivity> kSensitivities[] = {
    {"none", Sensitivity::kNone},       {"name", Sensitivity::kName},
    {"identity", Sensitivity::kIdentity}, {"contact", Sensitivity::kContact},
    {"health", Sensitivity::kHealth},   {"finance", Sensitivity::kFinance},
    {"text", Sensitivity::kText},
};

template <class T, size_t N>
const T* find_word(const std::pair<const char*, T> (&table)[N], const std::string& word) {
  for (const auto& [name, value] : table)
    if (word == name) return &value;
  return nullptr;
}

Error bad(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

bool may_not_be_public(Sensitivity s) {
  return s == Sensitivity::kIdentity || s == Sensitivity::kContact || s == Sensitivity::kHealth ||
         s == Sensitivity::kFinance;
}

/// Addresses that the site uses itself, so that no dataset can have its pages there.
constexpr std::string_view kReserved[] = {"annual-reports", "assets", "data",   "elder",  "feeds",
                                          "images",         "index",  "kiosk",   "parties", "print", "screen",
                                          "search",         "sitemap", "themes"};

}  // namespace

bool is_own_address(std::string_view name) {
  return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved);
}

namespace {

/// The built-in field that a column with one of a new field's names would have meant.
const FieldDefinition* header_taken(const DatasetDefinition& built_in, const FieldDefinition& field) {
  if (const auto* taken = built_in.field_by_header(field.name)) return taken;
  if (const auto* taken = built_in.field_by_header(field.label)) return taken;
  for (const auto& alias : field.aliases)
    if (const auto* taken = built_in.field_by_header(alias)) return taken;
  return nullptr;
}

Result<FieldDefinition> read_field(const Json& json, const std::string& where) {
  static const char* const kKnown[] = {"name",   "label",       "aliases", "type",
                                       "values", "value_aliases", "required", "public",
                                       "sensitivity", "search", "list", "detail", "demanded",
                                       "members"};
  static const char* const kSwitches[] = {"required", "public", "search", "list", "detail"};
  if (!json.is_object() || text_at(json, "name").empty() || text_at(json, "label").empty())
    return bad("字段要有 name 和 label。", where);
  FieldDefinition field;
  field.name = text_at(json, "name");
  field.label = text_at(json, "label");
  for (const auto& [key, value] : json.items())
    if (std::find(std::begin(kKnown), std::end(kKnown), key) == std::end(kKnown))
      return bad("字段 " + field.name + " 里没有“" + key + "”这一项，请检查拼写。", inside(where, key));
  for (const char* key : kSwitches)
    if (json.contains(key) && !json[key].is_boolean())
      return bad("字段 " + field.name + " 的 " + key + " 只能写 true 或者 false，不加引号。", inside(where, key));
  const auto* type = find_word(kTypes, json.value("type", "string"));
  if (!type) return bad("字段 " + field.name + " 的 type 不认识，请对照自带的 datasets/ 改正。", inside(where, "type"));
  field.type = *type;
  const auto* sensitivity = find_word(kSensitivities, json.value("sensitivity", "none"));
  if (!sensitivity) return bad("字段 " + field.name + " 的 sensitivity 不认识，请对照自带的 datasets/ 改正。", inside(where, "sensitivity"));
  field.sensitivity = *sensitivity;
  field.aliases = json.value("aliases", std::vector<std::string>());
  field.values = json.value("values", std::vector<std::string>());
  field.value_aliases = json.value("value_aliases", std::map<std::string, std::string>());
  field.members = json.value("members", std::vector<std::pair<std::string, std::string>>());
  field.required = json.value("required", false);
  field.is_public = json.value("public", false);
  field.search = json.value("search", false);
  field.list = json.value("list", false);
  field.detail = json.value("detail", false);
  field.demanded = json.value("demanded", "");
  if (field.is_public && (may_not_be_public(field.sensitivity) || never_public(field.name, "")))
    return bad("字段 " + field.name + " 涉及身份、联系方式、健康或者财产，不能设为公开。", inside(where, "public"));
  return field;
}

/// The values of the field lists are cut by become folder names.
Status check_filter(DatasetDefinition& definition, const std::string& where) {
  if (definition.filter.empty()) return {};
  const auto* field = definition.field(definition.filter);
  if (!field || field->type != FieldType::kEnum)
    return bad("filter 指的字段 " + definition.filter + " 要是一个枚举字段（enum）。", where);
  if (!field->is_public) definition.filter.clear();  // a list says nothing by what the site does not publish
  for (const auto& value : field->values)
    for (const char c : value)
      if (!((c >= 'a' && c <= 'z') || c == '_'))
        return bad("filter 指的字段 " + field->name + " 的取值会成为网址的一部分，只能用小写字母和下划线。", where);
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
      return bad("order 里的“" + definition.order[i] + (twice ? "”写了两次，请删去一个。" : "”不是这个数据集的字段，请检查拼写。"),
                 inside(where, i));
    fields.push_back(*field);
  }
  for (const auto& field : definition.fields)
    if (std::find(definition.order.begin(), definition.order.end(), field.name) == definition.order.end())
      fields.push_back(field);
  definition.fields = std::move(fields);
  return {};
}

}  // namespace

const FieldDefinition* DatasetDefinition::field(std::string_view name) const {
  for (const auto& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

const FieldDefinition* DatasetDefinition::field_by_header(std::string_view header) const {
  const std::string form = header_form(header);
  for (const auto& field : fields)
    if (header_form(field.name) == form || header_form(field.label) == form) return &field;
  for (const auto& field : fields)
    for (const auto& alias : field.aliases)
      if (header_form(alias) == form) return &field;
  return nullptr;
}

std::string header_form(std::string_view header) {
  constexpr std::u32string_view kLeftOut = U" \t\n\r\u3000\uFEFF\u200B*_-‐‑–—―−－";
  constexpr std::u32string_view kOpening = U"〔【[";
  constexpr std::u32string_view kClosing = U"〕】]";
  std::u32string out;
  for (char32_t c : to_u32(nfkc(header))) {
    if (kLeftOut.find(c) != std::u32string_view::npos) continue;
    if (kOpening.find(c) != std::u32string_view::npos) c = U'(';
    if (kClosing.find(c) != std::u32string_view::npos) c = U')';
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    out += c;
  }
  while (!out.empty() && out.back() == U':') out.pop_back();
  return to_utf8(out);
}

Result<DatasetDefinition> read_definition(const Json& json, const std::string& where,
                                          const DatasetDefinition* built_in) {
  try {
    if (!json.is_object() || text_at(json, "dataset").empty())
      return bad("数据集定义要有 dataset。", where);
    const std::string at_name = inside(where, "dataset"), at_date = inside(where, "date"),
                      at_fields = inside(where, "fields");
    DatasetDefinition definition;
    definition.dataset = text_at(json, "dataset");
    for (const char c : definition.dataset)
      if (!((c >= 'a' && c <= 'z') || c == '-'))
        return bad("dataset 只能用小写字母和连字符，它会成为网址的一部分。", at_name);
    const auto& name = definition.dataset;
    if (name[0] == '-' || is_own_address(name))
      return bad("dataset 不能叫 " + name + "，这个地址网站自己要用。", at_name);
    for (const auto& [key, value] : json.items())
      if (key != "dataset" && key != "label" && key != "date" && key != "page" && key != "fields" &&
          key != "order" && key != "filter" && key != "by_agency" && key != "records" && key != "key")
        return bad("数据集定义里没有“" + key + "”这一项，请检查拼写。", inside(where, key));
    definition.label = text_at(json, "label");
    definition.date = text_at(json, "date");
    definition.page = json.value("page", false);
    definition.by_agency = json.value("by_agency", false);
    definition.filter = text_at(json, "filter");
    definition.records = json.value("records", true);
    definition.key = json.value("key", std::vector<std::string>());
    definition.order = json.value("order", std::vector<std::string>());
    const Json fields = json.value("fields", Json::array());
    for (size_t i = 0; i < fields.size(); ++i) {
      GONGSHI_ASSIGN(auto field, read_field(fields.at(i), inside(at_fields, i)));
      if (definition.field(field.name))
        return bad("字段 " + field.name + " 写了两次，请删去一个。", inside(at_fields, i));
      definition.fields.push_back(std::move(field));
    }
    if (!built_in) GONGSHI_TRY(put_first(definition, inside(where, "order")));
    if (const auto* date = definition.field(definition.date)) {
      // Its month stands in the address and its day in every list.
      if (date->type != FieldType::kDate || may_not_be_public(date->sensitivity) ||
          never_public(date->name, ""))
        return bad("date 指的字段 " + date->name + " 要是一个可以公开的日期（date）。", at_date);
    } else if (!definition.date.empty() && !(built_in && built_in->field(definition.date))) {
      return bad("date 指的字段 " + definition.date + " 不在 fields 里。", at_date);
    }
    GONGSHI_TRY(check_filter(definition, where));
    return definition;
  } catch (const Json::exception&) {
    return bad("数据集定义里有一项的类型不对（例如该写 true 的写成了文字）。", where);
  }
}

Status overlay(DatasetDefinition& built_in, const DatasetDefinition& site, const std::string& where) {
  const DatasetDefinition before = built_in;
  if (!site.label.empty()) built_in.label = site.label;
  if (!site.date.empty() && site.date != before.date)
    return bad("内置数据集的 date 是 " + before.date + "，公示期限由它起算，站点不能改用别的字段。",
               inside(where, "date"));
  for (size_t i = 0; i < site.fields.size(); ++i) {
    const FieldDefinition& field = site.fields[i];
    const std::string here = inside(inside(where, "fields"), i);
    const auto at = std::find_if(built_in.fields.begin(), built_in.fields.end(),
                                 [&](const auto& old) { return old.name == field.name; });
    if (at == built_in.fields.end()) {
      if (const auto* taken = header_taken(before, field))
        return bad("字段 " + field.name + " 的名称与内置字段 " + taken->name + " 的列名相同，报送的内容会进错字段。",
                   here);
      built_in.fields.push_back(field);
      continue;
    }
    const FieldDefinition old = *at;
    if (field.is_public && !old.is_public && old.sensitivity != Sensitivity::kNone)
      return bad("字段 " + field.name + " 在内置定义里不公开，站点只能收紧，不能放开。", here);
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

Json FieldDefinition::listed_part(const Json& value) const {
  if (type != FieldType::kObjects || !value.is_array()) return value;
  Json out = Json::array();
  for (const Json& object : value) {
    Json part = Json::object();
    for (const auto& [member, heading] : members)
      if (const Json* found = object.is_object() ? find_at(object, member) : nullptr) part[member] = *found;
    if (!part.empty()) out.push_back(std::move(part));
  }
  return out;
}

bool never_public(std::string_view field, std::string_view party_kind) {
  static const std::string_view kNever[] = {
      "party.id_number", "party.id_type",   "party.birth_date", "party.legal_representative_id",
      "recording",       "legal_review",    "source",           "disclosure"};
  if (field.starts_with("disclosure.")) return true;
  if (field == "party.phone" || field == "party.address")
    return party_kind == "natural_person" || party_kind == "individual_business";
  return std::find(std::begin(kNever), std::end(kNever), field) != std::end(kNever);
}

}  // namespace gongshi
