#include "report/suppression.h"

#include <fmt/format.h>

#include <functional>
#include <random>
#include <set>

#include "report/annual_breakdown.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

/// What a reader knows of linked tables: each number or nothing, and which adds up to which.
struct Known {
  std::vector<std::optional<long>> cells;
  struct Sum {
    size_t total;
    std::vector<size_t> parts;
  };
  std::vector<Sum> sums;
};

/// Tells as much as can be told of hidden numbers. Not the program's way: linear algebra (a cell that is
/// a combination of the sums) and bounds narrowed until nothing moves, no number below zero.
class Solver {
 public:
  explicit Solver(const Known& known) : known_(known) {}

  /// Hidden cells whose number follows from the rest.
  std::set<size_t> recovered() const {
    std::set<size_t> out = by_algebra();
    out.merge(by_bounds());
    return out;
  }

  std::set<size_t> by_algebra() const {
    // Gauss-Jordan over a prime: a row left with one unknown names it.
    constexpr int64_t kPrime = 1'000'000'007;
    std::vector<size_t> unknown;
    std::map<size_t, size_t> column;
    for (size_t i = 0; i < known_.cells.size(); ++i)
      if (!known_.cells[i]) column.emplace(i, unknown.size()), unknown.push_back(i);
    std::vector<std::vector<int64_t>> rows;
    for (const auto& sum : known_.sums) {
      std::vector<int64_t> row(unknown.size());
      for (const size_t part : sum.parts)
        if (!known_.cells[part]) row[column[part]] += 1;
      if (!known_.cells[sum.total]) row[column[sum.total]] += kPrime - 1;
      rows.push_back(row);
    }
    const auto power = [&](int64_t base, int64_t exponent) {
      int64_t out = 1;
      for (base %= kPrime; exponent > 0; exponent /= 2, base = base * base % kPrime)
        if (exponent % 2) out = out * base % kPrime;
      return out;
    };
    size_t at = 0;
    for (size_t c = 0; c < unknown.size() && at < rows.size(); ++c) {
      size_t pivot = at;
      while (pivot < rows.size() && rows[pivot][c] % kPrime == 0) ++pivot;
      if (pivot == rows.size()) continue;
      std::swap(rows[pivot], rows[at]);
      const int64_t inverse = power(rows[at][c], kPrime - 2);
      for (int64_t& value : rows[at]) value = value % kPrime * inverse % kPrime;
      for (size_t r = 0; r < rows.size(); ++r) {
        const int64_t factor = rows[r][c] % kPrime;
        if (r == at || factor == 0) continue;
        for (size_t j = 0; j < unknown.size(); ++j)
          rows[r][j] = ((rows[r][j] - factor * rows[at][j]) % kPrime + kPrime) % kPrime;
      }
      ++at;
    }
    std::set<size_t> out;
    for (const auto& row : rows) {
      const auto set = std::count_if(row.begin(), row.end(), [](int64_t v) { return v != 0; });
      if (set != 1) continue;
      for (size_t j = 0; j < unknown.size(); ++j)
        if (row[j] != 0) out.insert(unknown[j]);
    }
    return out;
  }

  std::set<size_t> by_bounds() const {
    constexpr long kMany = 1'000'000;
    std::vector<long> low, high;
    for (const auto& cell : known_.cells) {
      low.push_back(cell.value_or(0));
      high.push_back(cell.value_or(kMany));
    }
    for (bool moved = true; moved;) {
      moved = false;
      const auto narrow = [&](size_t cell, long least, long most) {
        if (least > low[cell]) low[cell] = least, moved = true;
        if (most < high[cell]) high[cell] = most, moved = true;
      };
      for (const auto& sum : known_.sums) {
        long least = 0, most = 0;
        for (const size_t part : sum.parts) least += low[part], most += high[part];
        narrow(sum.total, least, most);
        for (const size_t part : sum.parts)
          narrow(part, low[sum.total] - (most - high[part]), high[sum.total] - (least - low[part]));
      }
    }
    std::set<size_t> out;
    for (size_t i = 0; i < low.size(); ++i)
      if (!known_.cells[i] && low[i] == high[i]) out.insert(i);
    return out;
  }

 private:
  const Known& known_;
};

