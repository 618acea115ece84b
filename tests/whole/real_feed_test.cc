#include "whole/portal.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a real feed of penalties and two inspection lists go through whole, every row with its fate") {
  if (!std::filesystem::exists(shared("data/real-feed/penalties.csv"))) {
    WARN("skipped: ../shared/data/real-feed/penalties.csv is not there");
    return;
  }
  Scratch scratch;
  DiskFs fs;
  Workspace::Failure failure;
  const auto work = Workspace::open(
      fs,
      {std::filesystem::path(GONGSHI_SOURCE_DIR) / "tests/realfeed", scratch / "out", scratch / "out/state",
       GONGSHI_SOURCE_DIR, Date::parse("2026-11-21")},
      Workspace::Access::kWrite, failure);
  for (const auto& error : failure.errors) FAIL(error.where << " " << error.text);
  Night night(*work, "nightly");
  for (const Status& status : {night.pull({}, {}), night.build(), night.audit_and_publish(), night.take_stock()})
    if (!status) FAIL(status.error().where << " " << status.error().text);
  const NightReport& report = night.report();
  CHECK(report.published);
  CHECK(report.rows.add_up());
  long known = 0;
  for (const auto& [state, n] : report.states) known += n;
  CHECK(known == report.known);

  std::map<std::string, long> rows, rejected, reasons;
  for (const auto& feed : report.feeds) rows[feed.dataset] += feed.rows;
  for (const auto& row : report.rejected) ++rejected[row.reason];
  std::map<std::string, long> states;
  REQUIRE(work->registry().each([&](const KnownRecord& record) -> Status {
    if (record.dataset == "decisions") ++states[record.state];
    if (record.state != "published") CHECK(record.reasons != "[]");
    return {};
  }).ok());
  CAPTURE(rows, rejected, report.reasons, states, report.rows.read, report.rows.fresh, report.rows.repeated,
          report.rows.superseded, report.rows.rejected);
  // Of 1,670 penalty rows 71 repeat another to the letter; 150 become records, 11 of them held because a
  // later row of the same number could not be read; two numbers come twice and differ (4 rows).
  CHECK(rows == std::map<std::string, long>{
                    {"agencies", 55}, {"decisions", 1670}, {"inspection-items", 14}, {"inspection-plans", 7}});
  CHECK(report.rows.read == 1746);
  CHECK(report.rows.fresh == 225);
  CHECK(report.rows.repeated == 71);
  CHECK(report.rows.rejected == 1450);
  CHECK(rejected ==
        std::map<std::string, long>{{"bad_value", 812}, {"duplicate", 4}, {"missing_field", 634}});
  CHECK(states == std::map<std::string, long>{{"held", 11}, {"published", 139}});
  CHECK(report.reasons == std::map<std::string, long>{{"update_rejected", 11}});
  for (const auto& row : report.rejected) {
    CHECK_FALSE(row.reason.empty());
    CHECK_FALSE(row.text.empty());
  }
}
