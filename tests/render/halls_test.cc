#include "render/halls.h"

#include "edition_maker.h"
#include "render/led.h"

using namespace gongshi;
using test::EditionMaker;
using test::has;
using test::kAgency;
using test::kOther;
using test::TestSite;

namespace {

bool in_halls(const std::string& path) {
  return path.starts_with("kiosk/") || path.starts_with("screen/") || path.starts_with("print/");
}

/// What the halls' files say, all of them in one.
std::string said_in_halls(const std::map<std::string, std::string>& files) {
  std::string said;
  for (const auto& [path, bytes] : files)
    if (in_halls(path)) said += bytes;
  return said;
}

/// The data a screen or kiosk loads, without the call around it.
Json handed_over(const std::string& script) {
  const size_t open = script.find('('), close = script.rfind(')');
  return Json::parse(script.substr(open + 1, close - open - 1));
}

/// What a part of a loop shows, item after item.
std::vector<std::string> shown(const std::map<std::string, std::string>& files, const std::string& screen, const std::string& kind) {
  std::vector<std::string> items;
  const Json loop = handed_over(files.at(loop_path(screen)));
  for (const Json& part : loop.at("parts"))
    if (part.at("kind") == kind)
      for (const Json& item : part.at("items")) items.push_back(item.at("html"));
  return items;
}

/// A site with one screen of these parts.
void with_screen(TestSite& test, const std::string& loop, const std::string& more = "") {
  test.scratch.write("site.json", R"({"name":"示例区行政执法公示","authority":"示例区司法局","region_code":"990101",
    "base_url":"https://example.invalid/xzzfgs/","contacts":{"phone":"0000-0000 1234"},
    "screens":[{"id":"hall")" + more + R"(,"loop":[)" + loop + "]}]}");
  test.reload();
}

void add_officer(EditionMaker& maker, const std::string& id, const std::string& name, const std::string& status, bool window = true) {
  maker.add("officers", kAgency, id,
            {{"name", name}, {"unit", "政务服务科"}, {"post", "科员"}, {"duty", "受理申请"}, {"status", status}, {"window", window}});
}

EditionMaker full() {
  EditionMaker maker;
  for (int number = 1; number <= 3; ++number) maker.add_penalty(number);
  maker.add_person(4);
  add_officer(maker, "99010000001", "周示丙", "valid");
  maker.add("powers", kAgency, "QZ1", {{"name", "食品经营许可"}, {"category", "permit"}, {"basis", "《示例条例》第五条"}});
  maker.add("procedures", kAgency, "LC1",
            {{"name", "许可流程"}, {"category", "permit"}, {"steps", {{{"id", "a"}, {"name", "受理"}, {"unit", "政务服务科"}, {"next", {"b"}}}}}});
  maker.add("inspection-plans", kAgency, "JH1", {{"year", 2026}, {"target", "食品经营者"}, {"count", 1200}, {"period", "3月至11月"}});
  maker.add("notices", kAgency, "GG1", {{"kind", "lottery"}, {"title", "选房摇号公告"}, {"event_on", "2026-12-08"}, {"place", "报告厅"}});
  maker.add("notices", kAgency, "GG2", {{"kind", "hearing"}, {"title", "听证公告"}, {"event_on", "2026-11-05"}});
  return maker;
}

}  // namespace

TEST_CASE("what is planned for halls is written and nothing else") {
  TestSite test;
  with_screen(test, R"({"kind":"decisions"})");
  const Edition edition = full().edition();
  std::set<std::string> written;
  for (const auto& [path, bytes] : test.render(edition))
    if (in_halls(path)) written.insert(path);
  CHECK(written == planned_hall_paths(test.site, edition));
  CHECK(written.contains("screen/hall.html"));
  CHECK(written.contains("print/decisions-penalty-" + kAgency + ".html"));
  CHECK(written.contains("print/booklet-" + kAgency + ".html"));
}

TEST_CASE("an edition without records still has a kiosk and a screen and a leaflet") {
  Edition nothing;
  nothing.as_of = *Date::of(2026, 11, 20);
  const auto files = TestSite().render(nothing);
  CHECK(handed_over(files.at("kiosk/home.js")).at("recent").empty());
  CHECK_FALSE(has(files.at(kKioskIndex), "data-go=\"decisions/"));
  CHECK(has(files.at("print/leaflet.html"), "谁可以检查我"));
  CHECK(files.contains(kScreenIndex));
}

