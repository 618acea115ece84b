#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// The records of one dataset that share a file: a month of the main date, or `all` for datasets
/// without one.
struct DataPartition {
  const DatasetDefinition* definition = nullptr;
  std::string name;                          ///< 2026-03 or all
  std::vector<const PublicRecord*> records;  ///< in the edition's order

  /// `data/decisions/2026-03/decisions-2026-03.csv`
  std::string path(const std::string& extension) const;
  /// True where each agency's records stand in a file of their own besides.
  bool by_agency() const { return definition->by_agency && name == "all"; }
};

/// `all`, or the month of a record's main date.
std::string partition_name(const DatasetDefinition& definition, const PublicRecord& record);

/// Every partition that has records: by dataset, then newest month first.
std::vector<DataPartition> partitions(const Site& site, const Edition& edition);

}  // namespace gongshi
