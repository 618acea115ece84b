#include "intake/mapping.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "intake/fields.h"

namespace gongshi {
namespace {

Error bad(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

Status known_field(const std::string& name, const DatasetDefinition& definition,
                   const std::string& where) {
  const auto& common = common_fields();
  const bool known =
      definition.field(name) || std::any_of(common.begin(), common.end(),
                                            [&](const auto& field) { return field.name == name; });
  if (known) return {};
  return bad("数据集“" + definition.label + "”没有字段 " + name + "，请检查拼写。", where);
}

int64_t unit_of(const std::string& word) {
  if (word == "元") return 1;
  if (word == "千元") return 1'000;
  if (word == "万元") return 10'000;
  if (word == "亿元") return 100'000'000;
  return 0;
}

/// The entries of one part of the file, which must be an object with known fields as keys.
Result<Json> part(const Json& json, const char* name, const DatasetDefinition& definition,
                  const std::string& where, bool keys_are_fields) {
  Json entries = json.value(name, Json::object());
  if (!entries.is_object()) return bad(std::string(name) + " 要写成 { … }。", where);
  if (keys_are_fields)
    for (const auto& [key, value] : entries.items()) GONGSHI_TRY(known_field(key, definition, where));
  return entries;
}

}  // namespace

Result<Mapping> Mapping::read(const Json& json, const DatasetDefinition& definition,
                              const std::string& where) {
  static const char* const kParts[] = {"columns", "constants", "values", "units", "agencies", "derive"};
  if (!json.is_object()) return bad("映射文件要写成 { … }。", where);
  for (const auto& [key, value] : json.items())
    if (std::find(std::begin(kParts), std::end(kParts), key) == std::end(kParts))
      return bad("映射文件里没有“" + key + "”这一项，请检查拼写。", where);
  Mapping mapping;
  try {
    GONGSHI_ASSIGN(const Json columns, part(json, "columns", definition, where, false));
    for (const auto& [column, value] : columns.items()) {
      auto& fields = mapping.columns_[header_form(column)];
      if (!fields.empty()) return bad("列“" + column + "”写了两次。", where);
      fields = value.is_array() ? value.get<std::vector<std::string>>()
                                : std::vector<std::string>{value.get<std::string>()};
      for (const auto& field : fields) GONGSHI_TRY(known_field(field, definition, where));
    }
    if (mapping.columns_.empty()) return bad("映射文件要有 columns，写明每一列对应哪个字段。", where);
    GONGSHI_ASSIGN(const Json constants, part(json, "constants", definition, where, true));
    for (const auto& [field, value] : constants.items()) mapping.constants_[field] = value;
    GONGSHI_ASSIGN(const Json values, part(json, "values", definition, where, true));
    for (const auto& [field, words] : values.items())
      mapping.values_[field] = words.get<std::map<std::string, std::string>>();
    GONGSHI_ASSIGN(const Json units, part(json, "units", definition, where, true));
    for (const auto& [field, word] : units.items()) {
      mapping.units_[field] = unit_of(word.get<std::string>());
      if (mapping.units_[field] == 0) return bad("units 只能写元、千元、万元、亿元。", where);
    }
    GONGSHI_ASSIGN(const Json agencies, part(json, "agencies", definition, where, false));
    for (const auto& [name, code] : agencies.items()) {
      mapping.agencies_[header_form(name)] = code.get<std::string>();
      if (!uscc_valid(code.get<std::string>()))
        return bad("agencies 里“" + name + "”的代码不是正确的统一社会信用代码。", where);
    }
    GONGSHI_ASSIGN(const Json derive, part(json, "derive", definition, where, true));
    for (const auto& [field, rule] : derive.items()) {
      const std::string when = text_at(rule, "when_present");
      GONGSHI_TRY(known_field(when, definition, where));
      if (!rule.contains("value")) return bad("derive 的每一项要有 when_present 和 value。", where);
      mapping.derived_.push_back({field, when, rule["value"]});
    }
  } catch (const Json::exception&) {
    return bad("映射文件里有一项的类型不对（例如该写文字的写成了数字）。", where);
  }
  return mapping;
}

std::vector<std::string> Mapping::targets(std::string_view header) const {
  const auto at = columns_.find(header_form(header));
  return at == columns_.end() ? std::vector<std::string>() : at->second;
}

std::string Mapping::word(const std::string& field, const std::string& written) const {
  const auto words = values_.find(field);
  if (words == values_.end()) return written;
  const auto word = words->second.find(single_line(written));
  return word == words->second.end() ? written : word->second;
}

int64_t Mapping::unit(const std::string& field) const {
  const auto at = units_.find(field);
  return at == units_.end() ? 1 : at->second;
}

std::string Mapping::agency(std::string_view name) const {
  const auto at = agencies_.find(header_form(name));
  return at == agencies_.end() ? std::string() : at->second;
}

}  // namespace gongshi
