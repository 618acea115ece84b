#include "render/search_page.h"

#include <algorithm>

#include "base/text.h"
#include "render/links.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr const char* kPath = "search/index.html";

Html marked_html(const std::string& text) {
  std::string html = "";
  std::string plain;
  bool open = false;
  const auto flush = [&] {
    html += value_html(plain).str();
    plain.clear();
  };
  for (const char c : text) {
    if ((c == kMarkOpen && !open) || (c == kMarkClose && open)) {
      flush();
      open = c == kMarkOpen;
      html += open ? "<mark>" : "</mark>";
    } else if (c != kMarkOpen && c != kMarkClose) {
      plain += c;
    }
  }
  flush();
  return Html::trusted(html + (open ? "</mark>" : ""));
}

void add_hits(PageData& page, const SearchView& view) {
  page.show("HIT", false);
  for (const SearchHit& hit : view.hits) {
    PageData& item = page.section("HIT");
    item.set("URL", hit.url).set("LABEL", hit.label);
    item.set_html("TITLE_HTML", marked_html(hit.title));
    item.maybe_html("SNIPPET_HTML", marked_html(hit.snippet));
    item.maybe("RESULT", hit.result).show("META", false);
    for (const std::string& text : hit.meta) item.section("META").set("TEXT", text);
  }
}

std::string counted(const SearchView& view) {
  if (view.hits.empty() || view.hits.size() == view.total) return "";
  return "，第 " + std::to_string(view.first) + "–" +
         std::to_string(view.first + view.hits.size() - 1) + " 条";
}

/// Somebody asks whether a certificate is one: the answer matters more than what else could be searched for.
bool asks_for_certificate(const SearchView& view) {
  const bool officers = std::find(view.hidden.begin(), view.hidden.end(), std::pair<std::string, std::string>("dataset", "officers")) != view.hidden.end();
  return officers && view.query.find_first_of("0123456789") != std::string::npos;
}

/// Where else to look: the columns this release has.
void add_lists(PageData& page, const Frame& frame) {
  page.show("LIST", false);
  for (const NavEntry& entry : frame.navigation())
    page.section("LIST").set("LINK", root_prefix(kPath) + entry.path).set("LABEL", entry.label);
}

Result<Html> results(const Templates& templates, const Frame& frame, const SearchView& view) {
  PageData page;
  page.set("ROOT", root_prefix(kPath)).set("QUERY", view.query);
  page.set("TOTAL", thousands(static_cast<int64_t>(view.total))).set("RANGE", counted(view));
  page.set("FOUND", view.exact ? "找到" : "至少找到");
  page.maybe("PROBLEM", view.problem);
  add_lists(page, frame);
  page.show("NONE", view.problem.empty() && view.total == 0);
  page.show("ANY", !asks_for_certificate(view)).show("OFFICER", asks_for_certificate(view));
  page.show("SOME", view.problem.empty() && view.total != 0);
  page.show("CHIPS", !view.chips.empty()).show("CHIP", false).set("CLEAR", view.clear_link);
  for (const SearchChip& chip : view.chips)
    page.section("CHIP").set("LABEL", chip.label).set("LINK", chip.link);
  page.show("SORT", false);
  for (const PageLink& sort : view.sorts)
    page.section("SORT")
        .set("LABEL", sort.label)
        .set("LINK", sort.link)
        .show("CURRENT", sort.current)
        .show("OTHER", !sort.current);
  add_hits(page, view);
  GONGSHI_ASSIGN(const Html facets, filter_panel(templates, view.summary, view.facets));
  page.set_html("FACETS_HTML", facets);
  GONGSHI_ASSIGN(const Html pages, page_links(templates, view.pages));
  page.maybe_html("PAGES_HTML", view.pages.size() > 1 ? pages : Html());
  page.show("TAKE", !view.csv_link.empty() && view.total > 0);
  page.set("CSV", view.csv_link).set("ATOM", view.atom_link);
  return templates.render("search_results.html", page);
}

}  // namespace

Result<std::string> search_page(const Templates& templates, const Frame& frame,
                                const SearchView& view, bool is_static) {
  PageData page;
  page.set("QUERY", view.query).set("ROOT", root_prefix(kPath)).show("HIDDEN", false);
  for (const auto& [name, value] : view.hidden)
    page.section("HIDDEN").set("NAME", name).set("VALUE", value);
  page.maybe("MEANT", view.did_you_mean).set("MEANT_LINK", view.did_you_mean_link);
  add_lists(page, frame);
  page.show("STATIC", is_static).show("READER", false);
  for (const char* script : {"search_text.js", "search.js", "search_page.js"})
    if (const std::string path = frame.asset(script); !path.empty())
      page.section("READER").set("SCRIPT", path);
  Html found;
  if (view.searched) {
    GONGSHI_ASSIGN(found, results(templates, frame, view));
  }
  page.set_html("RESULTS_HTML", found);
  GONGSHI_ASSIGN(const Html main, templates.render("search.html", page));
  PageMeta meta;
  meta.path = kPath;
  meta.title = "搜索";
  meta.column_description = "查公示的单位、决定、执法人员和事项";
  meta.column_type = "办事服务";
  meta.crumbs = {{"搜索", ""}};
  meta.header_search = false;
  meta.noindex = view.searched;
  meta.data_total = view.total;
  return frame.page(meta, main);
}

}  // namespace gongshi
