#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "report/annual_figures.h"

namespace gongshi {

/// Where an agency's report of one year stands. Public from `confirmed` on.
enum class AnnualState {
  kDraft,      ///< nobody has confirmed the figures: internal only
  kConfirmed,  ///< confirmed, not yet in a switched release
  kPublished,  ///< in the switched release
  kLate,       ///< confirmed after 31 January of the next year
};
std::string state_word(AnnualState state);  ///< draft, confirmed, published, late

/// An agency's word that its figures of a year are right: a line of confirmations.jsonl.
struct Confirmation {
  std::string by;
  Date on;  ///< of the first such line; later lines confirm corrections
};
using Confirmations = std::map<std::pair<int, std::string>, Confirmation>;

/// Lines in force by the as-of date. A line that cannot be read, lies in the future or was written
/// before its year was over confirms nothing.
Confirmations confirmations_by(const Site& site, Date as_of);

/// What keeps a line of confirmations.jsonl from confirming anything, apart from a day that has not come;
/// "" when nothing does.
std::string confirmation_problem(const Json& line);

/// The line `annual --confirm` appends, checked: the year is over on that day, the day has come,
/// the agency is in the edition, somebody's name is given. Errors have the code `usage`.
Result<Json> confirmation_line(const Edition& edition, int year, const std::string& agency,
                               const std::string& by, Date on);

/// The last day by which a year's report must be public (国办发〔2018〕118号).
Date annual_deadline(int year);

/// One agency's report of one year.
struct AgencyYear {
  std::string agency;
  std::string name;     ///< as the edition shows it; the code where it does not
  bool listed = false;  ///< the edition shows the agency, so its report may become public
  AnnualState state = AnnualState::kDraft;
  std::optional<Confirmation> confirmation;
  AnnualFigures figures;         ///< in the agency's own layout
  std::set<std::string> duties;  ///< categories it has powers for or has records of

  bool is_public() const { return listed && confirmation.has_value(); }
  bool has_duty(const AnnualTable& table) const;
  bool has_duty(const AnnualColumn& column) const;
  /// The number of a cell, or none: no such duty, or for the agency to tell and not told.
  std::optional<long> cell(size_t table, size_t column) const;
};

struct AnnualReport {
  int year = 0;
  std::vector<AgencyYear> agencies;  ///< by code
  bool any_public() const;
};

/// Puts a year together from the counts, the edition's agencies and powers, and the confirmations.
/// `shown` holds the addresses of the switched release. `counts` must outlive the report.
AnnualReport annual_report(const Site& site, const Edition& edition, const AnnualCounts& counts,
                           int year, const std::set<std::string>& shown);

/// Gives every agency of the edition the layout its own record names.
void choose_layouts(LayoutBook& layouts, const Edition& edition);

/// Public reports by the as-of date: year → agencies that have a page of their own. What the render
/// room wants as RenderExtras::annual.
std::map<int, std::set<std::string>> public_reports(const Site& site, const Edition& edition);

/// `annual-reports/2025/<agency>.html` and the CSV beside it, relative to the web root.
std::string annual_address(int year, const std::string& agency);
std::string annual_csv_address(int year, const std::string& agency, const std::string& table);

/// {"year","agencies":[…]} of `annual --json` (design section 8). A column without a figure is
/// absent from `cells`, a table without a duty from `tables`; `amounts` holds the money of single
/// columns.
Json annual_json(const AnnualReport& report);

/// One table as CSV: the same cells, total and amount.
std::string annual_csv(const AgencyYear& agency, size_t table);

}  // namespace gongshi
