#include "report/suppression.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace gongshi {
namespace {

constexpr int kMostSteps = 20000;  // of one search; after that the cell counts as not protected

}  // namespace

/// Depth-first: a cell is changed by one, each sum it stands in is mended by changing another hidden cell
/// of that sum, until all hold again.
class Suppression::Search {
 public:
  explicit Search(const Suppression& tables) : tables_(tables) {}

  bool finds(Cell cell, int by) {
    steps_ = kMostSteps;
    return change(cell, by);
  }

 private:
  /// +1 among the parts, -1 as the total.
  int side(const Sum& sum, Cell cell) const { return sum.total == cell ? -1 : 1; }

  bool change(Cell cell, int by) {
    if (tables_.cells_[cell].n + by < 0 || --steps_ < 0) return false;
    apply(cell, by);
    changed_.insert(cell);
    if (mend()) return true;
    changed_.erase(cell);
    apply(cell, -by);
    return false;
  }

  void apply(Cell cell, int by) {
    for (const size_t sum : tables_.cells_[cell].sums) {
      int& off = off_[sum];
      off += by * side(tables_.sums_[sum], cell);
      if (off == 0) off_.erase(sum);
    }
  }

  /// Sums that a change of the cell would mend, less those it would upset.
  int gain(Cell cell, int by) const {
    int out = 0;
    for (const size_t sum : tables_.cells_[cell].sums) {
      const auto off = off_.find(sum);
      const int change = by * side(tables_.sums_[sum], cell);
      out += off != off_.end() && off->second == -change ? 1 : -1;
    }
    return out;
  }

  bool mend() {
    if (off_.empty()) return true;
    const auto [index, off] = *off_.begin();
    const Sum& sum = tables_.sums_[index];
    std::vector<std::tuple<int, Cell, int>> ways;
    const auto consider = [&](Cell cell) {
      if (!tables_.cells_[cell].hidden || changed_.count(cell) > 0) return;
      const int by = (off > 0 ? -1 : 1) * side(sum, cell);
      ways.emplace_back(-gain(cell, by), cell, by);
    };
    consider(sum.total);
    for (const Cell part : sum.parts) consider(part);
    std::sort(ways.begin(), ways.end());
    return std::any_of(ways.begin(), ways.end(),
                       [&](const auto& way) { return change(std::get<1>(way), std::get<2>(way)); });
  }

  const Suppression& tables_;
  std::set<Cell> changed_;
  std::map<size_t, int> off_;  ///< sum → by how much it no longer holds
  int steps_ = 0;
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

bool Suppression::protected_by_other(Cell cell) const {
  return Search(*this).finds(cell, 1) || Search(*this).finds(cell, -1);
}

bool Suppression::known_zero(Cell cell) const {
  return std::any_of(cells_[cell].sums.begin(), cells_[cell].sums.end(), [&](size_t index) {
    const Sum& sum = sums_[index];
    return sum.total != cell && cells_[sum.total].fixed && cells_[sum.total].n == 0;
  });
}

std::optional<Suppression::Cell> Suppression::next_to_hide(Cell cell) const {
  std::set<Cell> seen = {cell};
  std::vector<Cell> ring = {cell};
  while (!ring.empty()) {
    std::optional<Cell> best;
    std::vector<Cell> next;
    const auto consider = [&](Cell other) {
      const Number& number = cells_[other];
      if (number.hidden && seen.insert(other).second) next.push_back(other);
      if (number.hidden || number.fixed || known_zero(other)) return;
      const auto rank = [&](Cell one) { return std::tuple(cells_[one].n == 0, cells_[one].n, one); };
      if (!best || rank(other) < rank(*best)) best = other;
    };
    for (const Cell at : ring)
      for (const size_t index : cells_[at].sums) {
        consider(sums_[index].total);
        for (const Cell part : sums_[index].parts) consider(part);
      }
    if (best) return best;
    ring = std::move(next);
  }
  return std::nullopt;
}

bool Suppression::protect() {
  for (bool again = true; again;) {
    again = false;
    for (Cell cell = 0; cell < cells_.size(); ++cell) {
      if (!cells_[cell].hidden) continue;
      while (!protected_by_other(cell)) {
        const auto more = next_to_hide(cell);
        if (!more) return false;
        cells_[*more].hidden = true;
        again = true;
      }
    }
  }
  return true;
}

}  // namespace gongshi
