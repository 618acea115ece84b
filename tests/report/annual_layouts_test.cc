// The built-in layouts against what domain.md 2.2–2.6 says agencies print.
#include <random>

#include "report/annual_printed.h"
#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::count_row;

namespace {

const std::vector<std::string> kLayouts = {"v7", "v9", "v11", "v13", "shandong", "guangdong"};

LayoutBook book_of(const Site& site = test::built_in_site()) {
  auto book = LayoutBook::of(site);
  if (!book.ok()) FAIL(book.error().where << " " << book.error().text);
  return std::move(book).value();
}

const AnnualTable& table_of(const AnnualLayout& layout, const std::string& id) {
  for (const AnnualTable& table : layout.tables)
    if (table.id == id) return table;
  throw std::out_of_range(id);
}

std::vector<std::string> counted_labels(const AnnualTable& table) {
  std::vector<std::string> out;
  for (const AnnualColumn& column : table.columns)
    if (column.counted()) out.push_back(column.label);
  return out;
}

CountCell counted_penalty(const std::vector<std::string>& kinds) {
  return CountCell::of(count_row({{"category", "penalty"}, {"kinds", kinds}, {"month", "2025-03"}}));
}

std::string column_label(const AnnualTable& table, const CountCell& cell) {
  const size_t at = column_of(table, cell);
  return at == table.columns.size() ? "" : table.columns[at].label;
}

}  // namespace

