#include "site/config.h"
#include "site/filings.h"

#include <tuple>

#include "base/text.h"
#include "site/start.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

namespace {

SiteConfig config_of(const char* text) {
  SiteConfig config;
  std::vector<Error> errors;
  read_config(Json::parse(text), "site.json", config, errors);
  for (const auto& error : errors) FAIL(error.where << " " << error.text);
  return config;
}

std::string due(const Filing& filing, const char* as_of) {
  const FilingDay day = next_due(filing, *Date::parse(as_of));
  return day.due_on.iso() + " " + day.period;
}

Filing quarter(int day) {
  Filing filing;
  filing.quarterly = true;
  filing.day = day;
  return filing;
}

}  // namespace

TEST_CASE("a site that names no yearly filing has those of the law") {
  const auto filings = filings_of(config_of(R"({"name":"x"})"));
  REQUIRE(filings.size() == 2);
  CHECK(annual_day(config_of(R"({"name":"x"})"), Filing::Step::kSubmit, 2026).iso() == "2027-01-15");
  CHECK(annual_day(config_of(R"({"name":"x"})"), Filing::Step::kPublish, 2026).iso() == "2027-01-31");
}

TEST_CASE("of several yearly filings of one kind the earliest day counts and a quarterly one is none") {
  const SiteConfig config = config_of(R"({"name":"x","filings":[
    {"id":"a","title":"a","every":"year","by":"01-20","step":"submit"},
    {"id":"b","title":"b","every":"year","by":"01-10","step":"submit"},
    {"id":"c","title":"c","every":"quarter","by":"5","step":"publish"}]})");
  CHECK(annual_day(config, Filing::Step::kSubmit, 2026).iso() == "2027-01-10");
  CHECK(annual_day(config, Filing::Step::kPublish, 2026).iso() == "2027-01-31");
  CHECK(filings_of(config).size() == 4);
}

TEST_CASE("a yearly filing is next due for the year before until its day has passed") {
  const Filing filing = filings_of(config_of(R"({"name":"x"})"))[0];
  CHECK(due(filing, "2026-11-20") == "2027-01-15 2026年度");
  CHECK(due(filing, "2027-01-15") == "2027-01-15 2026年度");
  CHECK(due(filing, "2027-01-16") == "2028-01-15 2027年度");
}

TEST_CASE("a quarter is filed in the month after it and the fourth in the next year") {
  CHECK(due(quarter(15), "2026-01-01") == "2026-01-15 2025年第四季度");
  CHECK(due(quarter(15), "2026-01-16") == "2026-04-15 2026年第一季度");
  CHECK(due(quarter(15), "2026-04-15") == "2026-04-15 2026年第一季度");
  CHECK(due(quarter(15), "2026-04-16") == "2026-07-15 2026年第二季度");
  CHECK(due(quarter(28), "2026-09-30") == "2026-10-28 2026年第三季度");
  CHECK(due(quarter(1), "2026-12-31") == "2027-01-01 2026年第四季度");
}

TEST_CASE("two commented objects are joined with their comments") {
  const std::string joined = joined_objects("{\n  // one\n  \"a\": 1\n}\n", "{\n  // two\n  \"b\": {\"c\": 2}\n}\n");
  CHECK(joined == "{\n  // one\n  \"a\": 1,\n  // two\n  \"b\": {\"c\": 2}\n}\n");
  CHECK(parse_config(joined, "x").ok());
}

