#include "base/markup.h"
#include "render/edition_maker.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

EditionMaker some_of_each() {
  EditionMaker maker;
  maker.add_penalty(1);
  maker.add_person(2);
  maker.add_tombstone(3);
  maker.add("powers", kAgency, "p-1", {{"name", "对占道经营的处罚"}, {"category", "penalty"}});
  maker.add("officers", kAgency, "99010100001", {{"name", "赵一"}, {"unit", "执法科"}, {"valid_until", "2029-01-01"}});
  return maker;
}

std::map<std::string, std::string> metas_of(const std::string& page) {
  std::map<std::string, std::string> metas;
  MarkupReader reader(page);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen || token.name != "meta") continue;
    std::string name, content;
    for (const auto& attribute : markup_attributes(token.source))
      (attribute.name == "name" ? name : content) = attribute.value;
    if (!name.empty()) CHECK(metas.emplace(name, content).second);
  }
  return metas;
}

}  // namespace

TEST_CASE("every page has the tags that inspections look for, none empty and none twice") {
  const TestSite bed;
  for (const auto& [path, page] : bed.render(some_of_each().edition())) {
    if (!path.ends_with(".html")) continue;
    INFO(path);
    const auto metas = metas_of(page);
    for (const char* name : {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription",
                             "ColumnKeywords", "ColumnType", "Description"})
      CHECK(metas.count(name) == 1);
    for (const auto& [name, content] : metas) CHECK_FALSE(trimmed(content).empty());
    if (!path.starts_with("decisions/2026-11/" + kAgency)) continue;
    for (const char* name : {"ArticleTitle", "PubDate", "ContentSource", "Keywords", "Url"})
      CHECK(metas.count(name) == 1);
  }
}

TEST_CASE("a site without domain and code leaves those two tags out") {
  TestSite bed;
  bed.site.config.base_url.clear();
  bed.site.config.site_id_code.clear();
  const auto metas = metas_of(bed.render(some_of_each().edition()).at("index.html"));
  CHECK(metas.count("SiteDomain") == 0);
  CHECK(metas.count("SiteIDCode") == 0);
  CHECK(metas.count("SiteName") == 1);
}

TEST_CASE("persons and tombstones are not for search engines, in no feed and in no sitemap") {
  const TestSite bed;
  const auto files = bed.render(some_of_each().edition());
  for (const auto& [path, page] : files) {
    if (!path.starts_with("decisions/2026-11/" + kAgency) || !path.ends_with(".html")) continue;
    INFO(path);
    const bool hidden = metas_of(page).count("robots") == 1;
    CHECK(hidden != has(page, "云溪餐饮有限公司"));
    const std::string name = path.substr(path.rfind('/') + 1);
    CHECK(has(files.at("sitemap.xml"), name) != hidden);
    CHECK(has(files.at("decisions/feed.atom"), name) != hidden);
  }
}

TEST_CASE("every dataset with pages has a feed that its column and the site map name") {
  const TestSite bed;
  const auto files = bed.render(some_of_each().edition());
  for (const char* dataset : {"agencies", "decisions", "officers", "powers"}) {
    const std::string feed = std::string(dataset) + "/feed.atom";
    INFO(feed);
    REQUIRE(files.count(feed) == 1);
    CHECK(has(files.at(feed), "<link rel=\"self\" href=\"https://example.invalid/xzzfgs/" + feed + "\"/>"));
    CHECK(has(files.at("sitemap.html"), feed));
    CHECK(has(files.at(std::string(dataset) + "/index.html"), feed));
  }
}

TEST_CASE("the page for addresses that are not there links from the host's root") {
  TestSite bed;
  CHECK(has(bed.render(some_of_each().edition()).at("404.html"), "href=\"/xzzfgs/index.html\""));
  bed.site.config.base_url.clear();
  CHECK(has(bed.render(some_of_each().edition()).at("404.html"), "href=\"index.html\""));
}
