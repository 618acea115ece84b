#include "render/flow.h"

#include "base/markup.h"
#include "edition_maker.h"
#include "render/flow_layout.h"

using namespace gongshi;
using test::has;
using test::TestSite;

namespace {

const char* const kSteps = R"([{"id":"a","name":"申请"},{"id":"b","name":"受理","unit":"窗口","days":"5 日","next":["c","d","nobody"]},
    {"id":"c","name":"补正材料","next":["b"]},{"id":"d","name":"决定"}])";

std::string drawn(const std::vector<FlowStep>& steps) {
  const TestSite test;
  const auto templates = Templates::load(test.fs, test.site);
  REQUIRE(templates);
  const auto html = flow_chart(*templates, "行政许可", steps);
  REQUIRE(html);
  return html->str();
}

size_t times(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("steps lead where they say and successors nobody knows are left out") {
  const auto steps = flow_steps(Json::parse(kSteps));
  REQUIRE(steps.size() == 4);
  CHECK(steps[0].next.empty());
  CHECK(steps[1].next == std::vector<size_t>{2, 3});
  CHECK(steps[2].next == std::vector<size_t>{1});
  CHECK(next_in_words(steps, 1) == "下一步：补正材料，或者决定。");
  CHECK(next_in_words(steps, 2) == "下一步：受理。");
  CHECK(next_in_words(steps, 3).empty());
}

TEST_CASE("one successor may stand without a list") {
  const auto steps = flow_steps(Json::parse(R"([{"id":"a","name":"申请","next":"c"},{"id":"b","name":"补正","next":5},{"id":"c","name":"受理"}])"));
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].next == std::vector<size_t>{2});
  CHECK(steps[1].next.empty());
}

TEST_CASE("steps that name no successor follow each other") {
  const auto listed = flow_steps(Json::parse(R"([{"name":"立案"},{"name":""},7,{"name":"调查"},{"name":"决定"}])"));
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].next == std::vector<size_t>{1});
  CHECK(next_in_words(listed, 0).empty());
  const auto line = flow_steps(std::string("受理、审查；决定→送达。"));
  REQUIRE(line.size() == 4);
  CHECK(line[3].name == "送达");
  CHECK(line[2].next == std::vector<size_t>{3});
  CHECK(flow_steps(Json("受理")).empty());
}

TEST_CASE("a layout keeps boxes apart and lets arrows end at them") {
  const auto layout = lay_out({{150, 40, {1, 2}}, {150, 40, {3}}, {150, 84, {3}}, {150, 40, {0}}});
  REQUIRE(layout);
  REQUIRE(layout->centres.size() == 4);
  REQUIRE(layout->arrows.size() == 5);
  CHECK(layout->centres[0].y < layout->centres[1].y);
  CHECK(layout->centres[1].y == layout->centres[2].y);
  CHECK(std::abs(layout->centres[1].x - layout->centres[2].x) >= 150);
  CHECK(layout->centres[3].y > layout->centres[1].y);
  for (const auto& centre : layout->centres) {
    CHECK((centre.x >= 75 && centre.x <= layout->width - 75));
    CHECK((centre.y >= 20 && centre.y <= layout->height - 20));
  }
  for (const auto& arrow : layout->arrows) CHECK(arrow.curve.size() % 3 == 1);
}

TEST_CASE("a procedure is drawn the same every time with its words and no markup of others") {
  auto steps = flow_steps(Json::parse(kSteps));
  const std::string first = drawn(steps);
  CHECK(first == drawn(steps));
  CHECK(times(first, "<rect") == 4);
  CHECK(times(first, "class=\"arrow\"") == 3);
  CHECK(has(first, "<title id=\"flow-title\">行政许可流程图</title>"));
  CHECK(has(first, "共 4 步：申请，受理，补正材料，决定。"));
  CHECK(has(first, "role=\"img\" aria-labelledby=\"flow-title flow-text\""));
  for (const char* foreign : {"font-family", "<!DOCTYPE", "xlink", "style=", "href"}) CHECK_FALSE(has(first, foreign));
  steps[0].name = "<script>alert(1)</script>";
  CHECK_FALSE(has(drawn(steps), "<script>"));
}

TEST_CASE("long names are broken into lines that fit their box") {
  const std::string svg = drawn(flow_steps(std::string("告知当事人拟作出的处罚以及事实理由依据、决定")));
  CHECK(has(svg, ">告知当事人拟作出</text>"));
  CHECK(has(svg, ">的处罚以及事实理</text>"));
  CHECK(has(svg, ">由依据</text>"));
}

TEST_CASE("one step or far too many are a list without a drawing") {
  CHECK(drawn({{"受理", "", "", {}}}).empty());
  std::vector<FlowStep> many(41, FlowStep{"步骤", "", "", {}});
  CHECK(drawn(many).empty());
}
