#include "report/annual_breakdown.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace gongshi {
namespace {

const std::vector<std::string> kQuarterHeads = {"第一季度", "第二季度", "第三季度", "第四季度", "全年"};
constexpr const char* kSum = "合计";

std::string month_name(size_t index) { return std::to_string(index + 1) + " 月"; }

long sum_of(const Tallies::Quarters& quarters) { return std::accumulate(quarters.begin(), quarters.end(), 0L); }

std::vector<std::optional<long>> quarters_and_year(const Tallies::Quarters& quarters) {
  std::vector<std::optional<long>> out(quarters.begin(), quarters.end());
  out.push_back(sum_of(quarters));
  return out;
}

/// Rows in the order of their values, what no value is told of last.
void put_unknown_last(std::vector<Breakdown::Row>& rows, bool has_unknown) {
  if (has_unknown) std::rotate(rows.begin(), rows.begin() + 1, rows.end());  // "" comes before every value
}

}  // namespace

bool Breakdown::hides() const {
  return std::any_of(rows.begin(), rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell; });
  });
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

YearBreakdowns::YearBreakdowns(const AnnualReport& report, const AnnualCounts& counts, Date as_of, long least,
                               RegionNames regions)
    : tables_(least), regions_(std::move(regions)), whole_(agencies_of_whole(report, as_of)) {
  bool known = true;
  for (const AgencyYear& agency : report.agencies) {
    if (!agency.is_public()) continue;
    const AnnualCube* first = counts.first(report.year, agency.agency);
    if (first != nullptr) add_agency(agency, *first);
    if (whole_.count(agency.agency) == 0) continue;
    known = known && first != nullptr;
    whole_corrected_ = whole_corrected_ || !agency.earlier.empty();
  }
  if (!known) whole_.clear();
  if (!whole_.empty()) add_whole();
  safe_ = tables_.protect();
}

void YearBreakdowns::add_agency(const AgencyYear& agency, const AnnualCube& cube) {
  size_t index = 0;
  const AnnualTable* table = penalty_table(agency.figures.layout(), &index);
  if (table == nullptr) return;
  Agency& own = agencies_[agency.agency];
  own.name = agency.name;
  own.unit = table->unit;
  own.tallies = Tallies(*table, cube);
  for (const long n : own.tallies.quarters) own.quarters.push_back(tables_.add(n));
  std::array<std::vector<Cell>, kQuarters> columns;
  for (size_t c = 0; c < table->columns.size(); ++c) {
    const Tallies::Quarters& counted = own.tallies.kinds[c];
    if (!table->columns[c].counted() || sum_of(counted) == 0) continue;  // a zero for the year says zero for its quarters
    std::vector<Cell> row;
    for (size_t q = 0; q < kQuarters; ++q) {
      row.push_back(tables_.add(counted[q]));
      columns[q].push_back(row.back());
    }
    const Cell whole = tables_.add(sum_of(counted), true);
    tables_.sum(whole, row);
    row.push_back(whole);
    own.kinds.emplace_back(table->columns[c].label, std::move(row));
  }
  const Cell year = tables_.add(own.tallies.total, true);
  tables_.sum(year, own.quarters);
  for (size_t q = 0; q < kQuarters; ++q)
    if (!columns[q].empty()) tables_.sum(own.quarters[q], columns[q]);
  own.quarters.push_back(year);
  add_lines(own, own.tallies, true);
}

void YearBreakdowns::add_whole() {
  Tallies tallies;
  std::array<std::vector<Cell>, kQuarters> quarters;
  std::vector<const Agency*> parts;
  for (const auto& [code, own] : agencies_) {
    if (whole_.count(code) == 0) continue;
    parts.push_back(&own);
    tallies.add(own.tallies);
    for (size_t q = 0; q < kQuarters; ++q) quarters[q].push_back(own.quarters[q]);
  }
  const Cell year = tables_.add(tallies.total, true);
  for (const long n : tallies.months) months_.push_back(tables_.add(n));
  for (size_t q = 0; q < kQuarters; ++q) {
    all_.quarters.push_back(tables_.add(tallies.quarters[q]));
    const auto first = months_.begin() + static_cast<std::ptrdiff_t>(3 * q);
    tables_.sum(all_.quarters[q], {first, first + 3});
    if (!quarters[q].empty()) tables_.sum(all_.quarters[q], quarters[q]);
  }
  tables_.sum(year, all_.quarters);
  all_.quarters.push_back(year);
  add_lines(all_, tallies, false);
  for (size_t d = 0; d < dimensions().size(); ++d) {
    if (!dimensions()[d].of_agency) continue;
    for (const auto& [value, row] : all_.lines[d]) {
      std::vector<Cell> own;
      for (const Agency* part : parts)
        if (const auto at = part->lines[d].find(value); at != part->lines[d].end()) own.push_back(at->second.back());
      tables_.sum(row.back(), std::move(own));
    }
  }
}

void YearBreakdowns::add_lines(Part& part, const Tallies& tallies, bool of_agency) {
  part.lines.resize(dimensions().size());
  for (size_t d = 0; d < dimensions().size(); ++d) {
    const Dimension& dimension = dimensions()[d];
    if (of_agency && !dimension.of_agency) continue;
    if (tallies.lines[d].size() < 2) continue;  // of one value the numbers are those of the whole
    std::array<std::vector<Cell>, kQuarters + 1> columns;
    for (const auto& [value, counted] : tallies.lines[d]) {
      std::vector<Cell> row;
      for (size_t q = 0; dimension.by_quarter && q < kQuarters; ++q) {
        row.push_back(tables_.add(counted[q]));
        columns[q].push_back(row.back());
      }
      const Cell year = tables_.add(sum_of(counted));
      if (!row.empty()) tables_.sum(year, row);
      columns[kQuarters].push_back(year);
      row.push_back(year);
      part.lines[d][value] = std::move(row);
    }
    for (size_t q = 0; q < columns.size(); ++q)
      if (!columns[q].empty()) tables_.sum(part.quarters[q], columns[q]);
  }
}

