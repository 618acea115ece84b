#include "report/annual_pages.h"

#include "report/annual_drafts.h"
#include "report/annual_table.h"
#include "report/frame_of.h"
#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::kMarket;

namespace {

const std::string kHealth = "11990101MB0000002B";

struct Portal {
  explicit Portal(const std::string& name = "示例区市场监督管理局")
      : edition(
            test::edition_of("2026-02-20", {test::agency_record(kMarket, name),
                                            test::agency_record(kHealth, "示例区卫生健康委员会"),
                                            test::power_record(kMarket, "p1", "penalty"),
                                            test::power_record(kHealth, "p2", "permit")})) {
    for (int i = 0; i < 1234; ++i) counts.add(penalty);
  }

  void confirm(const std::string& agency, const std::string& on, int year = 2025) {
    site.confirmations.push_back(
        {{{"year", year}, {"agency", agency}, {"by", "示例区司法局"}, {"on", on}}, ""});
  }
  test::MemorySink render() const {
    test::FrameOf frame(site, edition);
    test::MemorySink sink;
    const Status done = render_annual(DiskFs(), site, edition, counts, frame.templates, frame.frame, sink);
    if (!done.ok()) FAIL(done.error().where << " " << done.error().text);
    return sink;
  }

  Site site = test::built_in_site();
  Edition edition;
  LayoutBook layouts = LayoutBook::of(site).value();
  AnnualCounts counts{layouts};
  CountRow penalty = test::count_row({{"category", "penalty"},
                                      {"agency", kMarket},
                                      {"kinds", {"罚款"}},
                                      {"fine", 100000},
                                      {"month", "2025-05"}});
};

}  // namespace

TEST_CASE("nothing is public while nobody has confirmed") {
  const Portal portal;
  CHECK(portal.render().files.empty());
  CHECK(planned_annual_paths(portal.site, portal.edition, portal.counts).empty());
}

TEST_CASE("only confirmed agencies have pages, and what is planned is written") {
  Portal portal;
  portal.confirm(kMarket, "2026-01-20");
  portal.confirm(kMarket, "2025-01-20", 2024);
  const test::MemorySink sink = portal.render();
  CHECK(sink.paths() == planned_annual_paths(portal.site, portal.edition, portal.counts));
  CHECK(sink.files.count("annual-reports/2025/" + kMarket + ".html") == 1);
  CHECK(sink.files.count("annual-reports/2025/" + kMarket + "-penalty.csv") == 1);
  CHECK(sink.files.count("annual-reports/2025/" + kMarket + "-permit.csv") == 0);
  CHECK(sink.files.count("annual-reports/2024/index.html") == 1);
  CHECK(sink.files.count("annual-reports/2025/" + kHealth + ".html") == 0);
  for (const auto& [path, bytes] : sink.files) CHECK_FALSE(contains(bytes, kHealth));
}

TEST_CASE("the same inputs give the same bytes") {
  Portal portal;
  portal.confirm(kMarket, "2026-01-20");
  portal.confirm(kHealth, "2026-01-22");
  CHECK(portal.render().files == portal.render().files);
}

TEST_CASE("an agency's page shows its figures, its state and what it has no duty for") {
  Portal portal;
  portal.confirm(kMarket, "2026-01-20");
  const test::MemorySink sink = portal.render();
  const std::string& page = sink.files.at("annual-reports/2025/" + kMarket + ".html");
  CHECK(contains(page, "示例区市场监督管理局 2025 年度行政执法统计年报"));
  CHECK(contains(page, "表一　行政处罚实施情况统计表"));
  CHECK(contains(page, ">1,234<"));
  CHECK(contains(page, ">1,234,000<"));
  CHECK(contains(page, "2026-01-20 确认，按期"));
  CHECK(contains(page, "<table class=\"statutory landscape\">"));  // fourteen columns
  CHECK(contains(page, "行政许可实施情况统计表：本单位无相关行政执法职责。"));
  CHECK(contains(page, "只在最重的一种中计一宗"));
  CHECK(contains(page, "href=\"" + kMarket + "-penalty.csv\""));
}

