#include "report/night_page.h"

#include "report/frame_of.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::rejected_row;

namespace {

NightReport quiet_night() {
  NightReport report;
  report.id = "20261120-0001";
  report.release = "20261120-0001";
  report.published = true;
  report.as_of = *Date::parse("2026-11-20");
  report.site_name = "示例区行政执法公示";
  report.rows = {10, 3, 2, 2, 1, 1, 1};
  report.known = 15;
  report.states = {
      {"published", 9}, {"withheld", 2}, {"held", 1}, {"withdrawn", 1}, {"expired", 2}};
  report.reasons = {{"minor", 2}, {"unreviewed", 1}};
  report.feeds = {{"market", "decisions", "feeds/market.jsonl", "fresh", 10, 1, "", ""}};
  report.timings = {{"pull", 68}, {"build", 151.4}};
  return report;
}

std::string page_of(const NightReport& report, const Site& site = test::built_in_site()) {
  const auto templates = Templates::load(DiskFs(), site);
  REQUIRE(templates.ok());
  const auto page = night_page(site, *templates, report);
  if (!page.ok()) FAIL(page.error().where << " " << page.error().text);
  return *page;
}

std::set<std::string> keys_of(const Json& object) {
  std::set<std::string> keys;
  for (const auto& item : object.items()) keys.insert(item.key());
  return keys;
}

}  // namespace

TEST_CASE("the JSON of a run has the contract's fields to the letter") {
  NightReport report = quiet_night();
  report.messages = {{"fetch_failed", "连接超时。", "market"}};
  report.overdue = {{"record", "decisions", "A", "1号", "held", *Date::parse("2026-11-10"), 8}};
  const Json json = report_json(report);
  CHECK(keys_of(json) == std::set<std::string>{"verb", "exit", "release", "messages", "as_of",
                                               "rows", "known", "states", "reasons", "feeds",
                                               "overdue", "timings"});
  CHECK(json.at("as_of") == "2026-11-20");
  CHECK(json.at("rows") == Json{{"read", 10},
                                {"new", 3},
                                {"changed", 2},
                                {"same", 2},
                                {"repeated", 1},
                                {"superseded", 1},
                                {"rejected", 1}});
  CHECK(json.at("states") ==
        Json{{"published", 9}, {"withheld", 2}, {"held", 1}, {"withdrawn", 1}, {"expired", 2}});
  CHECK(json.at("reasons") == Json{{"minor", 2}, {"unreviewed", 1}});
  CHECK(json.at("feeds").at(0) == Json{{"id", "market"},
                                       {"dataset", "decisions"},
                                       {"url", "feeds/market.jsonl"},
                                       {"result", "fresh"},
                                       {"rows", 10},
                                       {"rejected", 1},
                                       {"message", ""}});
  CHECK(json.at("messages").at(0) ==
        Json{{"code", "fetch_failed"}, {"text", "连接超时。"}, {"where", "market"}});
  CHECK(json.at("overdue").size() == 1);
  CHECK(json.at("timings").at("pull") == 68);
}

TEST_CASE("a run without a release says null, and every state is there") {
  NightReport report;
  report.as_of = *Date::parse("2026-11-20");
  const Json json = report_json(report);
  CHECK(json.at("release").is_null());
  CHECK(json.at("states").size() == 5);
  CHECK(json.at("states").at("held") == 0);
  CHECK(json.at("feeds").is_array());
  CHECK(json.at("reasons").is_object());
}

TEST_CASE("the heading is the verdict") {
  NightReport report = quiet_night();
  report.feeds[0].rejected = 0;
  CHECK(night_verdict(report) == "已发布，没有要处理的事。");
  report.held = {{"decisions", "A", "1号", {"unreviewed"}}};
  report.finds = {{"phone", "site/x.html", ""}};
  CHECK(night_verdict(report) == "已发布，有 2 件事要人处理。");
  report.published = false;
  report.refusal = "审计发现 1 处不得公开的内容";
  report.previous_release = "20261119-0003";
  CHECK(night_verdict(report) ==
        "没有发布：审计发现 1 处不得公开的内容，网站仍是 20261119-0003 的版本。");
  CHECK(contains(page_of(report),
                 "<h1>2026年11月20日：没有发布：审计发现 1 处不得公开的内容，网站仍是 "
                 "20261119-0003 的版本</h1>"));
}