/// The same for small tables by trying every set of numbers up to the whole, which is the last sum's total.
/// Totals follow from their parts, so only the others are tried.
class Trying {
 public:
  explicit Trying(const Known& known) : known_(known), left_(*known.cells[known.sums.back().total]), seen_(known.cells.size()) {
    std::set<size_t> totals;
    for (const auto& sum : known.sums) totals.insert(sum.total);
    for (size_t i = 0; i < known.cells.size(); ++i) {
      value_.push_back(known.cells[i].value_or(0));
      if (totals.count(i) > 0) continue;
      if (known.cells[i]) left_ -= *known.cells[i];
      else tried_.push_back(i);
    }
  }
  std::set<size_t> recovered() {
    attempt(0);
    std::set<size_t> out;
    for (size_t i = 0; i < seen_.size(); ++i)
      if (!known_.cells[i] && seen_[i].size() < 2) out.insert(i);
    return out;
  }

 private:
  void attempt(size_t at) {
    if (at == tried_.size()) return check();
    const size_t cell = tried_[at];
    const long most = left_;
    for (value_[cell] = 0; value_[cell] <= most; ++value_[cell], --left_) attempt(at + 1);
    left_ = most;
  }
  void check() {
    for (const auto& sum : known_.sums) {
      long n = 0;
      for (const size_t part : sum.parts) n += value_[part];
      if (known_.cells[sum.total] && *known_.cells[sum.total] != n) return;
      value_[sum.total] = n;
    }
    for (size_t i = 0; i < seen_.size(); ++i)
      if (!known_.cells[i]) seen_[i].insert(value_[i]);
  }

  const Known& known_;
  long left_;
  std::vector<std::set<long>> seen_;
  std::vector<long> value_;
  std::vector<size_t> tried_;
};

/// A table with fixed row sums, sums of columns that are not, and a fixed whole.
struct Table {
  Suppression tables{5};
  Known known;
  std::vector<std::vector<size_t>> cells;

  Table(const std::vector<std::vector<long>>& rows, bool rows_fixed) {
    std::vector<size_t> all, columns;
    std::vector<long> sums(rows[0].size());
    long total = 0;
    for (const auto& row : rows) {
      long across = 0;
      cells.emplace_back();
      for (size_t c = 0; c < row.size(); ++c) {
        cells.back().push_back(add(row[c]));
        across += row[c];
        sums[c] += row[c];
      }
      all.push_back(add(across, rows_fixed));
      sum(all.back(), cells.back());
      total += across;
    }
    for (size_t c = 0; c < sums.size(); ++c) {
      columns.push_back(add(sums[c]));
      std::vector<size_t> down;
      for (const auto& row : cells) down.push_back(row[c]);
      sum(columns.back(), down);
    }
    const size_t whole = add(total, true);
    sum(whole, all);
    sum(whole, columns);
  }
  size_t add(long n, bool fixed = false) {
    known.cells.push_back(n);
    return tables.add(n, fixed);
  }
  void sum(size_t total, const std::vector<size_t>& parts) {
    known.sums.push_back({total, parts});
    tables.sum(total, parts);
  }
  bool protect() {
    const bool safe = tables.protect();
    for (size_t i = 0; i < known.cells.size(); ++i)
      if (tables.hidden(i)) known.cells[i].reset();
    return safe;
  }
};

}  // namespace

TEST_CASE("a single small number takes others with it and none can be worked out") {
  Table table({{20, 3, 17, 40}, {11, 12, 13, 14}, {0, 30, 8, 9}}, true);
  REQUIRE(table.protect());
  CHECK_FALSE(table.known.cells[table.cells[0][1]]);
  CHECK(Solver(table.known).recovered().empty());
  CHECK(table.known.cells[table.cells[2][0]] == std::optional<long>(0));
  // A rectangle of four is enough.
  CHECK(std::count(table.known.cells.begin(), table.known.cells.end(), std::nullopt) == 4);
}

TEST_CASE("the solver of these tests finds what a careless table gives away") {
  // Only the small number is hidden: its row gives it away.
  Known careless;
  careless.cells = {20, std::nullopt, 17, 40};
  careless.sums = {{3, {0, 1, 2}}};
  CHECK(Solver(careless).recovered() == std::set<size_t>{1});
  // Two hidden numbers that add up to nothing are both known, which no algebra tells.
  Known none;
  none.cells = {std::nullopt, std::nullopt, 17, 17};
  none.sums = {{3, {0, 1, 2}}};
  CHECK(Solver(none).by_algebra().empty());
  CHECK(Solver(none).by_bounds() == std::set<size_t>{0, 1});
}

