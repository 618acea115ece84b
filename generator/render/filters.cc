#include "render/filters.h"

#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kOpenChoices = 12;

void add_choice(PageData& group, const std::string& section, const FilterChoice& choice) {
  PageData& item = group.section(section);
  item.set("LABEL", choice.label).set("LINK", choice.link);
  item.maybe("COUNT", choice.count ? thousands(static_cast<int64_t>(*choice.count)) : "");
  item.show("SELECTED", choice.selected).show("OTHER", !choice.selected);
}

void add_group(PageData& page, const FilterGroup& group) {
  PageData& part = page.section("GROUP");
  part.set("TITLE", group.title).set("MORE_LABEL", group.more).show("FOLDED", false);
  bool open = false;
  for (size_t i = 0; i < group.choices.size(); ++i) {
    add_choice(part, i < kOpenChoices ? "CHOICE" : "FOLDED", group.choices[i]);
    open = open || (i >= kOpenChoices && group.choices[i].selected);
  }
  part.show("MORE", group.choices.size() > kOpenChoices).show("MORE_OPEN", open);
}

}  // namespace

Result<Html> filter_panel(const Templates& templates, const std::string& summary,
                          const std::vector<FilterGroup>& groups) {
  PageData page;
  page.set("SUMMARY", summary).show("GROUP", false);
  for (const FilterGroup& group : groups)
    if (!group.choices.empty()) add_group(page, group);
  return templates.render("filters.html", page);
}

Result<Html> page_links(const Templates& templates, const std::vector<PageLink>& links) {
  PageData page;
  page.show("LINK", false);
  for (const PageLink& link : links) {
    PageData& item = page.section("LINK");
    item.set("LABEL", link.label).set("ADDRESS", link.link);
    item.show("CURRENT", link.current);
    item.show("GAP", !link.current && link.link.empty());
    item.show("OTHER", !link.current && !link.link.empty());
  }
  return templates.render("pagination.html", page);
}

}  // namespace gongshi
