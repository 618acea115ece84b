#include "render/linked_data.h"

#include "base/markup.h"
#include "render/edition_maker.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The linked data of a page; null when it has none.
Json graph_of(const std::string& page) {
  MarkupReader reader(page);
  for (MarkupToken token; reader.next(token);)
    if (token.kind == MarkupToken::Kind::kRaw && token.source.starts_with("{"))
      return Json::parse(token.source).at("@graph");
  return {};
}

}  // namespace

TEST_CASE("a page's breadcrumb stands in its linked data with whole addresses") {
  const TestSite bed;
  EditionMaker maker;
  maker.add_penalty(1);
  const auto files = bed.render(maker.edition());
  const Json list = graph_of(files.at("agencies/" + kAgency + ".html")).at(0);
  CHECK(list.at("@type") == "BreadcrumbList");
  CHECK(list.at("itemListElement").at(0).at("item") == "https://example.invalid/xzzfgs/");
  CHECK(list.at("itemListElement").back().at("item") ==
        "https://example.invalid/xzzfgs/agencies/" + kAgency + ".html");
}

TEST_CASE("a page that search engines must not list, and a site without an address, has no linked data") {
  TestSite bed;
  EditionMaker maker;
  maker.add_person(1);
  maker.add_tombstone(2);
  for (const auto& [path, page] : bed.render(maker.edition()))
    if (has(page, "content=\"noindex\"")) CHECK(graph_of(page).is_null());
  bed.site.config.base_url.clear();
  for (const auto& [path, page] : bed.render(maker.edition()))
    if (path.ends_with(".html")) CHECK(graph_of(page).is_null());
}

TEST_CASE("no value can end the data block") {
  TestSite bed;
  bed.site.config.base_url = "https://example.invalid/";
  EditionMaker maker;
  maker.add("services", kAgency, "s-1",
            {{"name", "</script><script>alert(1)</script><!--"}, {"place", "1 号窗口"}, {"phone", "0000-0000 1"},
             {"target", "企业"}, {"conditions", "有场所"}});
  const auto files = bed.render(maker.edition());
  for (const auto& [path, page] : files) {
    if (!path.starts_with("services/") || !path.ends_with(".html") || has(path, "index")) continue;
    CHECK_FALSE(has(page, "<script>alert"));
    const Json service = graph_of(page).at(1);
    CHECK(service.at("@type") == "GovernmentService");
    CHECK(service.at("name") == "</script><script>alert(1)</script><!--");
    CHECK(service.at("serviceOperator").at("name") == "示例区市场监督管理局");
    CHECK(service.at("availableChannel").at("serviceLocation").at("address") == "1 号窗口");
    CHECK(service.at("audience").at("audienceType") == "企业");
  }
}