std::optional<long> YearBreakdowns::shown(Cell cell) const {
  return tables_.hidden(cell) ? std::nullopt : std::optional<long>(tables_.n(cell));
}

std::vector<std::optional<long>> YearBreakdowns::shown(const std::vector<Cell>& cells) const {
  std::vector<std::optional<long>> out;
  for (const Cell cell : cells) out.push_back(shown(cell));
  return out;
}

void YearBreakdowns::show_lines(const Part& part, const std::string& unit, std::vector<Breakdown>& out) const {
  for (size_t d = 0; d < dimensions().size(); ++d) {
    const Dimension& dimension = dimensions()[d];
    const auto& lines = part.lines[d];
    if (lines.empty()) continue;
    Breakdown one{dimension.id, dimension.title, dimension.head, {"全年"}, {}, unit};
    if (dimension.by_quarter) one.columns = kQuarterHeads;
    for (const auto& [value, row] : lines) one.rows.push_back({value_label(dimension, value, regions_), shown(row)});
    put_unknown_last(one.rows, lines.count("") > 0);
    if (dimension.by_quarter) one.rows.push_back({kSum, shown(part.quarters), true});
    out.push_back(std::move(one));
  }
}

std::vector<Breakdown> YearBreakdowns::of_agency(const std::string& code) const {
  const auto at = agencies_.find(code);
  if (!safe_ || at == agencies_.end() || at->second.kinds.empty()) return {};
  const Agency& own = at->second;
  Breakdown quarter{"quarter", "按处罚种类和季度", "处罚种类", kQuarterHeads, {}, own.unit};
  for (const auto& [label, cells] : own.kinds) quarter.rows.push_back({label, shown(cells)});
  quarter.rows.push_back({kSum, shown(own.quarters), true});
  std::vector<Breakdown> out = {std::move(quarter)};
  show_lines(own, own.unit, out);
  return out;
}

std::vector<Breakdown> YearBreakdowns::of_whole() const {
  if (!safe_ || all_.quarters.empty() || tables_.n(all_.quarters.back()) == 0) return {};
  const auto any = std::find_if(agencies_.begin(), agencies_.end(),
                                [&](const auto& own) { return whole_.count(own.first) > 0; });
  const std::string unit = any->second.unit;
  Breakdown month{"month", "按月份", "月份", {"宗数"}, {}, unit};
  for (size_t m = 0; m < kMonths; ++m) month.rows.push_back({month_name(m), {shown(months_[m])}});
  Breakdown quarter{"agency-quarter", "按机关和季度", "执法机关", kQuarterHeads, {}, unit};
  for (const auto& [code, own] : agencies_)
    if (whole_.count(code) > 0 && !own.kinds.empty()) quarter.rows.push_back({own.name, shown(own.quarters)});
  quarter.rows.push_back({kSum, shown(all_.quarters), true});
  std::vector<Breakdown> out = {std::move(month), std::move(quarter)};
  show_lines(all_, unit, out);
  return out;
}

std::vector<Breakdown> internal_breakdowns(const AgencyYear& agency, const AnnualCube& cube, const RegionNames& regions) {
  size_t index = 0;
  const AnnualTable* table = penalty_table(agency.figures.layout(), &index);
  if (table == nullptr) return {};
  const Tallies tallies(*table, cube);
  if (tallies.total == 0) return {};
  Breakdown month{"month", "按月份", "月份", {table->unit}, {}, table->unit};
  for (size_t m = 0; m < kMonths; ++m) month.rows.push_back({month_name(m), {tallies.months[m]}});
  Breakdown kinds{"quarter", "按处罚种类和季度", "处罚种类", kQuarterHeads, {}, table->unit};
  for (size_t c = 0; c < table->columns.size(); ++c)
    if (table->columns[c].counted()) kinds.rows.push_back({table->columns[c].label, quarters_and_year(tallies.kinds[c])});
  std::vector<Breakdown> out = {std::move(month), std::move(kinds)};
  for (size_t d = 0; d < dimensions().size(); ++d) {
    const Dimension& dimension = dimensions()[d];
    Breakdown one{dimension.id, std::string(dimension.title), dimension.head, kQuarterHeads, {}, table->unit};
    for (const auto& [value, counted] : tallies.lines[d])
      one.rows.push_back({value_label(dimension, value, regions), quarters_and_year(counted)});
    put_unknown_last(one.rows, tallies.lines[d].count("") > 0);
    out.push_back(std::move(one));
  }
  return out;
}

RegionNames region_names(const Site& site, const Edition& edition) {
  constexpr std::string_view kOffices[] = {"人民政府", "办事处"};
  RegionNames names = site.config.regions;
  std::set<std::string> shared;
  const auto [first, last] = edition.of("agencies");
  for (const PublicRecord* agency = first; agency != last; ++agency) {
    const std::string code = agency->text("region_code"), name = agency->text("name");
    for (const std::string_view office : kOffices)
      if (!code.empty() && name.ends_with(office) && name.size() > office.size() && site.config.regions.count(code) == 0 &&
          !names.emplace(code, name.substr(0, name.size() - office.size())).second)
        shared.insert(code);
  }
  for (const std::string& code : shared) names.erase(code);  // two offices claim it: neither names it
  return names;
}

}  // namespace gongshi