TEST_CASE("late is shown as late") {
  Portal portal;
  portal.confirm(kMarket, "2026-02-09");
  const test::MemorySink sink = portal.render();
  const std::string& page = sink.files.at("annual-reports/2025/" + kMarket + ".html");
  CHECK(contains(page, "应当在1月31日前公开，实际公开于2月9日，晚 9 天。"));

  Portal missed;
  missed.confirm(kMarket, "2026-01-30");
  missed.site.confirmations.back().json["first_published_on"] = "2026-02-03";
  const test::MemorySink after = missed.render();
  CHECK(contains(after.files.at("annual-reports/2025/" + kMarket + ".html"), "2026-01-30 确认，逾期"));
  CHECK(contains(after.files.at("annual-reports/2025/" + kMarket + ".html"), "实际公开于2月3日，晚 3 天。"));
  CHECK(Json::parse(after.files.at("annual-reports/2025/" + kMarket + ".json"))["late"] == true);
}

TEST_CASE("the portal's page adds public reports only and says how many are missing") {
  Portal portal;
  portal.counts.add(test::count_row(
      {{"category", "permit"}, {"agency", kHealth}, {"outcome", "granted"}, {"month", "2025-05"}}));
  portal.confirm(kMarket, "2026-01-20");
  std::string page = portal.render().files.at("annual-reports/2025/index.html");
  CHECK(contains(page, "其余 1 个尚未公开"));
  CHECK_FALSE(contains(page, "准予行政许可（宗）"));
  portal.confirm(kHealth, "2026-01-22");
  page = portal.render().files.at("annual-reports/2025/index.html");
  CHECK(contains(page, "2 个执法机关均已确认"));
  CHECK(contains(page, "准予行政许可（宗）"));
  CHECK(contains(portal.render().files.at("annual-reports/2025/agencies.html"), "href=\"" + kHealth + ".html\""));
  CHECK(contains(page, "按月份"));
  CHECK(contains(portal.render().files.at("annual-reports/2025/agencies.html"), "按机关和季度"));
}

TEST_CASE("an agency with a hostile name is shown as text") {
  Portal portal("<script>alert(1)</script>\" onload=x");
  portal.confirm(kMarket, "2026-01-20");
  for (const auto& [path, bytes] : portal.render().files)
    if (path.ends_with(".html")) {
      CHECK_FALSE(contains(bytes, "<script>alert"));
      CHECK_FALSE(contains(bytes, "\" onload=x"));
    }
}

TEST_CASE("drafts are for the webmaster only") {
  Portal portal;
  portal.confirm(kHealth, "2026-01-22");
  test::Scratch scratch;
  DiskFs fs;
  const test::FrameOf frame(portal.site, portal.edition);
  const AnnualReport report = annual_report(portal.site, portal.edition, portal.counts, 2025, {});
  const AnnualReport before = annual_report(portal.site, portal.edition, portal.counts, 2024, {});
  const AnnualDrafts drafts{report, before, portal.counts, portal.edition, {}, {{kMarket, {{"99010000026", 3}}}}};
  REQUIRE(write_annual_drafts(fs, portal.site, frame.templates, scratch.path(), drafts).ok());
  const stdfs::path dir = scratch / "reports/annual-2025";
  const std::string page = test::slurp(dir / "index.html");
  CHECK(contains(page, "内部使用，不公开"));
  CHECK(contains(page, "草稿，数据未经机关确认。"));
  CHECK(contains(page, "2026-01-22由示例区司法局确认"));
  CHECK(stdfs::exists(dir / (kMarket + "-penalty.csv")));
  CHECK(stdfs::exists(dir / (kMarket + ".xlsx")));
  CHECK(stdfs::exists(dir / (kHealth + ".md")));  // the other has a narrative
  CHECK(stdfs::exists(dir / "quarter-4.xlsx"));
  CHECK(contains(page, "99010000026"));
  CHECK((stdfs::status(dir).permissions() & stdfs::perms::mask) == stdfs::perms::owner_all);
  CHECK((stdfs::status(dir / "index.html").permissions() & stdfs::perms::mask) ==
        (stdfs::perms::owner_read | stdfs::perms::owner_write));
}

TEST_CASE("numbers are grouped by thousands") {
  CHECK(grouped("1386.52") == "1,386.52");
  CHECK(grouped("100") == "100");
  CHECK(grouped("1234567") == "1,234,567");
  CHECK(grouped("0.5") == "0.5");
}