TEST_CASE("every built-in layout prints the columns of its kind of agency") {
  const LayoutBook book = book_of();
  const std::map<std::string, std::vector<std::string>> columns = {
      {"v7", {"警告", "罚款", "没收违法所得、没收非法财物", "暂扣许可证、执照", "责令停产停业", "吊销许可证、执照",
              "行政拘留", "其他行政处罚"}},
      {"v9", {"警告、通报批评", "罚款", "没收违法所得、没收非法财物", "暂扣许可证、执照，降低资质等级",
              "吊销许可证、执照", "限制开展生产经营活动", "责令停产停业、责令关闭、限制从业", "行政拘留", "其他行政处罚"}},
      {"v11", {"警告", "通报批评", "罚款", "没收违法所得、没收非法财物", "暂扣许可证件", "降低资质等级",
               "限制开展生产经营活动", "责令停产停业", "责令关闭、限制从业", "吊销许可证件", "行政拘留", "其他行政处罚"}},
      {"v13", {"警告", "通报批评", "罚款", "没收违法所得、没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
               "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "其他行政处罚"}},
      {"shandong", {"警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级",
                    "吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留",
                    "其他行政处罚"}}};
  for (const auto& [id, labels] : columns) {
    INFO(id);
    CHECK(counted_labels(table_of(*book.find(id), "penalty")) == labels);
  }
  CHECK(book.find("v11")->money_unit() == "元");
  for (const char* id : {"v7", "v9", "v13", "shandong", "guangdong"}) CHECK(book.find(id)->money_unit() == "万元");
  CHECK(table_of(*book.find("v13"), "penalty").unit == "件");
  CHECK(table_of(*book.find("v7"), "penalty").unit == "宗");
  std::vector<std::string> six;
  for (const AnnualTable& table : book.find("guangdong")->tables) six.push_back(table.id);
  CHECK(six == std::vector<std::string>{"permit", "penalty", "coercion", "levy", "requisition", "inspection"});
  CHECK(book.find("v9")->tables.back().id == "certificates");
  for (const char* id : {"v7", "v9", "v11", "v13", "shandong"})
    for (const char* table : {"penalty", "permit", "coercion", "other"}) CHECK_FALSE(table_of(*book.find(id), table).notes.empty());
}

TEST_CASE("where a licence revoked stands among the kinds is the layout's") {
  const LayoutBook book = book_of();
  const CountCell both = counted_penalty({"吊销许可证件", "责令停产停业"});
  CHECK(column_label(table_of(*book.find("v7"), "penalty"), both) == "吊销许可证、执照");
  CHECK(column_label(table_of(*book.find("v11"), "penalty"), both) == "吊销许可证件");
  CHECK(column_label(table_of(*book.find("shandong"), "penalty"), both) == "责令停产停业");
  CHECK(column_label(table_of(*book.find("v13"), "penalty"), both) == "责令停产停业");
  CHECK(column_label(table_of(*book.find("v9"), "penalty"), both) == "责令停产停业、责令关闭、限制从业");
}

TEST_CASE("a kind an old layout does not know is other and other is the lightest everywhere") {
  const LayoutBook book = book_of();
  CHECK(column_label(table_of(*book.find("v7"), "penalty"), counted_penalty({"通报批评"})) == "其他行政处罚");
  CHECK(column_label(table_of(*book.find("v7"), "penalty"), counted_penalty({"通报批评", "罚款"})) == "罚款");
  for (const std::string& id : kLayouts)
    CHECK(column_label(table_of(*book.find(id), "penalty"), counted_penalty({"其他", "罚款"})) == "罚款");
}

TEST_CASE("a warning with a fine is a fine and a fine with a confiscation is a confiscation") {
  const LayoutBook book = book_of();
  for (const std::string& id : kLayouts) {
    const AnnualTable& table = table_of(*book.find(id), "penalty");
    CHECK(column_label(table, counted_penalty({"罚款", "警告"})) == "罚款");
    CHECK(contains(column_label(table, counted_penalty({"罚款", "没收违法所得"})), "没收违法所得"));
  }
}

TEST_CASE("inspections that led to a penalty are left out where the layout says so") {
  const LayoutBook book = book_of();
  const CountCell plain = CountCell::of(count_row({{"category", "inspection"}, {"month", "2025-03"}}));
  const CountCell followed =
      CountCell::of(count_row({{"category", "inspection"}, {"outcome", "followed"}, {"month", "2025-03"}}));
  CHECK(column_label(table_of(*book.find("v11"), "other"), plain) == "行政检查");
  CHECK(column_label(table_of(*book.find("v11"), "other"), followed).empty());
  CHECK(column_label(table_of(*book.find("v13"), "other"), followed) == "行政检查");
  AnnualFigures figures(*book.find("v11"));
  figures.add(followed);
  for (const TableFigures& table : figures.tables()) CHECK(table.total == 0);
}

TEST_CASE("procedure and circumstance are counted beside the sum") {
  const LayoutBook book = book_of();
  const auto case_of = [](const char* procedure, const char* circumstance, Fen fine) {
    return count_row({{"category", "penalty"}, {"kinds", {"罚款"}}, {"procedure", procedure},
                      {"circumstance", circumstance}, {"fine", fine}, {"month", "2025-03"}});
  };
  for (const char* id : {"v13", "shandong"}) {
    AnnualFigures figures(*book.find(id));
    figures.add(case_of("summary", "", 5000));
    figures.add(case_of("", "reduced", 20000));
    figures.add(case_of("hearing", "reduced", 70000));
    const AnnualTable& table = table_of(*book.find(id), "penalty");
    const TableFigures& cells = figures.tables().front();
    CHECK(cells.total == 3);
    for (size_t c = 0; c < table.columns.size(); ++c) {
      if (table.columns[c].id == "summary") CHECK(cells.counts[c] == 1);
      if (table.columns[c].id == "ordinary") CHECK(cells.counts[c] == 2);
      if (table.columns[c].id == "reduced") {
        CHECK(cells.counts[c] == 2);
        CHECK(cells.amounts[c] == 90000);
      }
    }
  }
}

TEST_CASE("levies and requisitions have tables of their own in the six table set") {
  const LayoutBook book = book_of();
  AnnualFigures figures(*book.find("guangdong"));
  const auto act = [](const char* kind, Fen amount) {
    return count_row({{"category", "expropriation"}, {"kinds", {kind}}, {"amount", amount}, {"month", "2025-03"}});
  };
  figures.add(act("征收", 1000));
  figures.add(act("征收", 2000));
  figures.add(act("征用", 500));
  const AnnualLayout& layout = figures.layout();
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    if (layout.tables[t].id == "levy") CHECK(figures.tables()[t].amounts == std::vector<Fen>{3000});
    if (layout.tables[t].id == "requisition") CHECK(figures.tables()[t].counts == std::vector<long>{1});
  }
  CHECK(figures.categories().count("征用") == 1);
}

TEST_CASE("a layout extends another and leaves tables and columns out") {
  Site site = test::built_in_site();
  site.annual_layouts["own"] = Json::parse(
      R"({"id":"own","extends":"v7","decimals":1,"without":["penalty/detention","coercion"],
          "tables":[{"id":"permit","title":"许可表"}]})");
  const LayoutBook book = book_of(site);
  const AnnualLayout& own = *book.find("own");
  CHECK(column_label(table_of(own, "penalty"), counted_penalty({"行政拘留"})) == "其他行政处罚");
  CHECK(table_of(own, "permit").title == "许可表");
  CHECK(table_of(own, "permit").columns.size() == 5);
  CHECK_THROWS(table_of(own, "coercion"));
  CHECK(own.money_text(11817500000) == "11817.5");
  CHECK(own.money_text(1200000000) == "1200.0");
  CHECK(own.money_text(12345678) == "12.345678");
}

