#include "report/suppression.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace gongshi {
namespace {

constexpr int kMostSteps = 4000;   // of one search; after that it found nothing
constexpr int kMostHidden = 12;    // cells one search may hide for the sake of another
constexpr int kPatience = 20;      // times the steps for the last search

}  // namespace

/// Depth-first: a cell is changed by one, each sum it stands in is mended by changing another cell of that
/// sum, until all hold again. Hidden cells may be changed freely, shown ones only as far as the budget goes.
class Suppression::Search {
 public:
  Search(const Suppression& tables, int budget, int steps) : tables_(tables), budget_(budget), steps_(steps) {}

  bool finds(Cell cell, int by) { return change(cell, by); }
  /// The cells that then are other numbers.
  const std::set<Cell>& changed() const { return changed_; }

 private:
  /// +1 among the parts, -1 as the total.
  int side(const Sum& sum, Cell cell) const { return sum.total == cell ? -1 : 1; }

  bool change(Cell cell, int by) {
    const Number& number = tables_.cells_[cell];
    const int cost = number.hidden ? 0 : 1;
    if (number.n + by < 0 || cost > budget_ || --steps_ < 0) return false;
    budget_ -= cost;
    apply(cell, by);
    changed_.insert(cell);
    if (mend()) return true;
    changed_.erase(cell);
    apply(cell, -by);
    budget_ += cost;
    return false;
  }

  void apply(Cell cell, int by) {
    for (const size_t sum : tables_.cells_[cell].sums) {
      int& off = off_[sum];
      off += by * side(tables_.sums_[sum], cell);
      if (off == 0) off_.erase(sum);
    }
  }

  /// Sums that a change of the cell would upset, less those it would mend.
  int harm(Cell cell, int by) const {
    int out = 0;
    for (const size_t sum : tables_.cells_[cell].sums) {
      const auto off = off_.find(sum);
      const int change = by * side(tables_.sums_[sum], cell);
      out += off != off_.end() && off->second == -change ? -1 : 1;
    }
    return out;
  }

  bool mend() {
    if (off_.empty()) return true;
    const auto index = off_.begin()->first;
    const auto off = off_.begin()->second;
    const Sum& sum = tables_.sums_[index];
    // What mends most first; then hidden cells, then small numbers, zeros last.
    std::vector<std::tuple<int, bool, bool, long, Cell, int>> ways;
    const auto consider = [&](Cell cell) {
      const Number& number = tables_.cells_[cell];
      if (changed_.count(cell) > 0 || (!number.hidden && (budget_ == 0 || number.fixed || tables_.known_zero(cell)))) return;
      const int by = (off > 0 ? -1 : 1) * side(sum, cell);
      ways.emplace_back(harm(cell, by), !number.hidden, number.n == 0, number.n, cell, by);
    };
    consider(sum.total);
    for (const Cell part : sum.parts) consider(part);
    std::sort(ways.begin(), ways.end());
    return std::any_of(ways.begin(), ways.end(), [&](const auto& way) { return change(std::get<4>(way), std::get<5>(way)); });
  }

  const Suppression& tables_;
  std::set<Cell> changed_;
  std::map<size_t, int> off_;  ///< sum → by how much it no longer holds
  int budget_, steps_;
};

Suppression::Cell Suppression::add(long n, bool fixed) {
  cells_.push_back({n, fixed, !fixed && n > 0 && n < least_, {}});
  return cells_.size() - 1;
}

void Suppression::sum(Cell total, std::vector<Cell> parts) {
  for (const Cell part : parts) cells_[part].sums.push_back(sums_.size());
  cells_[total].sums.push_back(sums_.size());
  sums_.push_back({total, std::move(parts)});
}

bool Suppression::known_zero(Cell cell) const {
  return std::any_of(cells_[cell].sums.begin(), cells_[cell].sums.end(), [&](size_t index) {
    const Sum& sum = sums_[index];
    return sum.total != cell && cells_[sum.total].fixed && cells_[sum.total].n == 0;
  });
}

bool Suppression::protect(Cell cell) {
  for (int budget = 0; budget <= kMostHidden; ++budget)
    for (const int by : {1, -1}) {
      Search search(*this, budget, budget == kMostHidden ? kPatience * kMostSteps : kMostSteps);
      if (!search.finds(cell, by)) continue;
      for (const Cell other : search.changed()) cells_[other].hidden = true;
      return true;
    }
  return false;
}

bool Suppression::protect() {
  // What one cell's other set of numbers changes is protected with it, and stays so when more is hidden.
  for (Cell cell = 0; cell < cells_.size(); ++cell)
    if (cells_[cell].hidden && !protect(cell)) return false;
  return true;
}

}  // namespace gongshi
