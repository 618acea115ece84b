#include "report/annual_figures.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// True when one of the column's kinds is among the cell's words.
bool names_any(CountBy by, const AnnualColumn& column, const CountCell& cell) {
  const auto among = [&](const std::vector<std::string>& words) {
    return std::any_of(column.kinds.begin(), column.kinds.end(),
                       [&](const std::string& kind) { return holds(words, kind); });
  };
  switch (by) {
    case CountBy::kKinds:
      return among(cell.kinds);
    case CountBy::kMeasures:
      return among(cell.measures);
    case CountBy::kOutcome:
      return holds(column.kinds, cell.outcome);
    case CountBy::kCategory:
      return holds(column.kinds, cell.category);
    case CountBy::kNothing:
      break;
  }
  return false;
}

bool meets(const CountCondition& when, const CountCell& cell) {
  const auto fits = [](const std::vector<std::string>& asked, const std::string& value) {
    return asked.empty() || holds(asked, value);
  };
  return fits(when.procedure, cell.procedure) && fits(when.circumstance, cell.circumstance) &&
         fits(when.outcome, cell.outcome);
}

Fen money_of(const AmountColumn& what, const CountCell& cell) {
  return (what.fine ? cell.fine : 0) + (what.confiscated ? cell.confiscated : 0) +
         (what.amount ? cell.amount : 0);
}

const AnnualCube& found_or_empty(const std::map<AnnualCounts::Key, AnnualCube>& cubes,
                                 const AnnualCounts::Key& key) {
  static const AnnualCube kEmpty;
  const auto at = cubes.find(key);
  return at == cubes.end() ? kEmpty : at->second;
}

}  // namespace

size_t column_of(const AnnualTable& table, const CountCell& cell) {
  const size_t none = table.columns.size();
  if (table.categories.count(cell.category) == 0) return none;
  size_t best = none;
  size_t rest = none;
  for (size_t i = 0; i < none; ++i) {
    const AnnualColumn& column = table.columns[i];
    if (!column.counted() || column.categories.count(cell.category) == 0) continue;
    if (column.rest) rest = i;
    if (!names_any(table.by, column, cell)) continue;
    if (best == none || table.weight[i] > table.weight[best]) best = i;
  }
  const size_t found = best == none ? rest : best;
  return found != none && holds(table.columns[found].without, cell.outcome) ? none : found;
}

bool counts_in(const AnnualTable& table, size_t column, const CountCell& cell) {
  const size_t own = column_of(table, cell);
  if (table.columns[column].role != ColumnRole::kBeside) return own == column;
  return own != table.columns.size() && meets(table.columns[column].when, cell);
}

AnnualFigures::AnnualFigures(const AnnualLayout& layout) : layout_(&layout) {
  for (const AnnualTable& table : layout.tables) {
    TableFigures figures;
    figures.counts.resize(table.columns.size());
    figures.amounts.resize(table.columns.size());
    tables_.push_back(std::move(figures));
  }
}

AnnualFigures::AnnualFigures(const AnnualLayout& layout, const AnnualCube& cube)
    : AnnualFigures(layout) {
  for (const CountCell& cell : cube.cells()) add(cell);
}

void AnnualFigures::add(const CountCell& cell) {
  for (size_t t = 0; t < tables_.size(); ++t) {
    const AnnualTable& table = layout_->tables[t];
    const size_t own = column_of(table, cell);
    if (own == table.columns.size()) continue;
    TableFigures& figures = tables_[t];
    for (size_t c = 0; c < table.columns.size(); ++c) {
      const AnnualColumn& column = table.columns[c];
      const bool here = c == own || (column.role == ColumnRole::kBeside && meets(column.when, cell));
      if (!here) continue;
      figures.counts[c] += cell.n;
      figures.amounts[c] += money_of(column.amount, cell);
    }
    figures.total += cell.n;
    figures.amount += money_of(table.amount, cell);
    categories_.insert(cell.category);
    if (!table.duty.empty()) categories_.insert(table.duty);
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
  if (const int year = counted_year(row); year != 0) live_[{year, row.agency()}].add(row);
}

void AnnualCounts::keep(int year, const std::string& agency, const std::string& digest, AnnualCube cube) {
  kept_[{year, agency}].insert_or_assign(digest, std::move(cube));
}

void AnnualCounts::fix(int year, const std::string& agency, const std::string& digest) {
  last_[{year, agency}] = digest;
}

void AnnualCounts::tell(ToldLine line) {
  auto& lines = told_[text_at(line.line, "agency")];
  lines.push_back(std::move(line));
}

const std::vector<ToldLine>& AnnualCounts::told(const std::string& agency) const {
  static const std::vector<ToldLine> kNone;
  const auto at = told_.find(agency);
  return at == told_.end() ? kNone : at->second;
}

void AnnualCounts::began_with(int year, const std::string& agency, const std::string& digest) {
  first_[{year, agency}] = digest;
}

const AnnualCube* AnnualCounts::first(int year, const std::string& agency) const {
  const auto digest = first_.find({year, agency});
  if (digest == first_.end()) return &cube(year, agency);
  const auto& kept = versions(year, agency);
  const auto at = kept.find(digest->second);
  return at == kept.end() ? nullptr : &at->second;
}

const std::map<std::string, AnnualCube>& AnnualCounts::versions(int year, const std::string& agency) const {
  static const std::map<std::string, AnnualCube> kNone;
  const auto at = kept_.find({year, agency});
  return at == kept_.end() ? kNone : at->second;
}

const AnnualCube& AnnualCounts::cube(int year, const std::string& agency) const {
  const auto last = last_.find({year, agency});
  return last == last_.end() ? live(year, agency) : kept_.at({year, agency}).at(last->second);
}

const AnnualCube& AnnualCounts::live(int year, const std::string& agency) const {
  return found_or_empty(live_, {year, agency});
}

AnnualFigures AnnualCounts::own(int year, const std::string& agency) const {
  return AnnualFigures(layouts_->layout(agency), cube(year, agency));
}

AnnualFigures AnnualCounts::in_site_layout(int year, const std::string& agency) const {
  return AnnualFigures(layouts_->site_layout(), cube(year, agency));
}

std::set<std::string> AnnualCounts::categories_until(int year, const std::string& agency) const {
  std::set<std::string> out;
  const int first = live_.empty() ? year : std::min(year, live_.begin()->first.first);
  for (int one = first; one <= year; ++one) out.merge(std::set(own(one, agency).categories()));
  return out;
}

std::set<std::string> AnnualCounts::agencies(int year) const {
  std::set<std::string> out;
  const auto take = [&](const auto& map) {
    for (auto it = map.lower_bound({year, ""}); it != map.end() && it->first.first == year; ++it)
      out.insert(it->first.second);
  };
  take(live_);
  take(last_);
  return out;
}

Duties Duties::of(const Edition& edition) {
  Duties duties;
  const auto [power, powers_end] = edition.of("powers");
  for (const PublicRecord* record = power; record != powers_end; ++record) {
    const std::string category = record->text("category");
    duties.add(record->agency(), category);
    if (category != "expropriation") continue;
    const std::string name = record->text("name");
    const bool requisition = contains(name, "征用");
    if (requisition) duties.add(record->agency(), "征用");
    if (!requisition || contains(name, "征收")) duties.add(record->agency(), "征收");
  }
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
