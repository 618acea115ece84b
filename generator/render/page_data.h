#pragma once

#include <list>
#include <map>
#include <string>
#include <string_view>

#include "render/html.h"

namespace gongshi {

/// What a template is filled with: values, which are escaped for the place they stand in, and
/// sections, each shown as often as it has instances. Values and sections of the outer scope are
/// seen inside a section.
class PageData {
 public:
  using Sections = std::map<std::string, std::list<PageData>, std::less<>>;

  /// A value. Names are upper case; one ending in _HTML is for set_html.
  PageData& set(std::string_view name, std::string_view value);
  /// HTML made by a template, the Markdown reader or html.h; the template writes {{X_HTML:none}}.
  PageData& set_html(std::string_view name, const Html& html);
  /// Adds an instance of a section and returns it; the reference stays valid.
  PageData& section(std::string_view name);
  /// Says that the section exists, and shows it once if `on`. A section the template uses and the
  /// page never names is an error.
  PageData& show(std::string_view name, bool on = true);
  /// Shows section `IF_<name>` with the value in it, unless the value is empty.
  PageData& maybe(std::string_view name, std::string_view value);
  PageData& maybe_html(std::string_view name, const Html& html);

  /// Shows every section that is hidden, so that a check sees the names in all of them.
  void open_all();

  const std::map<std::string, std::string, std::less<>>& values() const { return values_; }
  const Sections& sections() const { return sections_; }

 private:
  std::map<std::string, std::string, std::less<>> values_;
  Sections sections_;
};

}  // namespace gongshi
