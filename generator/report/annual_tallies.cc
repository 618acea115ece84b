#include "report/annual_tallies.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "report/annual_figures.h"

namespace gongshi {
namespace {

constexpr std::pair<const char*, const char*> kParties[] = {
    {"organisation", "法人及非法人组织"}, {"individual_business", "个体工商户"}, {"natural_person", "自然人"}};

std::string party_of(const CountCell& cell) {
  const bool known = std::any_of(std::begin(kParties), std::end(kParties),
                                 [&](const auto& party) { return cell.party_kind == party.first; });
  return known ? cell.party_kind : "";
}

constexpr Dimension kDimensions[] = {
    {"region", "按行政区划和季度", "行政区划", "未载明", [](const CountCell& cell) { return cell.region; }, true, false},
    {"place", "按街道、乡镇", "街道、乡镇", "其他和未载明", [](const CountCell& cell) { return cell.place; }, false, false},
    {"violation", "按违法行为和季度", "违法行为", "其他", [](const CountCell& cell) { return cell.violation; }, true, false},
    {"party", "按当事人类别", "当事人类别", "未载明", party_of, false, true}};

}  // namespace

std::span<const Dimension> dimensions() { return kDimensions; }

std::string value_label(const Dimension& dimension, const std::string& value, const RegionNames& regions) {
  if (value.empty()) return dimension.unknown;
  for (const auto& [party, label] : kParties)
    if (value == party) return label;
  const auto region = regions.find(value);
  return region == regions.end() ? value : region->second;
}

Tallies::Tallies() : lines(std::size(kDimensions)) {
  // Of kinds of parties a zero is told as well.
  for (const auto& [party, label] : kParties) lines.back()[party];
}

Tallies::Tallies(const AnnualTable& table, const AnnualCube& cube) : Tallies() {
  kinds.resize(table.columns.size());
  for (const CountCell& cell : cube.cells()) {
    const size_t column = column_of(table, cell);
    if (column == table.columns.size() || cell.month < 1 || cell.month > static_cast<int>(kMonths)) continue;
    const size_t month = static_cast<size_t>(cell.month - 1), quarter = month / 3;
    kinds[column][quarter] += cell.n;
    months[month] += cell.n;
    quarters[quarter] += cell.n;
    for (size_t d = 0; d < lines.size(); ++d) lines[d][kDimensions[d].value(cell)][quarter] += cell.n;
    total += cell.n;
  }
}

void Tallies::add(const Tallies& other) {
  for (size_t m = 0; m < kMonths; ++m) months[m] += other.months[m];
  for (size_t d = 0; d < lines.size(); ++d)
    for (const auto& [value, counted] : other.lines[d])
      for (size_t q = 0; q < kQuarters; ++q) lines[d][value][q] += counted[q];
  for (size_t q = 0; q < kQuarters; ++q) quarters[q] += other.quarters[q];
  total += other.total;
}

const AnnualTable* penalty_table(const AnnualLayout& layout, size_t* index) {
  for (size_t t = 0; t < layout.tables.size(); ++t)
    if (layout.tables[t].id == "penalty") {
      *index = t;
      return &layout.tables[t];
    }
  return nullptr;
}

}  // namespace gongshi