TEST_CASE("mistakes of an extending layout are named at their place in its own file") {
  Site site = test::built_in_site();
  const auto places = [&](const char* json) {
    site.annual_layouts["own"] = Json::parse(json);
    std::vector<std::string> out;
    for (const Error& error : layout_mistakes(site.annual_layouts, "own")) out.push_back(error.where);
    return out;
  };
  using Places = std::vector<std::string>;
  CHECK(places(R"({"id":"own","extends":"v99"})") == Places{"annual/own.json#/extends"});
  CHECK(places(R"({"id":"own","extends":"own"})") == Places{"annual/own.json#/extends"});
  CHECK(places(R"({"id":"own","extends":"v7","without":["permit","penalty/prison"]})") ==
        Places{"annual/own.json#/without/1"});
  CHECK(places(R"({"id":"own","extends":"v7","tables":[{"id":"other","unit":"件"},{"id":"permit","colour":1,"total":3}]})") ==
        Places{"annual/own.json#/tables/1/colour", "annual/own.json#/tables/1/total"});
  CHECK(places(R"({"id":"other","extends":"v7"})") == Places{"annual/own.json#/id"});
  CHECK(places(R"({"id":"own","extends":"v7","decimals":9})") == Places{"annual/own.json#/decimals"});
  CHECK(places(R"({"id":"own","extends":"v7","parts":[{"id":"appendix"}]})") ==
        Places{"annual/own.json#/parts/0/id", "annual/own.json#/parts"});
}

TEST_CASE("an entrusted organisation stands in a row of its own and the rows add up") {
  Site site = test::built_in_site();
  site.config.annual_layout = "v13";
  LayoutBook book = book_of(site);
  const std::string team = "12990101MB0000003X";
  Json unit = test::agency_record(team, "示例区市场监管综合执法大队");
  unit["fields"]["entrusted_by"] = test::kMarket;
  const Edition edition = test::edition_of("2026-01-20", {test::agency_record(test::kMarket, "示例区市场监督管理局"), unit});
  AnnualCounts counts(book);
  const auto add = [&](const std::string& agency, const char* kind, Fen fine, int times) {
    for (int i = 0; i < times; ++i)
      counts.add(count_row({{"category", "penalty"}, {"agency", agency}, {"kinds", {kind}}, {"fine", fine}, {"month", "2025-04"}}));
  };
  add(test::kMarket, "罚款", 1000000, 3);
  add(team, "警告", 0, 2);
  add(team, "罚款", 5000, 1);
  const AnnualReport report = annual_report(site, edition, counts, 2025, {});
  const Json market = agency_json(report.agencies.front());
  REQUIRE(report.agencies.front().agency == test::kMarket);
  const Json rows = market.at("tables").at(0).at("rows");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].at("total") == 3);
  CHECK(rows[1].at("unit") == "示例区市场监管综合执法大队");
  CHECK(rows[1].at("cells").at("warning") == 2);
  CHECK(rows[2].at("unit") == "合计");
  CHECK(rows[2].at("total") == 6);
  CHECK(rows[2].at("cells").at("fine") == 4);
  CHECK(rows[2].at("amount") == "3.005");
  CHECK(rows[2].at("beside").at("ordinary") == 6);
}

