#include "report/annual_reconcile.h"

namespace gongshi {
namespace {

/// The figures a declared line is compared with.
AnnualFigures counted(const AgencyYear& agency, const AnnualCounts& counts, const std::string& unit, int quarter) {
  const std::string& code = unit.empty() ? agency.agency : unit;
  return AnnualFigures(agency.figures.layout(), counts.cube(agency.year, code).of_quarter(quarter));
}

void compare(const AnnualCell& cell, const Declared::Table& told, const TableFigures& figures,
             std::vector<AnnualDifference>& out) {
  const auto add = [&](AnnualCell at, bool money, int64_t ours, int64_t theirs) {
    if (ours != theirs) out.push_back({at, money, ours, theirs, told.by, told.on, {}});
  };
  const AnnualTable& table = cell.of();
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const AnnualColumn& column = table.columns[c];
    if (column.role != ColumnRole::kCounted && column.role != ColumnRole::kBeside) continue;
    const auto said = told.cells.find(column.id);
    if (said == told.cells.end()) continue;
    AnnualCell at = cell;
    at.column = c;
    add(at, false, figures.counts[c], said->second);
  }
  AnnualCell whole = cell;
  whole.total = true;
  if (told.total) add(whole, false, figures.total, *told.total);
  if (told.amount) add(whole, true, figures.amount, *told.amount);
}

}  // namespace

bool AnnualCell::holds(const std::string& agency_of_row, const CountCell& row) const {
  if (agency_of_row != code()) return false;
  if (quarter != 0 && (row.month + 2) / 3 != quarter) return false;
  const AnnualTable& table_of = of();
  return total ? column_of(table_of, row) != table_of.columns.size() : counts_in(table_of, column, row);
}

std::vector<AnnualDifference> differences(const AnnualReport& report, const AnnualCounts& counts) {
  std::vector<AnnualDifference> out;
  for (const AgencyYear& agency : report.agencies) {
    const auto& tables = agency.figures.layout().tables;
    for (const auto& [key, told] : agency.told.all()) {
      const auto& [year, quarter, code, table, unit] = key;
      if (year != report.year) continue;
      for (size_t t = 0; t < tables.size(); ++t) {
        if (tables[t].id != table || tables[t].about_agency()) continue;
        AnnualCell cell{&agency, t, 0, false, unit, quarter};
        compare(cell, told, counted(agency, counts, unit, quarter).tables()[t], out);
      }
    }
  }
  return out;
}

}  // namespace gongshi
