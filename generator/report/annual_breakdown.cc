#include "report/annual_breakdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gongshi {
namespace {

constexpr int kMonths = 12, kQuarters = 4;
const std::vector<std::string> kQuarterHeads = {"第一季度", "第二季度", "第三季度", "第四季度", "全年"};
const std::array<const char*, 4> kParties = {"organisation", "individual_business", "natural_person", ""};

std::string party_of(const CountCell& cell) {
  for (const char* known : kParties)
    if (cell.party_kind == known) return known;
  return "";
}

size_t quarter_of_month(int month) { return static_cast<size_t>((month - 1) / 3); }

const AnnualTable* penalties(const AnnualLayout& layout, size_t* index) {
  for (size_t t = 0; t < layout.tables.size(); ++t)
    if (layout.tables[t].id == "penalty") {
      *index = t;
      return &layout.tables[t];
    }
  return nullptr;
}

/// Penalties of one cube as tallies: per column and quarter, month, region, kind of party.
struct Tallies {
  std::vector<std::array<long, kQuarters>> kinds;
  std::array<long, kMonths> months = {};
  std::map<std::string, long> regions, parties;
  long total = 0;

  Tallies(const AnnualTable& table, const AnnualCube& cube) : kinds(table.columns.size()) {
    for (const char* party : kParties) parties[party] = 0;
    for (const CountCell& cell : cube.cells()) {
      const size_t column = column_of(table, cell);
      if (column == table.columns.size() || cell.month < 1 || cell.month > kMonths) continue;
      kinds[column][quarter_of_month(cell.month)] += cell.n;
      months[static_cast<size_t>(cell.month - 1)] += cell.n;
      regions[cell.region] += cell.n;
      parties[party_of(cell)] += cell.n;
      total += cell.n;
    }
  }
};

std::string month_name(size_t index) { return std::to_string(index + 1) + " 月"; }

std::string region_label(const std::string& region) { return region.empty() ? "未载明" : region; }

}  // namespace

bool Breakdown::hides() const {
  return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell; });
  });
}

std::string party_label(const std::string& kind) {
  if (kind == "organisation") return "法人及非法人组织";
  if (kind == "individual_business") return "个体工商户";
  return kind == "natural_person" ? "自然人" : "未载明";
}

std::set<std::string> agencies_of_whole(const AnnualReport& report, Date as_of) {
  const Date last = annual_deadline(report.year);
  std::set<std::string> out;
  bool all = true;
  for (const AgencyYear& agency : report.agencies) {
    if (agency.is_public() && agency.confirmation->on <= last)
      out.insert(agency.agency);
    else if (agency.listed)
      all = false;
  }
  return all || as_of > last ? out : std::set<std::string>();
}

YearBreakdowns::YearBreakdowns(const AnnualReport& report, const AnnualCounts& counts, Date as_of, long least)
    : tables_(least), whole_(agencies_of_whole(report, as_of)) {
  for (const AgencyYear& agency : report.agencies)
    if (agency.is_public()) add_agency(agency, counts.cube(report.year, agency.agency));
  if (!whole_.empty()) add_whole(report, counts);
  safe_ = tables_.protect();
}

