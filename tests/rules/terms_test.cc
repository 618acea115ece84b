#include "rules/terms.h"

#include <random>

#include "rules/bench.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("working days follow the State Council's calendar") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const struct {
    const char *from, *three, *seven, *twenty;
  } rows[] = {
      {"2020-01-22", "2020-02-04", "2020-02-10", "2020-02-27"},
      {"2021-09-16", "2021-09-22", "2021-09-27", "2021-10-20"},
      {"2022-09-27", "2022-09-30", "2022-10-11", "2022-10-28"},
      {"2023-01-13", "2023-01-18", "2023-01-29", "2023-02-15"},
      {"2023-09-22", "2023-09-27", "2023-10-09", "2023-10-26"},
      {"2024-02-02", "2024-02-06", "2024-02-18", "2024-03-06"},
      {"2024-04-26", "2024-04-30", "2024-05-09", "2024-05-27"},
      {"2024-09-14", "2024-09-20", "2024-09-26", "2024-10-18"},
      {"2024-09-30", "2024-10-10", "2024-10-15", "2024-11-01"},
      {"2025-01-24", "2025-02-05", "2025-02-10", "2025-02-27"},
      {"2025-06-13", "2025-06-18", "2025-06-24", "2025-07-11"},
      {"2025-09-26", "2025-09-30", "2025-10-13", "2025-10-30"},
      {"2026-02-10", "2026-02-13", "2026-02-26", "2026-03-16"},
      {"2026-09-18", "2026-09-22", "2026-09-29", "2026-10-22"},
  };
  for (const auto& row : rows) {
    INFO(row.from);
    CHECK(gate.calendar().after(day(row.from), 3).iso() == row.three);
    CHECK(gate.calendar().after(day(row.from), 7).iso() == row.seven);
    CHECK(gate.calendar().after(day(row.from), 20).iso() == row.twenty);
    CHECK(gate.calendar().between(day(row.from), day(row.twenty)) == 20);
  }
  CHECK(gate.calendar().guessed(day("2035-01-04")));
}

TEST_CASE("working days between two days are those that are found day by day") {
  RuleBench bench;
  const Gate gate = bench.gate("2026-11-21");
  const WorkingDays& calendar = gate.calendar();
  const uint64_t seed = std::random_device()();
  INFO("seed " << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < 2000; ++i) {
    const Date from = day("2015-01-01").plus_days(static_cast<int64_t>(random() % 8000));
    const Date to = from.plus_days(static_cast<int64_t>(random() % 900) - 30);
    int counted = 0;
    for (Date at = from.plus_days(1); at <= to; at = at.plus_days(1)) counted += calendar.is_working_day(at);
    INFO(from.iso() << " " << to.iso());
    CHECK(calendar.between(from, to) == counted);
  }
  CHECK(calendar.between(day("1911-10-10"), day("1911-10-17")) == 5);
  CHECK(calendar.is_working_day(day("2026-02-14")));
  CHECK_FALSE(calendar.is_working_day(day("2026-02-16")));
}

TEST_CASE("months end on the corresponding day or the month's last") {
  CHECK(day("2024-01-31").plus_months(1).iso() == "2024-02-29");
  CHECK(day("2023-11-30").plus_months(3).iso() == "2024-02-29");
  CHECK(day("2024-02-29").plus_months(36).iso() == "2027-02-28");
  CHECK(day("2025-08-31").plus_months(3).iso() == "2025-11-30");
  CHECK(day("2021-09-01").plus_months(36).iso() == "2024-09-01");
}

TEST_CASE("penalties and permits are due in seven working days, the rest in twenty") {
  RuleBench bench;
  const auto due = [&](const char* patch) {
    return bench.judge(RuleBench::decision(patch), "2026-11-21").terms.due_on->iso();
  };
  CHECK(due("{}") == "2026-11-11");
  CHECK(due(R"({"category":"permit","outcome":"granted"})") == "2026-11-11");
  CHECK(due(R"({"category":"confirmation"})") == "2026-11-30");
}

