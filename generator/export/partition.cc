#include "export/partition.h"

#include <functional>

#include "render/links.h"

namespace gongshi {

std::string DataPartition::path(const std::string& extension) const {
  return data_path(definition->dataset, name, extension);
}

std::string partition_name(const DatasetDefinition& definition, const PublicRecord& record) {
  const auto date = record.main_date();
  return definition.date.empty() || !date ? "all" : date->month_id();
}

std::vector<DataPartition> partitions(const Site& site, const Edition& edition) {
  std::vector<DataPartition> out;
  for (const auto& [dataset, definition] : site.datasets) {
    std::map<std::string, std::vector<const PublicRecord*>, std::greater<>> by_name;
    const auto [first, last] = edition.of(dataset);
    for (const PublicRecord* record = first; record != last; ++record)
      by_name[partition_name(definition, *record)].push_back(record);
    for (auto& [name, records] : by_name) out.push_back({&definition, name, std::move(records)});
  }
  return out;
}

}  // namespace gongshi
