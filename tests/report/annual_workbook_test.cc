#include "report/annual_sheet.h"
#include "report/annual_workbook.h"

#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::count_row;
using test::kMarket;

namespace {

const std::string kStreet = "11990101MB0000005K", kBookAgency = "11990101MB0000002B", kBureau = "11990101MB0000009X";

/// A workbook's parts, unpacked.
class Book {
 public:
  explicit Book(const Result<std::string>& bytes) {
    REQUIRE(bytes.ok());
    scratch_.write("book.xlsx", *bytes);
    stdfs::create_directories(scratch_ / "parts");
    const std::string command = "cd '" + (scratch_ / "parts").string() + "' && '" GONGSHI_CMAKE "' -E tar xf ../book.xlsx";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  std::string part(const std::string& name) const { return test::slurp(scratch_ / ("parts/xl/" + name)); }
  std::vector<std::string> sheets() const { return between(part("workbook.xml"), "<sheet name=\"", "\""); }
  /// Cells of a sheet row by row, texts and numbers as they are read.
  std::vector<std::vector<std::string>> rows(int sheet) const {
    const std::vector<std::string> texts = between(part("sharedStrings.xml"), "<t>", "</t>");
    std::vector<std::vector<std::string>> out;
    for (const std::string& row : between(part("worksheets/sheet" + std::to_string(sheet) + ".xml"), "<row ", "</row>")) {
      out.emplace_back();
      for (const std::string& cell : between(row, "<c ", "</c>")) {
        const auto value = between(cell, "<v>", "</v>");
        if (value.empty()) continue;
        out.back().push_back(contains(cell, "t=\"s\"") ? texts.at(std::stoul(value[0])) : value[0]);
      }
    }
    return out;
  }

 private:
  static std::vector<std::string> between(const std::string& text, const std::string& open, const std::string& close) {
    std::vector<std::string> out;
    for (size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
      at += open.size();
      out.push_back(text.substr(at, text.find(close, at) - at));
    }
    return out;
  }
  test::Scratch scratch_;
};

/// Three agencies, two of which report through the judicial bureau.
struct District {
  Site site = test::built_in_site();
  Edition edition;
  std::unique_ptr<LayoutBook> layouts;
  std::unique_ptr<AnnualCounts> counts;
  AnnualReport report;

