#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "report/annual_declared.h"
#include "report/annual_figures.h"

namespace gongshi {

/// Where an agency's report of one year stands. Public from `confirmed` on.
enum class AnnualState {
  kDraft,      ///< nobody has confirmed the figures: internal only
  kConfirmed,  ///< confirmed, not yet in a switched release
  kPublished,  ///< in the switched release
  kLate,       ///< confirmed, or by the line itself public, after 31 January of the next year
};
std::string state_word(AnnualState state);  ///< draft, confirmed, published, late

/// An agency's word that its figures of a year are right: a line of confirmations.jsonl.
struct Confirmation {
  std::string by;
  Date on;
  std::string rows;  ///< digest of the count rows it is about, kept in STATE/annual; "" not kept
  std::string note;  ///< why the figures were confirmed again; public
  std::optional<Date> first_published_on = std::nullopt;  ///< of the report, where it was not here or not that day

  /// The day that tells whether the report was late.
  Date public_on() const { return first_published_on.value_or(on); }
};
/// By year and agency; the first line of each.
using Confirmations = std::map<std::pair<int, std::string>, Confirmation>;

/// Lines in force by the as-of date. A line that cannot be read, lies in the future or was written
/// before its year was over confirms nothing.
Confirmations confirmations_by(const Site& site, Date as_of);
/// All of them: by year and agency, earliest first; of one day as they stand in the file. Of the days on which
/// the report was public first the last line that tells one counts; the first confirmation has it.
std::map<std::pair<int, std::string>, std::vector<Confirmation>> all_confirmations(const Site& site, Date as_of);

/// What keeps a line of confirmations.jsonl from confirming anything, apart from a day that has not come;
/// "" when nothing does.
std::string confirmation_problem(const Json& line);
/// Lines of confirmations.jsonl and declared.jsonl that say nothing because of a mistake, with file and line
/// (`bad_line`).
std::vector<Error> annual_line_mistakes(const Site& site);

/// The line `annual --confirm` appends, checked: the year is over on that day, the day has come,
/// the agency is in the edition, somebody's name is given. Errors have the code `usage`.
Result<Json> confirmation_line(const Edition& edition, int year, const std::string& agency,
                               const std::string& by, Date on);

/// The last day by which a year's report must be public (国办发〔2018〕118号).
Date annual_deadline(int year);

/// An organisation that acts for the agency (受委托组织), in the agency's own tables.
struct AnnualUnit {
  std::string code, name;
  AnnualFigures figures;  ///< in the agency's layout
};

/// What was confirmed before the figures now shown.
struct EarlierFigures {
  Confirmation confirmation;
  AnnualFigures figures;
};

/// One agency's report of one year.
struct AgencyYear {
  int year = 0;
  int quarter = 0;  ///< 1 to 4 in a quarterly filing, 0 for the year
  std::string agency;
  std::string name;     ///< as the edition shows it; the code where it does not
  bool listed = false;  ///< the edition shows the agency, so its report may become public
  AnnualState state = AnnualState::kDraft;
  std::optional<Confirmation> confirmation;  ///< the first
  std::optional<Confirmation> latest;        ///< of the figures shown
  AnnualFigures figures;                     ///< in the agency's own layout, its own acts
  std::set<std::string> duties;              ///< categories it has powers for, has had records of by then, or tells numbers of
  std::vector<AnnualUnit> units;             ///< organisations it entrusts, by code
  std::vector<EarlierFigures> earlier;       ///< oldest first; only those that differ from the next
  std::map<std::string, long> fields;        ///< numbers of its own record: staff, certified, …
  std::string reports_via;                   ///< code of the agency it reports through, may be empty
  bool drifted = false;  ///< the registry has come to differ from what was confirmed
  Declared told;         ///< what was told by the day of the confirmation, or by the as-of date
  bool duties_listed = false;  ///< its powers or inspection items are shown: no duty is known to be none

  bool is_public() const { return listed && confirmation.has_value(); }
  bool has_duty(const AnnualTable& table) const;
  bool has_duty(const AnnualColumn& column) const;
  /// Printed: there is a duty, or the layout prints the table in any case.
  bool prints(const AnnualTable& table) const { return !table.optional || has_duty(table); }
  /// The number of a cell of the agency's own row, or none: no such duty, for the agency to tell and
  /// not told, or a rate. `unit` is an entrusted organisation's code.
  std::optional<long> cell(size_t table, size_t column, const std::string& unit = "") const;
  const AnnualFigures& figures_of(const std::string& unit) const;
};

struct AnnualReport {
  int year = 0;
  std::vector<AgencyYear> agencies;  ///< by code
};

/// Puts a year together from the counts, the edition's agencies and powers, the confirmations and
/// what agencies declared. `shown` holds the addresses of the switched release. `counts` must outlive
/// the report.
AnnualReport annual_report(const Site& site, const Edition& edition, const AnnualCounts& counts,
                           int year, const std::set<std::string>& shown);

/// The same agencies with the figures of one quarter, for quarterly filings (季度报备): counted by the
/// same rules, told by the agencies' lines of that quarter.
AnnualReport quarter_of(const AnnualReport& report, const AnnualCounts& counts, int quarter);

/// 2025 年度, 2025 年第一季度.
std::string period_name(int year, int quarter);

/// Agencies added together: figures under one layout, declared cells where every agency with the duty
/// told its own.
AgencyYear added_up(int year, int quarter, const std::string& name, const AnnualLayout& layout,
                    const std::vector<const AgencyYear*>& agencies);

/// Gives every agency of the edition the layout its own record names.
void choose_layouts(LayoutBook& layouts, const Edition& edition);

/// Public reports by the as-of date: year → agencies that have a page of their own. What the render
/// room wants as RenderExtras::annual.
std::map<int, std::set<std::string>> public_reports(const Site& site, const Edition& edition);

/// `annual-reports/2025/<agency>.html`, relative to the web root.
std::string annual_address(int year, const std::string& agency);
/// One table beside it: `annual-reports/2025/<agency>-<table>.csv`.
std::string annual_csv_address(int year, const std::string& agency, const std::string& table);
/// All tables: `annual-reports/2025/<agency>.xlsx` and `.json`.
std::string annual_file_address(int year, const std::string& agency, const std::string& extension);

}  // namespace gongshi
