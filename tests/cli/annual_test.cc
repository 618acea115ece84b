// `annual` through a January, as a webmaster runs it: counted, looked behind, reconciled, submitted, confirmed,
// published, corrected.
#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Two agencies after a year. The first fined five times: three records are public, one is held, and of
/// one only the number was told. The other warned once.
class January : public SmallSite {
 public:
  explicit January(const char* day = "2027-01-08") : SmallSite(day) {
    fill(3);
    rows().push_back(decision(4, R"({"disclosure":null})"));
    rows().push_back({{"id", "示市监罚〔2026〕5号"}, {"agency", kAgency}, {"category", "penalty"}, {"decision_date", "2026-11-12"},
                      {"penalty_kinds", {"罚款"}}, {"fine", 900}, {"count_only", true}, {"reason", "minor"}});
    rows().push_back(decision(6, R"({"agency":"119901010099000215","penalty_kinds":["警告"],"fine":null})"));
    night();
  }

  Ran annual(std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"--json", "annual", "--year", "2026"};
    words.insert(words.end(), more.begin(), more.end());
    return run_on(*this, words);
  }
  Json confirm(const std::vector<std::string>& more = {}, const char* agency = kAgency) const {
    std::vector<std::string> words = {"--confirm", agency, "--by", "示例区司法局"};
    words.insert(words.end(), more.begin(), more.end());
    return annual(words).json();
  }
  /// What the report says of an agency.
  static Json of(const Json& report, const char* code = kAgency) {
    for (const Json& agency : report.at("agencies"))
      if (agency.at("agency") == code) return agency;
    return {};
  }
  static long fines(const Json& report) { return of(report).at("tables").at(0).at("rows").at(0).at("cells").at("fine"); }
  std::string draft() const { return slurp(state() / "reports/annual-2026/index.html"); }
  std::string report_page() const { return page("annual-reports/2026/" + std::string(kAgency) + ".html"); }
};

std::vector<std::string> codes(const Json& answer) {
  std::vector<std::string> out;
  for (const Json& message : answer.at("messages")) out.push_back(message.at("code"));
  return out;
}

}  // namespace

TEST_CASE("annual counts public and held records and those of which only the number came") {
  const January site;
  const Ran ran = site.annual();
  CHECK(ran.exit == 0);
  const Json answer = ran.json();
  CHECK(answer["verb"] == "annual");
  CHECK(answer["year"] == 2026);
  CHECK(January::of(answer)["state"] == "draft");
  CHECK(January::fines(answer) == 5);
  const Json row = January::of(answer)["tables"][0]["rows"][0];
  CHECK(row["total"] == 5);
  CHECK(row["amount"] == "2910");
  CHECK_FALSE(site.serves("annual-reports/2026/index.html"));
  const Ran words = run_on(site, {"annual", "--year", "2026"});
  CHECK(contains(words.out, "示例区市场监督管理局：草稿，未确认\n"));
}

TEST_CASE("why lists ids of published and held records and only a number for the rest") {
  const January site;
  const Json why = site.annual({"--why", std::string(kAgency) + "/penalty/fine"}).json()["why"];
  CHECK(why["n"] == 5);
  REQUIRE(why["published"].size() == 3);
  CHECK(why["published"][0]["id"] == SmallSite::id_of(1));
  REQUIRE(why["held"].size() == 1);
  CHECK(why["held"][0]["id"] == SmallSite::id_of(4));
  CHECK_FALSE(why["held"][0]["reasons"].empty());
  CHECK(why["rest"] == Json{{"minor", 1}});
  CHECK_FALSE(contains(why.dump(), "〔2026〕5号"));
  // The same cell by its printed names, in words.
  const Ran words = run_on(site, {"annual", "--year", "2026", "--why", "示例区市场监督管理局/行政处罚实施情况统计表/罚款"});
  CHECK(contains(words.out, "罚款：5\n"));
  CHECK(contains(words.out, "已公示 3：\n  " + SmallSite::id_of(1)));
  CHECK(contains(words.out, "暂缓 1：\n"));
  // The cell of all agencies, and a whole table.
  CHECK(site.annual({"--why", "penalty/total"}).json()["why"]["n"] == 6);
  for (const char* between : {":", ".", ","})
    CHECK(site.annual({"--why", kOtherAgency + std::string(between) + "penalty" + between + "total"}).json()["why"]["published"].size() == 1);
}

