#include "report/annual_layout.h"

#include <functional>

#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

Json small_layout() {
  return Json::parse(R"({
    "id": "own", "title": "统计年报", "money": "万元",
    "tables": [{"id": "penalty", "title": "行政处罚", "unit": "件", "by": "penalty_kinds",
      "categories": ["penalty"], "severity": ["other", "warning", "fine"],
      "columns": [{"id": "warning", "label": "警告", "kinds": ["警告"]},
                  {"id": "fine", "label": "罚款", "kinds": ["罚款"]},
                  {"id": "other", "label": "其他", "kinds": ["其他"], "rest": true}],
      "total": "合计", "amount": {"label": "罚没金额", "of": ["fine"]}}]})");
}

/// The sentence a spoilt layout is refused with.
std::string refusal(const std::function<void(Json&)>& spoil) {
  Json json = small_layout();
  spoil(json);
  const auto layout = read_layout(json, "annual/own.json");
  REQUIRE_FALSE(layout.ok());
  CHECK(layout.error().code == "bad_config");
  CHECK(layout.error().where.starts_with("annual/own.json#/"));
  return layout.error().text;
}

}  // namespace

TEST_CASE("a layout of one's own is a file") {
  const auto layout = read_layout(small_layout(), "annual/own.json");
  REQUIRE(layout.ok());
  CHECK(layout->money_unit() == "万元");
  CHECK(layout->money_text(17537900) == "17.5379");
  const AnnualTable& table = layout->tables.at(0);
  CHECK(table.columns.at(1).unit == "件");
  CHECK(table.weight == std::vector<size_t>{1, 2, 0});
  CHECK(table.amount.fine);
  CHECK_FALSE(table.amount.confiscated);
}

TEST_CASE("a layout with a mistake is refused and the sentence names the place") {
  CHECK(contains(refusal([](Json& j) { j["tables"][0]["colour"] = "red"; }), "colour"));
  CHECK(contains(refusal([](Json& j) { j["money"] = "美元"; }), "money"));
  CHECK(
      contains(refusal([](Json& j) { j["tables"][0]["columns"][1]["kinds"] = {"警告"}; }), "警告"));
  CHECK(contains(refusal([](Json& j) {
                   j["tables"][0]["severity"] = {"other", "fine"};
                 }),
                 "warning"));
  CHECK(
      contains(refusal([](Json& j) { j["tables"][0]["severity"].push_back("prison"); }), "prison"));
  CHECK(
      contains(refusal([](Json& j) { j["tables"][0]["columns"][2]["rest"] = false; }), "penalty"));
  CHECK(contains(refusal([](Json& j) { j["tables"][0]["columns"][0].erase("kinds"); }),
                 "columns[0]"));
  CHECK(contains(refusal([](Json& j) { j["tables"][0]["amount"]["of"] = {"tax"}; }), "amount.of"));
  CHECK(contains(refusal([](Json& j) { j["tables"][0]["by"] = "colour"; }), "by"));
  CHECK(contains(refusal([](Json& j) { j["tables"].push_back(j["tables"][0]); }), "id"));
  CHECK(contains(refusal([](Json& j) { j.erase("tables"); }), "tables"));
}

TEST_CASE("everything a layout can have wrong is said with its place") {
  const std::string columns = "/tables/0/columns";
  const auto add = [](const std::string& path, const Json& value) {
    return Json{{{"op", "add"}, {"path", path}, {"value", value}}};
  };
  const Json spare = {{"id", "spare"}, {"label", "备用"}};
  const auto spare_with = [&](const Json& more) {
    Json column = spare;
    column.update(more);
    return add(columns + "/-", column);
  };
  const std::vector<std::pair<Json, std::string>> spoilt = {
      {add(columns + "/0", 3), "应当是对象"},
      {add("/title", 3), "应当是文字。"},
      {add("/tables/0/notes", {3}), "应当是文字的列表"},
      {add("/tables/0/optional", "是"), "应当是 true 或者 false"},
      {add(columns, 3), "应当是列表"},
      {add("/tables/0/amount/of", Json::array()), "不能为空"},
      {spare_with({{"when", Json::object()}}), "when"},
      {add(columns + "/0/categories", {"permit"}), "不在本表的类别之中"},
      {spare_with({{"rate", {"fine"}}}), "应当是两列的 id"},
      {spare_with({{"rate", {"fine", "spare"}}}), "要写本表另外两列的 id"},
      {spare_with({{"id", "fine"}, {"declared", true}}), "与另一列同用 id"},
      {add(columns + "/1/rest", true), "都收容“penalty”"},
      {add("/tables/0/by", "agency"), "本表不从记录统计"},
      {add("/tables/0/id", "处罚"), "只能用小写字母"},
      {add(columns, Json::array()), "不能为空"},
      {add("/parts", {{{"id", "appendix"}}}), "只能是 tables 或者 narrative"},
      {add("/parts", {{{"id", "narrative"}}}), "要有 tables"},
      {add("/decimals", 9), "应当是 0 到"},
      {add("/tables", Json::array()), "不能为空"}};
  for (const auto& [patch, sentence] : spoilt) {
    std::string all;
    for (const Error& mistake : layout_mistakes(small_layout().patch(patch), "annual/own.json"))
      all += mistake.where + " " + mistake.text + "\n";
    INFO(patch.dump() << "\n" << all);
    CHECK(contains(all, sentence));
  }
  CHECK(layout_mistakes(small_layout(), "annual/own.json").empty());
}

