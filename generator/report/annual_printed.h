#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "report/annual_report.h"

namespace gongshi {

/// A column of a table as it is printed: a count and its money are columns of their own.
struct PrintedColumn {
  std::string id, label, group, unit;
  bool money = false;
  bool total = false;  ///< 合计 or the table's money
};

/// One cell: a whole number, money in the layout's unit, a percentage, or words (—, 未报送).
struct PrintedCell {
  enum class Kind { kNumber, kMoney, kPercent, kWords };
  Kind kind = Kind::kNumber;
  std::string text;  ///< without thousands commas: 1234, 17.5379, 95.0
};

struct PrintedRow {
  std::string unit;  ///< the agency's or organisation's name, or 合计
  bool sum = false;
  std::vector<PrintedCell> cells;
  long total = 0;  ///< records counted, whether the table prints a total or not
};

/// A statutory table whatever it is printed on: page, CSV, workbook and JSON show these cells.
struct PrintedTable {
  const AnnualTable* table = nullptr;
  std::string money_unit;
  std::vector<PrintedColumn> columns;
  std::vector<PrintedRow> rows;  ///< one, or one for each organisation and their sum
};

inline constexpr const char* kNoDuty = "—";
inline constexpr const char* kUntold = "未报送";

PrintedTable printed_table(const AgencyYear& agency, size_t table);

/// {"year","agencies":[…]} of `annual --json` (design section 8). In `rows` a column without a figure is
/// absent from `cells`; a table without a duty from `tables`. `amounts` holds the money of single
/// columns; `beside` the counts that are no part of the total, and `rates` percentages; the columns of
/// both stand in `beside_columns`.
Json annual_json(const AnnualReport& report);
Json agency_json(const AgencyYear& agency);

/// One table as CSV: the same cells, total and amount.
std::string annual_csv(const AgencyYear& agency, size_t table);

/// Where a report stands, in words for the webmaster and the judicial bureau: 已公开，2026-01-12 确认.
std::string state_phrase(const AgencyYear& agency);

}  // namespace gongshi
