#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/mapping.h"
#include "site/definition.h"

namespace gongshi {

/// What every record has beside its dataset's own fields (design section 5): `agency`, `id`,
/// `updated_at`, `disclosure.…`, and the words of delta feeds and count-only rows.
const std::vector<FieldDefinition>& common_fields();

/// Which fields a header of a table, or a key of a JSON record, names. Remembers what it was asked; each
/// thread needs one of its own.
class FieldIndex {
 public:
  /// What is known of a header.
  struct Column {
    std::string name;                            ///< the header as it was written
    std::vector<const FieldDefinition*> fields;  ///< the fields it feeds; none when it is unknown
    bool remembered = true;  ///< false: the next call may overwrite it
    const FieldDefinition* other_unit = nullptr;  ///< the amount it would be, were it not in 万元 or the like
    bool parent = false;     ///< fields or mapped columns lie below it: `party` for `party.name`
  };

  /// `mapping` may be null; with one, only the columns it names count.
  FieldIndex(const DatasetDefinition& definition, const Mapping* mapping);

  /// Valid as long as the index where fields are fed, else until the next call.
  const Column& column(std::string_view header);
  /// The definition of a field, a common one included; nullptr for an unknown name.
  const FieldDefinition* field(std::string_view name) const;
  /// The name as people know it: the field's label, else the name itself.
  std::string label(std::string_view name) const;
  /// Names it was asked that feed nothing, those of `disclosure` apart, which rows warn of themselves.
  std::set<std::string> unknown() const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<std::string> find(const std::string& header) const;
  bool is_parent(const std::string& path) const;
  const FieldDefinition* in_other_unit(std::string_view header) const;

  const DatasetDefinition* definition_;
  const Mapping* mapping_;
  std::unordered_map<std::string, std::string> by_form_;  ///< a header as headers are compared → its field
  std::unordered_map<std::string, Column, Hash, std::equal_to<>> known_;
  Column unknown_;  ///< the last header that is not worth remembering
};

}  // namespace gongshi
