#include "search/result_files.h"

#include "records.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// What a query finds among a firm, a person and an agency.
struct Found {
  Found() {
    Json person = decision_json(kMarket, "示市监罚〔2026〕8号", "张某某", "2026-03-02");
    person["personal"] = true;
    const auto edition = edition_of({agency_json(kMarket, "示例区市场监督管理局", "区市场监管局"),
                                     decision_json(kMarket, "示市监罚〔2026〕7号", "=云溪\"餐饮\"有限公司", "2026-03-01"), person});
    REQUIRE(IndexWriter::write_index(test::site(), edition, scratch / "index").ok());
    portal.config.base_url = "https://gongshi.example/xzzfgs/";
  }
  SearchResult ask(const SearchRequest& asked) const {
    auto result = search(scratch / "index", asked);
    REQUIRE(result.ok());
    return std::move(result).value();
  }
  SearchRequest request = SearchRequest::read({{"q", "示市监罚"}, {"sort", "date"}}).value();
  Scratch scratch;
  Site portal = test::site();
};

}  // namespace

TEST_CASE("the table of a result has a row for each hit and says nothing of natural persons but the number") {
  const Found found;
  const auto lines = split(result_csv(found.portal, found.ask(found.request)), '\n');
  REQUIRE(lines.size() == 4);
  CHECK(contains(lines[0], "标题,文号或者编号,机关,类别,结果,日期,公示日期,网址"));
  CHECK(lines[1].starts_with(",示市监罚〔2026〕8号,示例区市场监督管理局,"));
  CHECK_FALSE(contains(lines[1], "张某某"));
  CHECK_FALSE(contains(lines[1], "https://"));
  CHECK(contains(lines[2], "示市监罚〔2026〕7号"));
  CHECK(contains(lines[2], "https://gongshi.example/xzzfgs/decisions/2026-03/"));
  // Nothing that a spreadsheet takes for a formula.
  CHECK_FALSE(contains(lines[2], ",=云溪"));
  CHECK_FALSE(lines[2].starts_with("="));
}

TEST_CASE("the feed of a result links and dates its entries and leaves natural persons out") {
  const Found found;
  const std::string feed = result_atom(found.portal, found.request, found.ask(found.request));
  CHECK(contains(feed, "<title>示例区行政执法公示：搜索“示市监罚”</title>"));
  CHECK(contains(feed, "<updated>2026-03-01T00:00:00+08:00</updated>"));
  CHECK(contains(feed, "=云溪&quot;餐饮&quot;有限公司"));
  CHECK_FALSE(contains(feed, "张某某"));
  CHECK_FALSE(contains(feed, "8号"));
  const auto hostile = SearchRequest::read({{"q", "<b>&\"]]>"}}).value();
  const std::string empty = result_atom(found.portal, hostile, found.ask(hostile));
  CHECK_FALSE(contains(empty, "<entry>"));
  CHECK_FALSE(contains(empty, "<b>"));
  CHECK(contains(empty, "1970-01-01T00:00:00"));
}
