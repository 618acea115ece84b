#include <cstdlib>

#include "base/text.h"
#include "report/frame_of.h"
#include "report/night_page.h"
#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::rejected_row;

namespace {

NightReport night(const std::string& id) {
  NightReport report;
  report.id = id;
  report.as_of = *Date::parse("2026-11-20");
  report.site_name = "示例区行政执法公示";
  report.feeds = {{"market",
                   "decisions",
                   "https://example.invalid/out/penalties.csv?token=1",
                   "fresh",
                   10,
                   2,
                   "",
                   ""}};
  report.rejected = {
      rejected_row("bad_value", test::kMarket, "2号", 17, "决定日期", "日期读不出来。",
                   "请写成 2026-11-20。"),
      rejected_row("missing_field", test::kMarket, "3号", 4, "=HYPERLINK(\"x\")", "没有当事人。"),
      rejected_row("bad_code", "../../etc/passwd", "", 5, "机关", "代码不对。", "请核对。"),
      rejected_row("secret", "11990101MB0000002B", "", 6, "", "涉密")};
  report.rejected[1].carries_flag = true;
  report.warnings = {{"market", "decisions", test::kMarket, "4号", 9, "fine", "金额可能差一万倍。",
                      "请核对单位。"}};
  return report;
}

struct Folder {
  Status write(const NightReport& report) {
    const auto templates = Templates::load(fs, site);
    REQUIRE(templates.ok());
    return write_night_report(fs, site, *templates, scratch.path(), report);
  }
  /// Unpacks a sheet and returns the text of one part.
  std::string part(const std::string& sheet, const std::string& name) {
    const stdfs::path out = scratch / "unpacked";
    stdfs::remove_all(out);
    stdfs::create_directories(out);
    const std::string command = "cd '" + out.string() + "' && '" GONGSHI_CMAKE "' -E tar xf '" +
                                (scratch / ("reports/20261120-0001/agencies/" + sheet)).string() +
                                "'";
    REQUIRE(std::system(command.c_str()) == 0);
    return test::slurp(out / name);
  }
  DiskFs fs;
  Site site = test::built_in_site();
  test::Scratch scratch;
};

int mode_of(const stdfs::path& path) {
  return static_cast<int>(stdfs::status(path).permissions() & stdfs::perms::mask);
}

}  // namespace

TEST_CASE("a report folder is the owner's alone") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  const stdfs::path dir = folder.scratch / "reports/20261120-0001";
  CHECK(mode_of(folder.scratch / "reports") == 0700);
  CHECK(mode_of(dir) == 0700);
  CHECK(mode_of(dir / "agencies") == 0700);
  for (const char* file : {"index.html", "report.css", "report.json"})
    CHECK(mode_of(dir / file) == 0600);
  CHECK(mode_of(dir / "agencies" / (test::kMarket + ".xlsx")) == 0600);
}

TEST_CASE("an agency's sheet names file, row, column, fault and cure") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  const std::string strings = folder.part(test::kMarket + ".xlsx", "xl/sharedStrings.xml");
  for (const char* text :
       {"文件", "行", "列", "问题", "怎样改", "market（penalties.csv）", "决定日期",
        "日期读不出来。", "请写成 2026-11-20。", "金额可能差一万倍。"})
    CHECK(contains(strings, text));
  CHECK_FALSE(contains(strings, "token"));
  CHECK_FALSE(contains(strings, "代码不对"));
  // Rows in the order of the file: row 4 before row 17.
  CHECK(strings.find("没有当事人") < strings.find("日期读不出来"));
  const std::string sheet = folder.part(test::kMarket + ".xlsx", "xl/worksheets/sheet1.xml");
  CHECK(contains(sheet, "t=\"s\""));
  CHECK_FALSE(contains(sheet, "<f>"));
}

TEST_CASE("an agency's page says the same as its sheet and shows nothing of another agency") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  const std::string page = test::slurp(folder.scratch / ("reports/20261120-0001/agencies/" + test::kMarket + ".html"));
  for (const char* text : {"退回 2 行，提醒 1 处", "market（penalties.csv）", "决定日期", "日期读不出来。",
                           "请写成 2026-11-20。", "金额可能差一万倍。请核对单位。", "没有当事人。"})
    CHECK(contains(page, text));
  CHECK(contains(page, "=HYPERLINK(&quot;x&quot;)"));
  for (const char* text : {"token", "代码不对", "涉密"}) CHECK_FALSE(contains(page, text));
  CHECK(contains(page, "href=\"" + test::kMarket + ".xlsx\""));
  CHECK(mode_of(folder.scratch / ("reports/20261120-0001/agencies/" + test::kMarket + ".html")) == 0600);
}

