#include "site/field_reader.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr Member kFieldMembers[] = {
    {"name", Form::kText},        {"label", Form::kText},          {"aliases", Form::kTexts},
    {"type", Form::kText},        {"values", Form::kTexts},        {"value_aliases", Form::kWords},
    {"members", Form::kList},     {"required", Form::kSwitch},     {"public", Form::kSwitch},
    {"sensitivity", Form::kText}, {"search", Form::kSwitch},       {"list", Form::kSwitch},
    {"detail", Form::kSwitch},    {"demanded", Form::kText},
};

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

/// A name is a path of parts that stand in records, files and addresses: no part is empty, and of ASCII only
/// letters, digits, underscores and hyphens are in it.
bool is_field_name(const std::string& name) {
  if (name.empty() || name.front() == '.' || name.back() == '.' || contains(name, "..")) return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c >= 0x80 || std::isalnum(c) || c == '_' || c == '-' || c == '.';
  });
}

/// One field while it is read; its errors begin with its name.
class FieldReader {
 public:
  FieldReader(const Json& json, const std::string& where) : json_(json), where_(where) {}

  Result<FieldDefinition> run(const FieldDefinition* built_in) {
    if (!json_.is_object() || text_at(json_, "name").empty() || text_at(json_, "label").empty())
      return Error{"bad_config", "字段要有 name 和 label。", where_};
    field_.name = text_at(json_, "name");
    field_.label = text_at(json_, "label");
    GONGSHI_TRY(check_members(json_, kFieldMembers, "字段 " + field_.name, where_));
    if (!is_field_name(field_.name)) return wrong("name", "的 name 只能用字母、数字、下划线和横线，上下层之间用一个点。");
    const auto* type = find_word(kTypes, json_.value("type", "string"));
    if (!type) return wrong("type", "的 type 不认识，请对照自带的 datasets/ 改正。");
    field_.type = built_in ? built_in->type : *type;
    const auto* sensitivity = find_word(kSensitivities, json_.value("sensitivity", "none"));
    if (!sensitivity) return wrong("sensitivity", "的 sensitivity 不认识，请对照自带的 datasets/ 改正。");
    field_.sensitivity = *sensitivity;
    field_.required = json_.value("required", false);
    field_.is_public = json_.value("public", false);
    field_.search = json_.value("search", false);
    field_.list = json_.value("list", false);
    field_.detail = json_.value("detail", false);
    field_.demanded = text_at(json_, "demanded");
    if (field_.is_public && (never_public(field_.sensitivity) || never_public(field_.name, "")))
      return wrong("public", "涉及身份、联系方式、健康或者财产，不能设为公开。");
    GONGSHI_TRY(read_values(built_in));
    GONGSHI_TRY(read_members());
    return std::move(field_);
  }

 private:
  Error wrong(const char* key, const std::string& text) const { return wrong_at(inside(where_, key), text); }
  Error wrong_at(const std::string& place, const std::string& text) const {
    return {"bad_config", "字段 " + field_.name + " " + text, place};
  }

  /// A list of different words, none of them blank.
  Result<std::vector<std::string>> read_words(const char* key) const {
    const auto words = json_.value(key, std::vector<std::string>());
    std::set<std::string> seen;
    for (size_t i = 0; i < words.size(); ++i) {
      const std::string place = inside(inside(where_, key), i);
      if (trimmed(words[i]).empty()) return wrong_at(place, "的 " + std::string(key) + " 里有空的，请删去。");
      if (!seen.insert(words[i]).second)
        return wrong_at(place, "的 " + std::string(key) + " 里“" + words[i] + "”写了两次，请删去一个。");
    }
    return words;
  }

  Status read_values(const FieldDefinition* built_in) {
    GONGSHI_ASSIGN(field_.aliases, read_words("aliases"));
    GONGSHI_ASSIGN(field_.values, read_words("values"));
    field_.value_aliases = json_.value("value_aliases", std::map<std::string, std::string>());
    const auto& values = built_in ? built_in->values : field_.values;
    if (field_.type == FieldType::kEnum && values.empty()) return wrong("values", "是 enum，要在 values 写明可以取的值。");
    for (const auto& [written, value] : field_.value_aliases)
      if (!values.empty() && std::find(values.begin(), values.end(), value) == values.end())
        return wrong_at(inside(inside(where_, "value_aliases"), written),
                        "的 value_aliases 里“" + written + "”对应的“" + value + "”不在 values 里，请检查拼写。");
    return {};
  }

  Status read_members() {
    const Json pairs = json_.value("members", Json::array());
    std::set<std::string> seen;
    for (size_t i = 0; i < pairs.size(); ++i) {
      const std::string place = inside(inside(where_, "members"), i);
      if (!has_form(pairs[i], Form::kTexts) || pairs[i].size() != 2 || pairs[i][0] == "")
        return wrong_at(place, "的 members 每一项写成 [\"name\", \"名称\"]。");
      field_.members.emplace_back(pairs[i][0].get<std::string>(), pairs[i][1].get<std::string>());
      if (const std::string& name = field_.members.back().first; !seen.insert(name).second)
        return wrong_at(place, "的 members 里“" + name + "”写了两次，请删去一个。");
    }
    return {};
  }

  const Json& json_;
  const std::string& where_;
  FieldDefinition field_;
};

}  // namespace

Result<FieldDefinition> read_field(const Json& json, const std::string& where, const FieldDefinition* built_in) {
  return FieldReader(json, where).run(built_in);
}

}  // namespace gongshi