TEST_CASE("a kiosk has five doors and the ways behind them that lead somewhere") {
  const auto files = TestSite().render(full().edition());
  const std::string kiosk = files.at(kKioskIndex);
  for (const char* door : {"decisions", "officers", "items", "agencies", "remedies"}) CHECK(has(kiosk, "data-door=\"" + std::string(door) + "\""));
  for (const char* way : {"decisions/index.html", "decisions/penalty/index.html", "parties/index.html", "officers/index.html",
                          "officers/windows.html", "powers/index.html", "agencies/index.html", "remedies.html"}) {
    CHECK(has(kiosk, "data-go=\"" + std::string(way) + "\""));
    CHECK(files.contains(way));
  }
  CHECK_FALSE(has(kiosk, "data-go=\"services/index.html\""));
  CHECK_FALSE(has(kiosk, "decisions/permit/index.html"));
}

TEST_CASE("a kiosk links nowhere and runs nothing written into the page") {
  const std::string kiosk = TestSite().render(full().edition()).at(kKioskIndex);
  CHECK_FALSE(has(kiosk, "<a "));
  CHECK_FALSE(has(kiosk, "<input"));
  CHECK_FALSE(has(kiosk, " style="));
  CHECK_FALSE(has(kiosk, "onclick"));
  CHECK(has(kiosk, "name=\"robots\" content=\"noindex"));
}

TEST_CASE("the newest four decisions stand on a kiosk and a new shell is known by its digest") {
  EditionMaker maker = full();
  maker.add_penalty(9, {{"party", {{"name", "白鹭超市有限公司"}, {"kind", "organisation"}}}, {"decision_date", "2026-11-18"}},
                    {{"published_on", "2026-11-20"}});
  const auto files = TestSite().render(maker.edition());
  const Json home = handed_over(files.at("kiosk/home.js"));
  REQUIRE(home.at("recent").size() == 4);
  CHECK(home.at("recent")[0] == Json{{"name", "白鹭超市有限公司"}, {"result", "警告；罚款 5,000 元"}, {"day", "2026-11-20"}});
  CHECK(home.at("shell") == sha256_hex(files.at(kKioskIndex)).substr(0, 16));
}

TEST_CASE("the day until which a kiosk shows decisions is counted in working days") {
  EditionMaker maker;
  maker.set_as_of(*Date::of(2026, 11, 20));  // a Friday
  CHECK(has(TestSite().render(maker.edition()).at("asof.js"), R"(day: day, words: "2026年11月20日", until: "2026-11-25")"));
}

TEST_CASE("a printed table holds the newest month and goes on in another file after a hundred rows") {
  EditionMaker maker;
  maker.add_penalty(500, {{"decision_date", "2026-10-12"}}, {{"published_on", "2026-10-20"}});
  for (int number = 1; number <= 101; ++number) maker.add_penalty(number);
  const auto files = TestSite().render(maker.edition());
  const std::string path = "print/decisions-penalty-" + kAgency;
  const std::string first = files.at(path + ".html"), second = files.at(path + "-2.html");
  CHECK_FALSE(has(first + second, "500号"));
  CHECK(has(first, "第 1 部分，共 2 部分"));
  CHECK(has(second, "<td class=\"index\">101</td>"));
  CHECK_FALSE(has(first, "<td class=\"index\">101</td>"));
  for (const std::string& page : {first, second}) {
    CHECK(has(page, "行政处罚决定公示表"));
    CHECK(has(page, "示例区市场监督管理局"));
    CHECK(has(page, "2026年11月10日公示"));
    CHECK(has(page, "以网站为准"));
    CHECK(has(page, "data-day"));
    CHECK(has(page, "0000-0000 2010"));
    CHECK(page.find("<thead>") < page.find("违法行为类型"));
    CHECK(page.find("违法行为类型") < page.find("</thead>"));
  }
}

TEST_CASE("every list of every agency is to be found among what can be printed") {
  const auto files = TestSite().render(full().edition());
  const std::string index = files.at(kPrintIndex);
  for (const auto& [path, bytes] : files)
    if (path.starts_with("print/") && path != kPrintIndex) CHECK(has(index, "\"../" + path + "\""));
  CHECK(has(files.at("print/powers-" + kAgency + ".html"), "食品经营许可"));
  CHECK_FALSE(files.contains("print/agencies-" + kAgency + ".html"));
}

TEST_CASE("only officers with a valid certificate have a sign and the window is that of the screens") {
  EditionMaker maker = full();
  add_officer(maker, "99010000002", "吴示丁", "revoked");
  add_officer(maker, "99010000003", "郑示戊", "valid", false);
  TestSite test;
  with_screen(test, R"({"kind":"windows","windows":[{"number":"A3","officer":"99010000001"}]})");
  const std::string sign = test.render(maker.edition()).at(sign_path(kAgency));
  CHECK(has(sign, "周示丙"));
  CHECK(has(sign, "<p class=\"number\">A3</p>"));
  CHECK(has(sign, "99010000001"));
  CHECK(has(sign, "受理申请"));
  CHECK_FALSE(has(sign, "吴示丁"));
  CHECK_FALSE(has(sign, "郑示戊"));
  CHECK_FALSE(has(sign, "<img"));
}

