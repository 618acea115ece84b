#include "render/search_page.h"

#include <regex>

#include "edition_maker.h"

using namespace gongshi;
using test::has;
using test::TestSite;

namespace {

std::string shown(const SearchView& view, bool is_static = false) {
  const TestSite test;
  const auto templates = Templates::load(test.fs, test.site);
  const auto assets = Assets::load(test.fs, test.site);
  REQUIRE(templates);
  REQUIRE(assets);
  const Columns columns = Columns::of(test.site, Edition(), {});
  const Frame frame(test.site, *templates, *assets, columns, {});
  const auto page = search_page(*templates, frame, view, is_static);
  INFO((page ? "" : page.error().text));
  REQUIRE(page);
  return *page;
}

SearchView found() {
  SearchView view;
  view.query = "进货查验";
  view.searched = true;
  view.total = 1;
  view.first = 1;
  view.hits.push_back({"decisions/2026-11/x.html",
                       std::string("未建立\x02进货查验\x03记录"),
                       std::string("…\x02查验\x03<b>"),
                       "行政处罚",
                       "罚款 5,000 元",
                       {"区市场监管局", "公示 2026-11-20"}});
  view.facets = {{"内容", {{"执法决定", "?q=a&dataset=decisions", 1, true}}}};
  return view;
}

}  // namespace

TEST_CASE("the static search page has the form and offers the lists") {
  const std::string page = shown({}, true);
  CHECK(std::regex_search(page, std::regex("<main[^>]* data-total=\"0\"")));
  CHECK(has(page, "name=\"q\""));
  CHECK(has(page, "../sitemap.html"));
  CHECK(has(page, "<div id=\"results\"></div>"));
}

TEST_CASE("results carry the total, their addresses and marks") {
  const std::string page = shown(found());
  CHECK(std::regex_search(page, std::regex("<main[^>]* data-total=\"1\"")));
  CHECK(has(page, "data-url=\"decisions/2026-11/x.html\""));
  CHECK(has(page, "<a href=\"../decisions/2026-11/x.html\">未建立<mark>进货查验</mark>记录</a>"));
  CHECK(has(page, "…<mark>查验</mark>&lt;b&gt;"));
  CHECK(has(page, "aria-current=\"true\"><span>执法决定</span>"));
}

TEST_CASE("marks that do not pair leave whole HTML") {
  SearchView view = found();
  view.hits[0].title = std::string("\x03甲\x02\x02乙");
  CHECK(has(shown(view), "甲<mark>乙</mark></a>"));
}

TEST_CASE("a query that finds nothing gets a sentence and is escaped") {
  SearchView view;
  view.query = "<script>\"x";
  view.searched = true;
  const std::string page = shown(view);
  CHECK(has(page, "没有找到“&lt;script&gt;&quot;x”"));
  CHECK(has(page, "value=\"&lt;script&gt;&quot;x\""));
  CHECK_FALSE(has(page, "<script>\""));
}

TEST_CASE("a bad condition is said instead of results") {
  SearchView view;
  view.searched = true;
  view.problem = "开始日期晚于结束日期，请修改。";
  const std::string page = shown(view);
  CHECK(has(page, "开始日期晚于结束日期，请修改。"));
  CHECK_FALSE(has(page, "没有找到"));
}

TEST_CASE("conditions are carried on, dropped by chips and paged") {
  SearchView view = found();
  view.hidden = {{"dataset", "decisions"}};
  view.chips = {{"2024-01-01 以后", "?q=a"}};
  view.pages = {{"1", "", true}, {"2", "?q=a&page=2", false}};
  const std::string page = shown(view);
  CHECK(has(page, "<input type=\"hidden\" name=\"dataset\" value=\"decisions\">"));
  CHECK(has(page, "aria-label=\"取消条件：2024-01-01 以后\""));
  CHECK(has(page, "<a href=\"?q=a&amp;page=2\">2</a>"));
}
