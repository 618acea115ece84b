#include "report/annual_figures.h"

#include <algorithm>
#include <charconv>

namespace gongshi {
namespace {

std::vector<std::string> kinds_of(CountBy by, const CountRow& row) {
  switch (by) {
    case CountBy::kPenaltyKinds:
      return row.kinds();
    case CountBy::kMeasures:
      return row.measures();
    case CountBy::kOutcome:
      return {row.outcome()};
    case CountBy::kCategory:
      return {row.category()};
  }
  return {};
}

bool names_any(const AnnualColumn& column, const std::vector<std::string>& kinds) {
  return std::any_of(column.kinds.begin(), column.kinds.end(), [&](const std::string& kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  });
}

Fen money_of(const AmountColumn& what, const CountRow& row) {
  return (what.fine ? row.fine() : 0) + (what.confiscated ? row.confiscated() : 0) +
         (what.amount ? row.amount() : 0);
}

/// The year of a month "2026-03", or 0.
int year_of(const std::string& month) {
  int year = 0;
  if (month.size() != 7 || month[4] != '-') return 0;
  const auto [end, error] = std::from_chars(month.data(), month.data() + 4, year);
  return error == std::errc() && end == month.data() + 4 ? year : 0;
}

}  // namespace

size_t column_of(const AnnualTable& table, const CountRow& row) {
  const size_t none = table.columns.size();
  if (table.categories.count(row.category()) == 0) return none;
  const std::vector<std::string> kinds = kinds_of(table.by, row);
  size_t best = none;
  size_t rest = none;
  for (size_t i = 0; i < none; ++i) {
    const AnnualColumn& column = table.columns[i];
    if (column.declared || column.categories.count(row.category()) == 0) continue;
    if (column.rest) rest = i;
    if (!names_any(column, kinds)) continue;
    if (best == none || table.weight[i] > table.weight[best]) best = i;
  }
  return best == none ? rest : best;
}

AnnualFigures::AnnualFigures(const AnnualLayout& layout) : layout_(&layout) {
  for (const AnnualTable& table : layout.tables) {
    TableFigures figures;
    figures.counts.resize(table.columns.size());
    figures.amounts.resize(table.columns.size());
    tables_.push_back(std::move(figures));
  }
}

void AnnualFigures::add(const CountRow& row) {
  for (size_t t = 0; t < tables_.size(); ++t) {
    const AnnualTable& table = layout_->tables[t];
    const size_t column = column_of(table, row);
    if (column == table.columns.size()) continue;
    TableFigures& figures = tables_[t];
    figures.counts[column] += 1;
    figures.amounts[column] += money_of(table.columns[column].amount, row);
    figures.total += 1;
    figures.amount += money_of(table.amount, row);
    categories_.insert(row.category());
  }
}

void AnnualFigures::add(const AnnualFigures& other) {
  for (size_t t = 0; t < tables_.size(); ++t) {
    TableFigures& mine = tables_[t];
    const TableFigures& theirs = other.tables_[t];
    for (size_t i = 0; i < mine.counts.size(); ++i) {
      mine.counts[i] += theirs.counts[i];
      mine.amounts[i] += theirs.amounts[i];
    }
    mine.total += theirs.total;
    mine.amount += theirs.amount;
  }
  categories_.insert(other.categories_.begin(), other.categories_.end());
}

void AnnualCounts::add(const CountRow& row) {
  const int year = year_of(row.month());
  if (year == 0) return;
  const Key key{year, row.agency()};
  const AnnualLayout& own = layouts_->layout(row.agency());
  own_.try_emplace(key, own).first->second.add(row);
  if (&own != &layouts_->site_layout())
    site_.try_emplace(key, layouts_->site_layout()).first->second.add(row);
}

AnnualFigures AnnualCounts::own(int year, const std::string& agency) const {
  const auto found = own_.find({year, agency});
  return found != own_.end() ? found->second : AnnualFigures(layouts_->layout(agency));
}

AnnualFigures AnnualCounts::in_site_layout(int year, const std::string& agency) const {
  if (&layouts_->layout(agency) == &layouts_->site_layout()) return own(year, agency);
  const auto found = site_.find({year, agency});
  return found != site_.end() ? found->second : AnnualFigures(layouts_->site_layout());
}

std::set<std::string> AnnualCounts::agencies(int year) const {
  std::set<std::string> out;
  for (auto it = own_.lower_bound({year, ""}); it != own_.end() && it->first.first == year; ++it)
    out.insert(it->first.second);
  return out;
}

Duties Duties::of(const Edition& edition) {
  Duties duties;
  const auto [power, powers_end] = edition.of("powers");
  for (const PublicRecord* record = power; record != powers_end; ++record)
    duties.add(record->agency(), record->text("category"));
  const auto [item, items_end] = edition.of("inspection-items");
  for (const PublicRecord* record = item; record != items_end; ++record)
    duties.add(record->agency(), "inspection");
  return duties;
}

void Duties::add(const std::string& agency, const std::string& category) {
  if (!category.empty()) by_agency_[agency].insert(category);
}

const std::set<std::string>& Duties::of(const std::string& agency) const {
  static const std::set<std::string> kNone;
  const auto found = by_agency_.find(agency);
  return found == by_agency_.end() ? kNone : found->second;
}

}  // namespace gongshi