TEST_CASE("a booklet tells what an agency may do and by which steps") {
  const std::string booklet = TestSite().render(full().edition()).at(booklet_path(kAgency));
  for (const char* part : {"示例区市场监督管理局<br>办事手册", "0000-0000 2010", "食品经营许可", "《示例条例》第五条", "受理，政务服务科", "以网站为准"}) {
    INFO(part);
    CHECK(has(booklet, part));
  }
  CHECK_FALSE(has(booklet, "能管什么事</a></li><li><a href=\"#services\""));
}

TEST_CASE("a leaflet names every agency's number and its panels are six") {
  EditionMaker maker;
  maker.add("agencies", kOther, kOther, {{"name", "示例区城市管理局"}, {"short_name", "区城管局"}, {"phone", "0000-0000 2020"}, {"supervision_phone", "0000-0000 2029"}});
  const std::string leaflet = TestSite().render(maker.edition()).at("print/leaflet.html");
  CHECK(has(leaflet, "<dt>区市场监管局</dt><dd>0000-0000 2010</dd>"));
  CHECK(has(leaflet, "<dt>区城管局</dt><dd>0000-0000 2029</dd>"));
  size_t panels = 0;
  for (size_t at = 0; (at = leaflet.find("class=\"panel", at)) != std::string::npos; ++at) ++panels;
  CHECK(panels == 6);
}

TEST_CASE("a screen shows as many of its agencies' newest decisions as it is told") {
  EditionMaker maker = full();
  maker.add("decisions", kOther, "示城罚〔2026〕1号",
            {{"category", "penalty"}, {"document_number", "示城罚〔2026〕1号"}, {"party", {{"name", "别家有限公司"}, {"kind", "organisation"}}},
             {"penalty_kinds", {"警告"}}, {"decision_date", "2026-11-19"}},
            {{"published_on", "2026-11-20"}});
  TestSite test;
  with_screen(test, R"({"kind":"decisions","count":2})", R"(,"agencies":[")" + kAgency + "\"]");
  const auto files = test.render(maker.edition());
  const auto items = shown(files, "hall", "decisions");
  REQUIRE(items.size() == 2);
  CHECK(has(items[0], "11月10日"));
  CHECK_FALSE(has(items[0] + items[1], "别家"));
  CHECK(has(shown(files, "index", "decisions").at(0), "别家有限公司"));
  with_screen(test, R"({"kind":"decisions","category":"permit"})");
  CHECK(shown(test.render(maker.edition()), "hall", "decisions").empty());
}

TEST_CASE("what is to come stands on a screen until its day and what is past does not") {
  TestSite test;
  with_screen(test, R"({"kind":"events"})");
  const auto files = test.render(full().edition());
  const Json part = handed_over(files.at(loop_path("hall"))).at("parts").at(0);
  REQUIRE(part.at("items").size() == 1);
  CHECK(part.at("items")[0].at("until") == "2026-12-08");
  CHECK(has(part.at("items")[0].at("html"), "选房摇号公告"));
  CHECK(has(part.at("items")[0].at("html"), "报告厅"));
}

TEST_CASE("a window without a valid officer is closed and says where to go") {
  EditionMaker maker = full();
  add_officer(maker, "99010000002", "吴示丁", "revoked");
  TestSite test;
  with_screen(test, R"({"kind":"windows","windows":[{"number":"1","officer":"99010000001"},
    {"number":"2","officer":"99010000002","note":"请到 1 号窗口办理"},{"number":"3","note":"周一开放"}]})");
  const auto items = shown(test.render(maker.edition()), "hall", "windows");
  REQUIRE(items.size() == 3);
  CHECK(has(items[0], "周示丙"));
  CHECK_FALSE(has(items[1], "吴示丁"));
  CHECK(has(items[1], "请到 1 号窗口办理"));
  CHECK(has(items[2], "暂停服务"));
}

TEST_CASE("plans and figures and numbers to call and a notice are parts of a loop") {
  TestSite test;
  with_screen(test, R"({"kind":"plans"},{"kind":"figures"},{"kind":"remedies"},{"kind":"notice","text":"移至**二楼**\n\n<script>1</script>"})");
  const auto files = test.render(full().edition());
  CHECK(has(shown(files, "hall", "plans").at(0), "1,200 户次"));
  CHECK(has(shown(files, "hall", "figures").at(0), "4 件"));
  CHECK(has(shown(files, "hall", "remedies").at(1), "12345"));
  CHECK(has(shown(files, "hall", "remedies").at(2), "0000-0000 2010"));
  CHECK(has(shown(files, "hall", "notice").at(0), "<strong>二楼</strong>"));
  CHECK_FALSE(has(shown(files, "hall", "notice").at(0), "<script"));
}

