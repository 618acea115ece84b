#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/money.h"
#include "report/annual_cube.h"
#include "report/annual_declared.h"
#include "report/annual_layout.h"
#include "rules/public_record.h"

namespace gongshi {

/// The counted cells of one table; `counts` and `amounts` run parallel to the layout's columns.
struct TableFigures {
  std::vector<long> counts;  ///< of declared, field and rate columns always 0
  std::vector<Fen> amounts;
  long total = 0;  ///< records counted: the sum of `counts` over the columns that add up
  Fen amount = 0;

  bool operator==(const TableFigures&) const = default;
};

/// The cells of all tables of one layout, of one agency and year or of several added together.
///
/// A record counts once, in the heaviest column one of its kinds belongs to, by the layout's order;
/// the column for the rest is taken only where no other fits. A decision set aside on review, held,
/// withheld or expired counts like any other (domain.md 2.3). Beside that sum it counts in every
/// column whose `when` it meets.
class AnnualFigures {
 public:
  explicit AnnualFigures(const AnnualLayout& layout);
  AnnualFigures(const AnnualLayout& layout, const AnnualCube& cube);

  void add(const CountCell& cell);
  void add(const CountRow& row) { add(CountCell::of(row)); }
  /// Adds the cells of another agency under the same layout.
  void add(const AnnualFigures& other);

  const AnnualLayout& layout() const { return *layout_; }
  const std::vector<TableFigures>& tables() const { return tables_; }  ///< as in the layout
  const std::set<std::string>& categories() const {
    return categories_;
  }  ///< counted at least once; 征收 and 征用 stand beside expropriation

 private:
  const AnnualLayout* layout_;
  std::vector<TableFigures> tables_;
  std::set<std::string> categories_;
};

/// The column a record counts in, or the number of columns when it counts in none.
size_t column_of(const AnnualTable& table, const CountCell& cell);
/// True when a record of these facts counts in the column: the one of the sum, or one beside it.
bool counts_in(const AnnualTable& table, size_t column, const CountCell& cell);

/// What each agency did in each year.
class AnnualCounts {
 public:
  using Key = std::pair<int, std::string>;  ///< year, agency

  explicit AnnualCounts(const LayoutBook& layouts) : layouts_(&layouts) {}

  /// A row of the registry as it stands. One without a month belongs to no year yet.
  void add(const CountRow& row);
  /// What the agency confirmed at some time, by the digest of its rows.
  void keep(int year, const std::string& agency, const std::string& digest, AnnualCube cube);
  /// What was kept under the digest is what the agency's year says, whatever the registry says by now.
  void fix(int year, const std::string& agency, const std::string& digest);
  /// What a feed told of an agency's figures.
  void tell(ToldLine line);
  /// What the agency confirmed first: kept under the digest, or "" where its rows are not kept.
  void began_with(int year, const std::string& agency, const std::string& digest);

  const LayoutBook& layouts() const { return *layouts_; }
  /// As confirmed where that was kept, else as the registry stands.
  const AnnualCube& cube(int year, const std::string& agency) const;
  /// As confirmed first, whatever was confirmed later; nullptr where that is no longer known.
  const AnnualCube* first(int year, const std::string& agency) const;
  /// As the registry stands.
  const AnnualCube& live(int year, const std::string& agency) const;
  bool fixed(int year, const std::string& agency) const { return last_.count({year, agency}) > 0; }
  /// Everything that was confirmed and kept, by digest.
  const std::map<std::string, AnnualCube>& versions(int year, const std::string& agency) const;
  const std::vector<ToldLine>& told(const std::string& agency) const;
  /// In the agency's own layout; zeros where nothing was counted.
  AnnualFigures own(int year, const std::string& agency) const;
  /// The same records in the site's layout, so that agencies can be added together.
  AnnualFigures in_site_layout(int year, const std::string& agency) const;
  /// Categories the agency has counted in by the end of the year: 征收 and 征用 stand beside expropriation.
  std::set<std::string> categories_until(int year, const std::string& agency) const;
  /// Agencies with at least one counted record in the year, sorted.
  std::set<std::string> agencies(int year) const;

 private:
  const LayoutBook* layouts_;
  std::map<Key, AnnualCube> live_;
  std::map<Key, std::map<std::string, AnnualCube>> kept_;
  std::map<std::string, std::vector<ToldLine>> told_;  ///< by agency
  std::map<Key, std::string> last_;   ///< the digest that counts
  std::map<Key, std::string> first_;  ///< of agencies that confirmed more than once, the first digest
};

/// Which categories an agency has duties in. Zero and 无此职责 differ: an agency answers 0 only for
/// what its published list of powers (and of inspection items) gives it.
class Duties {
 public:
  /// From the powers, each with its category, and the inspection items an edition shows. A power of
  /// category expropriation also gives 征收 or 征用, whichever its name says.
  static Duties of(const Edition& edition);

  void add(const std::string& agency, const std::string& category);
  const std::set<std::string>& of(const std::string& agency) const;

 private:
  std::map<std::string, std::set<std::string>> by_agency_;
};

}  // namespace gongshi