TEST_CASE("a year or a cell that is not there is a usage error with a sentence") {
  const January site;
  CHECK(run_on(site, {"annual", "--year", "26"}).exit == 2);
  const std::string agency = kAgency;
  for (const auto& [cell, sentence] : std::map<std::string, std::string>{
           {"fine", "机关代码/表/列"},
           {"11990101009900999X/penalty/fine", "没有这个执法机关"},
           {agency + "/prison/fine", "没有这张表"},
           {agency + "/penalty/prison", "没有这一列"},
           {agency + "/permit/applied", "背后没有记录"}}) {
    const Ran ran = site.annual({"--why", cell});
    INFO(cell << ran.out);
    CHECK(ran.exit == 2);
    CHECK(contains(ran.out, sentence));
  }
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--confirm", agency},
                                             {"--confirm", "11990101009900999X", "--by", "某"},
                                             {"--confirm", agency, "--by", "某", "--on", "2027-01-09"},
                                             {"--confirm", agency, "--by", "某", "--on", "2026-12-31"},
                                             {"--confirm", agency, "--by", "某", "--on", "明天"}}) {
    INFO(joined(wrong, " "));
    CHECK(site.annual(wrong).exit == 2);
  }
  CHECK_FALSE(stdfs::exists(site.site() / "confirmations.jsonl"));
}

TEST_CASE("a declared number that differs stands in the draft with its records and changes nothing") {
  January site;
  site.line("declared.jsonl", {{"year", 2026}, {"agency", kAgency}, {"table", "penalty"}, {"cells", {{"fine", 7}, {"warning", 0}}},
                               {"total", 5}, {"amount", "2911"}, {"by", "法制科"}, {"on", "2027-01-07"}});
  site.line("declared.jsonl", {{"year", 2026}, {"quarter", 3}, {"agency", kAgency}, {"table", "penalty"}, {"cells", {{"fine", 1}}},
                               {"by", "法制科"}, {"on", "2026-10-07"}});
  const Ran ran = site.annual();
  CHECK(ran.exit == 0);
  const Json answer = ran.json();
  std::map<std::string, Json> differences;
  for (const Json& one : answer["differences"])
    differences[std::to_string(one["quarter"].get<int>()) + one["column"].get<std::string>()] = one;
  REQUIRE(differences.size() == 3);
  CHECK(differences["0fine"]["counted"] == 5);
  CHECK(differences["0fine"]["declared"] == 7);
  CHECK(differences["0fine"]["published"].size() == 3);
  CHECK(differences["0fine"]["rest"] == Json{{"minor", 1}});
  CHECK(differences["0amount"]["counted"] == 291000);
  CHECK(differences["0amount"]["declared"] == 291100);
  CHECK(differences["3fine"]["counted"] == 0);
  CHECK(January::fines(answer) == 5);
  const std::string draft = site.draft();
  for (const std::string& part : {std::string("机关报送与登记库统计不同的数字"), SmallSite::id_of(1), SmallSite::id_of(4),
                                  std::string("2026 年第三季度"), std::string("法制科，2027-01-07")})
    CHECK(contains(draft, part));
  // In public stands what was counted.
  site.confirm();
  site.night();
  CHECK(contains(site.report_page(), ">5<"));
  CHECK_FALSE(contains(site.report_page(), "2,911"));
  CHECK(SmallSite::holding(site.out() / "current/site/annual-reports", "报送").empty());
}

TEST_CASE("what was confirmed stays until it is confirmed again and earlier figures stay to be read") {
  January site;
  const Json confirmed = site.confirm();
  CHECK(January::of(confirmed)["state"] == "confirmed");
  site.night();
  CHECK(January::of(site.annual().json())["state"] == "published");
  CHECK(contains(site.report_page(), "2027-01-08 确认，按期"));
  CHECK(contains(site.page("annual-reports/index.html"), "2026年度"));
  CHECK(site.serves("annual-reports/2026/" + std::string(kAgency) + ".xlsx"));

  site.rows().push_back(SmallSite::decision(7, R"({"updated_at":"2027-01-11"})"));
  site.night_on("2027-01-12");
  CHECK(January::fines(site.annual().json()) == 5);
  CHECK(contains(run_on(site, {"annual", "--year", "2026"}).out, "登记库已与确认时不同"));
  CHECK(contains(site.draft(), "登记库里的数据此后有变动"));
  CHECK(contains(run_on(site, {"annual", "--year", "2026", "--why", std::string(kAgency) + "/penalty/fine"}).out,
                 "登记库现在是 6，与确认时的 5 不同"));

  for (const char* note : {"当事人李晓明（男）一案漏报，已更正", "联系13800138000"}) {
    const Ran ran = site.annual({"--confirm", kAgency, "--by", "示例区司法局", "--note", note});
    CHECK(ran.exit == 2);
    CHECK(contains(ran.out + ran.err, "--note 会公开，里面有不能公开的内容"));
  }
  CHECK(January::fines(site.confirm({"--note", "补报一宗"})) == 6);
  site.night();
  const std::string page = site.report_page();
  for (const char* part : {"本年报于2027年1月12日更正，更正前的数字保留在下面。", "更正说明：补报一宗", "data-l=\"更正前\">5<",
                           "data-l=\"更正后\">6<", "2027-01-08 确认，按期"})
    CHECK(contains(page, part));
}

