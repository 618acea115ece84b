#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

class PageData;

/// The names a template uses, section by section: what a page must fill in.
struct TemplateOutline {
  std::set<std::string> variables;
  std::map<std::string, TemplateOutline> sections;
};

/// Reads the outline of a template's text. Errors (`bad_template`, `where` as given) for: no
/// automatic escaping on the first line, a modifier other than `:none` on a name ending in _HTML,
/// such a name without it, changed delimiters, sections that do not nest. Parts ({{>…}}) are not looked
/// into.
Result<TemplateOutline> outline_of(std::string_view text, const std::string& where);

/// The first name of the outline that the page gives no value for, if there is one. A shown section
/// must give its own names or stand in a scope that does.
std::optional<std::string> missing_name(const TemplateOutline& outline, const PageData& page);

}  // namespace gongshi
