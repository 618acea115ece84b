#include "report/night_since.h"

#include "report/health.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::Scratch;
using test::slurp;

namespace {

NightReport tonight() {
  NightReport report;
  report.as_of = *Date::parse("2026-11-20");
  report.overdue = {{"record", "decisions", "A", "1", "held", *Date::parse("2026-11-10"), 8}};
  report.held = {{"decisions", "A", "1", {"unreviewed"}}};
  report.feeds = {{"market", "decisions", "m.jsonl", "fresh", 10, 0, "", ""}};
  report.targets = {{"www", "directory", "done", "20261120-0001", 1, 0, "", 1}};
  NightDue due;
  due.id = "annual";
  due.title = "公开年报";
  due.period = "2026年度";
  due.done = 3;
  due.of = 12;
  report.countdown = {due};
  return report;
}

/// The report of the night before, as its file has it.
Json yesterday() {
  return {{"overdue", Json::array({{{"kind", "record"}, {"dataset", "decisions"}, {"agency", "A"}, {"id", "1"}}})},
          {"held", Json::array({{{"dataset", "decisions"}, {"agency", "A"}, {"id", "1"}}})},
          {"feeds", Json::array({{{"id", "market"}, {"result", "fresh"}}})},
          {"targets", Json::array({{{"id", "www"}, {"result", "done"}}})},
          {"countdown", Json::array({{{"id", "annual"}, {"period", "2026年度"}, {"done", 3}}})}};
}

using SaidLines = std::vector<std::string>;

}  // namespace

TEST_CASE("a night like the one before has nothing to tell since then") {
  CHECK(changes_since(yesterday(), tonight()).empty());
  CHECK(changes_since(Json(), tonight()).empty());
}

TEST_CASE("what came up and what was settled since the report before is counted") {
  NightReport report = tonight();
  report.overdue[0].id = "2";
  report.held.push_back({"decisions", "A", "3", {"unreviewed"}});
  CHECK(changes_since(yesterday(), report) == SaidLines{"新逾期 1 件，上次逾期的办结 1 件。", "新暂缓公示 1 件。"});
  report.overdue.clear();
  report.held.clear();
  CHECK(changes_since(yesterday(), report) == SaidLines{"上次逾期的办结 1 件。", "上次暂缓的有了结果 1 件。"});
}

TEST_CASE("feeds and targets that turned are named and confirmations are counted") {
  NightReport report = tonight();
  report.feeds[0].result = "failed";
  report.feeds.push_back({"police", "decisions", "p.jsonl", "fresh", 1, 0, "", ""});
  report.targets[0].result = "failed";
  report.countdown[0].done = 4;
  CHECK(changes_since(yesterday(), report) == SaidLines{"数据来源 market 上次正常，这次失败。", "新接入的数据来源：police。",
                                                    "发布目标 www 上次正常，这次失败。",
                                                    "公开年报（2026年度）：已确认的机关增加到 4 个。"});
  Json before = yesterday();
  before["feeds"][0]["result"] = "stale";
  CHECK(changes_since(before, tonight()) == SaidLines{"数据来源 market 恢复了。"});
}

TEST_CASE("the health file is whole text for monitoring and names with quotes do not end a label") {
  const Scratch scratch;
  NightReport report = tonight();
  report.exit = 3;
  report.feeds[0].id = "a\"b\\c";
  report.timings = {{"pull", 1.5}};
  DiskFs fs;
  const auto file = scratch / "watch/gongshi.prom";
  REQUIRE(write_health(fs, file, report, 1'795'000'000).ok());
  const std::string text = slurp(file);
  CHECK(text == health_text(report, 1'795'000'000));
  for (const char* line : {"gongshi_last_run_timestamp_seconds 1795000000\n", "gongshi_exit_code 3\n", "gongshi_published 0\n",
                           "gongshi_overdue 1\n", "gongshi_feed_ok{feed=\"a\\\"b\\\\c\"} 1\n", "gongshi_target_ok{target=\"www\"} 1\n",
                           "gongshi_stage_seconds{stage=\"pull\"} 1.500\n"})
    CHECK(text.find(line) != std::string::npos);
  CHECK(text.ends_with("\n"));
  scratch.write("blocked", "x");
  CHECK_FALSE(write_health(fs, scratch / "blocked/gongshi.prom", report, 0).ok());
}