TEST_CASE("zero is shown unless another number needs it and a year of few takes all") {
  Table table({{1, 0, 0, 0}, {50, 60, 70, 80}}, true);
  REQUIRE(table.protect());
  CHECK(Solver(table.known).recovered().empty());
  CHECK_FALSE(table.known.cells[table.cells[0][0]]);
}

TEST_CASE("a row whose total of nothing is shown hides nothing for others") {
  Table table({{0, 0, 0, 0}, {2, 0, 14, 23}, {39, 30, 0, 19}}, true);
  REQUIRE(table.protect());
  CHECK(Solver(table.known).recovered().empty());
  for (const size_t cell : table.cells[0]) CHECK(table.known.cells[cell] == std::optional<long>(0));
}

TEST_CASE("a number that no hiding protects refuses the whole") {
  Suppression tables(5);
  const size_t only = tables.add(3), year = tables.add(3, true);
  tables.sum(year, {only});
  CHECK_FALSE(tables.protect());
}

TEST_CASE("no small number of random tables is recovered by algebra by bounds or by trying") {
  const unsigned first = Catch::rngSeed() == 0 ? 7 : Catch::rngSeed();
  for (unsigned seed = first; seed < first + 60; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const bool tiny = seed % 2 == 0;
    const size_t height = tiny ? 2 : 3 + random() % 8, width = tiny ? 3 : 4;
    std::vector<std::vector<long>> rows(height, std::vector<long>(width));
    for (auto& row : rows)
      for (long& n : row) n = random() % 3 == 0 ? 0 : random() % (tiny ? 7 : 40);
    Table table(rows, random() % 2 == 0);
    REQUIRE(table.protect());
    CHECK(Solver(table.known).recovered().empty());
    if (tiny) CHECK(Trying(table.known).recovered().empty());
    for (size_t r = 0; r < height; ++r)
      for (size_t c = 0; c < width; ++c)
        if (rows[r][c] > 0 && rows[r][c] < 5) CHECK_FALSE(table.known.cells[table.cells[r][c]]);
  }
}

namespace {

/// Everything a reader sees of two years: the statutory tables of each agency and all breakdowns.
struct Reader {
  Known known;
  std::vector<long> truth;

