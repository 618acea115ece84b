#include "base/json_form.h"

#include <algorithm>

#include "base/json_lines.h"

namespace gongshi {
namespace {

/// How a value of the form is written, as the end of a sentence.
const char* written(Form form) {
  switch (form) {
    case Form::kAny: break;
    case Form::kText: return "要写成文字，用引号括起来。";
    case Form::kMaybeText: return "要写成文字，用引号括起来，或者写 null。";
    case Form::kTexts: return "要写成一组文字：[\"…\", \"…\"]。";
    case Form::kSwitch: return "只能写 true 或者 false，不加引号。";
    case Form::kWhole: return "要写成整数，不加引号。";
    case Form::kList: return "要写成 [ … ]。";
    case Form::kObject: return "要写成 { … }。";
    case Form::kWords: return "要写成 {\"名称\": \"文字\"}。";
  }
  return "";
}

/// Latin letters stand apart from the Chinese after them.
std::string apart(const std::string& what) {
  return !what.empty() && static_cast<unsigned char>(what.back()) < 0x80 ? what + " " : what;
}

bool is_text(const Json& value) { return value.is_string(); }

}  // namespace

bool has_form(const Json& value, Form form) {
  switch (form) {
    case Form::kAny: return true;
    case Form::kText: return value.is_string();
    case Form::kMaybeText: return value.is_string() || value.is_null();
    case Form::kTexts: return value.is_array() && std::all_of(value.begin(), value.end(), is_text);
    case Form::kSwitch: return value.is_boolean();
    case Form::kWhole: return value.is_number_integer();
    case Form::kList: return value.is_array();
    case Form::kObject: return value.is_object();
    case Form::kWords: return value.is_object() && std::all_of(value.begin(), value.end(), is_text);
  }
  return false;
}

Status check_form(const Json& value, Form form, const std::string& what, const std::string& where) {
  if (has_form(value, form)) return {};
  return Error{"bad_config", apart(what) + written(form), where};
}

Status check_members(const Json& value, std::span<const Member> members, const std::string& what,
                     const std::string& where) {
  GONGSHI_TRY(check_form(value, Form::kObject, what, where));
  for (const auto& [name, held] : value.items()) {
    const auto member = std::find_if(members.begin(), members.end(),
                                     [&name = name](const Member& known) { return name == known.name; });
    if (member == members.end())
      return Error{"bad_config", apart(what) + "里没有“" + name + "”这一项，请检查拼写。", inside(where, name)};
    GONGSHI_TRY(check_form(held, member->form, apart(what) + "的 " + name, inside(where, name)));
  }
  return {};
}

}  // namespace gongshi
