// CONTRIBUTING.md's three tasks as somebody new to the house does them: a dataset, a local rule and an annual
// layout, by files in a site folder (tests/house/newcomer) alone.

#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// The newcomer's site after one night.
class Newcomer {
 public:
  Newcomer() {
    stdfs::copy(stdfs::path(GONGSHI_SOURCE_DIR) / "tests/house/newcomer", folder_ / "site", stdfs::copy_options::recursive);
    const Ran ran = run({"nightly"});
    INFO(ran.out << ran.err);
    REQUIRE(ran.exit == 0);
  }
  Ran run(std::vector<std::string> words, const std::string& day = "2026-11-20") const {
    std::vector<std::string> all = {"--site", "site", "--as-of", day};
    all.insert(all.end(), words.begin(), words.end());
    return run_program(folder_, all);
  }
  Json explain(const std::string& dataset, const std::string& id) const {
    return run({"--json", "explain", dataset, kAgency, id}).json();
  }
  std::string served(const std::string& path) const { return slurp(folder_ / ("out/current/site/" + path)); }

 private:
  Scratch folder_{quick_directory()};
};

const Newcomer& newcomer() {
  static const Newcomer made;
  return made;
}

}  // namespace

TEST_CASE("a new dataset is a definition and a template") {
  const Json company = newcomer().explain("inspection-companies", "QD1");
  REQUIRE(company["state"] == "published");
  const std::string page = newcomer().served(company["url"]);
  CHECK(contains(page, "示例区市场监督管理局计划在2026年12月检查。"));  // the template's own sentence
  CHECK(contains(page, "<dt>检查频次</dt><dd>每年一次</dd>"));
  CHECK_FALSE(contains(page, "举报"));  // a field nobody called public
  CHECK(contains(newcomer().served("index.html"), "行政检查企业清单"));
  CHECK(contains(newcomer().served("inspection-companies/index.html"), "示例第二商贸有限公司"));
  CHECK(contains(newcomer().served("sitemap.xml"), std::string(company["url"])));
  const std::string data = newcomer().served("data/inspection-companies/all/inspection-companies.jsonl");
  CHECK(contains(data, "食品销售检查"));
  CHECK_FALSE(contains(data, "举报"));
  CHECK(newcomer().run({"--json", "search", "示例第二商贸"}).json()["total"] == 1);
}

TEST_CASE("a local rule is a rule set that withholds and shortens") {
  const Json warning = newcomer().explain("decisions", "示市监罚〔2026〕1号");
  CHECK(warning["state"] == "withheld");
  CHECK(warning["reasons"] == Json{"warning_only"});
  CHECK(contains(newcomer().run({"explain", "decisions", kAgency, "示市监罚〔2026〕1号"}).out, "示例区行政处罚公示规定"));
  const Json fine = newcomer().explain("decisions", "示市监罚〔2026〕2号");
  CHECK(fine["state"] == "published");
  CHECK(fine["term_ends_on"] == "2027-02-12");  // three months instead of twelve
}

TEST_CASE("an annual layout of one's own is a file that extends another") {
  const Json report = newcomer().run({"--json", "annual", "--year", "2026"}, "2027-01-05").json();
  const Json& agency = report["agencies"][0];
  CHECK(agency["layout"] == "local");
  const Json& penalties = agency["tables"][0];
  CHECK(penalties["amount_unit"] == "万元");
  for (const auto& column : penalties["columns"]) CHECK(column["id"] != "detention");
  CHECK(penalties["rows"][0]["total"] == 2);  // what is withheld counts
  CHECK(penalties["rows"][0]["amount"] == "0.20");
}

TEST_CASE("the newcomer's site is without mistake") {
  const Ran ran = newcomer().run({"check"});
  INFO(ran.err);
  CHECK(ran.exit == 0);
}
