#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/annual_report.h"

namespace gongshi {

/// A cell of an agency's tables, to be looked behind: whose, in which table of its layout, and which
/// column; `total` stands for the whole table. `quarter` 0 is the year.
struct AnnualCell {
  const AgencyYear* agency = nullptr;
  size_t table = 0;
  size_t column = 0;
  bool total = false;
  std::string unit;  ///< an entrusted organisation's code, or empty
  int quarter = 0;

  const AnnualTable& of() const { return agency->figures.layout().tables[table]; }
  const std::string& code() const { return unit.empty() ? agency->agency : unit; }
  std::string label() const { return total ? "合计" : of().columns[column].label; }
  /// True when a record that is counted so stands behind the cell.
  bool holds(const std::string& agency_of_row, const CountCell& row) const;
};

/// The records behind one cell. Published and held ones by id, of the rest a number per reason: of those
/// no id may be kept. Every record stands once, with the first of its reasons.
struct RecordsBehind {
  Json published = Json::array();  ///< [{"dataset","agency","id"}]
  Json held = Json::array();       ///< the same with "reasons"
  Json rest = Json::object();      ///< reason → n
  long n = 0;
};

/// What an agency declared and what was counted, where they differ. Money is in 分.
struct AnnualDifference {
  AnnualCell cell;
  bool money = false;  ///< the table's amount; the records behind it are all of the table's
  int64_t counted = 0, declared = 0;
  std::string by;  ///< who declared it, and when
  Date on;
  RecordsBehind behind;
};

/// Every difference, of the year and of its quarters. Cells that only the agency can tell have none.
std::vector<AnnualDifference> differences(const AnnualReport& report, const AnnualCounts& counts);

}  // namespace gongshi
