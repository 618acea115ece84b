#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace gongshi {

/// Decides which small numbers of a set of linked tables are not shown (`*`).
///
/// Every number readers could see is a cell; every total of cells they could form is told by `sum`.
/// Statutory figures are `fixed`: the law wants them in full. A cell from 1 to below the least number is
/// hidden, and with it as many others as it takes that none of the hidden ones can be worked out: for
/// each hidden cell there is another set of whole numbers, none below zero, that agrees with everything
/// shown and in which the cell is another number. That second set is looked for, not assumed, so what
/// passes is proved.
///
/// Zero is shown, unless it must be hidden for the sake of another cell: `*` therefore says "少于 5 件，
/// 或者为了不让人推算而不列". The same cells give the same answer, whatever order tables are made in.
class Suppression {
 public:
  using Cell = size_t;

  explicit Suppression(long least = 5) : least_(least) {}

  /// A number; `fixed` where it is shown in any case.
  Cell add(long n, bool fixed = false);
  /// `total` is the sum of `parts`.
  void sum(Cell total, std::vector<Cell> parts);

  /// Hides. False where some cell cannot be protected whatever is hidden: then nothing of these tables
  /// may be shown but what is fixed.
  bool protect();

  long n(Cell cell) const { return cells_[cell].n; }
  bool hidden(Cell cell) const { return cells_[cell].hidden; }

 private:
  struct Number {
    long n = 0;
    bool fixed = false, hidden = false;
    std::vector<size_t> sums;  ///< that it stands in
  };
  struct Sum {
    Cell total;
    std::vector<Cell> parts;
  };
  /// A way to change cells by one so that all sums still hold.
  class Search;

  /// Hides as few others as it takes; false where nothing helps.
  bool protect(Cell cell);
  /// Part of a fixed total of 0: hiding it hides nothing.
  bool known_zero(Cell cell) const;

  long least_;
  std::vector<Number> cells_;
  std::vector<Sum> sums_;
};

}  // namespace gongshi