TEST_CASE("of an agency that has left the list of agencies it is said why its year cannot be confirmed") {
  January site;
  site.rows("agencies").erase(site.rows("agencies").begin());
  site.night_accepting();
  CHECK(contains(run_on(site, {"annual", "--year", "2026"}).out, "已不在公示的执法机关名录里，不能确认"));
}

TEST_CASE("rows kept for a confirmation that were altered or lost are told of") {
  January site;
  site.confirm();
  const stdfs::path kept = stdfs::directory_iterator(site.state() / "annual")->path();
  CHECK((stdfs::status(kept).permissions() & stdfs::perms::mask) == (stdfs::perms::owner_read | stdfs::perms::owner_write));
  CHECK_FALSE(contains(slurp(kept), "示市监罚"));
  const std::string whole = slurp(kept);
  site.folder().write("state/annual/" + kept.filename().string(), whole.substr(0, whole.size() / 2));
  Ran ran = site.annual();
  CHECK(ran.exit == 1);
  CHECK(codes(ran.json()) == std::vector<std::string>{"annual_rows"});
  CHECK(contains(ran.out, "已被改动"));
  stdfs::remove(kept);
  ran = site.annual();
  CHECK(ran.exit == 1);
  CHECK(contains(ran.out, "确认时留存的数据不在了"));
  CHECK(January::fines(ran.json()) == 5);
}

TEST_CASE("the deadlines of January are watched day by day") {
  January site;
  const auto on = [&](const char* day, std::vector<std::string> more = {}) {
    site.set_day(day);
    more.push_back("--check-deadline");
    return site.annual(more);
  };
  // 31 January 2027 is a Sunday: that is said while there is time.
  Ran ran = on("2027-01-14");
  CHECK(ran.exit == 0);
  CHECK(codes(ran.json()) == std::vector<std::string>{"annual_last_day"});
  CHECK(contains(ran.out, "1 月 31 日是星期日，不是工作日，请在 1 月 29 日前办完。"));
  ran = on("2027-01-15");
  CHECK(ran.exit == 1);
  CHECK(codes(ran.json()) == std::vector<std::string>{"annual_unconfirmed", "annual_unconfirmed", "annual_last_day"});
  CHECK(on("2027-01-15", {"--submit", (site.folder() / "year.xlsx").string()}).exit == 0);
  CHECK(slurp(site.folder() / "year.xlsx").starts_with("PK"));
  CHECK(on("2027-01-23").exit == 0);
  ran = on("2027-01-24");
  CHECK(ran.exit == 1);
  CHECK(codes(ran.json()) == std::vector<std::string>{"annual_unpublished", "annual_unpublished", "annual_last_day"});
  site.confirm();
  site.confirm({}, kOtherAgency);
  CHECK(on("2027-01-25").exit == 1);  // confirmed is not yet public
  site.night();
  CHECK(on("2027-01-25").exit == 0);
  CHECK(on("2027-02-01").exit == 0);
}

TEST_CASE("a report confirmed in February is public and late and a draft keeps being asked for") {
  January site("2027-02-03");
  CHECK(January::of(site.confirm())["state"] == "late");
  site.night();
  CHECK(contains(site.report_page(), "应当在1月31日前公开，实际公开于2月3日，晚 3 天。"));
  const Ran ran = site.annual({"--check-deadline"});
  CHECK(ran.exit == 1);
  REQUIRE(codes(ran.json()) == std::vector<std::string>{"annual_unconfirmed"});
  CHECK(ran.json()["messages"][0]["where"] == kOtherAgency);
  CHECK(contains(ran.json()["messages"][0]["text"].get<std::string>(), "公开期限 2027年1月31日 已经过了 3 天"));
}

