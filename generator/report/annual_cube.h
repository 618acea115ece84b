#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/money.h"
#include "rules/public_record.h"

namespace gongshi {

/// Records that count alike: what the tables ask of a count row, and how many records and how much
/// money share it.
struct CountCell {
  std::string category, outcome, procedure, circumstance, region, party_kind,
      violation, place;
  std::vector<std::string> kinds, measures;
  int month = 0;  ///< 1 to 12
  long n = 0;
  Fen fine = 0, confiscated = 0, amount = 0;

  static CountCell of(const CountRow& row);  ///< n = 1
};

/// The year of a count row, 0 where it has no month and belongs to no year yet.
int counted_year(const CountRow& row);

/// The records of one agency and year, those that count alike joined: every table and every
/// breakdown is made from it. Memory grows with the different ways to count, not with records.
class AnnualCube {
 public:
  void add(const CountRow& row);
  /// In the order in which they were first met; sums do not depend on it.
  const std::vector<CountCell>& cells() const { return cells_; }
  long records() const;
  /// The cells of one quarter (1 to 4); all of them for 0.
  AnnualCube of_quarter(int quarter) const;

 private:
  std::unordered_map<std::string, size_t> places_;
  std::vector<CountCell> cells_;
};

}  // namespace gongshi
