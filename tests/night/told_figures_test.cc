// Figures that agencies declare for their annual reports, pulled night by night like everything else.
#include "night/told_figures.h"

#include "night/counted_years.h"
#include "night/edition.h"
#include "night/small_site.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

Json figure(const char* column, long n, const char* patch = "{}") {
  Json row = {{"agency", kAgency}, {"year", 2025}, {"table", "permit"}, {"column", column}, {"n", n}, {"by", "政务服务科"}};
  row.merge_patch(Json::parse(patch));
  return row;
}

class Telling : public SmallSite {
 public:
  Telling() : SmallSite("2026-12-08") {
    feed("n") = {{"id", "n"}, {"dataset", "declared"}, {"agency", kAgency}};
    fill(1);
    rows("n") = {figure("applied", 120), figure("accepted", 118)};
  }

  /// What stands in a cell by the day; none for nothing.
  std::optional<long> told(const char* column, const char* day, const char* table = "permit") {
    auto work = open();
    const auto made = make_edition(*work);
    REQUIRE(made.ok());
    const auto years = count_years(*work, made->edition);
    REQUIRE(years.ok());
    const Declared declared = Declared::by(work->site(), kAgency, *Date::parse(day), (*years)->counts->told(kAgency));
    const Declared::Table* found = declared.find({2025, 0, kAgency, table, ""});
    if (found == nullptr || found->cells.count(column) == 0) return std::nullopt;
    return found->cells.at(column);
  }
};

}  // namespace

TEST_CASE("declared figures come through a feed and are no records") {
  Telling site;
  NightEnd end = site.night();
  CHECK(end.report.rows.fresh == 2 + 2 + 1);  // agencies, figures, the decision
  CHECK(end.report.known == 3);
  CHECK(site.told("applied", "2026-12-08") == 120);
  CHECK_FALSE(site.told("applied", "2026-12-07"));
  for (const auto& [path, bytes] : site.served()) CHECK_FALSE(contains(path, "declared"));
  end = site.night();
  CHECK(end.report.rows.same == 5);
  CHECK(end.report.feeds.size() == 3);
}

TEST_CASE("a figure that changes or vanishes counts from that night and stays as told before") {
  Telling site;
  site.night();
  site.rows("n") = {figure("applied", 125)};
  NightEnd end = site.night_on("2026-12-12");
  CHECK(end.report.rows.changed == 1);
  CHECK(site.told("applied", "2026-12-12") == 125);
  CHECK(site.told("applied", "2026-12-11") == 120);
  CHECK_FALSE(site.told("accepted", "2026-12-12"));
  CHECK(site.told("accepted", "2026-12-11") == 118);
  // Told again it is there again.
  site.rows("n").push_back(figure("accepted", 118));
  end = site.night_on("2026-12-13");
  CHECK(end.report.rows.fresh == 1);
  CHECK(site.told("accepted", "2026-12-13") == 118);
}

TEST_CASE("rows of declared figures that are wrong go back like others and the rest counts") {
  Telling site;
  site.rows("n").push_back(figure("applied", 7, R"({"agency":"119901010099000215"})"));
  site.rows("n").push_back(figure("prison", 7));
  site.rows("n").push_back(figure("fine", 7, R"({"table":"prison"})"));
  site.rows("n").push_back(figure("accepted", 90));  // another word about the same cell, without order
  const NightEnd end = site.night();
  CHECK(end.exit == ExitCode::kAttention);
  std::multiset<std::string> reasons;
  for (const auto& row : end.report.rejected) reasons.insert(row.reason + " " + row.column);
  CHECK(reasons == std::multiset<std::string>{"bad_code agency", "bad_value column", "bad_value table", "duplicate id", "duplicate id"});
  CHECK(site.told("applied", "2026-12-08") == 120);
  CHECK_FALSE(site.told("accepted", "2026-12-08"));
}

TEST_CASE("a feed of changes takes a figure back by its key and a dropped feed takes all") {
  Telling site;
  site.feed("n")["mode"] = "delta";
  site.night();
  site.rows("n") = {{{"agency", kAgency}, {"id", "2025~~permit~accepted~"}, {"removed", true}}};
  CHECK(site.night_on("2026-12-09").report.rows.changed == 1);
  CHECK_FALSE(site.told("accepted", "2026-12-09"));
  CHECK(site.told("applied", "2026-12-09") == 120);
  site.drop_feed("n");
  site.write();
  {
    auto work = site.open();
    REQUIRE(pull_feeds(*work, {{}, {}, {"n"}}).ok());
  }
  CHECK_FALSE(site.told("applied", "2026-12-09"));
  CHECK(site.told("applied", "2026-12-08") == 120);
}

TEST_CASE("the feed named first tells a cell and a failing one keeps what it told") {
  Telling site;
  site.feed("m") = {{"id", "m"}, {"dataset", "declared"}, {"agency", "*"}};
  site.rows("m") = {figure("applied", 1), figure("refused", 3)};
  NightEnd end = site.night();
  CHECK(end.report.rows.superseded == 1);
  CHECK(site.told("applied", "2026-12-08") == 120);
  site.feed("n")["url"] = "feeds/gone.jsonl";
  end = site.night_on("2026-12-09");
  CHECK(end.report.rows.superseded == 1);
  CHECK(site.told("applied", "2026-12-09") == 120);
}

TEST_CASE("of one day the webmaster's line stands before what a feed told") {
  Telling site;
  site.write();
  site.line("declared.jsonl", {{"year", 2025}, {"agency", kAgency}, {"table", "permit"}, {"cells", {{"applied", 121}}}, {"by", "法制科"}, {"on", "2026-12-08"}});
  site.night();
  CHECK(site.told("applied", "2026-12-08") == 121);
  site.rows("n") = {figure("applied", 125), figure("accepted", 118)};
  site.night_on("2026-12-12");
  CHECK(site.told("applied", "2026-12-12") == 125);
}