TEST_CASE("a board of few points shows one record a slide and goes on where a name is long") {
  EditionMaker maker;
  maker.add_penalty(1, {{"party", {{"name", "示例区云溪海鲜餐饮管理服务有限公司"}, {"kind", "organisation"}}}});
  TestSite test;
  with_screen(test, R"({"kind":"decisions"},{"kind":"windows"},{"kind":"remedies"},{"kind":"figures"},{"kind":"plans"},{"kind":"events"})",
              R"(,"width":512,"height":256,"inches":110,"led":true)");
  const auto files = test.render(maker.edition());
  CHECK(has(files.at("screen/hall.html"), "class=\"screen led\""));
  const auto items = shown(files, "hall", "decisions");
  REQUIRE(items.size() == 2);
  CHECK(has(items[0], "<p class=\"party\">示例区云溪海鲜餐饮管理</p><p class=\"party\">服务有限公司</p>"));
  CHECK(has(items[1], "<p class=\"matter\">"));
  CHECK(has(shown(files, "hall", "remedies").at(0), "12345"));
  CHECK(has(shown(files, "hall", "figures").at(0), "1 件"));
}

TEST_CASE("lines of a board hold so many characters and keep numbers whole") {
  CHECK(led_lines("", 8).empty());
  CHECK(led_lines("罚款五千元整", 8) == std::vector<std::string>{"罚款五千", "元整"});
  CHECK(led_lines("罚款 5,000 元", 10) == std::vector<std::string>{"罚款 5,000", "元"});
  CHECK(led_lines("没收 12,345 元", 8) == std::vector<std::string>{"没收", "12,345", "元"});
  CHECK(led_lines("ABCDEFGHIJKL", 8) == std::vector<std::string>{"ABCDEFGH", "IJKL"});
}

TEST_CASE("nothing withheld stands in a hall and neither does what was withdrawn") {
  EditionMaker maker = full();
  maker.add_penalty(7, {{"party", {{"name", "青松有限公司"}, {"kind", "organisation"}, {"id_number", "990101198808081235"}}},
                        {"recording", "R-4711"}, {"handler_phone", "0000-9999"}});
  maker.add_tombstone(8);
  const std::string said = said_in_halls(TestSite().render(maker.edition()));
  CHECK(has(said, "青松有限公司"));
  for (const char* hidden : {"990101198808081235", "R-4711", "0000-9999", "〔2026〕8号"}) CHECK_FALSE(has(said, hidden));
  EditionMaker less = full();
  less.add_tombstone(7);
  CHECK_FALSE(has(said_in_halls(TestSite().render(less.edition())), "青松"));
}

TEST_CASE("a hostile name is text in every hall") {
  EditionMaker maker;
  const std::string name = "</script><img src=x onerror=alert(1)>\"'&\\";
  maker.add_penalty(1, {{"party", {{"name", name}, {"kind", "organisation"}}}, {"violation_type", name}});
  maker.add("officers", kAgency, "99010000001", {{"name", name}, {"post", name}, {"status", "valid"}, {"window", true}});
  maker.add("powers", kAgency, "QZ1", {{"name", name}, {"category", "permit"}});
  for (const auto& [path, bytes] : TestSite().render(maker.edition()))
    if (in_halls(path) && path.ends_with(".html")) {
      INFO(path);
      CHECK_FALSE(has(bytes, "<img src=x"));
    }
  const auto files = TestSite().render(maker.edition());
  for (const std::string& item : shown(files, "index", "decisions")) CHECK_FALSE(has(item, "<img"));
  CHECK(handed_over(files.at("kiosk/home.js")).at("recent")[0].at("name") == name);
}

TEST_CASE("a site that does not know its address prints no code") {
  TestSite test;
  test.scratch.write("site.json", R"({"name":"示例区行政执法公示","authority":"示例区司法局","region_code":"990101"})");
  test.reload();
  const auto files = test.render(full().edition());
  for (const auto& [path, bytes] : files)
    if (path.starts_with("print/")) CHECK_FALSE(has(bytes, "class=\"qr\""));
}

TEST_CASE("a template of the site takes the place of a built-in one on screens") {
  TestSite test;
  test.scratch.write("templates/screen_decision.html", "{{%AUTOESCAPE context=\"HTML\"}}\n<div class=\"own\">{{PARTY_HTML:none}}</div>\n");
  test.reload();
  CHECK(has(shown(test.render(full().edition()), "index", "decisions").at(0), "class=\"own\""));
}
