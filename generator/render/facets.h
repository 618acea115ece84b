#pragma once

#include <string>
#include <vector>

#include "rules/public_record.h"
#include "site/definition.h"

namespace gongshi {

/// A value by which the lists of a dataset are cut (look, section 5, filter bar).
struct Facet {
  std::string group;  ///< 执法类别, 证件状态
  std::string id;     ///< the list's folder: penalty, invalid
  std::string label;  ///< 行政处罚
};

/// All facets of a dataset in the order of its definition: the values of its `filter` field; of
/// officers the state of their certificates and the service windows.
std::vector<Facet> facets_of(const DatasetDefinition& definition);

/// The ids of the facets a record belongs to.
std::vector<std::string> facets_of(const DatasetDefinition& definition, const PublicRecord& record);

/// State of an officer's certificate as word and class: {"有效", "ok"}, {"暂扣", "idle"}, {"无效",
/// "stop"}.
std::pair<std::string, std::string> certificate_state(const PublicRecord& officer);

/// True for an officer who sits at a service window.
bool at_window(const PublicRecord& officer);

}  // namespace gongshi
