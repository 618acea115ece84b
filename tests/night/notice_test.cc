// What stands at the address of a withdrawn record must not say what the record hid.
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr const char* kPerson = R"({"party":{"name":"钱若愚","kind":"natural_person","uscc":null,"birth_date":"1980-01-01"}})";

Json line(int number, const char* ground) {
  return {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(number)}, {"reason", "order"}, {"ground", ground}, {"by", "某科"}, {"on", "2026-11-22"}};
}

}  // namespace

TEST_CASE("a ground that names the person whom the record masked is left out and the notice stays") {
  SmallSite site;
  site.fill(3);
  site.rows()[0] = SmallSite::decision(1, kPerson);
  site.rows()[1] = SmallSite::decision(2, kPerson);
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK(contains(site.page(SmallSite::address(1)), "钱某某"));
  site.line("withdrawals.jsonl", line(1, "钱 若愚申请撤下"));
  site.line("withdrawals.jsonl", line(2, "《中华人民共和国行政处罚法》第四十八条"));
  for (const char* day : {"2026-11-22", "2026-11-23"}) {
    site.set_day(day);
    const NightEnd end = site.night();
    CHECK(end.exit == ExitCode::kDone);
    CHECK(end.report.finds.empty());
    CHECK(site.standing(1) == "withdrawn: order");
    CHECK_FALSE(contains(site.page(SmallSite::address(1)), "若愚"));
    CHECK(contains(site.page(SmallSite::address(1)), SmallSite::id_of(1)));
    CHECK(contains(site.page(SmallSite::address(2)), "第四十八条"));
    CHECK_FALSE(contains(slurp(site.out() / "current/site/data/withdrawn.jsonl"), "若愚"));
  }
}

TEST_CASE("a ground is not compared with a name that is a word and so is left out") {
  SmallSite site;
  site.fill(2);
  Json row = SmallSite::decision(1, kPerson);
  row["party"]["name"] = "白雪";
  row["facts"] = "证人赵小满在场。";
  site.rows()[0] = row;
  CHECK(site.night().exit == ExitCode::kDone);
  site.line("withdrawals.jsonl", line(1, "经核实与白雪无关"));
  site.set_day("2026-11-22");
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK(site.serves(SmallSite::address(1)));
  CHECK_FALSE(contains(site.page(SmallSite::address(1)), "白雪"));
}

TEST_CASE("a ground that may no longer be shown leaves the releases that are kept") {
  SmallSite site;
  site.fill(3);
  CHECK(site.night().exit == ExitCode::kDone);
  site.line("withdrawals.jsonl", line(1, "上级来文第十二件"));
  site.set_day("2026-11-22");
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK(contains(site.page(SmallSite::address(1)), "上级来文第十二件"));
  site.line("withdrawals.jsonl", line(1, ""));
  site.line("withdrawals.jsonl", {{"dataset", "decisions"}, {"agency", kAgency}, {"id", SmallSite::id_of(3)}, {"reason", "privacy"}, {"by", "某科"}, {"on", "2026-11-23"}});
  site.set_day("2026-11-23");
  CHECK(site.night().exit == ExitCode::kDone);
  for (const auto& entry : stdfs::recursive_directory_iterator(site.out()))
    if (entry.is_regular_file() && entry.path().extension() == ".html") {
      INFO(entry.path());
      CHECK_FALSE(contains(slurp(entry.path()), "上级来文第十二件"));
    }
}

TEST_CASE("a notice that names the person of another record comes down and the night goes on") {
  SmallSite site;
  site.fill(3);
  site.rows()[0] = SmallSite::decision(1, kPerson);
  CHECK(site.night().exit == ExitCode::kDone);
  site.line("withdrawals.jsonl", line(2, "钱若愚申请撤下"));
  site.set_day("2026-11-22");
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  CHECK_FALSE(site.serves(SmallSite::address(2)));
  CHECK(site.serves(SmallSite::address(3)));
  site.set_day("2026-11-23");
  CHECK(site.night().exit == ExitCode::kDone);
  CHECK_FALSE(site.serves(SmallSite::address(2)));
}
