#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/html.h"
#include "render/templates.h"

namespace gongshi {

/// One condition of a filter or facet: what it is called, what its link opens and how many.
struct FilterChoice {
  std::string label;
  std::string link;  ///< as it is written into the page
  std::optional<size_t> count;
  bool selected = false;
};

struct FilterGroup {
  std::string title;
  std::vector<FilterChoice> choices;
  std::string more = "更多";  ///< what the choices after the twelfth are folded under
};

/// The filter component beside lists and search results. `summary` names the conditions in force.
Result<Html> filter_panel(const Templates& templates, const std::string& summary,
                          const std::vector<FilterGroup>& groups);

/// A row of page links.
struct PageLink {
  std::string label;
  std::string link;  ///< empty for the current page and for gaps
  bool current = false;
};
Result<Html> page_links(const Templates& templates, const std::vector<PageLink>& links);

}  // namespace gongshi
