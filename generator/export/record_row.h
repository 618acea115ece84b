#pragma once

#include <string>
#include <vector>

#include "rules/public_record.h"
#include "site/definition.h"
#include "site/site.h"

namespace gongshi {

/// One column of a dataset's files: a public field of its definition, or one of the columns every
/// dataset has (`field` is then nullptr).
struct DataColumn {
  std::string name;   ///< party.name, published_on
  std::string label;  ///< 当事人名称, unique within the dataset
  const FieldDefinition* field = nullptr;
};

/// The columns of a dataset's files, in order: number and agency, the public fields, then when and
/// under which rules it is shown, and where.
std::vector<DataColumn> data_columns(const DatasetDefinition& definition);

/// The address data files give for a page: whole where the site knows its own, else relative to the
/// web root.
std::string data_url(const Site& site, const std::string& address);

/// Of a record with a natural person as party only number, agency, category, kinds, dates and the
/// masked name go out as data (design section 7).
bool goes_out(const DataColumn& column, const PublicRecord& record);

/// A record's cells for CSV, parallel to the columns: money in 元, lists joined by ；, enumerations
/// in Chinese.
std::vector<std::string> csv_cells(const Site& site, const std::vector<DataColumn>& columns,
                                   const PublicRecord& record);

/// A record as one line of JSON, in the native shape (money in 元), with published_on,
/// first_published_on, term_ends_on, rule_sets, disclosed_by and url.
Json json_row(const Site& site, const std::vector<DataColumn>& columns, const PublicRecord& record);

}  // namespace gongshi