void YearBreakdowns::add_agency(const AgencyYear& agency, const AnnualCube& cube) {
  size_t index = 0;
  const AnnualTable* table = penalties(agency.figures.layout(), &index);
  if (table == nullptr) return;
  const Tallies tallies(*table, cube);
  Agency& own = agencies_[agency.agency];
  own.name = agency.name;
  own.unit = table->unit;
  std::array<long, kQuarters> sums = {};
  for (const auto& kind : tallies.kinds)
    for (size_t q = 0; q < kQuarters; ++q) sums[q] += kind[q];
  for (size_t q = 0; q < kQuarters; ++q) own.quarters.push_back(tables_.add(sums[q]));
  std::array<std::vector<Cell>, kQuarters> columns;
  for (size_t c = 0; c < table->columns.size(); ++c) {
    const long year = agency.figures.tables()[index].counts[c];
    if (!table->columns[c].counted() || year == 0) continue;  // a zero for the year says zero for its quarters
    std::vector<Cell> row;
    for (size_t q = 0; q < kQuarters; ++q) {
      row.push_back(tables_.add(tallies.kinds[c][q]));
      columns[q].push_back(row.back());
    }
    const Cell whole = tables_.add(year, true);
    tables_.sum(whole, row);
    row.push_back(whole);
    own.kinds.emplace_back(table->columns[c].label, std::move(row));
  }
  const Cell year = tables_.add(tallies.total, true);
  tables_.sum(year, own.quarters);
  for (size_t q = 0; q < kQuarters; ++q)
    if (!columns[q].empty()) tables_.sum(own.quarters[q], columns[q]);
  own.quarters.push_back(year);
  std::vector<Cell> parties;
  for (const auto& [party, n] : tallies.parties) parties.push_back(own.parties[party] = tables_.add(n));
  tables_.sum(year, parties);
}

void YearBreakdowns::add_whole(const AnnualReport& report, const AnnualCounts& counts) {
  std::array<long, kMonths> months = {};
  std::map<std::string, long> regions;
  std::array<std::vector<Cell>, kQuarters> quarters;
  std::map<std::string, std::vector<Cell>> parties;
  long total = 0;
  for (const AgencyYear& agency : report.agencies) {
    const auto own = agencies_.find(agency.agency);
    if (own == agencies_.end() || whole_.count(agency.agency) == 0) continue;
    size_t index = 0;
    const Tallies tallies(*penalties(agency.figures.layout(), &index), counts.cube(report.year, agency.agency));
    for (size_t m = 0; m < kMonths; ++m) months[m] += tallies.months[m];
    for (const auto& [region, n] : tallies.regions) regions[region] += n;
    for (size_t q = 0; q < kQuarters; ++q) quarters[q].push_back(own->second.quarters[q]);
    for (const auto& [party, cell] : own->second.parties) parties[party].push_back(cell);
    total += tallies.total;
  }
  const Cell year = tables_.add(total, true);
  for (size_t m = 0; m < kMonths; ++m) months_.push_back(tables_.add(months[m]));
  for (size_t q = 0; q < kQuarters; ++q) {
    long n = 0;
    for (size_t m = 3 * q; m < 3 * q + 3; ++m) n += months[m];
    quarters_.push_back(tables_.add(n));
    tables_.sum(quarters_[q], {months_.begin() + 3 * q, months_.begin() + 3 * q + 3});
    if (!quarters[q].empty()) tables_.sum(quarters_[q], quarters[q]);
  }
  tables_.sum(year, quarters_);
  months_.push_back(year);
  quarters_.push_back(year);
  std::vector<Cell> all;
  for (const auto& [party, cells] : parties) {
    long n = 0;
    for (const Cell cell : cells) n += tables_.n(cell);
    all.push_back(parties_[party] = tables_.add(n));
    tables_.sum(all.back(), cells);
  }
  if (!all.empty()) tables_.sum(year, all);
  if (regions.size() < 2) return;  // of one region the number is that of the year
  all.clear();
  for (const auto& [region, n] : regions) all.push_back(regions_[region] = tables_.add(n));
  tables_.sum(year, all);
}

std::optional<long> YearBreakdowns::shown(Cell cell) const {
  return tables_.hidden(cell) ? std::nullopt : std::optional<long>(tables_.n(cell));
}

std::vector<std::optional<long>> YearBreakdowns::shown(const std::vector<Cell>& cells) const {
  std::vector<std::optional<long>> out;
  for (const Cell cell : cells) out.push_back(shown(cell));
  return out;
}

