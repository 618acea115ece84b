#include "report/annual_figures.h"

#include <fstream>
#include <random>

#include "report/public_types.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using test::count_row;

namespace {

LayoutBook v11() {
  auto book = LayoutBook::of(test::built_in_site());
  REQUIRE(book.ok());
  return std::move(book).value();
}

CountRow penalty(const std::vector<std::string>& kinds, Fen fine = 0, Fen confiscated = 0) {
  return count_row({{"dataset", "decisions"},
                    {"agency", test::kMarket},
                    {"category", "penalty"},
                    {"kinds", kinds},
                    {"fine", fine},
                    {"confiscated", confiscated},
                    {"month", "2025-03"}});
}

/// The label of the column a row counts in, or "" for none.
std::string label_of(const AnnualTable& table, const CountRow& row) {
  const size_t column = column_of(table, CountCell::of(row));
  return column == table.columns.size() ? "" : table.columns[column].label;
}

const AnnualTable& table_by_id(const AnnualLayout& layout, const std::string& id) {
  for (const AnnualTable& table : layout.tables)
    if (table.id == id) return table;
  throw std::out_of_range(id);
}

/// A layout of one penalty table with the given columns, each label naming its kinds.
Json layout_of(const std::string& money, const std::vector<std::pair<std::string, Json>>& columns) {
  Json table = {{"id", "penalty"},
                {"title", "行政处罚实施情况统计表"},
                {"unit", "宗"},
                {"by", "penalty_kinds"},
                {"total", "合计"},
                {"categories", {"penalty"}},
                {"columns", Json::array()},
                {"severity", Json::array()},
                {"amount", {{"label", "罚没金额"}, {"of", {"fine", "confiscated"}}}}};
  for (const auto& [label, kinds] : columns) {
    const std::string id = "c" + std::to_string(table["columns"].size());
    const bool rest = label == "其他行政处罚";
    table["columns"].push_back({{"id", id}, {"label", label}, {"kinds", kinds}, {"rest", rest}});
    table["severity"].insert(rest ? table["severity"].begin() : table["severity"].end(), id);
  }
  return {{"id", "printed"}, {"title", "年报"}, {"money", money}, {"tables", {table}}};
}

}  // namespace

TEST_CASE("a decision counts once, under its heaviest kind") {
  const LayoutBook book = v11();
  const AnnualTable& table = table_by_id(book.site_layout(), "penalty");
  CHECK(label_of(table, penalty({"警告", "罚款"})) == "罚款");
  CHECK(label_of(table, penalty({"没收违法所得", "罚款"})) == "没收违法所得、没收非法财物");
  CHECK(label_of(table, penalty({"罚款", "吊销许可证件", "警告"})) == "吊销许可证件");
  CHECK(label_of(table, penalty({"限制从业", "责令停产停业"})) == "责令关闭、限制从业");
}

TEST_CASE("a definite kind outranks the other penalties, and what has no kind is other") {
  const LayoutBook book = v11();
  const AnnualTable& table = table_by_id(book.site_layout(), "penalty");
  CHECK(label_of(table, penalty({"其他", "警告"})) == "警告");
  CHECK(label_of(table, penalty({"其他"})) == "其他行政处罚");
  CHECK(label_of(table, penalty({})) == "其他行政处罚");
  CHECK(label_of(table, penalty({"驱逐出境"})) == "其他行政处罚");
}

TEST_CASE("a penalty counts in no other table") {
  const LayoutBook book = v11();
  for (const AnnualTable& table : book.site_layout().tables)
    if (table.id != "penalty") CHECK(label_of(table, penalty({"罚款"})).empty());
}

TEST_CASE("permits count by outcome") {
  const LayoutBook book = v11();
  const AnnualTable& table = table_by_id(book.site_layout(), "permit");
  const auto permit = [](const std::string& outcome) {
    return count_row({{"category", "permit"}, {"outcome", outcome}, {"month", "2025-03"}});
  };
  CHECK(label_of(table, permit("granted")) == "许可数量");
  CHECK(label_of(table, permit("refused")) == "不予许可数量");
  CHECK(label_of(table, permit("revoked")) == "撤销许可数量");
  CHECK(label_of(table, permit("")) == "许可数量");
}