namespace {

/// A year of sixty agencies that fill every table, region and class there is.
struct Crowded : Portal {
  Crowded();
};

Crowded::Crowded() {
  std::vector<Json> records;
  const std::vector<std::string> kinds = {"警告", "罚款", "没收违法所得", "吊销许可证件", "责令停产停业", "行政拘留", "其他"};
  for (int a = 0; a < 60; ++a) {
    const std::string code = "1199010100990" + std::to_string(100 + a) + "XX";
    records.push_back(test::agency_record(code, "示例市示例区某某某某和某某某某管理局第" + std::to_string(a) + "分局"));
    for (const char* category : {"penalty", "permit", "coercive_measure", "coercive_execution", "inspection"})
      records.push_back(test::power_record(code, category, category));
    for (int i = 0; i < 60 + a; ++i)
      for (const int year : {2024, 2025})
        counts.add(test::count_row({{"category", "penalty"}, {"agency", code}, {"kinds", {kinds[static_cast<size_t>(i) % kinds.size()]}},
                                           {"fine", 123456789}, {"region", "9901010" + std::to_string(10 + i % 18) + "000"},
                                           {"place", "示例区第" + std::to_string(i % 12) + "街道"}, {"violation", "某某某某和某某第" + std::to_string(i % 16) + "类"},
                                           {"party_kind", i % 2 ? "organisation" : "natural_person"}, {"month", (year == 2025 ? "2025-0" : "2024-0") + std::to_string(1 + i % 9)}}));
    confirm(code, "2026-01-20");
    confirm(code, "2025-01-20", 2024);
  }
  edition = test::edition_of("2026-02-20", records);
}

}  // namespace

TEST_CASE("with sixty agencies no page of a year weighs more than 30 KB and none is missing") {
  const test::MemorySink sink = Crowded().render();
  size_t agencies = 0;
  for (const auto& [path, bytes] : sink.files) {
    if (!path.ends_with(".html")) continue;
    INFO(path << " " << bytes.size());
    CHECK(bytes.size() < 30 * 1024);
    for (size_t at = bytes.find("<tr><th scope=\"row\"><a href="); path.find("/2025/agencies") != std::string::npos && at != std::string::npos;
         at = bytes.find("<tr><th scope=\"row\"><a href=", at + 1))
      ++agencies;
  }
  CHECK(agencies == 60);
  CHECK(sink.files.count("annual-reports/2025/agencies-5.html") == 1);
  CHECK(contains(sink.files.at("annual-reports/2025/agencies-2.html"), "href=\"agencies.html\""));
  CHECK(contains(sink.files.at("annual-reports/2025/agencies-5.html"), "class=\"total\""));
  CHECK_FALSE(contains(sink.files.at("annual-reports/2025/agencies.html"), "class=\"total\""));
  for (const auto& [id, part] : std::map<std::string, std::string>{{"region", "图　按行政区划（宗）"}, {"place", "图　按街道、乡镇（宗）"},
                                                                   {"violation", "图　按违法行为（宗）"}, {"party", "图　按当事人类别（宗）"}}) {
    const std::string& by = sink.files.at("annual-reports/2025/by-" + id + ".html");
    CHECK(contains(by, part));
    CHECK(contains(by, "以表格查看"));
    CHECK(contains(sink.files.at("annual-reports/2025/index.html"), "href=\"by-" + id + ".html\""));
  }
}

TEST_CASE("tables lead on to lists of published records and never say how many there are not") {
  Portal portal;
  portal.confirm(kMarket, "2026-01-20");
  std::string page = portal.render().files.at("annual-reports/2025/" + kMarket + ".html");
  CHECK_FALSE(contains(page, "search/index.html?category"));  // nothing is published: there is no list to open
  const auto decision = [](const std::string& kind, const std::string& on) {
    return Json{{"dataset", "decisions"}, {"agency", kMarket}, {"id", kind + on}, {"address", "decisions/2025-05/" + kind + ".html"},
                {"fields", {{"category", "penalty"}, {"penalty_kinds", {kind}}}}, {"main_date", on}, {"published_on", "2025-05-20"}};
  };
  portal.edition = test::edition_of("2026-02-20", {test::agency_record(kMarket, "示例区市场监督管理局"), test::power_record(kMarket, "p1", "penalty"),
                                                   decision("罚款", "2025-05-10"), decision("警告", "2024-05-10")});
  const test::MemorySink sink = portal.render();
  page = sink.files.at("annual-reports/2025/" + kMarket + ".html");
  CHECK(contains(page, "<a href=\"../../search/index.html?category=penalty&amp;year=2025&amp;agency=" + kMarket + "\">行政处罚</a>"));
  CHECK(contains(page, "&amp;kind=%E7%BD%9A%E6%AC%BE\">罚款</a>"));
  CHECK_FALSE(contains(page, ">警告</a>"));
  CHECK(contains(sink.files.at("annual-reports/2025/index.html"), "<a href=\"../../search/index.html?category=penalty&amp;year=2025\">行政处罚</a>"));
}
