#include "report/annual_reconcile.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;
using test::count_row;
using test::kMarket;

namespace {

Json line(const Json& patch = Json::object()) {
  Json out = {{"year", 2025}, {"agency", kMarket}, {"table", "penalty"}, {"cells", {{"fine", 3}}}, {"by", "法制科"}, {"on", "2026-01-08"}};
  out.merge_patch(patch);
  return out;
}

Declared told(const std::vector<Json>& lines, const char* day = "2026-01-31") {
  Site site;
  for (const Json& one : lines) site.declared.push_back({one, ""});
  return Declared::by(site, kMarket, *Date::parse(day));
}

}  // namespace

TEST_CASE("a declared line that cannot be read says which value is wrong") {
  CHECK(declared_problem(line()).empty());
  CHECK(declared_problem(line({{"cells", nullptr}, {"amount", 12.5}})).empty());
  for (const auto& [word, patch] : std::vector<std::pair<std::string, Json>>{
           {"year", {{"year", "2025"}}},
           {"year", {{"year", 25}}},
           {"agency", {{"agency", nullptr}}},
           {"table", {{"table", ""}}},
           {"quarter", {{"quarter", 5}}},
           {"quarter", {{"quarter", "一"}}},
           {"cells", {{"cells", {{"fine", -1}}}}},
           {"cells", {{"cells", {{"fine", "3"}}}}},
           {"cells", {{"cells", 3}}},
           {"total", {{"total", 1.5}}},
           {"amount", {{"amount", "1.234"}}},
           {"至少要写一项", {{"cells", nullptr}}},
           {"by", {{"by", nullptr}}},
           {"on", {{"on", "2026-02-30"}}}}) {
    INFO(patch.dump());
    CHECK(contains(declared_problem(line(patch)), word));
  }
}

TEST_CASE("declared money is in yuan with at most two decimals") {
  CHECK(fen_of("12") == 1200);
  CHECK(fen_of("0.5") == 50);
  CHECK(fen_of(12.34) == 1234);
  CHECK(fen_of(7) == 700);
  for (const Json& wrong : {Json("1,200"), Json("-3"), Json("12."), Json(".5"), Json("1.234"), Json(-3), Json(true), Json("12345678901234")})
    CHECK_FALSE(fen_of(wrong));
}

TEST_CASE("of lines about one cell the later counts and a day that has not come tells nothing") {
  const std::vector<Json> lines = {line(), line({{"cells", {{"fine", 4}, {"warning", 1}}}, {"on", "2026-01-10"}}),
                                   line({{"cells", {{"fine", 9}}}, {"on", "2026-03-01"}}), line({{"by", ""}, {"cells", {{"fine", 8}}}})};
  const Declared told_by_january = told(lines);
  const Declared::Table* year = told_by_january.find({2025, 0, kMarket, "penalty", ""});
  REQUIRE(year != nullptr);
  CHECK(year->cells == std::map<std::string, long>{{"fine", 4}, {"warning", 1}});
  CHECK(year->on.iso() == "2026-01-10");
  CHECK(told(lines, "2026-01-09").find({2025, 0, kMarket, "penalty", ""})->cells.at("fine") == 3);
  CHECK(told(lines).find({2025, 1, kMarket, "penalty", ""}) == nullptr);
  CHECK(told(lines).find({2024, 0, kMarket, "penalty", ""}) == nullptr);
}

TEST_CASE("differences are found in the year in its quarters and in the rows of entrusted organisations") {
  const std::string team = "12990101MB0000003X";
  Site site = test::built_in_site();
  site.config.annual_layout = "v13";
  Json unit = test::agency_record(team, "示例大队");
  unit["fields"]["entrusted_by"] = kMarket;
  const Edition edition = test::edition_of("2026-01-20", {test::agency_record(kMarket, "示例局"), unit});
  const LayoutBook layouts = LayoutBook::of(site).value();
  AnnualCounts counts(layouts);
  const auto add = [&](const std::string& agency, const char* month, Fen fine) {
    counts.add(count_row({{"category", "penalty"}, {"agency", agency}, {"kinds", {"罚款"}}, {"fine", fine}, {"month", month}}));
  };
  add(kMarket, "2025-02", 1000);
  add(kMarket, "2025-11", 2000);
  add(team, "2025-05", 500);
  site.declared.push_back({line({{"cells", {{"fine", 2}}}, {"total", 3}, {"amount", "30"}}), ""});
  site.declared.push_back({line({{"quarter", 4}, {"cells", {{"fine", 2}}}}), ""});
  site.declared.push_back({line({{"unit", team}, {"cells", {{"fine", 0}}}}), ""});
  site.declared.push_back({line({{"table", "permit"}, {"cells", {{"applied", 9}}}}), ""});  // only the agency can tell
  site.declared.push_back({line({{"table", "prison"}}), ""});
  const AnnualReport report = annual_report(site, edition, counts, 2025, {});
  const auto found = differences(report, counts);
  REQUIRE(found.size() == 3);
  CHECK(found[0].cell.total);
  CHECK(found[0].counted == 2);
  CHECK(found[0].declared == 3);
  CHECK(found[0].cell.label() == "合计");
  CHECK(found[1].cell.unit == team);
  CHECK(found[1].counted == 1);
  CHECK(found[1].cell.code() == team);
  CHECK(found[2].cell.quarter == 4);
  CHECK(found[2].counted == 1);
  const CountCell november = CountCell::of(
      count_row({{"category", "penalty"}, {"agency", kMarket}, {"kinds", {"罚款"}}, {"month", "2025-11"}}));
  CHECK(found[2].cell.holds(kMarket, november));
  CHECK_FALSE(found[2].cell.holds(team, november));
  CHECK(found[0].cell.holds(kMarket, november));
}
