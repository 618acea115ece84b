#pragma once

#include "render/markdown.h"
#include "render/month_chart.h"
#include "render/templates.h"
#include "report/annual_breakdown.h"
#include "report/annual_report.h"

namespace gongshi {

/// Parts of annual pages that agency pages, the portal's page and the internal drafts share.

/// The figures above the tables, with the change against the year before where both were printed in one
/// layout: penalties, money, permits granted, inspections.
void fill_headlines(PageData& page, const AgencyYear& agency, const AgencyYear* before);

/// A count, total or money of a table by id, or — where the agency has no such duty.
std::string column_text(const AgencyYear& agency, const std::string& table, const std::string& column);
std::string total_text(const AgencyYear& agency, const std::string& table);
std::string money_total_text(const AgencyYear& agency, const std::string& table);
/// Records counted in a table; none without the duty.
std::optional<long> total_of(const AgencyYear& agency, const std::string& table);

/// +3.5%, −4.8%, 0; "" where there is nothing to compare with.
std::string change_text(const std::optional<long>& now, const std::optional<long>& last);

/// A breakdown as a chart and, folded away beneath it, a table: months as columns with last year's beside,
/// the others as bars. `id` is the heading's, `last` the same breakdown of the year before, or nullptr.
/// `internal`: tables alone, but for months.
Result<Html> breakdown_section(const Templates& templates, const std::string& id, int year, const Breakdown& breakdown,
                               const Breakdown* last, bool internal = false);

/// What was confirmed before: section EARLIER of an agency's page.
void fill_earlier(PageData& page, const AgencyYear& agency);

}  // namespace gongshi
