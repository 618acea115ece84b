#include "report/annual_report.h"

#include <fmt/format.h>

#include <algorithm>

namespace gongshi {
namespace {

using AgencyRecords = std::map<std::string, const PublicRecord*>;

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.count(x) > 0; });
}

/// The agencies an edition shows, by code.
AgencyRecords agencies_of(const Edition& edition) {
  AgencyRecords out;
  const auto [first, last] = edition.of("agencies");
  for (const PublicRecord* record = first; record != last; ++record)
    out[record->agency().empty() ? record->id() : record->agency()] = record;
  return out;
}

AnnualState state_of(int year, const std::optional<Confirmation>& confirmation, bool shown) {
  if (!confirmation) return AnnualState::kDraft;
  if (confirmation->public_on() > annual_deadline(year)) return AnnualState::kLate;
  return shown ? AnnualState::kPublished : AnnualState::kConfirmed;
}

std::map<std::string, long> numbers_of(const PublicRecord& record) {
  std::map<std::string, long> out;
  const Json fields = record.fields();
  for (const auto& [name, value] : fields.items())
    if (value.is_number_integer()) out[name] = value.get<long>();
  return out;
}

/// Organisations whose record says that this agency entrusts them, by its code or name.
std::vector<AnnualUnit> units_of(const AgencyRecords& listed, const AgencyYear& agency,
                                 const AnnualCounts& counts) {
  std::vector<AnnualUnit> out;
  const AnnualLayout& layout = agency.figures.layout();
  for (const auto& [code, record] : listed) {
    const std::string by = record->text("entrusted_by");
    if (code == agency.agency || by.empty() || (by != agency.agency && by != agency.name)) continue;
    out.push_back({code, record->text("name"), AnnualFigures(layout, counts.cube(agency.year, code))});
  }
  return out;
}

std::vector<EarlierFigures> earlier_of(const std::vector<Confirmation>& confirmations,
                                       const AnnualCounts& counts, const AgencyYear& agency) {
  std::vector<EarlierFigures> out;
  const auto& kept = counts.versions(agency.year, agency.agency);
  std::vector<EarlierFigures> all;
  for (const Confirmation& one : confirmations)
    if (const auto cube = kept.find(one.rows); !one.rows.empty() && cube != kept.end())
      all.push_back({one, AnnualFigures(agency.figures.layout(), cube->second)});
  for (size_t i = 0; i + 1 < all.size(); ++i)
    if (all[i].figures.tables() != all[i + 1].figures.tables()) out.push_back(all[i]);
  return out;
}

/// What the agency tells numbers of is its duty, whatever its list of powers says.
void add_told_duties(AgencyYear& agency) {
  for (const auto& [key, figures] : agency.told.all()) {
    const auto& [year, quarter, code, id, unit] = key;
    for (const AnnualTable& table : agency.figures.layout().tables) {
      if (table.id != id || year > agency.year) continue;
      agency.duties.insert(table.categories.begin(), table.categories.end());
      if (!table.duty.empty()) agency.duties.insert(table.duty);
    }
  }
}

}  // namespace

std::string state_word(AnnualState state) {
  switch (state) {
    case AnnualState::kConfirmed:
      return "confirmed";
    case AnnualState::kPublished:
      return "published";
    case AnnualState::kLate:
      return "late";
    case AnnualState::kDraft:
      break;
  }
  return "draft";
}

Date annual_deadline(int year) { return *Date::of(year + 1, 1, 31); }

bool AgencyYear::has_duty(const AnnualTable& table) const {
  if (table.about_agency()) return true;
  return meets(table.categories, duties) && (table.duty.empty() || duties.count(table.duty) > 0);
}

bool AgencyYear::has_duty(const AnnualColumn& column) const {
  return column.categories.empty() || meets(column.categories, duties);
}

const AnnualFigures& AgencyYear::figures_of(const std::string& unit) const {
  for (const AnnualUnit& one : units)
    if (one.code == unit) return one.figures;
  return figures;
}

std::optional<long> AgencyYear::cell(size_t t, size_t column, const std::string& unit) const {
  const AnnualTable& table = figures.layout().tables[t];
  const AnnualColumn& what = table.columns[column];
  if (!has_duty(what)) return std::nullopt;
  switch (what.role) {
    case ColumnRole::kCounted:
    case ColumnRole::kBeside:
      return figures_of(unit).tables()[t].counts[column];
    case ColumnRole::kDeclared:
      if (const auto* line = told.find({year, quarter, agency, table.id, unit}))
        if (const auto at = line->cells.find(what.id); at != line->cells.end()) return at->second;
      return std::nullopt;
    case ColumnRole::kField:
      if (const auto at = fields.find(what.field); at != fields.end() && unit.empty()) return at->second;
      return std::nullopt;
    case ColumnRole::kRate:
      break;
  }
  return std::nullopt;
}