TEST_CASE("the most urgent matter stands first") {
  NightReport report = quiet_night();
  report.rejected = {rejected_row("bad_value", test::kMarket, "2号", 7, "决定日期", "读不出来"),
                     rejected_row("secret", test::kMarket, "", 9, "", "")};
  report.held = {{"decisions", "A", "1号", {"minor_unknown"}}};
  report.overdue = {{"record", "decisions", "A", "1号", "held", *Date::parse("2026-11-10"), 8}};
  report.feeds[0].result = "failed";
  report.finds = {{"phone", "site/x.html", ""}};
  report.agency_names = {{test::kMarket, "示例区市场监督管理局"}};
  std::vector<std::string> tags;
  for (const NightTask& task : night_tasks(report)) tags.push_back(task.tag);
  CHECK(tags == std::vector<std::string>{"泄露", "涉密", "逾期", "来源", "待审核", "退回"});
  const std::string page = page_of(report);
  CHECK(contains(page, "涉密信息误入非涉密系统 1 行"));
  CHECK(contains(page, "当事人年龄不明 1。"));
  CHECK(contains(page, "href=\"agencies/" + test::kMarket + ".html\""));
  CHECK(contains(page, "1 行数据退回示例区市场监督管理局"));
}

TEST_CASE("a target that got nothing and a question to a person are matters of their own") {
  NightReport report = quiet_night();
  report.targets = {{"www", "directory", "done", "20261120-0001", 12, 1, "", 2},
                    {"dmz", "rsync", "failed", "20261120-0001", 0, 0, "连不上 web1。", 1}};
  report.messages = {{"shrunk", "数据来源 m 少了 36 条，暂不撤下。核实后请运行 gongshi pull --accept m。", "m"},
                     {"subtracted", "应当撤下的 1 个页面已经撤下。", ""}};
  const auto tasks = night_tasks(report);
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].title == "数据来源 m 少了 36 条，暂不撤下");
  CHECK(tasks[0].detail == "核实后请运行 gongshi pull --accept m。");
  CHECK(tasks[1].title == "没有送到 dmz");
  const std::string page = page_of(report);
  CHECK(page.find("id=\"targets\"") != std::string::npos);
  CHECK(page.find("连不上 web1。") != std::string::npos);
}

TEST_CASE("lines of the webmaster that nobody could read are one matter that names the first") {
  NightReport report = quiet_night();
  report.messages = {{"bad_line", "这一行不是 JSON。", "withdrawals.jsonl:3"},
                     {"bad_line", "没有写 id。", "exclusions.jsonl:7"},
                     {"subtracted", "应当撤下的 1 个页面已经撤下。", ""}};
  const auto tasks = night_tasks(report);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].title == "您写的记录行有 2 行没有生效");
  CHECK(tasks[0].detail == "withdrawals.jsonl:3：这一行不是 JSON。");
}