TEST_CASE("the holding rate of certificates comes from the agency's own record") {
  Site site = test::built_in_site();
  site.config.annual_layout = "v9";
  LayoutBook book = book_of(site);
  Json market = test::agency_record(test::kMarket, "示例区市场监督管理局");
  market["fields"]["staff"] = 40;
  market["fields"]["certified"] = 38;
  const Edition edition = test::edition_of(
      "2026-01-20", {market, test::agency_record("11990101MB0000002B", "示例区卫生健康委员会")});
  AnnualCounts counts(book);
  const AnnualReport report = annual_report(site, edition, counts, 2025, {});
  const auto csv = [&](const std::string& agency) {
    for (const AgencyYear& one : report.agencies)
      if (one.agency == agency) return annual_csv(one, one.figures.layout().tables.size() - 1);
    return std::string();
  };
  CHECK(contains(csv(test::kMarket), "示例区市场监督管理局,40,38,95.0\r\n"));
  CHECK(contains(csv("11990101MB0000002B"), "示例区卫生健康委员会,,,\r\n"));
}

namespace {

using Random = std::mt19937;

const std::vector<std::string> kKinds = {"警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件",
                                         "降低资质等级", "吊销许可证件", "限制开展生产经营活动", "责令停产停业",
                                         "责令关闭", "限制从业", "行政拘留", "其他", "驱逐出境"};

std::string pick(Random& random, const std::vector<std::string>& from) { return from[random() % from.size()]; }

std::vector<std::string> some(Random& random, const std::vector<std::string>& from) {
  std::vector<std::string> out;
  for (size_t n = random() % 4; n > 0; --n) out.push_back(pick(random, from));
  return out;
}

/// Records of two agencies and two years.
std::vector<Json> random_rows(Random& random, int n) {
  const std::vector<std::string> measures = {"查封", "扣押", "冻结", "其他强制措施", "加处罚款或滞纳金", "划拨", "拍卖",
                                             "排除妨碍", "代履行", "其他强制执行", "申请法院强制执行"};
  const std::vector<std::string> categories = {"permit", "penalty", "penalty", "coercive_measure", "coercive_execution",
                                               "expropriation", "inspection", "confirmation", "payment", "ruling",
                                               "reward", "other"};
  std::vector<Json> rows;
  for (int i = 0; i < n; ++i) {
    const std::string category = pick(random, categories);
    const bool levy = category == "expropriation";
    rows.push_back({{"category", category},
                    {"agency", random() % 2 ? "A" : "B"},
                    {"kinds", category == "penalty" ? some(random, kKinds)
                              : levy ? std::vector<std::string>{random() % 2 ? "征收" : "征用"}
                                     : std::vector<std::string>()},
                    {"measures", some(random, measures)},
                    {"outcome", pick(random, {"", "granted", "refused", "revoked", "followed"})},
                    {"procedure", pick(random, {"", "summary", "ordinary", "hearing"})},
                    {"circumstance", pick(random, {"", "reduced", "none"})},
                    {"fine", random() % 100000},
                    {"confiscated", random() % 1000},
                    {"amount", random() % 5000},
                    {"month", (random() % 3 ? "2025-" : "2024-") + std::string(random() % 2 ? "03" : "11")}});
  }
  return rows;
}

/// A layout of one's own: the kinds dealt out to columns at random, their order of severity shuffled.
Json random_layout(Random& random) {
  std::vector<std::string> kinds(kKinds.begin(), kKinds.end() - 2);
  std::shuffle(kinds.begin(), kinds.end(), random);
  Json columns = Json::array();
  std::vector<std::string> severity;
  for (size_t at = 0; at < kinds.size();) {
    const size_t n = std::min(1 + random() % 3, kinds.size() - at);
    const std::string id = "c" + std::to_string(columns.size());
    columns.push_back({{"id", id}, {"label", id}, {"kinds", std::vector<std::string>(kinds.begin() + at, kinds.begin() + at + n)}});
    severity.push_back(id);
    at += n;
  }
  std::shuffle(severity.begin(), severity.end(), random);
  columns.push_back({{"id", "rest"}, {"label", "rest"}, {"kinds", {"其他"}}, {"rest", true}});
  severity.insert(severity.begin(), "rest");
  return {{"id", "own"}, {"title", "年报"}, {"money", random() % 2 ? "元" : "万元"},
          {"tables", {{{"id", "penalty"}, {"title", "处罚表"}, {"unit", "宗"}, {"by", "penalty_kinds"},
                       {"categories", {"penalty"}}, {"columns", columns}, {"severity", severity}, {"total", "合计"},
                       {"amount", {{"label", "金额"}, {"of", {"fine", "confiscated"}}}}}}}};
}

/// Where one record lands, read again from the layout's own words: heaviest first, then the rest.
const AnnualColumn* column_for(const AnnualTable& table, const Json& row) {
  std::vector<const AnnualColumn*> heavy_first;
  for (const AnnualColumn& column : table.columns) heavy_first.push_back(&column);
  std::stable_sort(heavy_first.begin(), heavy_first.end(), [&](const AnnualColumn* a, const AnnualColumn* b) {
    return table.weight[a - table.columns.data()] > table.weight[b - table.columns.data()];
  });
  const std::string category = row["category"], outcome = row["outcome"];
  std::vector<std::string> words = {category};
  if (table.by == CountBy::kKinds) words = row["kinds"].get<std::vector<std::string>>();
  if (table.by == CountBy::kMeasures) words = row["measures"].get<std::vector<std::string>>();
  if (table.by == CountBy::kOutcome) words = {outcome};
  const AnnualColumn* lands = nullptr;
  for (const AnnualColumn* column : heavy_first) {
    if (lands != nullptr || !column->counted() || column->categories.count(category) == 0) continue;
    for (const std::string& word : words)
      if (std::count(column->kinds.begin(), column->kinds.end(), word) > 0) lands = column;
  }
  for (const AnnualColumn& column : table.columns)
    if (lands == nullptr && column.counted() && column.rest && column.categories.count(category) > 0) lands = &column;
  const bool left_out = lands != nullptr && std::count(lands->without.begin(), lands->without.end(), outcome) > 0;
  return left_out ? nullptr : lands;
}

/// Every cell, total and amount of agency A in 2025 against a count of one record after the other.
void check_by_force(const AnnualLayout& layout, const AnnualFigures& figures, const std::vector<Json>& rows) {
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    const AnnualTable& table = layout.tables[t];
    std::map<std::string, long> cells;
    long total = 0;
    Fen money = 0;
    for (const Json& row : rows) {
      const std::string category = row["category"], month = row["month"];
      if (row["agency"] != "A" || !month.starts_with("2025") || table.categories.count(category) == 0) continue;
      const AnnualColumn* lands = column_for(table, row);
      if (lands == nullptr) continue;
      ++cells[lands->id];
      ++total;
      money += row["fine"].get<Fen>() + row["confiscated"].get<Fen>();
    }
    const TableFigures& got = figures.tables()[t];
    long across = 0;
    for (size_t c = 0; c < table.columns.size(); ++c) {
      if (!table.columns[c].counted()) continue;
      CHECK(got.counts[c] == cells[table.columns[c].id]);
      across += got.counts[c];
    }
    CHECK(across == got.total);
    CHECK(got.total == total);
    if (table.amount.fine) CHECK(got.amount == money);
  }
}

}  // namespace