  explicit District(const std::string& market_layout = "") {
    Json market = test::agency_record(kMarket, "示例区市场监督管理局"), street = test::agency_record(kStreet, "示例街道办事处"),
         health = test::agency_record(kBookAgency, "=1+1 卫生局");
    street["fields"]["reports_via"] = health["fields"]["reports_via"] = kBureau;
    if (!market_layout.empty()) market["fields"]["annual_layout"] = market_layout;
    edition = test::edition_of("2026-01-14", {market, street, health, test::agency_record(kBureau, "示例区司法局"),
                                              test::power_record(kMarket, "p", "permit")});
    layouts = std::make_unique<LayoutBook>(LayoutBook::of(site).value());
    choose_layouts(*layouts, edition);
    counts = std::make_unique<AnnualCounts>(*layouts);
    int n = 0;
    for (const std::string& agency : {kMarket, kMarket, kStreet, kBookAgency, kBookAgency, kBookAgency})
      counts->add(count_row({{"category", "penalty"}, {"agency", agency}, {"kinds", {"罚款"}}, {"fine", 100050}, {"month", ++n % 2 ? "2025-02" : "2025-12"}}));
    site.confirmations.push_back({{{"year", 2025}, {"agency", kMarket}, {"by", "x"}, {"on", "2026-01-12"}}, ""});
    report = annual_report(site, edition, *counts, 2025, {});
  }
};

std::vector<std::string> row_of(const std::vector<std::vector<std::string>>& rows, const std::string& name) {
  for (const auto& row : rows)
    for (const std::string& cell : row)
      if (cell == name) return row;
  return {};
}

}  // namespace

TEST_CASE("the submission groups agencies by the unit they report through with sums") {
  const District district;
  const Book book(submission_workbook(district.report, *district.counts, district.edition.as_of));
  CHECK(book.sheets() == std::vector<std::string>{"汇总", "行政处罚实施情况统计表", "行政许可实施情况统计表",
                                                  "行政强制实施情况统计表", "其他行政执法行为实施情况统计表"});
  const auto rows = book.rows(1);
  REQUIRE(rows.size() > 7);
  CHECK(contains(rows[0][0], "2025 年度"));
  std::vector<std::pair<std::string, std::string>> order;
  for (const auto& row : rows)
    if (row.size() > 4) order.emplace_back(row[0], row[1]);
  const auto at = [&](const std::string& channel, const std::string& name) {
    return std::find(order.begin(), order.end(), std::pair(channel, name)) - order.begin();
  };
  CHECK(at("经示例区司法局报送", "示例街道办事处") < at("经示例区司法局报送", "小计"));
  CHECK(at("经示例区司法局报送", "=1+1 卫生局") < at("经示例区司法局报送", "小计"));
  CHECK(at("直接报送", "示例区市场监督管理局") < static_cast<long>(order.size()));
  const auto penalties = book.rows(2);
  const auto market = row_of(penalties, "示例区市场监督管理局");
  REQUIRE(market.size() > 4);
  CHECK(market[4] == "2");                 // 警告, 通报批评, 罚款
  CHECK(market.back() == "2001");          // 元
  const auto whole = row_of(penalties, "合计");
  REQUIRE(whole.size() > 3);
  CHECK(whole[whole.size() - 2] == "6");
  CHECK(whole.back() == "6003");
}

TEST_CASE("the summary says how far each agency is and no duty is not zero") {
  const District district;
  const auto rows = Book(submission_workbook(district.report, *district.counts, district.edition.as_of)).rows(1);
  const auto market = row_of(rows, "示例区市场监督管理局"), street = row_of(rows, "示例街道办事处");
  REQUIRE(market.size() > 5);
  REQUIRE(street.size() > 5);
  CHECK(contains(market[2], "2026-01-12"));
  CHECK(contains(street[2], "草稿"));
  CHECK(market[3] == "2");
  CHECK(market[5] == "0");
  CHECK(street[5] == "—");
}

TEST_CASE("an agency with a layout of its own is added up in the site's and has sheets of its own") {
  const District district("v7");
  const Book book(submission_workbook(district.report, *district.counts, district.edition.as_of));
  const auto names = book.sheets();
  REQUIRE(names.size() > 5);
  CHECK(names[5].starts_with("示例区市场监督管理局行政处罚"));
  const auto own = book.rows(6);
  CHECK(own[3].front() == "示例区市场监督管理局");
  CHECK(own[3].back() == "0.2001");  // 万元
  CHECK(row_of(book.rows(2), "合计").back() == "6003");
}

TEST_CASE("a quarter's workbook holds the quarter") {
  const District district;
  const AnnualReport quarter = quarter_of(district.report, *district.counts, 4);
  const Book book(submission_workbook(quarter, *district.counts, district.edition.as_of));
  CHECK(contains(book.rows(1)[0][0], "2025 年第四季度"));
  const auto whole = row_of(book.rows(2), "合计");
  REQUIRE(whole.size() > 3);
  CHECK(whole[whole.size() - 2] == "3");
}

TEST_CASE("an agency's workbook has the cells of its page and no formula whatever its name") {
  const District district;
  for (const AgencyYear& agency : district.report.agencies) {
    const Book book(agency_workbook(agency, district.edition.as_of));
    for (size_t i = 1; i <= book.sheets().size(); ++i)
      CHECK_FALSE(contains(book.part("worksheets/sheet" + std::to_string(i) + ".xml"), "<f>"));
    if (agency.agency == kBookAgency) CHECK(book.rows(1)[3].front() == "=1+1 卫生局");
    if (agency.agency == kBureau) CHECK(book.rows(1)[0].front() == "本单位无相关行政执法职责。");
  }
  const auto first = agency_workbook(district.report.agencies[0], district.edition.as_of);
  const auto again = agency_workbook(district.report.agencies[0], district.edition.as_of);
  REQUIRE(first.ok());
  CHECK(*first == *again);
}

TEST_CASE("sheets with one name get names of their own") {
  auto book = AnnualBook::begin(*Date::parse("2026-01-14"));
  REQUIRE(book.ok());
  for (const char* name : {"表[一]", "表一", "", "一个比三十一个字还要长的名字一个比三十一个字还要长的名字一二三四五六七八九", "一个比三十一个字还要长的名字一个比三十一个字还要长的名字一二三四五六七八十"}) {
    book->sheet(name);
    book->text(0, 0, "x");
  }
  const auto names = Book(book->bytes()).sheets();
  REQUIRE(names.size() == 5);
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == 5);
  CHECK(names[0] == "表一");
}