TEST_CASE("the page shows what came down and what changed and how much room is left") {
  NightReport report = quiet_night();
  report.taken_down = {"https://www.example.gov.cn/gs/decisions/2026-11/a.html"};
  report.since = {"新逾期 3 件。"};
  report.disk = {50'000'000'000, 100'000'000'000, 2'000'000'000};
  const std::string page = page_of(report);
  for (const char* words : {"https://www.example.gov.cn/gs/decisions/2026-11/a.html", "新逾期 3 件。",
                            "剩余 50.0 GB，共 100.0 GB；登记库 2.0 GB"})
    CHECK(page.find(words) != std::string::npos);
  const std::string quiet = page_of(quiet_night());
  for (const char* id : {"id=\"taken-down\"", "id=\"since\"", "id=\"targets\""}) CHECK(quiet.find(id) == std::string::npos);
}

TEST_CASE("the rate of an agency is drawn from day to day") {
  NightReport report = quiet_night();
  const auto day = [](const char* on) { return *Date::parse(on); };
  report.agency_names["A"] = "示例局";
  NightSupervision entry;
  entry.agency = "A";
  entry.on_time = 9;
  entry.late = 1;
  report.supervision = {entry};
  report.trend["A"] = {{day("2026-11-10"), 5, 5}, {day("2026-11-15"), 3, 1}, {day("2026-11-20"), 9, 1}};
  const std::string page = page_of(report);
  CHECK(page.find("points=\"0,16 60,9 120,4\"") != std::string::npos);
  CHECK(page.find("按时率从2026年11月10日的 50.0% 到2026年11月20日的 90.0%") != std::string::npos);
  report.trend["A"] = {{day("2026-11-20"), 9, 1}};
  const std::string first = page_of(report);
  CHECK(first.find("<polyline") == std::string::npos);
  CHECK(first.find("90.0%") != std::string::npos);
}

TEST_CASE("the page says whether both sums hold") {
  NightReport report = quiet_night();
  std::string page = page_of(report);
  CHECK(contains(page, "与登记的记录数一致"));
  CHECK(contains(page, "与读入行数一致"));
  report.known = 16;
  report.rows.read = 11;
  page = page_of(report);
  CHECK(contains(page, "各项之和 15 与登记的记录数不一致"));
  CHECK(contains(page, "各项之和与读入行数不一致"));
}

TEST_CASE("differences from the night before are signed") {
  NightReport report = quiet_night();
  report.previous_states = {{"published", 7}, {"withheld", 5}, {"held", 1}};
  const std::string page = page_of(report);
  CHECK(contains(page, ">+2<"));
  CHECK(contains(page, ">−3<"));
}

TEST_CASE("feeds with trouble stand first") {
  NightReport report = quiet_night();
  report.feeds = {{"calm", "powers", "a", "unchanged", 0, 0, "", ""},
                  {"good", "powers", "b", "fresh", 1, 0, "", ""},
                  {"back", "powers", "c", "fresh", 1, 1, "", ""},
                  {"old", "powers", "d", "stale", 0, 0, "", ""},
                  {"dead", "powers", "e", "failed", 0, 0, "", ""}};
  const std::string page = page_of(report);
  size_t last = 0;
  for (const char* name : {">dead<", ">old<", ">back<", ">good<", ">calm<"}) {
    const size_t at = page.find(name);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("a feed is named after the agencies it speaks for") {
  NightReport report = quiet_night();
  report.feeds.push_back({"list", "agencies", "feeds/agencies.json", "fresh", 3, 0, "", ""});
  report.feeds.push_back({"town", "officers", "feeds/officers.csv", "fresh", 3, 0, "", ""});
  report.agency_names = {{"A", "甲局"}, {"B", "乙局"}, {"C", "丙局"}};
  Site site = test::built_in_site();
  site.feeds.resize(2);
  site.feeds[0].id = "list";
  site.feeds[0].agencies = {"*"};
  site.feeds[1].id = "town";
  site.feeds[1].agencies = {"A", "B", "C"};
  const std::string page = page_of(report, site);
  CHECK(contains(page, "<th scope=\"row\">全部机关<br>"));
  CHECK(contains(page, "<th scope=\"row\">甲局、乙局等 3 个机关<br>"));
  CHECK(contains(page, "<th scope=\"row\">market<br>"));  // no longer in feeds.json
  site.feeds[1].agencies = {"C", "not known"};
  CHECK(contains(page_of(report, site), "<th scope=\"row\">丙局、not known<br>"));
}

TEST_CASE("the page says how much the audit looked at and what it found") {
  NightReport report = quiet_night();
  CHECK(contains(page_of(report), "<dd>发现 0 处</dd>"));  // it was refused before that was known
  report.timings.push_back({"audit", 12, 71204, 0});
  report.finds = {{"phone", "site/x.html", ""}};
  CHECK(contains(page_of(report), "<dd>检查 71,204 个文件，发现 1 处</dd>"));
}

TEST_CASE("hostile names and messages are shown as text") {
  NightReport report = quiet_night();
  const std::string hostile = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
  report.site_name = hostile;
  report.feeds = {{hostile, hostile, hostile, hostile, 1, 1, hostile, hostile}};
  report.held = {{hostile, hostile, hostile, {hostile}}};
  report.overdue = {{"record", hostile, hostile, hostile, hostile, report.as_of, 1}};
  report.rejected = {rejected_row(hostile, hostile, hostile, 1, hostile, hostile, hostile)};
  report.warnings = {{hostile, hostile, hostile, hostile, 1, hostile, hostile, hostile}};
  report.attests = {{hostile, hostile, hostile, report.as_of, report.as_of}};
  report.finds = {{hostile, hostile, hostile}};
  report.messages = {{hostile, hostile, hostile}};
  report.timings = {{hostile, 1}};
  report.reasons = {{hostile, 1}};
  const std::string page = page_of(report);
  CHECK_FALSE(contains(page, "<img"));
  CHECK_FALSE(contains(page, "<script"));
}

TEST_CASE("a long list is cut and says so") {
  NightReport report = quiet_night();
  for (int i = 0; i < 205; ++i)
    report.held.push_back({"decisions", "A", "H" + std::to_string(i) + "号", {"unreviewed"}});
  const std::string page = page_of(report);
  CHECK(contains(page, "H199号"));
  CHECK_FALSE(contains(page, "H200号"));
  CHECK(contains(page, "其余 5 条见 report.json。"));
}
