#include "report/countdown.h"

#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::kMarket;

namespace {

const std::string kHealthAgency = "11990101MB0000002B";

NightDue due(const Site& site, const char* day, const std::string& id = "annual-publish") {
  for (const NightDue& one : countdown(site, {kMarket, kHealthAgency}, *Date::parse(day)))
    if (one.id == id) return one;
  throw std::out_of_range(id);
}

void confirm(Site& site, const std::string& agency, const char* on) {
  site.confirmations.push_back({{{"year", 2025}, {"agency", agency}, {"by", "x"}, {"on", on}}, ""});
}

}  // namespace

TEST_CASE("the countdown to 31 January counts agencies that confirmed and stays until all have") {
  Site site = test::built_in_site();
  CHECK(due(site, "2026-01-10").days == 21);
  CHECK(due(site, "2026-01-10").of == 2);
  CHECK(due(site, "2026-01-10").done == 0);
  CHECK(due(site, "2026-01-10", "annual-submit").days == 5);
  CHECK(due(site, "2026-02-03").days == -3);
  CHECK(due(site, "2026-02-03").urgent);
  confirm(site, kMarket, "2026-01-12");
  CHECK(due(site, "2026-01-12").done == 1);
  CHECK(due(site, "2026-01-11").done == 0);
  confirm(site, kHealthAgency, "2026-02-04");
  CHECK(due(site, "2026-02-03").days == -3);
  // All confirmed: the next one is next year's.
  CHECK(due(site, "2026-02-04").due_on.iso() == "2027-01-31");
  CHECK_FALSE(due(site, "2026-02-04").urgent);
  // In the second half of the year nobody asks for the last year's any more.
  Site quiet = test::built_in_site();
  CHECK(due(quiet, "2026-07-01").due_on.iso() == "2027-01-31");
}

TEST_CASE("a last day that is no working day is told with the working day before it") {
  const Site site = test::built_in_site();
  // 31 January 2026 is a Saturday and 31 January 2028 a Monday.
  CHECK(last_day_notice(site, *Date::parse("2026-01-31")) == "1 月 31 日是星期六，不是工作日，请在 1 月 30 日前办完。");
  CHECK(last_day_notice(site, *Date::parse("2028-01-31")).empty());
  CHECK(due(site, "2026-01-10").note == last_day_notice(site, *Date::parse("2026-01-31")));
  CHECK(due(site, "2026-01-10", "annual-submit").note.empty());
}
