#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "report/annual_report.h"
#include "report/annual_tallies.h"
#include "report/suppression.h"

namespace gongshi {

/// A table this site adds to the statutory ones: penalties by time, place, violation or party. Counts
/// only, no money. A cell without a number is hidden and printed as `*`.
struct Breakdown {
  struct Row {
    std::string label;
    std::vector<std::optional<long>> cells;
    bool sum = false;
  };
  std::string id;     ///< quarter, month, agency-quarter, or a dimension
  std::string title;  ///< 按处罚种类和季度
  std::string head;   ///< over the row labels
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::string unit;

  bool hides() const;
};

inline constexpr const char* kSmallNumber = "*";

/// All breakdowns of one year that readers can see together, with small numbers hidden in all of them
/// at once: of each public agency kind × quarter and kind of party; of those that confirmed in time
/// together month, agency × quarter, region and violation by quarter, place and kind of party. Nothing
/// is finer than agency × kind × quarter.
///
/// They show what an agency confirmed first, and stay so when it corrects its report: from two versions
/// of them hidden numbers could be worked out. For the same reason the whole is made of agencies that
/// confirmed by the last day, and only once that day has passed or all have confirmed.
class YearBreakdowns {
 public:
  /// Agencies of the report that are public. `least`: numbers below it are hidden.
  YearBreakdowns(const AnnualReport& report, const AnnualCounts& counts, Date as_of, long least,
                 RegionNames regions = {});

  /// Empty where the agency made no penalty that year or nothing may be shown.
  std::vector<Breakdown> of_agency(const std::string& code) const;
  std::vector<Breakdown> of_whole() const;
  size_t whole_agencies() const { return whole_.size(); }
  /// An agency of the whole has corrected its report since.
  bool whole_corrected() const { return whole_corrected_; }

 private:
  using Cell = Suppression::Cell;
  struct Part {
    std::vector<Cell> quarters;                                  ///< and the year
    std::vector<std::map<std::string, std::vector<Cell>>> lines;  ///< as dimensions(): value → quarters and year, or the year
  };
  struct Agency : Part {
    std::string name;
    std::string unit;
    std::vector<std::pair<std::string, std::vector<Cell>>> kinds;  ///< label, quarters and year
    Tallies tallies;
  };
  void add_agency(const AgencyYear& agency, const AnnualCube& cube);
  void add_whole();
  void add_lines(Part& part, const Tallies& tallies, bool of_agency);
  std::optional<long> shown(Cell cell) const;
  std::vector<std::optional<long>> shown(const std::vector<Cell>& cells) const;
  void show_lines(const Part& part, const std::string& unit, std::vector<Breakdown>& out) const;

  Suppression tables_;
  RegionNames regions_;
  bool safe_ = false, whole_corrected_ = false;
  std::map<std::string, Agency> agencies_;  ///< by code
  std::set<std::string> whole_;             ///< codes
  std::vector<Cell> months_;                ///< of the whole
  Part all_;
};

/// The agencies the whole of a year is made of: see YearBreakdowns.
std::set<std::string> agencies_of_whole(const AnnualReport& report, Date as_of);

/// The same tables with every number, for the webmaster's report only.
std::vector<Breakdown> internal_breakdowns(const AgencyYear& agency, const AnnualCube& cube, const RegionNames& regions);

/// The names of regions: those of site.json, and of streets and townships that have an agency with a
/// region code of its own.
RegionNames region_names(const Site& site, const Edition& edition);

}  // namespace gongshi