Breakdown YearBreakdowns::party_table(const std::map<std::string, Cell>& parties, const std::string& unit) const {
  Breakdown out{"party", "按当事人类别", "当事人类别", {"全年"}, {}, unit};
  for (const char* party : kParties)
    if (const auto at = parties.find(party); at != parties.end() && (*party != '\0' || tables_.n(at->second) > 0 || tables_.hidden(at->second)))
      out.rows.push_back({party_label(party), {shown(at->second)}});
  return out;
}

std::vector<Breakdown> YearBreakdowns::of_agency(const std::string& code) const {
  const auto at = agencies_.find(code);
  if (!safe_ || at == agencies_.end() || at->second.kinds.empty()) return {};
  const Agency& own = at->second;
  Breakdown quarter{"quarter", "按处罚种类和季度", "处罚种类", kQuarterHeads, {}, own.unit};
  for (const auto& [label, cells] : own.kinds) quarter.rows.push_back({label, shown(cells)});
  quarter.rows.push_back({"合计", shown(own.quarters)});
  return {quarter, party_table(own.parties, own.unit)};
}

std::vector<Breakdown> YearBreakdowns::of_whole() const {
  if (!safe_ || months_.empty() || tables_.n(months_.back()) == 0) return {};
  std::vector<Breakdown> out;
  const auto any = std::find_if(agencies_.begin(), agencies_.end(),
                                [&](const auto& own) { return whole_.count(own.first) > 0; });
  const std::string unit = any->second.unit;
  Breakdown month{"month", "按月份", "月份", {"宗数"}, {}, unit};
  for (size_t m = 0; m < kMonths; ++m) month.rows.push_back({month_name(m), {shown(months_[m])}});
  out.push_back(std::move(month));
  Breakdown quarter{"agency-quarter", "按机关和季度", "执法机关", kQuarterHeads, {}, unit};
  for (const std::string& code : whole_)
    if (const auto own = agencies_.find(code); own != agencies_.end() && !own->second.kinds.empty())
      quarter.rows.push_back({own->second.name, shown(own->second.quarters)});
  quarter.rows.push_back({"合计", shown(quarters_)});
  out.push_back(std::move(quarter));
  if (!regions_.empty()) {
    Breakdown region{"region", "按行政区划", "行政区划代码", {"全年"}, {}, unit};
    for (const auto& [code, cell] : regions_) region.rows.push_back({region_label(code), {shown(cell)}});
    out.push_back(std::move(region));
  }
  out.push_back(party_table(parties_, unit));
  return out;
}

std::vector<Breakdown> internal_breakdowns(const AgencyYear& agency, const AnnualCube& cube) {
  size_t index = 0;
  const AnnualTable* table = penalties(agency.figures.layout(), &index);
  if (table == nullptr) return {};
  const Tallies tallies(*table, cube);
  if (tallies.total == 0) return {};
  Breakdown month{"month", "按月份", "月份", {table->unit}, {}, table->unit};
  for (size_t m = 0; m < kMonths; ++m) month.rows.push_back({month_name(m), {tallies.months[m]}});
  Breakdown kinds{"quarter", "按处罚种类和季度", "处罚种类", {kQuarterHeads.begin(), kQuarterHeads.end() - 1}, {}, table->unit};
  for (size_t c = 0; c < table->columns.size(); ++c)
    if (table->columns[c].counted())
      kinds.rows.push_back({table->columns[c].label, {tallies.kinds[c].begin(), tallies.kinds[c].end()}});
  Breakdown region{"region", "按行政区划", "行政区划代码", {table->unit}, {}, table->unit};
  for (const auto& [code, n] : tallies.regions) region.rows.push_back({region_label(code), {n}});
  Breakdown party{"party", "按当事人类别", "当事人类别", {table->unit}, {}, table->unit};
  for (const char* one : kParties) party.rows.push_back({party_label(one), {tallies.parties.at(one)}});
  return {month, kinds, region, party};
}

}  // namespace gongshi
