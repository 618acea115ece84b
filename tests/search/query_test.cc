#include "search/query.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <set>

#include "records.h"
#include "search/schema.h"
#include "search/terms.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

using Parameters = std::map<std::string, std::string>;

/// An index of made-up records, and the records to compare its answers with.
struct Library {
  explicit Library(size_t decisions) : Library(many_records(decisions)) {}
  explicit Library(std::vector<Json> all) : records(std::move(all)) {
    const auto written = IndexWriter::write_index(site(), edition_of(records), index());
    REQUIRE(written.ok());
    REQUIRE(*written == records.size());
  }

  stdfs::path index() const { return scratch / "index"; }

  SearchResult ask(const Parameters& parameters) const {
    const auto request = SearchRequest::read(parameters);
    REQUIRE(request.ok());
    auto result = search(index(), *request, true);
    REQUIRE(result.ok());
    return std::move(result).value();
  }

  std::vector<FoundRecord> all_hits(Parameters parameters) const {
    std::vector<FoundRecord> hits;
    for (size_t page = 1;; ++page) {
      parameters["page"] = std::to_string(page);
      const auto result = ask(parameters);
      hits.insert(hits.end(), result.hits.begin(), result.hits.end());
      if (result.hits.size() < SearchRequest::kPageSize) {
        REQUIRE(result.total == static_cast<long>(hits.size()));
        return hits;
      }
    }
  }

  std::set<std::string> urls(const Parameters& parameters) const {
    std::set<std::string> out;
    for (const auto& hit : all_hits(parameters)) REQUIRE(out.insert(hit.url).second);
    return out;
  }

  /// Addresses of the records for which `fits` holds.
  template <class Fits>
  std::set<std::string> where(const Fits& fits) const {
    std::set<std::string> out;
    for (const auto& record : records)
      if (fits(record)) out.insert(text_at(record, "address"));
    return out;
  }

  Scratch scratch;
  std::vector<Json> records;
};

/// Every text a reader of a made-up record sees.
std::vector<std::string> texts(const Json& record) {
  std::vector<std::string> out;
  for (const char* field :
       {"name", "short_name", "title", "violation_type", "basis", "document_number", "party.name"})
    if (auto text = text_at(record, std::string("fields.") + field); !text.empty())
      out.push_back(normalised(text));
  if (const Json* kinds = find_at(record, "fields.penalty_kinds"))
    for (const auto& kind : *kinds) out.push_back(kind.get<std::string>());
  const std::string category = text_at(record, "fields.category");
  if (!category.empty()) out.emplace_back(category == "permit" ? "行政许可" : "行政处罚");
  out.push_back(text_at(record, "agency") == kMarket ? "示例区市场监督管理局"
                                                     : "示例区卫生健康委员会");
  return out;
}

bool stands_in(const Json& record, const std::string& word) {
  const auto all = texts(record);
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& text) { return contains(text, normalised(word)); });
}

