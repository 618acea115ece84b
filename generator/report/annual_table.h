#pragma once

#include <functional>
#include <string>
#include <vector>

#include "render/templates.h"
#include "report/annual_printed.h"
#include "report/annual_published.h"

namespace gongshi {

/// 1386.52 → 1,386.52; takes what money_text and std::to_string give.
std::string grouped(const std::string& number);

/// One statutory table as a page shows it: title, units, head with groups, the one row of figures,
/// printed notes, and for penalties the chart by kind. `number` is 一, 二 … within the page; `csv`
/// the address of the same table as CSV relative to the page, or empty.
Result<Html> statutory_table(const Templates& templates, const AgencyYear& agency, size_t table,
                             int number, const std::string& csv, const std::vector<TableLink>& links = {});

/// All tables the agency has a duty for, numbered without gaps. With `csv` each offers its CSV,
/// which stands beside the page; `links` gives what leads on from a table.
using LinksOf = std::function<std::vector<TableLink>(const AnnualTable&)>;
Result<Html> statutory_tables(const Templates& templates, int year, const AgencyYear& agency,
                              bool csv, const LinksOf& links = nullptr);

}  // namespace gongshi