TEST_CASE("in every layout the cells of random records are those of a brute force count") {
  const unsigned first = Catch::rngSeed() == 0 ? 20260131 : Catch::rngSeed();
  for (unsigned seed = first; seed < first + 12; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const std::vector<Json> rows = random_rows(random, 150);
    std::vector<std::string> ids = kLayouts;
    ids.push_back("own");
    for (const std::string& id : ids) {
      INFO(id);
      Site site = test::built_in_site();
      site.annual_layouts["own"] = random_layout(random);
      site.config.annual_layout = id;
      const LayoutBook book = book_of(site);
      AnnualCounts counts(book);
      for (const Json& row : rows) counts.add(count_row(row));
      check_by_force(book.site_layout(), counts.own(2025, "A"), rows);
    }
  }
}

namespace {

/// The records that should give one printed table, and what its agency told.
struct Printed {
  std::string layout;
  std::vector<CountRow> rows;
  Json told = Json::object();
};

std::string plain(std::string label) { return replaced(std::move(label), "，", ","); }

/// As many records of each column as its cell says; the money lies on the first of a column with fines.
Printed records_for(const Json& printed, const AnnualLayout& layout, const std::string& agency) {
  Printed out{layout.id, {}, Json::object()};
  const bool permits = contains(printed.at("表").get<std::string>(), "许可");
  const AnnualTable& table = table_of(layout, permits ? "permit" : "penalty");
  bool paid = permits;
  for (const auto& [label, n] : printed.at("分项").items()) {
    const AnnualColumn* column = nullptr;
    for (const AnnualColumn& one : table.columns)
      if (plain(one.label) == plain(label)) column = &one;
    INFO(label);
    REQUIRE(column != nullptr);
    if (column->role == ColumnRole::kDeclared) {
      out.told[column->id] = n;
      continue;
    }
    Json row = {{"category", permits ? "permit" : "penalty"}, {"agency", agency},
                {"month", std::to_string(printed.at("年度").get<int>()) + "-06"}};
    row[permits ? "outcome" : "kinds"] = permits ? Json(column->kinds.front()) : Json{column->kinds.front()};
    for (long i = 0; i < n.get<long>(); ++i) {
      Json one = row;
      if (!paid && column->kinds.front() == "罚款") {
        const std::string wan = printed.at("罚没金额");
        const size_t point = wan.find('.');
        const std::string decimals = (wan.substr(point + 1) + "000000").substr(0, 6);
        one["fine"] = std::stoll(wan.substr(0, point)) * 1000000 + std::stoll(decimals);
        paid = true;
      }
      out.rows.push_back(count_row(one));
    }
  }
  return out;
}

}  // namespace