bool includes(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace

TEST_CASE("every record in which a word stands is found by it") {
  const Library library(300);
  for (const char* word :
       {"进货", "进货查验", "云溪餐饮", "行政复议", "复议期间", "示市监罚", "第一百二十六条",
        "没收违法所得", "卫生健康", "abc超市", "食品安全法", "药"}) {
    INFO(word);
    const auto expected =
        library.where([&](const Json& record) { return stands_in(record, word); });
    CHECK_FALSE(expected.empty());
    CHECK(includes(library.urls({{"q", word}}), expected));
  }
}

TEST_CASE("quoted text is found where it stands and nowhere else") {
  const Library library(300);
  for (const char* word : {"行政复议", "审批后复议", "进货查验", "食品", "违法所得", "〔2025〕",
                           "例区长安", "市监罚〔2026〕1", "安全法》第"}) {
    INFO(word);
    const auto expected =
        library.where([&](const Json& record) { return stands_in(record, word); });
    CHECK(library.urls({{"q", "“" + std::string(word) + "”"}}) == expected);
  }
  const auto apart =
      library.where([](const Json& record) { return stands_in(record, "行政审批后复议"); });
  CHECK_FALSE(apart.empty());
  for (const auto& url : library.urls({{"q", "\"行政复议\""}})) CHECK_FALSE(apart.contains(url));
}

TEST_CASE("two quotations, a word left out and conditions hold together") {
  const Library library(300);
  const auto expected = library.where([](const Json& record) {
    return stands_in(record, "云溪餐饮") && stands_in(record, "行政审批") &&
           !stands_in(record, "罚款");
  });
  CHECK_FALSE(expected.empty());
  CHECK(library.urls({{"q", "\"云溪餐饮\" \"行政审批\" -罚款"}}) == expected);
  const auto without = library.where([](const Json& record) { return !stands_in(record, "罚款"); });
  CHECK(library.urls({{"q", "-罚款"}}) == without);
  const auto neither = library.where([](const Json& record) {
    return stands_in(record, "食品") && !stands_in(record, "云溪") &&
           !stands_in(record, "行政复议");
  });
  CHECK_FALSE(neither.empty());
  CHECK(library.urls({{"q", "\"食品\" -云溪 -行政复议"}}) == neither);
}

TEST_CASE("document numbers are found whole, from their beginning and with other brackets") {
  const Library library(150);
  const std::string number = text_at(library.records.back(), "id");
  const std::string address = text_at(library.records.back(), "address");
  const auto wide = replaced(replaced(number, "〔", "（"), "〕", "】");
  for (const auto& q : {number, wide, "“" + number + "”"}) {
    const auto result = library.ask({{"q", q}});
    REQUIRE(result.total == 1);
    CHECK(result.hits.front().url == address);
  }
  const std::string beginning = "示市监罚〔2025〕1";
  CHECK(library.urls({{"q", beginning}}) == library.where([&](const Json& record) {
    return text_at(record, "id").starts_with(beginning);
  }));
}

TEST_CASE("names are found by pinyin and by their initials") {
  const Library library(60);
  const auto yunxi =
      library.where([](const Json& record) { return stands_in(record, "云溪餐饮"); });
  CHECK(library.urls({{"q", "yunxi"}}) == yunxi);
  CHECK(library.urls({{"q", "YXCY"}}) == yunxi);
  const auto agency = library.where(
      [](const Json& record) { return text_at(record, "fields.name") == "示例区市场监督管理局"; });
  CHECK(library.urls({{"q", "slqscj"}}) == agency);
  CHECK(library.urls({{"q", "shichangjian"}}) == agency);
  CHECK(library.ask({{"q", "changan"}}).total > 0);
}

TEST_CASE("facets are what counting by hand gives, with and without words and conditions") {
  const Library library(300);
  for (const Parameters& parameters :
       {Parameters{}, Parameters{{"q", "食品"}}, Parameters{{"category", "penalty"}},
        Parameters{{"q", "\"行政复议\""}, {"year", "2025"}, {"agency", kMarket}}}) {
    std::map<std::string, const Json*> by_address;
    for (const auto& record : library.records) by_address[text_at(record, "address")] = &record;
    std::map<std::string, FacetCounts> expected;
    for (const auto& field : facet_fields()) expected[field];
    for (const auto& url : library.urls(parameters)) {
      const Json& record = *by_address.at(url);
      ++expected["dataset"][text_at(record, "dataset")];
      ++expected["agency"][text_at(record, "agency")];
      if (auto category = text_at(record, "fields.category"); !category.empty())
        ++expected["category"][category];
      if (auto date = text_at(record, "main_date"); !date.empty())
        ++expected["year"][date.substr(0, 4)];
      if (const Json* kinds = find_at(record, "fields.penalty_kinds"))
        for (const auto& kind : *kinds) ++expected["kind"][kind.get<std::string>()];
      if (const Json* fine = find_at(record, "fields.fine"))
        ++expected["amount"][std::string(amount_band(fine->get<int64_t>()))];
    }
    const auto result = library.ask(parameters);
    CHECK(result.exact);
    CHECK(result.facets == expected);
  }
}

TEST_CASE("the number beside a value is what choosing it opens") {
  const Library library(200);
  const Parameters base = {{"q", "食品"}, {"category", "penalty"}};
  const auto result = library.ask(base);
  for (const auto& field : facet_fields()) {
    const auto own = result.without_own.find(field);
    for (const auto& [value, count] :
         own == result.without_own.end() ? result.facets.at(field) : own->second) {
      Parameters chosen = base;
      chosen[field] = value;
      for (const auto& band : amount_bands())
        if (field == "amount" && band.value == value) chosen.insert({{"min", std::string(band.min)}, {"max", std::string(band.max)}});
      CHECK(library.ask(chosen).total == count);
    }
  }
  CHECK(result.without_own.contains("category"));
  CHECK_FALSE(result.without_own.contains("agency"));
}

TEST_CASE("dates, amounts and regions bound the result, both ends included") {
  const Library library(200);
  const auto between = library.where([](const Json& record) {
    const auto date = text_at(record, "main_date");
    return date >= "2025-10-15" && date <= "2025-11-20";
  });
  CHECK_FALSE(between.empty());
  CHECK(library.urls({{"from", "2025-10-15"}, {"to", "2025-11-20"}}) == between);
  const auto fined = library.where([](const Json& record) {
    const Json* fine = find_at(record, "fields.fine");
    return fine && *fine >= 10'000'00 && *fine <= 50'000'00;
  });
  CHECK_FALSE(fined.empty());
  CHECK(library.urls({{"min", "10000"}, {"max", "50,000.00"}}) == fined);
  CHECK(library.urls({{"max", "50000"}}).size() == library
                                                       .where([](const Json& record) {
                                                         const Json* fine =
                                                             find_at(record, "fields.fine");
                                                         return fine && *fine <= 50'000'00;
                                                       })
                                                       .size());
  CHECK(library.ask({{"region", "示例区西片"}}).total == 0);
}

TEST_CASE(
    "order: without words newest first, by amount largest first, equal weights newest first") {
  const Library library(120);
  const auto newest = library.all_hits({});
  CHECK(std::is_sorted(newest.begin(), newest.end(),
                       [](const auto& a, const auto& b) { return a.date > b.date; }));
  CHECK(newest.back().date.empty());
  const auto dated = library.all_hits({{"q", "食品"}, {"sort", "date"}});
  CHECK(std::is_sorted(dated.begin(), dated.end(),
                       [](const auto& a, const auto& b) { return a.date > b.date; }));
  std::map<std::string, int64_t> fines;
  for (const auto& record : library.records)
    if (const Json* fine = find_at(record, "fields.fine"))
      fines[text_at(record, "address")] = fine->get<int64_t>();
  const auto rich = library.all_hits({{"dataset", "decisions"}, {"sort", "amount"}});
  CHECK(std::is_sorted(rich.begin(), rich.end(), [&](const auto& a, const auto& b) {
    return fines.at(a.url) > fines.at(b.url);
  }));
}

TEST_CASE("a name or number given whole comes first") {
  const Library library(200);
  CHECK(library.ask({{"q", "示例区市场监督管理局"}}).hits.front().dataset == "agencies");
}

TEST_CASE("pages do not overlap and a page after the last is empty") {
  const Library library(45);
  CHECK(library.urls({}).size() == 47);
  const auto beyond = library.ask({{"page", "9"}});
  CHECK(beyond.hits.empty());
  CHECK(beyond.total == 47);
}

TEST_CASE("words without a letter find nothing, values nobody has find nothing") {
  const Library library(20);
  for (const char* q : {"？！", "「」", "\"，\"", "%", "★"})
    CHECK(library.ask({{"q", q}}).total == 0);
  CHECK(library.ask({{"dataset", "no-such"}}).total == 0);
  CHECK(library.ask({{"q", "食品"}, {"kind", std::string(190, 'x')}}).total == 0);
}

TEST_CASE("bad conditions are refused with a sentence for the reader") {
  const std::pair<Parameters, const char*> cases[] = {
      {{{"from", "2026-02-30"}}, "日期请按 2026-11-20 的样子填写。"},
      {{{"from", "2026-02-02"}, {"to", "2026-02-01"}}, "开始日期晚于结束日期，请修改。"},
      {{{"min", "一万"}}, "金额请填数字。"},
      {{{"max", "-1"}}, "金额请填数字。"},
      {{{"min", "2"}, {"max", "1"}}, "最低金额高于最高金额，请修改。"},
      {{{"year", "26"}}, "年份请填四位数字。"},
      {{{"sort", "name"}}, "排序方式只有最相关、最新和金额从高到低。"},
      {{{"page", "0"}}, "页码请填从 1 开始的数字。"},
      {{{"page", "1e3"}}, "页码请填从 1 开始的数字。"},
      {{{"page", "501"}}, "只能看到前 500 页，请增加条件后再搜索。"},
      {{{"q", std::string(101, 'x')}}, "输入的内容太长，请缩短到 100 个字以内。"},
      {{{"q", std::string(100'000, 'x')}}, "输入的内容太长，请缩短到 100 个字以内。"},
      {{{"agency", std::string(300, '1')}}, "输入的内容太长，请缩短到 100 个字以内。"},
  };
  for (const auto& [parameters, sentence] : cases) {
    const auto request = SearchRequest::read(parameters);
    REQUIRE_FALSE(request.ok());
    CHECK(request.error().code == "bad_query");
    CHECK(request.error().text == sentence);
  }
}

TEST_CASE("the address of a request reads back as the same request") {
  const Parameters parameters = {{"q", "“行政复议” a&b=c"}, {"kind", "罚款"},
                                 {"from", "2025-01-01"},    {"min", "1250"},
                                 {"sort", "date"},          {"page", "3"}};
  const auto request = SearchRequest::read(parameters);
  REQUIRE(request.ok());
  const auto again = request->parameters();
  CHECK(Parameters(again.begin(), again.end()) == parameters);
  CHECK(query_address({{"q", "罚 &"}}) == "?q=%E7%BD%9A%20%26");
}

TEST_CASE("an index that is not there or of another version is an error, not an exception") {
  const Library library(5);
  const auto request = SearchRequest::read({{"q", "食品"}}).value();
  CHECK(search(library.scratch / "nowhere", request).error().code == "index");
  {
    Xapian::WritableDatabase other((library.scratch / "other").string(), Xapian::DB_CREATE);
    other.set_metadata("schema", R"({"version":0,"normaliser":1})");
    other.commit();
  }
  CHECK(search(library.scratch / "other", request).error().code == "index");
}