AnnualReport annual_report(const Site& site, const Edition& edition, const AnnualCounts& counts,
                           int year, const std::set<std::string>& shown) {
  const auto confirmed = all_confirmations(site, edition.as_of);
  const Duties duties = Duties::of(edition);
  const AgencyRecords listed = agencies_of(edition);
  std::set<std::string> codes = counts.agencies(year);
  for (const auto& [code, record] : listed) codes.insert(code);

  AnnualReport report{year, {}};
  for (const std::string& code : codes) {
    AgencyYear agency{year, 0, code, code,  false, AnnualState::kDraft, {}, {}, counts.own(year, code),
                      {},   {},   {},    {},    {},                  false, {}};
    if (const auto found = listed.find(code); found != listed.end()) {
      agency.listed = true;
      if (const std::string name = found->second->text("name"); !name.empty()) agency.name = name;
      agency.fields = numbers_of(*found->second);
      agency.reports_via = found->second->text("reports_via");
    }
    if (const auto lines = confirmed.find({year, code}); lines != confirmed.end()) {
      agency.confirmation = lines->second.front();
      agency.latest = lines->second.back();
      agency.earlier = earlier_of(lines->second, counts, agency);
      agency.drifted = counts.fixed(year, code) &&
                       AnnualFigures(agency.figures.layout(), counts.live(year, code)).tables() !=
                           agency.figures.tables();
    }
    agency.told = Declared::by(site, code, agency.latest ? agency.latest->on : edition.as_of,
                               counts.told(code));
    agency.state = state_of(year, agency.confirmation, shown.count(annual_address(year, code)) > 0);
    agency.duties = duties.of(code);
    agency.duties_listed = !agency.duties.empty();
    agency.duties.merge(counts.categories_until(year, code));
    add_told_duties(agency);
    agency.units = units_of(listed, agency, counts);
    for (const AnnualUnit& unit : agency.units)
      agency.duties.insert(unit.figures.categories().begin(), unit.figures.categories().end());
    report.agencies.push_back(std::move(agency));
  }
  return report;
}

AnnualReport quarter_of(const AnnualReport& report, const AnnualCounts& counts, int quarter) {
  AnnualReport out = report;
  for (AgencyYear& agency : out.agencies) {
    agency.quarter = quarter;
    agency.earlier.clear();
    const AnnualLayout& layout = agency.figures.layout();
    agency.figures = AnnualFigures(layout, counts.cube(report.year, agency.agency).of_quarter(quarter));
    for (AnnualUnit& unit : agency.units)
      unit.figures = AnnualFigures(layout, counts.cube(report.year, unit.code).of_quarter(quarter));
  }
  return out;
}

std::string period_name(int year, int quarter) {
  static const char* const kNames[] = {"", "第一季度", "第二季度", "第三季度", "第四季度"};
  return quarter == 0 ? fmt::format("{} 年度", year) : fmt::format("{} 年{}", year, kNames[quarter]);
}

AgencyYear added_up(int year, int quarter, const std::string& name, const AnnualLayout& layout,
                    const std::vector<const AgencyYear*>& agencies) {
  AgencyYear sum{year, quarter, "", name, true, AnnualState::kConfirmed, {}, {}, AnnualFigures(layout),
                 {},   {}, {},   {},   {},                      false, {}};
  for (const AgencyYear* agency : agencies) {
    sum.figures.add(agency->figures);
    sum.duties.insert(agency->duties.begin(), agency->duties.end());
    for (const auto& [field, n] : agency->fields) sum.fields[field] += n;
  }
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    Declared::Table told;
    for (size_t c = 0; c < layout.tables[t].columns.size(); ++c) {
      const AnnualColumn& column = layout.tables[t].columns[c];
      if (column.role != ColumnRole::kDeclared) continue;
      std::optional<long> n = 0;
      for (const AgencyYear* agency : agencies) {
        if (!agency->has_duty(column)) continue;
        const auto own = agency->cell(t, c);
        n = n && own ? std::optional<long>(*n + *own) : std::nullopt;
      }
      if (n) told.cells[column.id] = *n;
    }
    if (!told.cells.empty()) sum.told.put({year, quarter, "", layout.tables[t].id, ""}, std::move(told));
  }
  return sum;
}

void choose_layouts(LayoutBook& layouts, const Edition& edition) {
  for (const auto& [code, record] : agencies_of(edition))
    layouts.choose(code, record->text("annual_layout"));
}

std::map<int, std::set<std::string>> public_reports(const Site& site, const Edition& edition) {
  const AgencyRecords listed = agencies_of(edition);
  std::map<int, std::set<std::string>> out;
  for (const auto& [key, confirmation] : confirmations_by(site, edition.as_of))
    if (listed.count(key.second) > 0) out[key.first].insert(key.second);
  return out;
}

std::string annual_address(int year, const std::string& agency) {
  return fmt::format("annual-reports/{}/{}.html", year, agency);
}

std::string annual_csv_address(int year, const std::string& agency, const std::string& table) {
  return fmt::format("annual-reports/{}/{}-{}.csv", year, agency, table);
}

std::string annual_file_address(int year, const std::string& agency, const std::string& extension) {
  return fmt::format("annual-reports/{}/{}.{}", year, agency, extension);
}

}  // namespace gongshi
