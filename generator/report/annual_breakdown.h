#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/annual_report.h"
#include "report/suppression.h"

namespace gongshi {

/// A table this site adds to the statutory ones: penalties by time, place or party. Counts only, no
/// money. A cell without a number is hidden and printed as `*`.
struct Breakdown {
  struct Row {
    std::string label;
    std::vector<std::optional<long>> cells;
  };
  std::string id;     ///< quarter, party, month, agency-quarter, region
  std::string title;  ///< 按处罚种类和季度
  std::string head;   ///< over the row labels
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::string unit;

  bool hides() const;
};

inline constexpr const char* kHiddenMark = "*";

/// All breakdowns of one year that readers can see together, with small numbers hidden in all of them
/// at once: of each public agency kind × quarter and kind of party; of those that confirmed in time
/// together month, agency × quarter, region and kind of party. Nothing is finer than agency × kind ×
/// quarter.
///
/// The whole is made of agencies that confirmed by the last day and only once that day has passed or all
/// have confirmed, so that it does not change when another one follows: from two versions of it
/// the one's months could be worked out.
class YearBreakdowns {
 public:
  /// Agencies of the report that are public. `least`: numbers below it are hidden.
  YearBreakdowns(const AnnualReport& report, const AnnualCounts& counts, Date as_of, long least);

  /// Empty where the agency made no penalty that year or nothing may be shown.
  std::vector<Breakdown> of_agency(const std::string& code) const;
  std::vector<Breakdown> of_whole() const;
  size_t whole_agencies() const { return whole_.size(); }

 private:
  using Cell = Suppression::Cell;
  struct Agency {
    std::string name;
    std::string unit;
    std::vector<std::pair<std::string, std::vector<Cell>>> kinds;  ///< label, quarters and year
    std::vector<Cell> quarters;                                    ///< and the year
    std::map<std::string, Cell> parties;
  };
  void add_agency(const AgencyYear& agency, const AnnualCube& cube);
  void add_whole(const AnnualReport& report, const AnnualCounts& counts);
  std::optional<long> shown(Cell cell) const;
  std::vector<std::optional<long>> shown(const std::vector<Cell>& cells) const;
  Breakdown party_table(const std::map<std::string, Cell>& parties, const std::string& unit) const;

  Suppression tables_;
  bool safe_ = false;
  std::map<std::string, Agency> agencies_;  ///< by code
  std::set<std::string> whole_;             ///< codes
  std::vector<Cell> months_, quarters_;     ///< of the whole, with the year at the end
  std::map<std::string, Cell> regions_, parties_;
};

/// The agencies the whole of a year is made of: see YearBreakdowns.
std::set<std::string> agencies_of_whole(const AnnualReport& report, Date as_of);

/// The same tables with every number, for the webmaster's report only.
std::vector<Breakdown> internal_breakdowns(const AgencyYear& agency, const AnnualCube& cube);

/// 法人及非法人组织, 个体工商户, 自然人, 未载明.
std::string party_label(const std::string& kind);

}  // namespace gongshi
