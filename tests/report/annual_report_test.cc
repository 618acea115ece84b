#include "report/annual_printed.h"

#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::count_row;
using test::kMarket;

namespace {

const std::string kReportAgency = "11990101MB0000002B";

/// A site with two agencies: the market agency has penalty and permit powers, the other none.
struct Year {
  Site site = test::built_in_site();
  Edition edition =
      test::edition_of("2026-02-20", {test::agency_record(kMarket, "示例区市场监督管理局"),
                                      test::agency_record(kReportAgency, "示例区卫生健康委员会"),
                                      test::power_record(kMarket, "p1", "penalty"),
                                      test::power_record(kMarket, "p2", "permit")});
  LayoutBook layouts = LayoutBook::of(site).value();
  AnnualCounts counts{layouts};

  void confirm(const Json& line) { site.confirmations.push_back({line, "confirmations.jsonl:1"}); }
  void add(const Json& row) { counts.add(count_row(row)); }
  AnnualReport report(const std::set<std::string>& shown = {}) const {
    return annual_report(site, edition, counts, 2025, shown);
  }
  AgencyYear agency(const std::string& code, const std::set<std::string>& shown = {}) const {
    for (const AgencyYear& one : report(shown).agencies)
      if (one.agency == code) return one;
    throw std::out_of_range(code);
  }
};

Json confirmation(const std::string& on, const std::string& agency = kMarket) {
  return {{"year", 2025}, {"agency", agency}, {"by", "示例区司法局"}, {"on", on}};
}

Json with_first_day(const Json& day) {
  Json line = confirmation("2026-01-20");
  line["first_published_on"] = day;
  return line;
}

Json table_json(const Json& report, const std::string& agency, const std::string& id) {
  for (const Json& one : report.at("agencies"))
    if (one.at("agency") == agency)
      for (const Json& table : one.at("tables"))
        if (table.at("id") == id) return table;
  return {};
}

}  // namespace

TEST_CASE("a report is a draft until the agency confirms it") {
  Year year;
  CHECK(year.agency(kMarket).state == AnnualState::kDraft);
  CHECK_FALSE(year.agency(kMarket).is_public());
  year.confirm(confirmation("2026-01-28"));
  CHECK(year.agency(kMarket).state == AnnualState::kConfirmed);
  CHECK(year.agency(kMarket).is_public());
  CHECK(year.agency(kMarket, {annual_address(2025, kMarket)}).state == AnnualState::kPublished);
  CHECK(year.agency(kReportAgency).state == AnnualState::kDraft);
}

TEST_CASE("a report confirmed after 31 January is late") {
  Year on_time, late;
  on_time.confirm(confirmation("2026-01-31"));
  late.confirm(confirmation("2026-02-01"));
  CHECK(on_time.agency(kMarket).state == AnnualState::kConfirmed);
  CHECK(late.agency(kMarket).state == AnnualState::kLate);
  CHECK(late.agency(kMarket).is_public());
}

TEST_CASE("a report is as late as the day its line says it was public first") {
  Year elsewhere, missed, corrected;
  Json line = confirmation("2026-02-10");
  line["first_published_on"] = "2026-01-30";
  elsewhere.confirm(line);
  CHECK(elsewhere.agency(kMarket).state == AnnualState::kConfirmed);
  line = confirmation("2026-01-31");
  line["first_published_on"] = "2026-02-05";
  missed.confirm(line);
  CHECK(missed.agency(kMarket).state == AnnualState::kLate);
  corrected.confirm(confirmation("2026-01-31"));
  line["on"] = "2026-02-05";
  corrected.confirm(line);
  CHECK(corrected.agency(kMarket).state == AnnualState::kLate);
  CHECK(corrected.agency(kMarket).confirmation->on == *Date::parse("2026-01-31"));
}

TEST_CASE("of two confirmations the first tells whether a report was late") {
  Year year;
  year.confirm(confirmation("2026-02-10"));
  year.confirm(confirmation("2026-01-20"));
  CHECK(year.agency(kMarket).state == AnnualState::kConfirmed);
}

TEST_CASE("a line that cannot hold confirms nothing") {
  for (const Json& line :
       {confirmation("2026-02-21"),  // after the as-of date
        confirmation("2025-12-31"),  // before the year was over
        confirmation("2026-01-32"),
        with_first_day("2025-12-31"),  // before the year was over
        with_first_day(20260120),
        Json{{"year", "2025"}, {"agency", kMarket}, {"by", "某"}, {"on", "2026-01-20"}},
        Json{{"year", 2025}, {"agency", kMarket}, {"by", ""}, {"on", "2026-01-20"}},
        Json{{"year", 99999999999}, {"agency", kMarket}, {"by", "某"}, {"on", "2026-01-20"}},
        Json(7)}) {
    Year year;
    year.confirm(line);
    INFO(line.dump());
    CHECK(year.agency(kMarket).state == AnnualState::kDraft);
    const auto told = annual_line_mistakes(year.site);
    CHECK((told.size() == 1 ? told[0].where : "") == (line == confirmation("2026-02-21") ? "" : "confirmations.jsonl:1"));
  }
}

TEST_CASE("a note that tells of a person is not published and the line that holds it counts") {
  Year year;
  Json line = confirmation("2026-01-20");
  line["note"] = "当事人李晓明（男，1985年生）一案漏报，已更正";
  year.confirm(line);
  CHECK(year.agency(kMarket).state == AnnualState::kConfirmed);
  CHECK(year.agency(kMarket).latest->note.empty());
  const auto told = annual_line_mistakes(year.site);
  REQUIRE(told.size() == 1);
  CHECK(contains(told[0].text, "note 里有不能公开的内容"));
}