TEST_CASE("fields named by order come first and a name that is no field is refused") {
  const auto read = [](const char* text) { return read_definition(Json::parse(text), "x.json"); };
  const auto built_in = read(R"({"dataset":"a","fields":[{"name":"x","label":"甲"},{"name":"y","label":"乙"},{"name":"z","label":"丙"}]})");
  REQUIRE(built_in);
  for (const auto& [order, expected] : {std::pair{R"(["z","x"])", "zxy"}, std::pair{R"(["y"])", "yxz"}, std::pair{"[]", "xyz"}}) {
    DatasetDefinition definition = *built_in;
    const auto site = read_definition(Json::parse(std::string(R"({"dataset":"a","order":)") + order + "}"), "x.json", &*built_in);
    REQUIRE(site);
    REQUIRE(overlay(definition, *site, "x.json").ok());
    std::string found;
    for (const auto& field : definition.fields) found += field.name;
    CHECK(found == expected);
  }
  DatasetDefinition definition = *built_in;
  for (const char* order : {R"(["w"])", R"(["x","x"])"}) {
    const auto site = read_definition(Json::parse(std::string(R"({"dataset":"a","order":)") + order + "}"), "x.json", &*built_in);
    REQUIRE(site);
    CHECK_FALSE(overlay(definition, *site, "x.json").ok());
  }
}

namespace {

std::vector<Error> site_errors(const char* site_json, const char* violations) {
  const test::Scratch scratch;
  scratch.write("site.json", site_json);
  scratch.write("feeds.json", "[]");
  if (*violations) scratch.write("violations.json", violations);
  return load_site(DiskFs(), scratch.path(), GONGSHI_SOURCE_DIR).errors;
}

}  // namespace

TEST_CASE("classes of violations come from the site or are the built-in ones") {
  const test::Scratch scratch;
  scratch.write("site.json", R"({"name":"x"})");
  scratch.write("feeds.json", "[]");
  CHECK(load_site(DiskFs(), scratch.path(), GONGSHI_SOURCE_DIR).site.violations.size() > 10);
  scratch.write("violations.json", R"([{"label":"占道","words":["占用","摆摊"]}])");
  const auto loaded = load_site(DiskFs(), scratch.path(), GONGSHI_SOURCE_DIR);
  CHECK(loaded.errors.empty());
  REQUIRE(loaded.site.violations.size() == 1);
  CHECK(loaded.site.violations[0].words == std::vector<std::string>{"占用", "摆摊"});
}

TEST_CASE("a mistake in a list the annual report tells decisions apart by is named with its place") {
  CHECK(site_errors(R"({"name":"x","places":["青禾街道"],"regions":{"990101":"示例区"}})", "").empty());
  for (const auto& [site_json, violations, words] : std::vector<std::tuple<const char*, const char*, const char*>>{
           {R"({"name":"x","places":[" "]})", "", "places"},
           {R"({"name":"x","places":"青禾街道"})", "", "类型不对"},
           {R"({"name":"x","regions":{"区":"示例区"}})", "", "行政区划代码"},
           {R"({"name":"x","regions":{"990101":""}})", "", "行政区划代码"},
           {R"({"name":"x"})", R"([{"label":"占道","words":[]}])", "words"},
           {R"({"name":"x"})", R"([{"label":"占道","words":[" "]}])", "words"},
           {R"({"name":"x"})", R"([{"label":"占道"}])", "words"},
           {R"({"name":"x"})", R"([{"label":"占道","words":["占"]},{"label":"占道","words":["摆"]}])", "写了两次"}}) {
    INFO(site_json << violations);
    const auto errors = site_errors(site_json, violations);
    REQUIRE(errors.size() == 1);
    CHECK(contains(errors[0].text, words));
  }
}

TEST_CASE("a dataset of figures is known to feeds and is none of the records' datasets") {
  const test::Scratch scratch;
  scratch.write("site.json", R"({"name":"x"})");
  scratch.write("feeds.json", R"([{"id":"n","dataset":"declared","agency":"*","url":"n.csv"}])");
  const auto loaded = load_site(DiskFs(), scratch.path(), GONGSHI_SOURCE_DIR);
  CHECK(loaded.errors.empty());
  REQUIRE(loaded.site.definition("declared") != nullptr);
  CHECK_FALSE(loaded.site.definition("declared")->records);
  CHECK(loaded.site.datasets.count("declared") == 0);
}
