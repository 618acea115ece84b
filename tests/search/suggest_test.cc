#include "search/suggest.h"

#include "records.h"
#include "search/query.h"
#include "search/terms.h"
#include "search/writer.h"
#include "support/scratch.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::vector<std::u32string> forms(const std::vector<std::string>& names) {
  std::vector<std::u32string> out;
  for (const auto& name : names) out.push_back(normalised_points(name));
  return out;
}

struct NamedPortal {
  NamedPortal() {
    auto records = many_records(60);
    Json person = decision_json(kMarket, "示市监罚〔2026〕900号", "诸葛某某", "2026-03-02");
    person["personal"] = true;
    records.push_back(person);
    REQUIRE(IndexWriter::write_index(site(), edition_of(records), index()).ok());
  }
  stdfs::path index() const { return scratch / "index"; }
  Scratch scratch;
};

}  // namespace

TEST_CASE("a word is mended by one character and by two in longer words and left alone where it stands") {
  const auto known = forms({"示例区市场监督管理局", "云溪餐饮有限公司", "青禾小吃店"});
  CHECK(meant_by(known, "市场监肚管理局") == "市场监督管理局");
  CHECK(meant_by(known, "云溪餐厅") == "云溪餐饮");
  CHECK(meant_by(known, "云溪饮有限公司") == "云溪餐饮有限公司");
  CHECK(meant_by(known, "市场坚肚管理局") == "市场监督管理局");
  CHECK(meant_by(known, "市场") == "");
  CHECK(meant_by(known, "云") == "");
  CHECK(meant_by(known, "毫无关系") == "");
  CHECK(meant_by({}, "市场") == "");
}

TEST_CASE("a query without hits is written again with its words mended") {
  const NamedPortal portal;
  const auto meant = [&](const char* q) {
    const auto result = search(portal.index(), SearchRequest::read({{"q", q}}).value());
    REQUIRE(result.ok());
    return result->did_you_mean;
  };
  CHECK(meant("云溪餐厅有限公司") == "云溪餐饮有限公司");
  CHECK(meant("机关：市场监肚 -警告") == "机关：市场监督 -警告");
  CHECK(meant("“青禾小池店”") == "“青禾小吃店”");
  CHECK(meant("青禾小吃店") == "");
  CHECK(meant("鳞次栉比") == "");
}

TEST_CASE("names are offered by how many records bear them and none of natural persons") {
  const NamedPortal portal;
  const auto names = known_names(Xapian::Database(portal.index().string()));
  REQUIRE(names.size() > 5);
  for (size_t i = 1; i < names.size(); ++i) CHECK(names[i - 1].records >= names[i].records);
  CHECK(names.front().name == "示例区市场监督管理局");
  CHECK(names.front().records > 30);
  for (const auto& known : names) CHECK_FALSE(contains(known.name, "诸葛"));
  const auto completions = Completions::read(portal.index());
  REQUIRE(completions.ok());
  CHECK(completions->offer("示例").front() == "示例区市场监督管理局");
  CHECK(completions->offer("slqscjd") == std::vector<std::string>{"示例区市场监督管理局"});
  CHECK(completions->offer("诸葛").empty());
  CHECK(Completions::read(portal.scratch / "nowhere").error().code == "index");
  CHECK(LateCompletions(portal.scratch / "nowhere").offer("示例").empty());
}
