#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "intake/mapping.h"
#include "site/definition.h"

namespace gongshi {

/// What every record has beside its dataset's own fields (design section 5): `agency`, `id`,
/// `updated_at`, `disclosure.…`, and the words of delta feeds and count-only rows.
const std::vector<FieldDefinition>& common_fields();

/// Which fields a header of a table, or a key of a JSON record, names.
class FieldIndex {
 public:
  /// `mapping` may be null; with one, only the columns it names count.
  FieldIndex(const DatasetDefinition& definition, const Mapping* mapping);

  /// Names of the fields the header feeds; empty when it is unknown.
  const std::vector<std::string>& targets(const std::string& header);
  /// The definition of a field, a common one included; nullptr for an unknown name.
  const FieldDefinition* field(std::string_view name) const;
  /// The name as people know it: the field's label, else the name itself.
  std::string label(std::string_view name) const;
  /// True when some field or mapped column lies below `path`: `party` for `party.name`.
  bool is_parent(std::string_view path) const;

 private:
  std::vector<std::string> find(const std::string& header) const;

  const DatasetDefinition& definition_;
  const Mapping* mapping_;
  std::map<std::string, std::vector<std::string>> known_;
};

}  // namespace gongshi