TEST_CASE("a narrative is filled in from the figures and one that names what nobody knows is not shown") {
  January site;
  const std::string file = "site/narratives/2026/" + std::string(kAgency) + ".md";
  site.folder().write(file, "## 总体情况\n\n{{year}} 年作出行政处罚决定 {{penalty.total}} 宗，比上年{{penalty.total.change}}。\n");
  CHECK(site.annual().exit == 0);
  CHECK_FALSE(stdfs::exists(site.state() / "reports/annual-2026" / (std::string(kAgency) + ".md")));
  CHECK(stdfs::exists(site.state() / "reports/annual-2026" / (std::string(kOtherAgency) + ".md")));
  site.confirm();
  site.night();
  CHECK(contains(site.report_page(), "<h3>总体情况</h3>"));
  CHECK(contains(site.report_page(), "2026 年作出行政处罚决定 5 宗"));

  site.folder().write(file, "总体情况\n\n{{penalty.prison}}\n");
  const Ran ran = site.annual();
  CHECK(ran.exit == 2);
  CHECK(contains(ran.out, std::string(kAgency) + ".md:3"));
  CHECK(contains(ran.out, "没有“penalty.prison”这个变量"));
  CHECK(run_on(site, {"check"}).exit == 2);
  site.night();
  CHECK_FALSE(contains(site.report_page(), "总体情况"));
  CHECK(contains(site.report_page(), ">5<"));
}

TEST_CASE("quarters that are over have a workbook each and the draft is nobody else's") {
  const January site;
  CHECK(site.annual().exit == 0);
  const stdfs::path dir = site.state() / "reports/annual-2026";
  for (const char* quarter : {"quarter-1.xlsx", "quarter-2.xlsx", "quarter-3.xlsx", "quarter-4.xlsx"})
    CHECK(slurp(dir / quarter).starts_with("PK"));
  CHECK((stdfs::status(dir).permissions() & stdfs::perms::mask) == stdfs::perms::owner_all);
  CHECK(SmallSite::holding(site.out() / "current/site", "内部使用").empty());
  // Of the year under way only the quarters that are over.
  CHECK(run_on(site, {"annual", "--year", "2027"}).exit == 0);
  CHECK_FALSE(stdfs::exists(site.state() / "reports/annual-2027/quarter-1.xlsx"));
}

TEST_CASE("figures told through a feed fill the columns only agencies know and what is confirmed stays") {
  January site;
  site.feed("n") = {{"id", "n"}, {"dataset", "declared"}, {"agency", kAgency}};
  site.rows("powers") = {{{"id", "p1"}, {"agency", kAgency}, {"name", "食品经营许可"}, {"category", "permit"}}};
  site.feed("powers") = {{"id", "powers"}, {"dataset", "powers"}, {"agency", "*"}, {"attests", SmallSite::statement()}};
  const auto told = [](const char* table, const char* column, long n) {
    return Json{{"year", 2026}, {"table", table}, {"column", column}, {"n", n}, {"by", "政务服务科"}};
  };
  site.rows("n") = {told("permit", "applied", 12), told("permit", "accepted", 11), told("penalty", "fine", 7)};
  site.night();
  const Json answer = site.annual().json();
  const Json tables = January::of(answer)["tables"];
  const auto permit = std::find_if(tables.begin(), tables.end(), [](const Json& table) { return table["id"] == "permit"; });
  REQUIRE(permit != tables.end());
  CHECK((*permit)["rows"][0]["cells"]["applied"] == 12);
  REQUIRE(answer["differences"].size() == 1);
  CHECK(answer["differences"][0]["declared"] == 7);
  CHECK(January::fines(answer) == 5);
  site.confirm();
  site.rows("n") = {told("permit", "applied", 99)};
  site.night_on("2027-01-12");
  CHECK(contains(site.report_page(), ">12<"));
  CHECK_FALSE(contains(site.report_page(), ">99<"));
}

TEST_CASE("a file of declared figures is checked before it is sent") {
  const January site;
  site.folder().write("f.jsonl", "{\"year\":2026,\"table\":\"permit\",\"column\":\"applied\",\"n\":3}\n"
                                 "{\"year\":2026,\"table\":\"permit\",\"column\":\"prison\",\"n\":3}\n");
  const Ran ran = run_on(site, {"check", "--feed", (site.folder() / "f.jsonl").string(), "--dataset", "declared", "--agency", kAgency});
  CHECK(ran.exit == 1);
  CHECK(contains(ran.out, "年报的版式里没有这一列"));
  CHECK(contains(ran.out, "共 2 行"));
}