TEST_CASE("coercion counts measures and executions in their own halves") {
  const LayoutBook book = v11();
  const AnnualTable& table = table_by_id(book.site_layout(), "coercion");
  const auto coercion = [](const std::string& category, const std::vector<std::string>& measures) {
    return count_row({{"category", category}, {"measures", measures}, {"month", "2025-03"}});
  };
  CHECK(label_of(table, coercion("coercive_measure", {"扣押"})) == "扣押财物");
  CHECK(label_of(table, coercion("coercive_measure", {"扣押", "查封"})) ==
        "查封场所、设施或者财物");
  CHECK(label_of(table, coercion("coercive_measure", {})) == "其他行政强制措施");
  CHECK(label_of(table, coercion("coercive_execution", {"代履行"})) == "代履行");
  CHECK(label_of(table, coercion("coercive_execution", {"查封"})) == "其他强制执行");
  CHECK(label_of(table, coercion("coercive_execution", {"申请法院强制执行"})) ==
        "申请法院强制执行");
}

TEST_CASE("amounts are exact sums of what the decisions say") {
  const LayoutBook book = v11();
  AnnualFigures figures(book.site_layout());
  figures.add(penalty({"罚款"}, 1));
  figures.add(penalty({"罚款"}, 500000));
  figures.add(penalty({"没收违法所得", "罚款"}, 1234567, 8900));
  CHECK(figures.tables().at(0).amount == 1743468);
  CHECK(figures.layout().money_text(figures.tables().at(0).amount) == "17434.68");
}

TEST_CASE("a row without a month, or of another year, is not in a year's figures") {
  const LayoutBook book = v11();
  AnnualCounts counts(book);
  for (const char* month : {"", "2024-12", "2025-01", "2025-12", "2026-01", "2025"})
    counts.add(count_row({{"category", "penalty"}, {"agency", "A"}, {"month", month}}));
  CHECK(counts.own(2025, "A").tables().at(0).total == 2);
  CHECK(counts.own(2023, "A").tables().at(0).total == 0);
  CHECK(counts.agencies(2025) == std::set<std::string>{"A"});
  CHECK(counts.agencies(2023).empty());
}

TEST_CASE("the cells of any records equal a brute-force count") {
  const std::vector<std::string> light_to_heavy = {
      "其他",         "警告",         "通报批评",
      "罚款",         "没收违法所得", "没收非法财物",
      "暂扣许可证件", "降低资质等级", "限制开展生产经营活动",
      "责令停产停业", "责令关闭",     "限制从业",
      "吊销许可证件", "行政拘留"};
  const LayoutBook book = v11();
  std::mt19937 random(20250131);
  for (int round = 0; round < 20; ++round) {
    AnnualCounts counts(book);
    std::map<std::string, long> by_kind;  // heaviest kind → decisions of A in 2025
    Fen money = 0;
    long decisions = 0;
    for (int i = 0; i < 100; ++i) {
      std::vector<std::string> kinds;
      size_t heaviest = 0;
      for (size_t kind = 0; kind < light_to_heavy.size(); ++kind)
        if (random() % 5 == 0) {
          kinds.push_back(light_to_heavy[kind]);
          heaviest = kind;
        }
      std::shuffle(kinds.begin(), kinds.end(), random);
      const Fen fine = random() % 10000000, confiscated = random() % 1000;
      const std::string agency = random() % 3 == 0 ? "B" : "A";
      const std::string year = random() % 3 == 0 ? "2024" : "2025";
      const std::string category = random() % 4 == 0 ? "permit" : "penalty";
      counts.add(count_row({{"category", category},
                            {"agency", agency},
                            {"kinds", kinds},
                            {"fine", fine},
                            {"confiscated", confiscated},
                            {"month", year + "-0" + std::to_string(1 + random() % 9)}}));
      if (agency != "A" || year != "2025" || category != "penalty") continue;
      ++by_kind[light_to_heavy[heaviest]];
      ++decisions;
      money += fine + confiscated;
    }
    const AnnualFigures figures = counts.own(2025, "A");
    const AnnualTable& table = figures.layout().tables.at(0);
    const TableFigures& cells = figures.tables().at(0);
    long across = 0;
    for (size_t c = 0; c < table.columns.size(); ++c) {
      long expected = 0;
      for (const std::string& kind : table.columns[c].kinds) expected += by_kind[kind];
      CHECK(cells.counts[c] == expected);
      across += cells.counts[c];
    }
    CHECK(across == cells.total);
    CHECK(cells.total == decisions);
    CHECK(cells.amount == money);
  }
}