TEST_CASE("records and declared figures give the very tables that agencies printed") {
  const auto file = test::shared("data/annual-reports/annual-reports.json");
  if (!stdfs::exists(file)) {
    WARN("skipped: " << file << " is not there");
    return;
  }
  const std::string kOf = test::kMarket;
  int tables = 0;
  for (const Json& printed : Json::parse(test::slurp(file))) {
    INFO(printed.at("id"));
    Site site = test::built_in_site();
    // 庆元 prints v9; 郑州 prints v7 without 行政拘留, one decimal.
    const bool merged = printed.at("id").get<std::string>().starts_with("qingyuan");
    site.annual_layouts["zhengzhou"] = Json::parse(
        R"({"id":"zhengzhou","extends":"v7","decimals":1,"without":["penalty/detention"]})");
    site.config.annual_layout = merged ? "v9" : "zhengzhou";
    const int year = printed.at("年度");
    LayoutBook book = book_of(site);
    const Printed records = records_for(printed, book.site_layout(), kOf);
    const bool permits = !records.told.empty();
    if (permits)
      site.declared.push_back({{{"year", year}, {"agency", kOf}, {"table", "permit"}, {"cells", records.told},
                                {"by", "法制科"}, {"on", std::to_string(year + 1) + "-01-08"}}, ""});
    AnnualCounts counts(book);
    for (const CountRow& row : records.rows) counts.add(row);
    const Edition edition = test::edition_of(std::to_string(year + 1) + "-01-20", {test::agency_record(kOf, "示例机关")});
    const AnnualReport report = annual_report(site, edition, counts, year, {});
    const AgencyYear& agency = report.agencies.front();
    for (size_t t = 0; t < agency.figures.layout().tables.size(); ++t) {
      if (agency.figures.layout().tables[t].id != (permits ? "permit" : "penalty")) continue;
      const PrintedTable got = printed_table(agency, t);
      std::map<std::string, std::string> cells;
      for (size_t i = 0; i < got.columns.size(); ++i) cells[plain(got.columns[i].label)] = got.rows.at(0).cells[i].text;
      for (const auto& [label, n] : printed.at("分项").items()) CHECK(cells[plain(label)] == std::to_string(n.get<long>()));
      CHECK(cells.size() == printed.at("分项").size() + (permits ? 0 : 2));
      if (permits) continue;
      CHECK(cells["合计"] == std::to_string(printed.at("印刷合计").get<long>()));
      CHECK(cells["罚没金额"] == printed.at("罚没金额").get<std::string>());
      CHECK(got.money_unit == printed.at("单位").at("罚没金额").get<std::string>());
    }
    ++tables;
  }
  CHECK(tables == 4);
}