TEST_CASE("rows without a readable agency share a sheet and cannot leave the folder") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  const auto names = folder.fs.list(folder.scratch / "reports/20261120-0001/agencies");
  REQUIRE(names.ok());
  CHECK(*names == std::vector<std::string>{test::kMarket + ".html", test::kMarket + ".xlsx", "unassigned.html",
                                           "unassigned.xlsx"});
  CHECK(contains(folder.part("unassigned.xlsx", "xl/sharedStrings.xml"), "代码不对。"));
}

TEST_CASE("the same report gives the same bytes") {
  Folder one, two;
  REQUIRE(one.write(night("20261120-0001")).ok());
  REQUIRE(two.write(night("20261120-0001")).ok());
  for (const std::string& file : {std::string("index.html"), std::string("report.json"),
                                  "agencies/" + test::kMarket + ".xlsx"})
    CHECK(test::slurp(one.scratch / ("reports/20261120-0001/" + file)) ==
          test::slurp(two.scratch / ("reports/20261120-0001/" + file)));
}

TEST_CASE("a row that carries a flag is written down without its id") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  const std::string json = test::slurp(folder.scratch / "reports/20261120-0001/report.json");
  CHECK(contains(json, "2号"));
  CHECK_FALSE(contains(json, "3号"));
}

TEST_CASE("writing a report again replaces it") {
  Folder folder;
  REQUIRE(folder.write(night("20261120-0001")).ok());
  NightReport quiet = night("20261120-0001");
  quiet.rejected.clear();
  quiet.warnings.clear();
  REQUIRE(folder.write(quiet).ok());
  CHECK_FALSE(stdfs::exists(folder.scratch / "reports/20261120-0001/agencies"));
}

TEST_CASE("reports are kept for ninety days") {
  Folder folder;
  for (const char* id : {"20260821-0001", "20260822-0001", "annual-2025", "notes"})
    stdfs::create_directories(folder.scratch / "reports" / id);
  REQUIRE(folder.write(night("20261120-0001")).ok());
  CHECK_FALSE(stdfs::exists(folder.scratch / "reports/20260821-0001"));
  CHECK(stdfs::exists(folder.scratch / "reports/20260822-0001"));
  CHECK(stdfs::exists(folder.scratch / "reports/annual-2025"));
  CHECK(stdfs::exists(folder.scratch / "reports/notes"));
}

TEST_CASE("the latest report is found, and a free number for the next") {
  Folder folder;
  const Date day = *Date::parse("2026-11-20");
  CHECK(latest_report(folder.fs, folder.scratch.path()).error().code == "no_report");
  CHECK(free_report_id(folder.fs, folder.scratch.path(), day) == "20261120-0001");
  REQUIRE(folder.write(night("20261120-0001")).ok());
  REQUIRE(folder.write(night("20261120-0007")).ok());
  CHECK(free_report_id(folder.fs, folder.scratch.path(), day) == "20261120-0008");
  const auto latest = latest_report(folder.fs, folder.scratch.path());
  REQUIRE(latest.ok());
  CHECK(latest->at("id") == "20261120-0007");
  CHECK(contains(report_lines(*latest), "来源 market：更新"));

  // One written for a day to come does not hide the one of today written after it.
  REQUIRE(folder.write(night("20261212-0001")).ok());
  CHECK(latest_report(folder.fs, folder.scratch.path())->at("id") == "20261212-0001");
  REQUIRE(folder.write(night("20261120-0008")).ok());
  CHECK(latest_report(folder.fs, folder.scratch.path())->at("id") == "20261120-0008");
  folder.scratch.write("latest-report", "20261120-0009\n");  // gone since
  CHECK(latest_report(folder.fs, folder.scratch.path())->at("id") == "20261212-0001");
}

TEST_CASE("a damaged report is said to be damaged") {
  Folder folder;
  folder.scratch.write("reports/20261120-0001/report.json", "{\"verb\":");
  CHECK(latest_report(folder.fs, folder.scratch.path()).error().code == "bad_report");
}
