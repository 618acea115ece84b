#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "site/definition.h"

namespace gongshi {

/// A mapping file: how an agency's own table becomes native records, without programming.
///
///     { "columns":   {"处罚文书号": "document_number", "抽查事项": ["id", "name"]},
///       "constants": {"category": "penalty"},
///       "values":    {"status": {"正常": "effective"}},
///       "units":     {"fine": "万元"},
///       "agencies":  {"示例区市监局": "11990101009900013A"},
///       "derive":    {"penalty_kinds": {"when_present": "fine", "value": ["罚款"]}} }
///
/// `columns` names every column that is used (headers compared by header_form); others are left out.
/// `constants` and `derive` fill fields that the row leaves empty. `values` translates words before
/// they are read. `units` (元, 千元, 万元, 亿元) is what a bare number in a money column counts.
/// `agencies` gives codes for names in the field `agency`. Dates need no configuration.
class Mapping {
 public:
  struct Derived {
    std::string field;
    std::string when_present;
    Json value;
  };

  /// Reads and checks a mapping file against the dataset it is for (`bad_config`).
  static Result<Mapping> read(const Json& json, const DatasetDefinition& definition,
                              const std::string& where);

  /// The fields a column feeds; empty for a column that is not used.
  std::vector<std::string> targets(std::string_view header) const;
  /// The word that stands for `written` in `field`, or `written` itself.
  std::string word(const std::string& field, const std::string& written) const;
  /// What a bare number in `field` counts, in 元.
  int64_t unit(const std::string& field) const;
  /// The code for an agency's name, or "".
  std::string agency(std::string_view name) const;

  const std::map<std::string, Json>& constants() const { return constants_; }
  const std::vector<Derived>& derived() const { return derived_; }
  const std::map<std::string, std::vector<std::string>>& columns() const { return columns_; }

 private:
  std::map<std::string, std::vector<std::string>> columns_;  ///< header_form → fields
  std::map<std::string, Json> constants_;
  std::map<std::string, std::map<std::string, std::string>> values_;
  std::map<std::string, int64_t> units_;
  std::map<std::string, std::string> agencies_;  ///< header_form of the name → code
  std::vector<Derived> derived_;
};

}  // namespace gongshi
