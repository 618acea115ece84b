#include "report/annual_cube.h"

#include <charconv>

namespace gongshi {
namespace {

constexpr size_t kMonthLength = 7;  // 2026-03

/// Digits from `first` on, or 0.
int number_in(const std::string& text, size_t first, size_t length) {
  int out = 0;
  const char* end = text.data() + first + length;
  const auto [stop, error] = std::from_chars(text.data() + first, end, out);
  return error == std::errc() && stop == end ? out : 0;
}

bool is_month(const std::string& text) { return text.size() == kMonthLength && text[4] == '-'; }

/// All that tells one cell from another. Values never hold the separators.
std::string key_of(const CountRow& row) {
  std::string key;
  key.reserve(128);
  const auto add = [&](std::string_view value) { (key += value) += '\x1f'; };
  for (const std::string* value : {&row.category(), &row.outcome(), &row.procedure(), &row.circumstance(),
                                   &row.region(), &row.party_kind(), &row.violation(), &row.place(), &row.month()})
    add(*value);
  for (const auto* list : {&row.kinds(), &row.measures()}) {
    for (const std::string& value : *list) add(value);
    key += '\x1e';
  }
  return key;
}

}  // namespace

int counted_year(const CountRow& row) {
  return is_month(row.month()) ? number_in(row.month(), 0, 4) : 0;
}

CountCell CountCell::of(const CountRow& row) {
  CountCell cell;
  cell.category = row.category();
  cell.outcome = row.outcome();
  cell.procedure = row.procedure();
  cell.circumstance = row.circumstance();
  cell.region = row.region();
  cell.party_kind = row.party_kind();
  cell.violation = row.violation();
  cell.place = row.place();
  cell.kinds = row.kinds();
  cell.measures = row.measures();
  cell.month = is_month(row.month()) ? number_in(row.month(), 5, 2) : 0;
  cell.n = 1;
  cell.fine = row.fine();
  cell.confiscated = row.confiscated();
  cell.amount = row.amount();
  return cell;
}

void AnnualCube::add(const CountRow& row) {
  const auto [place, added] = places_.try_emplace(key_of(row), cells_.size());
  if (added) {
    cells_.push_back(CountCell::of(row));
    return;
  }
  CountCell& cell = cells_[place->second];
  cell.n += 1;
  cell.fine += row.fine();
  cell.confiscated += row.confiscated();
  cell.amount += row.amount();
}

AnnualCube AnnualCube::of_quarter(int quarter) const {
  if (quarter == 0) return *this;
  AnnualCube out;
  for (const CountCell& cell : cells_)
    if ((cell.month + 2) / 3 == quarter) out.cells_.push_back(cell);
  return out;
}

long AnnualCube::records() const {
  long n = 0;
  for (const CountCell& cell : cells_) n += cell.n;
  return n;
}

}  // namespace gongshi