  size_t cell(const std::optional<long>& shown) {
    known.cells.push_back(shown);
    return known.cells.size() - 1;
  }
  void sum(size_t total, std::vector<size_t> parts) { known.sums.push_back({total, std::move(parts)}); }
};

const Breakdown* named(const std::vector<Breakdown>& all, const std::string& id) {
  for (const Breakdown& one : all)
    if (one.id == id) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("from all breakdowns of a portal their totals and the year before no hidden cell is recovered") {
  const unsigned first = Catch::rngSeed() == 0 ? 20260131 : Catch::rngSeed();
  for (unsigned seed = first; seed < first + 6; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    Site site = test::built_in_site();
    site.config.annual_layout = seed % 2 ? "v9" : "v11";
    const auto layouts = LayoutBook::of(site);
    REQUIRE(layouts.ok());
    AnnualCounts counts(*layouts);
    const std::vector<std::string> kinds = {"警告", "罚款", "没收违法所得", "吊销许可证件", "行政拘留"};
    const std::vector<std::string> parties = {"organisation", "individual_business", "natural_person", ""};
    std::vector<Json> agencies;
    for (int a = 0; a < 6; ++a) {
      const std::string code = "1199010100990" + std::to_string(100 + a) + "XX";
      agencies.push_back(test::agency_record(code, "示例机关" + std::to_string(a)));
      for (const int year : {2024, 2025}) {
        if (!(a == 5 && year == 2025))
          site.confirmations.push_back({{{"year", year}, {"agency", code}, {"by", "x"},
                                         {"on", std::to_string(year + 1) + (a == 4 ? "-02-09" : "-01-12")}}, ""});
        const int n = a < 2 ? 4 + random() % 10 : 20 + random() % 120;
        for (int i = 0; i < n; ++i) {
          const int month = 1 + static_cast<int>(random() % 12);
          counts.add(test::count_row(
              {{"category", "penalty"}, {"agency", code}, {"kinds", Json::array({kinds[random() % (1 + random() % kinds.size())]})},
               {"party_kind", parties[random() % (1 + random() % parties.size())]},
               {"region", "99010" + std::to_string(random() % (1 + random() % 3))},
               {"place", random() % 3 == 0 ? "" : "第" + std::to_string(random() % 3) + "街道"},
               {"violation", random() % 4 == 0 ? "" : "第" + std::to_string(random() % (1 + random() % 6)) + "类"},
               {"month", fmt::format("{}-{:02}", year, month)}}));
        }
      }
    }
    const Edition edition = test::edition_of("2026-03-01", agencies);
    Reader reader;
    long hidden_small = 0;
    for (const int year : {2024, 2025}) {
      const AnnualReport report = annual_report(site, edition, counts, year, {});
      const YearBreakdowns shown(report, counts, edition.as_of, 5);
      const std::vector<Breakdown> whole = shown.of_whole();
      REQUIRE(named(whole, "month") != nullptr);
      std::map<std::string, std::vector<size_t>> quarters, party;
      std::vector<size_t> months;
      std::set<std::string> in_whole = agencies_of_whole(report, edition.as_of);
      CHECK(in_whole.size() == (year == 2024 ? 5 : 4));
      for (const Breakdown::Row& row : named(whole, "month")->rows) months.push_back(reader.cell(row.cells[0]));
      std::vector<std::vector<size_t>> down(4);
      long whole_total = 0;
      std::map<std::string, std::vector<size_t>> party_down;
      for (const AgencyYear& agency : report.agencies) {
        const std::vector<Breakdown> own = shown.of_agency(agency.agency);
        if (!agency.is_public()) {
          CHECK(own.empty());
          continue;
        }
        const Breakdown* by_quarter = named(own, "quarter");
        REQUIRE(by_quarter != nullptr);
        std::vector<std::vector<size_t>> grid;
        for (const Breakdown::Row& row : by_quarter->rows) {
          grid.emplace_back();
          for (const auto& cell : row.cells) grid.back().push_back(reader.cell(cell));
          reader.sum(grid.back()[4], {grid.back().begin(), grid.back().begin() + 4});
          for (size_t q = 0; q < 4; ++q)
            if (!row.cells[q]) ++hidden_small;
        }
        for (size_t q = 0; q < 5; ++q) {
          std::vector<size_t> parts;
          for (size_t r = 0; r + 1 < grid.size(); ++r) parts.push_back(grid[r][q]);
          reader.sum(grid.back()[q], parts);
        }
        std::vector<size_t> parties_of;
        for (const Breakdown::Row& row : named(own, "party")->rows) {
          parties_of.push_back(reader.cell(row.cells[0]));
          if (in_whole.count(agency.agency)) party_down[row.label].push_back(parties_of.back());
        }
        reader.sum(grid.back()[4], parties_of);
        if (!in_whole.count(agency.agency)) continue;
        for (size_t q = 0; q < 4; ++q) down[q].push_back(grid.back()[q]);
        whole_total += agency.figures.tables()[0].total;
      }
      const size_t total = reader.cell(whole_total);
      const Breakdown::Row& sums = named(whole, "agency-quarter")->rows.back();
      std::vector<size_t> quarter_cells;
      for (size_t q = 0; q < 4; ++q) {
        quarter_cells.push_back(reader.cell(sums.cells[q]));
        reader.sum(quarter_cells[q], down[q]);
        reader.sum(quarter_cells[q], {months.begin() + 3 * q, months.begin() + 3 * q + 3});
      }
      reader.sum(total, quarter_cells);
      std::vector<size_t> party_cells;
      for (const Breakdown::Row& row : named(whole, "party")->rows) {
        party_cells.push_back(reader.cell(row.cells[0]));
        reader.sum(party_cells.back(), party_down[row.label]);
      }
      reader.sum(total, party_cells);
      for (const char* id : {"region", "place", "violation"}) {
        const Breakdown* by = named(whole, id);
        if (by == nullptr) continue;
        std::vector<std::vector<size_t>> columns(5);
        for (const Breakdown::Row& row : by->rows) {
          if (row.sum) continue;
          std::vector<size_t> across;
          for (const auto& cell : row.cells) across.push_back(reader.cell(cell));
          columns[4].push_back(across.back());
          if (across.size() == 1) continue;
          reader.sum(across[4], {across.begin(), across.begin() + 4});
          for (size_t q = 0; q < 4; ++q) columns[q].push_back(across[q]);
        }
        reader.sum(total, columns[4]);
        for (size_t q = 0; q < 4; ++q)
          if (!columns[q].empty()) reader.sum(quarter_cells[q], columns[q]);
      }
      for (const Breakdown& one : whole)
        for (const Breakdown::Row& row : one.rows)
          for (size_t c = 0; c < row.cells.size(); ++c) {
            const bool statutory = one.id == "agency-quarter" && c == 4;
            if (row.cells[c] && !statutory) CHECK((*row.cells[c] == 0 || *row.cells[c] >= 5));
          }
    }
    CHECK(hidden_small > 0);
    CHECK(Solver(reader.known).recovered().empty());
  }
}

TEST_CASE("a corrected report shows the breakdowns it was confirmed with first") {
  Site site = test::built_in_site();
  const auto layouts = LayoutBook::of(site);
  REQUIRE(layouts.ok());
  const std::string code = "1199010100990100XX";
  const Edition edition = test::edition_of("2026-03-01", {test::agency_record(code, "示例机关")});
  const auto penalties = [&](long more) {
    AnnualCube cube;
    for (int i = 0; i < 40 + more; ++i)
      cube.add(test::count_row({{"category", "penalty"}, {"agency", code}, {"kinds", {i < 37 ? "罚款" : "警告"}},
                                {"party_kind", i % 3 == 0 ? "organisation" : "natural_person"},
                                {"month", fmt::format("2025-{:02}", 1 + i % 12)}}));
    return cube;
  };
  const auto breakdowns = [&](bool corrected, bool first_kept) {
    AnnualCounts counts(*layouts);
    site.confirmations = {{{{"year", 2025}, {"agency", code}, {"by", "x"}, {"on", "2026-01-12"}, {"rows", "a"}}, ""}};
    if (corrected) site.confirmations.push_back({{{"year", 2025}, {"agency", code}, {"by", "x"}, {"on", "2026-02-12"}, {"rows", "b"}}, ""});
    if (first_kept) counts.keep(2025, code, "a", penalties(0));
    counts.keep(2025, code, "b", penalties(1));
    if (corrected) counts.began_with(2025, code, "a");
    counts.fix(2025, code, corrected ? "b" : "a");
    const AnnualReport report = annual_report(site, edition, counts, 2025, {});
    CHECK(report.agencies[0].figures.tables()[0].total == (corrected ? 41 : 40));
    const YearBreakdowns shown(report, counts, edition.as_of, 5);
    CHECK(shown.whole_corrected() == (corrected && first_kept));
    std::string text;
    for (const auto& set : {shown.of_agency(code), shown.of_whole()})
      for (const Breakdown& one : set)
        for (const Breakdown::Row& row : one.rows) {
          text += one.id + row.label;
          for (const auto& cell : row.cells) text += cell ? " " + std::to_string(*cell) : " *";
        }
    return text;
  };
  const std::string first = breakdowns(false, true);
  INFO(first);
  CHECK(contains(first, "quarter警告 * * 0 0 3"));  // three in all, as the statutory table prints
  CHECK(breakdowns(true, true) == first);
  // Where nobody knows any more what was shown first, nothing is.
  CHECK(breakdowns(true, false).empty());
}

TEST_CASE("regions are called by their names where the site knows them") {
  Site site = test::built_in_site();
  site.config.regions = {{"990101", "示例区"}};
  const auto office = [](const std::string& code, const std::string& name, const std::string& region) {
    Json agency = test::agency_record(code, name);
    agency["fields"]["region_code"] = region;
    return agency;
  };
  const Edition edition = test::edition_of(
      "2026-03-01", {office("1199010100990100XX", "示例区青禾街道办事处", "990101001000"), office("1199010100990101XX", "示例区云溪镇人民政府", "990101100000"),
                     office("1199010100990102XX", "示例区人民政府", "990101"), office("1199010100990103XX", "示例区市场监督管理局", "990101002000"),
                     office("1199010100990104XX", "甲街道办事处", "990101003000"), office("1199010100990105XX", "乙街道办事处", "990101003000")});
  const RegionNames names = region_names(site, edition);
  CHECK(names == RegionNames{{"990101", "示例区"}, {"990101001000", "示例区青禾街道"}, {"990101100000", "示例区云溪镇"}});
  const Dimension& region = dimensions()[0];
  CHECK(value_label(region, "990101001000", names) == "示例区青禾街道");
  CHECK(value_label(region, "990102", names) == "990102");
  CHECK(value_label(region, "", names) == "未载明");
}