TEST_CASE("an agency the edition does not show never gets a public report") {
  Year year;
  year.add({{"category", "penalty"}, {"agency", "11990101MB0000009X"}, {"month", "2025-05"}});
  year.confirm(confirmation("2026-01-20", "11990101MB0000009X"));
  const AgencyYear agency = year.agency("11990101MB0000009X");
  CHECK_FALSE(agency.is_public());
  CHECK(agency.name == "11990101MB0000009X");
  CHECK(public_reports(year.site, year.edition).empty());
}

TEST_CASE("confirming is checked before the line is written") {
  const Year year;
  const Date day = *Date::parse("2026-01-20");
  const auto line = confirmation_line(year.edition, 2025, kMarket, "示例区司法局", day);
  REQUIRE(line.ok());
  CHECK(*line == confirmation("2026-01-20"));
  CHECK_FALSE(confirmation_line(year.edition, 2025, kMarket, "", day).ok());
  CHECK_FALSE(confirmation_line(year.edition, 2025, "11990101MB0000009X", "某", day).ok());
  CHECK_FALSE(confirmation_line(year.edition, 2026, kMarket, "某", day).ok());
  CHECK_FALSE(
      confirmation_line(year.edition, 2025, kMarket, "某", *Date::parse("2026-02-21")).ok());
}

TEST_CASE("zero and no duty differ") {
  Year year;
  year.add({{"category", "inspection"}, {"agency", kMarket}, {"month", "2025-05"}});
  const Json json = annual_json(year.report());
  const Json penalty = table_json(json, kMarket, "penalty");
  REQUIRE_FALSE(penalty.is_null());
  CHECK(penalty.at("rows").at(0).at("cells").at("fine") == 0);
  CHECK(penalty.at("rows").at(0).at("total") == 0);
  CHECK(table_json(json, kMarket, "coercion").is_null());
  const Json other = table_json(json, kMarket, "other").at("rows").at(0).at("cells");
  CHECK(other == Json{{"inspection", 1}});
  CHECK(table_json(json, kReportAgency, "penalty").is_null());
}

TEST_CASE("the JSON has the contract's fields and its rows add up") {
  Year year;
  year.confirm(confirmation("2026-01-28"));
  year.add({{"category", "penalty"},
            {"agency", kMarket},
            {"kinds", {"罚款", "警告"}},
            {"fine", 123456},
            {"month", "2025-05"}});
  year.add(
      {{"category", "penalty"}, {"agency", kMarket}, {"kinds", {"警告"}}, {"month", "2025-06"}});
  year.add(
      {{"category", "permit"}, {"agency", kMarket}, {"outcome", "refused"}, {"month", "2025-06"}});
  const Json json = annual_json(year.report());
  CHECK(json.at("year") == 2025);
  const Json& agency = json.at("agencies").at(0);
  CHECK(agency.at("agency") == kMarket);
  CHECK(agency.at("name") == "示例区市场监督管理局");
  CHECK(agency.at("layout") == "v11");
  CHECK(agency.at("state") == "confirmed");
  const Json penalty = table_json(json, kMarket, "penalty");
  CHECK(penalty.at("amount_unit") == "元");
  CHECK(penalty.at("columns").at(2) ==
        Json{{"id", "fine"}, {"label", "罚款"}, {"unit", "宗"}, {"kinds", {"罚款"}}});
  const Json& row = penalty.at("rows").at(0);
  CHECK(row.at("unit") == "示例区市场监督管理局");
  CHECK(row.at("cells").at("fine") == 1);
  CHECK(row.at("cells").at("warning") == 1);
  CHECK(row.at("total") == 2);
  CHECK(row.at("amount") == "1234.56");
  const Json permit = table_json(json, kMarket, "permit").at("rows").at(0);
  CHECK(permit.at("cells") == Json{{"granted", 0}, {"refused", 1}, {"revoked", 0}});
  CHECK(permit.at("total") == 1);
  CHECK(permit.at("amount").is_null());
}

TEST_CASE("the CSV says the same as the JSON") {
  Year year;
  year.add({{"category", "penalty"},
            {"agency", kMarket},
            {"kinds", {"罚款"}},
            {"fine", 50},
            {"month", "2025-05"}});
  const std::string csv = annual_csv(year.agency(kMarket), 0);
  CHECK(csv.starts_with("\xEF\xBB\xBF单位名称,警告（宗）,通报批评（宗）,罚款（宗）,"));
  CHECK(csv.ends_with("示例区市场监督管理局,0,0,1,0,0,0,0,0,0,0,0,0,1,0.50\r\n"));
  const std::string permits = annual_csv(year.agency(kMarket), 1);
  CHECK(permits.ends_with("示例区市场监督管理局,,,0,0,0\r\n"));
}

TEST_CASE("money of single columns stands beside their count") {
  Year year;
  year.add({{"category", "reward"}, {"agency", kMarket}, {"amount", 300000}, {"month", "2025-05"}});
  const Json row = table_json(annual_json(year.report()), kMarket, "other").at("rows").at(0);
  CHECK(row.at("cells") == Json{{"reward", 1}});
  CHECK(row.at("amounts") == Json{{"reward", "3000"}});
  CHECK(row.at("total") == 1);
}
