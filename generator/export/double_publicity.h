#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "export/record_row.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// One of the two tables of 双公示 as the upper platform takes them (发改办财金〔2018〕424号, the
/// generation with CF_ and XK_ codes). Columns stand in the standard's order; those that this site
/// never publishes (registration, tax and identity numbers) are there and empty. Amounts are 万元.
struct PublicityTable {
  std::string name;      ///< penalty, permit: the category of its decisions
  std::string label;     ///< 行政处罚
  std::vector<std::string> header;
  std::vector<std::string> codes;  ///< CF_XDR_MC, … parallel to the header
};

/// Penalties and permits, in this order.
const std::vector<PublicityTable>& publicity_tables();

/// The table a record stands in, or nullptr: only penalties and permits of organisations do, never
/// one of a natural person or an individual business.
const PublicityTable* publicity_table_of(const PublicRecord& record);

/// A record's cells, parallel to the header. `columns` are those of the dataset's other files: what
/// they leave out stays empty here too.
std::vector<std::string> publicity_cells(const PublicityTable& table, const std::string& agency_name,
                                         const std::vector<DataColumn>& columns,
                                         const PublicRecord& record);

/// The records of a table by month of decision, newest first.
std::map<std::string, std::vector<const PublicRecord*>, std::greater<>> publicity_months(
    const Edition& edition, const PublicityTable& table);

/// `double-publicity/penalty-2026-03.csv`, relative to data/.
std::string publicity_path(const std::string& table, const std::string& month);

}  // namespace gongshi