TEST_CASE("adding agencies together adds every cell") {
  const LayoutBook book = v11();
  AnnualFigures a(book.site_layout()), b(book.site_layout());
  a.add(penalty({"罚款"}, 100));
  b.add(penalty({"警告"}));
  b.add(penalty({"罚款"}, 250));
  a.add(b);
  CHECK(a.tables().at(0).total == 3);
  CHECK(a.tables().at(0).counts.at(0) == 1);
  CHECK(a.tables().at(0).counts.at(2) == 2);
  CHECK(a.tables().at(0).amount == 350);
}

TEST_CASE("the tables that agencies printed come out of as many records") {
  const auto file = test::shared("data/annual-reports/annual-reports.json");
  if (!stdfs::exists(file)) {
    WARN("skipped: " << file << " is not there");
    return;
  }
  const Json printed = Json::parse(test::slurp(file));
  const LayoutBook book = v11();
  const std::map<std::string, std::string> kinds = {
      {"警告、通报批评", "警告"},
      {"没收违法所得、没收非法财物", "没收非法财物"},
      {"暂扣许可证、执照", "暂扣许可证件"},
      {"暂扣许可证、执照,降低资质等级", "降低资质等级"},
      {"吊销许可证、执照", "吊销许可证件"},
      {"限制开展生产经营活动", "限制开展生产经营活动"},
      {"责令停产停业、责令关闭、限制从业", "限制从业"},
      {"其他行政处罚", "其他"}};
  const std::map<std::string, std::string> outcomes = {
      {"许可数量", "granted"}, {"不予许可数量", "refused"}, {"撤销许可数量", "revoked"}};
  int tables = 0;
  for (const Json& report : printed) {
    const bool of_permits = report.at("表") == "行政许可实施情况统计表";
    const AnnualTable& v11_table =
        table_by_id(book.site_layout(), of_permits ? "permit" : "penalty");
    std::vector<std::pair<std::string, Json>> columns;
    for (const auto& [label, cell] : report.at("分项").items())
      if (!of_permits) columns.push_back({label, {kinds.count(label) ? kinds.at(label) : label}});
    auto own = of_permits ? Result<AnnualLayout>(book.site_layout())
                          : read_layout(layout_of("万元", columns), "printed");
    REQUIRE(own.ok());
    AnnualFigures in_v11(book.site_layout()), in_own(*own);
    long records = 0;
    for (const auto& [label, cell] : report.at("分项").items()) {
      if (of_permits && outcomes.count(label) == 0) continue;  // 申请、受理: told by the agency
      const CountRow row =
          of_permits
              ? count_row(
                    {{"category", "permit"}, {"outcome", outcomes.at(label)}, {"month", "2024-05"}})
              : penalty({kinds.count(label) ? kinds.at(label) : label});
      for (long i = 0; i < cell.get<long>(); ++i) {
        in_v11.add(row);
        in_own.add(row);
      }
      records += cell.get<long>();
      const size_t v11_column = column_of(v11_table, CountCell::of(row));
      REQUIRE(v11_column < v11_table.columns.size());
      const auto& v11_counts = in_v11.tables().at(of_permits ? 1 : 0).counts;
      CHECK(v11_counts.at(v11_column) == cell.get<long>());
    }
    CHECK(in_v11.tables().at(of_permits ? 1 : 0).total == records);
    if (!of_permits) {
      CHECK(records == report.at("印刷合计").get<long>());
      for (size_t c = 0; c < own->tables[0].columns.size(); ++c)
        CHECK(in_own.tables()[0].counts[c] ==
              report.at("分项").at(own->tables[0].columns[c].label).get<long>());
      in_own.add(penalty({"罚款"}, report.at("罚没金额") == "1753.79" ? 1753790000 : 11817500000));
      CHECK(own->money_text(in_own.tables()[0].amount) == report.at("罚没金额").get<std::string>());
    }
    ++tables;
  }
  CHECK(tables == 4);
}

TEST_CASE("duties come from the published powers and inspection items") {
  Json item = test::power_record("A", "i1", "");
  item["dataset"] = "inspection-items";
  const Edition edition = test::edition_of(
      "2026-01-20",
      {test::power_record("A", "p1", "penalty"), test::power_record("B", "p2", "permit"), item});
  const Duties duties = Duties::of(edition);
  CHECK(duties.of("A") == std::set<std::string>{"inspection", "penalty"});
  CHECK(duties.of("B") == std::set<std::string>{"permit"});
  CHECK(duties.of("C").empty());
}