TEST_CASE("the terms of order 36 run from the decision and end with their last day") {
  RuleBench bench;
  const auto end = [&](const char* patch) {
    const auto verdict = bench.judge(RuleBench::decision(patch), "2026-11-21");
    return verdict.terms.ends_on ? verdict.terms.ends_on->iso() : "none";
  };
  CHECK(end("{}") == "2027-11-02");
  CHECK(end(R"({"penalty_kinds":["警告","通报批评"],"fine":null})") == "2027-02-02");
  CHECK(end(R"({"penalty_kinds":["警告","罚款"]})") == "2027-11-02");
  CHECK(end(R"({"procedure":"summary"})") == "2027-02-02");
  CHECK(end(R"({"penalty_kinds":["罚款","吊销许可证件"]})") == "2029-11-02");
  CHECK(end(R"({"publish_until":"2026-12-31"})") == "2026-12-31");
  CHECK(end(R"({"publish_until":"2028-12-31"})") == "2027-11-02");
  CHECK(end(R"({"category":"permit","outcome":"granted","penalty_kinds":null})") == "none");

  const Record old = RuleBench::decision(R"({"decision_date":"2025-11-20","acted_on":"2025-10-01"})");
  CHECK(bench.outcome(old, "2026-11-20") == "published");
  CHECK(bench.outcome(old, "2026-11-21") == "expired: term_ended");
  CHECK(bench.outcome(old, "2026-03-31") == "published");
}

TEST_CASE("terms from publication count from the true first publication") {
  RuleBench bench(R"({"name":"试","rehearsal":true,"minor_fine":10000,"rule_sets":["samr-45"]})");
  Standing standing;
  standing.published_on = day("2026-06-01");
  const auto end = [&](const char* patch) {
    return bench.judge(RuleBench::decision(patch), "2026-11-21", standing).terms.ends_on->iso();
  };
  CHECK(end("{}") == "2026-09-01");
  CHECK(end(R"({"fine":2000000})") == "2029-06-01");
  CHECK(end(R"({"penalty_kinds":["通报批评"],"fine":null})") == "2026-09-01");
  CHECK(end(R"({"fine":2000000,"first_published_on":"2026-05-05"})") == "2029-05-05");
  // The earliest deadline of the sets counts.
  CHECK(bench.judge(RuleBench::decision(), "2026-11-21").terms.due_on->iso() == "2026-11-11");
}

TEST_CASE("credit repair ends a publication early except for kinds that may not") {
  const std::string site = R"({"name":"试","rehearsal":true,"rule_sets":["national","samr-45"]})";
  CHECK(RuleBench(site).outcome(RuleBench::decision(R"({"fine":2000000,"repaired_on":"2026-11-10"})")) ==
        "expired: repaired");
  CHECK(RuleBench(site).outcome(RuleBench::decision(
            R"({"penalty_kinds":["责令停产停业"],"fine":null,"repaired_on":"2026-11-10"})")) == "published");
  CHECK(RuleBench(site).outcome(RuleBench::decision(R"({"fine":2000000,"repaired_on":"2026-11-22"})")) ==
        "published");
}

TEST_CASE("an officer without a valid certificate is marked for twenty working days and then leaves") {
  Record officer;
  officer.dataset = "officers";
  officer.agency = kAgency;
  officer.id = officer.norm_id = "99010100123";
  officer.feed = "f";
  officer.fields = Json::parse(R"({"name":"陈示甲","unit":"示例局","valid_until":"2026-11-02",
    "disclosure":{"secrecy":"none","security_risk":false,"reviewed_by":"人事科"}})");
  RuleBench bench;
  CHECK(bench.judge(officer, "2026-11-02").marks.empty());
  const auto later = bench.judge(officer, "2026-11-03");
  CHECK(later.marks == std::vector<std::string>{"certificate_invalid"});
  CHECK(later.state == State::kPublished);
  CHECK(bench.outcome(officer, "2026-11-30") == "published");
  CHECK(bench.outcome(officer, "2026-12-01") == "expired: term_ended");
}
