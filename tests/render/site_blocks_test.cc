#include "render/site_blocks.h"

#include "base/text.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

std::string block(const Site& site, const std::string& name) {
  const auto text = with_blocks(site, "[[" + name + "]]", "pages/a.md");
  REQUIRE(text);
  return *text;
}

}  // namespace

TEST_CASE("a line that names a block is replaced and every other line stays") {
  Site site;
  site.config.key_areas = {{"市场监管", {}}};
  const auto text = with_blocks(site, "前\n  [[key-areas]]  \n[[后]] 文字\n[链接](a.html)", "pages/a.md");
  REQUIRE(text);
  CHECK(*text == "前\n下列重点领域的执法决定率先公示：\n\n- 市场监管\n\n[[后]] 文字\n[链接](a.html)\n");
}

TEST_CASE("a block that nobody knows is named with its line") {
  const auto text = with_blocks({}, "一\n二\n[[carrier]]", "pages/a.md", 6);
  REQUIRE_FALSE(text);
  CHECK(text.error().code == "bad_page");
  CHECK(text.error().where == "pages/a.md:8");
}

TEST_CASE("what is not configured leaves nothing but the days the law names") {
  for (const char* name : {"carriers", "key-areas", "demanded", "deadlines"}) CHECK(trimmed(block({}, name)).empty());
  CHECK(contains(block({}, "filings"), "每年1月15日前：报送"));
  CHECK(contains(block({}, "filings"), "每年1月31日前：公开"));
}

TEST_CASE("signs of Markdown in the configuration are shown as they are written") {
  Site site;
  site.config.carriers = {{"公示栏", "a*b*[c](javascript:d)<i>", "1_2\n# 3"}};
  CHECK(contains(block(site, "carriers"), R"(- **公示栏**：a\*b\*\[c\](javascript:d)\<i\>（1\_2 \# 3）)"));
}

TEST_CASE("deadlines are told by rule set with what each says of rules elsewhere") {
  Site site;
  site.config.rule_sets = {"one", "two", "none"};
  site.rule_sets["one"] = {{"id", "one"}, {"title", "甲办法"}, {"exception", "法律另有规定的除外"},
                           {"deadlines", {{{"when", {{"category", {"permit", "penalty"}}}}, {"working_days", 7}},
                                          {{"when", Json::object()}, {"working_days", 20}}}}};
  site.rule_sets["two"] = {{"id", "two"}, {"title", "乙办法"}};
  const std::string text = block(site, "deadlines");
  CHECK(text == "**甲办法**\n\n- 行政许可、行政处罚决定：7 个工作日\n- 全部信息：20 个工作日\n\n法律另有规定的除外。\n\n\n");
}
