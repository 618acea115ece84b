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
  report.feeds = {{"market", "decisions", "feeds/market.jsonl", "fresh", 10, 1, "", "", {}}};
  report.timings = {{"pull", 68}, {"build", 151.4}};
  return report;
}

std::string page_of(const NightReport& report) {
  const Site site = test::built_in_site();
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
  report.feeds = {{"calm", "powers", "a", "unchanged", 0, 0, "", "", {}},
                  {"good", "powers", "b", "fresh", 1, 0, "", "", {}},
                  {"back", "powers", "c", "fresh", 1, 1, "", "", {}},
                  {"old", "powers", "d", "stale", 0, 0, "", "", {}},
                  {"dead", "powers", "e", "failed", 0, 0, "", "", {}}};
  const std::string page = page_of(report);
  size_t last = 0;
  for (const char* name : {">dead<", ">old<", ">back<", ">good<", ">calm<"}) {
    const size_t at = page.find(name);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("hostile names and messages are shown as text") {
  NightReport report = quiet_night();
  const std::string hostile = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
  report.site_name = hostile;
  report.feeds = {{hostile, hostile, hostile, hostile, 1, 1, hostile, hostile, {hostile}}};
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