TEST_CASE("docs/annual.md explains every key of a layout and no other") {
  const auto text = DiskFs().read(stdfs::path(GONGSHI_SOURCE_DIR) / "docs/annual.md");
  REQUIRE(text.ok());
  const std::vector<std::pair<std::string, std::string>> headings = {
      {"layout", "版式"}, {"part", "部分"}, {"table", "表"}, {"column", "列"}, {"amount", "金额"}, {"when", "条件"}};
  REQUIRE(headings.size() == layout_keys().size());
  for (const auto& [kind, heading] : headings) {
    INFO(heading);
    const size_t begin = text->find("\n### " + heading + "\n");
    REQUIRE(begin != std::string::npos);
    const std::string section = text->substr(begin, text->find("\n#", begin + 1) - begin);
    std::set<std::string> told;
    for (size_t at = section.find("\n| `"); at != std::string::npos; at = section.find("\n| `", at + 1))
      told.insert(section.substr(at + 4, section.find('`', at + 4) - at - 4));
    std::set<std::string> known(layout_keys().at(kind).begin(), layout_keys().at(kind).end());
    if (kind == "layout") known.insert({"extends", "without"});
    CHECK(told == known);
  }
}

TEST_CASE("v11 has the kinds of the 2021 law in its own order of severity") {
  const Site site = test::built_in_site();
  const auto book = LayoutBook::of(site);
  REQUIRE(book.ok());
  const AnnualLayout& v11 = book->site_layout();
  CHECK(v11.money_unit() == "元");
  REQUIRE(v11.tables.size() == 4);
  const AnnualTable& penalty = v11.tables.at(0);
  REQUIRE(penalty.columns.size() == 12);
  const auto weight = [&](const std::string& kind) {
    for (size_t i = 0; i < penalty.columns.size(); ++i)
      for (const std::string& own : penalty.columns[i].kinds)
        if (own == kind) return penalty.weight[i];
    FAIL("no column for " << kind);
    return size_t{0};
  };
  const std::vector<std::string> light_to_heavy = {
      "其他",         "警告",         "通报批评",     "罚款",
      "没收违法所得", "暂扣许可证件", "降低资质等级", "限制开展生产经营活动",
      "责令停产停业", "责令关闭",     "吊销许可证件", "行政拘留"};
  for (size_t i = 1; i < light_to_heavy.size(); ++i)
    CHECK(weight(light_to_heavy[i - 1]) < weight(light_to_heavy[i]));
  CHECK(weight("没收违法所得") == weight("没收非法财物"));
  CHECK(weight("责令关闭") == weight("限制从业"));
}

TEST_CASE("a site whose default layout is missing is refused") {
  Site site = test::built_in_site();
  site.config.annual_layout = "v99";
  const auto book = LayoutBook::of(site);
  REQUIRE_FALSE(book.ok());
  CHECK(contains(book.error().text, "v99"));
}

TEST_CASE("an agency prints its own layout where the site has it, else the site's") {
  Site site = test::built_in_site();
  site.annual_layouts["own"] = small_layout();
  auto book = LayoutBook::of(site);
  REQUIRE(book.ok());
  book->choose("A", "own");
  book->choose("B", "v99");
  CHECK(book->layout("A").id == "own");
  CHECK(book->layout("B").id == "v11");
  CHECK(book->layout("C").id == "v11");
}
