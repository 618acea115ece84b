#include "render/frame.h"

#include <regex>

#include "edition_maker.h"

using namespace gongshi;
using test::has;
using test::TestSite;

namespace {

/// A frame with everything it refers to.
struct Framed {
  explicit Framed(const TestSite& test)
      : templates(Templates::load(test.fs, test.site)),
        assets(Assets::load(test.fs, test.site)),
        columns(Columns::of(test.site, Edition(), {2025})) {
    REQUIRE(templates);
    REQUIRE(assets);
    frame.emplace(test.site, *templates, *assets, columns,
                  std::vector<FooterLink>{{"关于本站", "about.html"}});
  }
  std::string page(const PageMeta& meta) const {
    const auto page = frame->page(meta, Html::trusted("<p>正文</p>"));
    INFO((page ? "" : page.error().text));
    REQUIRE(page);
    return *page;
  }
  Result<Templates> templates;
  Result<Assets> assets;
  Columns columns;
  std::optional<Frame> frame;
};

PageMeta meta_at(const std::string& path) {
  PageMeta meta;
  meta.path = path;
  meta.title = "2025 年度统计年报";
  meta.crumbs = {{"统计年报", "annual-reports/2025/index.html"}, {"2025 年度", ""}};
  return meta;
}

}  // namespace

TEST_CASE("a page carries the meta tags of government sites, none empty") {
  const TestSite test;
  const Framed framed(test);
  PageMeta meta = meta_at("annual-reports/2025/index.html");
  meta.pub_date = Date::of(2026, 1, 28);
  const std::string page = framed.page(meta);
  for (const char* name :
       {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords",
        "ColumnType", "ArticleTitle", "PubDate", "ContentSource"}) {
    INFO(name);
    CHECK(std::regex_search(
        page, std::regex("<meta name=\"" + std::string(name) + "\" content=\"[^\"]+\">")));
  }
  CHECK(has(page, "<meta name=\"SiteDomain\" content=\"example.invalid\">"));
  CHECK(has(page, "<meta name=\"PubDate\" content=\"2026-01-28 00:00\">"));
  CHECK_FALSE(has(page, "content=\"\""));
}

TEST_CASE("a tag without a value is left out") {
  TestSite test;
  test.site.config.site_id_code = "";
  test.site.config.base_url = "";
  const Framed framed(test);
  const std::string page = framed.page(meta_at("x.html"));
  CHECK_FALSE(has(page, "SiteIDCode"));
  CHECK_FALSE(has(page, "SiteDomain"));
  CHECK_FALSE(has(page, "PubDate"));
  CHECK_FALSE(has(page, "rel=\"canonical\""));
}

TEST_CASE("links of the frame are relative to the page's depth") {
  const TestSite test;
  const Framed framed(test);
  const std::string deep = framed.page(meta_at("annual-reports/2025/index.html"));
  CHECK(has(deep, "href=\"../../about.html\""));
  CHECK(has(deep, "src=\"../../asof.js\""));
  CHECK(has(deep, "href=\"../../assets/web."));
  CHECK(
      has(deep, "rel=\"canonical\" href=\"https://example.invalid/xzzfgs/annual-reports/2025/\""));
  const std::string top = framed.page(meta_at("x.html"));
  CHECK(has(top, "href=\"about.html\""));
  CHECK_FALSE(std::regex_search(top, std::regex("(href|src|action)=\"/")));
}

TEST_CASE("the current entry of the navigation is marked, twice written") {
  const TestSite test;
  const Framed framed(test);
  PageMeta meta = meta_at("annual-reports/2025/index.html");
  meta.current = "annual-reports/2025/index.html";
  const std::string page = framed.page(meta);
  const std::regex current(
      "<a href=\"../../annual-reports/2025/index.html\" aria-current=\"page\">统计年报</a>");
  CHECK(std::distance(std::sregex_iterator(page.begin(), page.end(), current),
                      std::sregex_iterator()) == 2);
}

TEST_CASE("only a rehearsal is marked as a demonstration") {
  TestSite test;
  CHECK(has(Framed(test).page(meta_at("x.html")), "<b>演示</b>"));
  test.site.config.rehearsal = false;
  CHECK_FALSE(has(Framed(test).page(meta_at("x.html")), "演示"));
}

TEST_CASE("noindex and data-total stand where they are asked for") {
  const TestSite test;
  const Framed framed(test);
  PageMeta meta = meta_at("x.html");
  CHECK_FALSE(has(framed.page(meta), "noindex"));
  CHECK_FALSE(has(framed.page(meta), "data-total"));
  meta.noindex = true;
  meta.data_total = 7;
  CHECK(has(framed.page(meta), "<meta name=\"robots\" content=\"noindex\">"));
  CHECK(std::regex_search(framed.page(meta), std::regex("<main[^>]* data-total=\"7\"")));
}

TEST_CASE("titles and names are escaped in the frame") {
  TestSite test;
  test.site.config.name = "<script>alert(1)</script>";
  const Framed framed(test);
  PageMeta meta = meta_at("x.html");
  meta.title = "\"><img src=x onerror=alert(1)>";
  const std::string page = framed.page(meta);
  CHECK_FALSE(has(page, "<script>alert"));
  CHECK_FALSE(has(page, "<img"));
}

TEST_CASE("columns nobody has data for and nobody explains are not linked") {
  TestSite test;
  test.site.config.columns = {{"notices", "本区没有此类事项。"}};
  const auto columns = Columns::of(test.site, Edition(), {});
  REQUIRE(columns.navigation().size() == 1);
  CHECK(columns.navigation().front().path == "notices/index.html");
  CHECK_FALSE(columns.open("decisions"));
}

TEST_CASE("the columns of a release on disk are found again") {
  TestSite test;
  test.scratch.write("web/decisions/index.html", "x");
  test.scratch.write("web/officers/index.html", "x");
  test.scratch.write("web/annual-reports/2024/index.html", "x");
  test.scratch.write("web/annual-reports/2025/index.html", "x");
  const auto columns = Columns::found(test.fs, test.site, test.scratch / "web");
  REQUIRE(columns.navigation().size() == 3);
  CHECK(columns.navigation()[1].path == "officers/index.html");
  CHECK(columns.navigation()[2].path == "annual-reports/2025/index.html");
}
