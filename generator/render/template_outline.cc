#include "render/template_outline.h"

#include <vector>

#include "base/text.h"
#include "render/page_data.h"

namespace gongshi {
namespace {

constexpr std::string_view kAutoescape = "{{%AUTOESCAPE context=\"HTML\"}}";
constexpr std::string_view kSeparator = "_separator";

/// The sections open at a place of the template, outermost first.
struct Open {
  std::string name;
  TemplateOutline* outline;
};

Error bad_template(const std::string& where, const std::string& text) {
  return {"bad_template", text, where};
}

Status read_variable(std::string_view marker, TemplateOutline& into, const std::string& where) {
  const size_t colon = marker.find(':');
  const std::string name(marker.substr(0, colon));
  const std::string_view modifiers =
      colon == std::string_view::npos ? std::string_view() : marker.substr(colon);
  const bool html = name.ends_with("_HTML");
  if (html && modifiers != ":none")
    return bad_template(where, "变量 " + name + " 是网页片段，应当写成 {{" + name + ":none}}。");
  if (!html && !modifiers.empty())
    return bad_template(where, "变量 " + name + " 不得带修饰符，转义由模板引擎自动完成。");
  into.variables.insert(name);
  return {};
}

Status read_marker(std::string_view marker, std::vector<Open>& open, const std::string& where) {
  const char kind = marker.empty() ? '\0' : marker.front();
  const std::string name(marker.empty() ? marker : marker.substr(1));
  switch (kind) {
    case '!':
    case '%':
    case '>':
      return {};
    case '#':
      open.push_back({name, &open.back().outline->sections[name]});
      return {};
    case '/':
      if (open.size() < 2 || open.back().name != name)
        return bad_template(where, "区段 " + name + " 的结束与开始不对应。");
      open.pop_back();
      return {};
    case '=':
      return bad_template(where, "模板不得使用 {{" + std::string(marker) + "}} 这种写法。");
    default:
      return read_variable(marker, *open.back().outline, where);
  }
}

using Scope = std::vector<const PageData*>;

bool knows_value(const Scope& scope, const std::string& name) {
  for (const PageData* page : scope)
    if (page->values().contains(name)) return true;
  return false;
}

/// The instances of a section as the template engine finds them: of the nearest scope naming it.
const std::list<PageData>* instances_of(const Scope& scope, const std::string& name) {
  for (auto page = scope.rbegin(); page != scope.rend(); ++page) {
    const auto found = (*page)->sections().find(name);
    if (found != (*page)->sections().end()) return &found->second;
  }
  return nullptr;
}

std::optional<std::string> missing_in(const TemplateOutline& outline, Scope& scope) {
  for (const std::string& name : outline.variables)
    if (!knows_value(scope, name)) return name;
  for (const auto& [name, inner] : outline.sections) {
    if (name.ends_with(kSeparator)) continue;
    const auto* instances = instances_of(scope, name);
    if (instances == nullptr) return "#" + name;
    for (const PageData& instance : *instances) {
      scope.push_back(&instance);
      auto missing = missing_in(inner, scope);
      scope.pop_back();
      if (missing) return missing;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<TemplateOutline> outline_of(std::string_view text, const std::string& where) {
  if (!text.starts_with(kAutoescape))
    return bad_template(where, "模板第一行应当是 " + std::string(kAutoescape) + "。");
  TemplateOutline outline;
  std::vector<Open> open = {{"", &outline}};
  for (size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const size_t end = text.find("}}", at);
    if (end == std::string_view::npos) return bad_template(where, "有一处 {{ 没有对应的 }}。");
    GONGSHI_TRY(read_marker(text.substr(at + 2, end - at - 2), open, where));
    at = end + 2;
  }
  if (open.size() != 1) return bad_template(where, "区段 " + open.back().name + " 没有结束。");
  return outline;
}

std::optional<std::string> missing_name(const TemplateOutline& outline, const PageData& page) {
  Scope scope = {&page};
  return missing_in(outline, scope);
}

}  // namespace gongshi
