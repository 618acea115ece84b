#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/money.h"
#include "report/annual_layout.h"
#include "rules/public_record.h"

namespace gongshi {

/// The counted cells of one table; `counts` and `amounts` run parallel to the layout's columns.
struct TableFigures {
  std::vector<long> counts;
  std::vector<Fen> amounts;
  long total = 0;  ///< records counted: the sum of `counts`
  Fen amount = 0;
};

/// The cells of all tables of one layout, of one agency and year or of several added together.
///
/// A record counts once, in the heaviest column one of its kinds belongs to, by the layout's order;
/// the column for the rest is taken only where no other fits. A decision set aside on review, held,
/// withheld or expired counts like any other (domain.md 2.3).
class AnnualFigures {
 public:
  explicit AnnualFigures(const AnnualLayout& layout);

  void add(const CountRow& row);
  /// Adds the cells of another agency under the same layout.
  void add(const AnnualFigures& other);

  const AnnualLayout& layout() const { return *layout_; }
  const std::vector<TableFigures>& tables() const { return tables_; }  ///< as in the layout
  const std::set<std::string>& categories() const {
    return categories_;
  }  ///< counted at least once

 private:
  const AnnualLayout* layout_;
  std::vector<TableFigures> tables_;
  std::set<std::string> categories_;
};

/// The column a record counts in, or the number of columns when the table is not about it.
size_t column_of(const AnnualTable& table, const CountRow& row);

/// Figures of every agency and year of a stream of count rows; memory grows with agencies and
/// years, not with records. A row without a month belongs to no year yet and is not counted.
class AnnualCounts {
 public:
  using Key = std::pair<int, std::string>;  ///< year, agency

  explicit AnnualCounts(const LayoutBook& layouts) : layouts_(&layouts) {}

  void add(const CountRow& row);

  const LayoutBook& layouts() const { return *layouts_; }
  /// In the agency's own layout; zeros where nothing was counted.
  AnnualFigures own(int year, const std::string& agency) const;
  /// The same records in the site's layout, so that agencies can be added together.
  AnnualFigures in_site_layout(int year, const std::string& agency) const;
  /// Agencies with at least one counted record in the year, sorted.
  std::set<std::string> agencies(int year) const;

 private:
  const LayoutBook* layouts_;
  std::map<Key, AnnualFigures> own_;
  std::map<Key, AnnualFigures> site_;
};

/// Which categories an agency has duties in. Zero and 无此职责 differ: an agency answers 0 only for
/// what its published list of powers (and of inspection items) gives it.
class Duties {
 public:
  /// From the powers, each with its category, and the inspection items an edition shows.
  static Duties of(const Edition& edition);

  void add(const std::string& agency, const std::string& category);
  const std::set<std::string>& of(const std::string& agency) const;

 private:
  std::map<std::string, std::set<std::string>> by_agency_;
};

}  // namespace gongshi
