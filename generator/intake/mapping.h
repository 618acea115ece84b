#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/money.h"
#include "base/result.h"
#include "intake/table_row.h"
#include "intake/values.h"
#include "site/definition.h"

namespace gongshi {

/// A mapping file: how somebody's own table becomes native records, without programming. The presets
/// `double-publicity` and `portal` are such files (content/presets). docs/formats.md explains every
/// member to the webmaster:
///
///     columns    column → field, or a list of fields; the others are not used
///     own_names  true: columns that are not named keep their native meaning
///     tables     [{columns, derive, constants}] of which each row fills one, told by its columns
///     constants  field → value for rows that leave it empty
///     values     field → {written: word}; "" means nothing was written
///     absent     what agencies write into empty cells; never counts for flags and the status
///     units      field or column → what a bare number of money counts
///     dates      field or column → the order of day, month and year where it is not year first
///     agencies   name → credit code
///     derive     field → rule or list of rules for rows that leave it empty; the first that fits
///     join       field → separator: several columns feed it, one after the other
///     prefer     field → columns that feed it, of which the first that is filled counts
///     id         fields the id is made of, joined by `~`; `party` is the party's credit code, or a
///                keyed mark of it
///     skip       rows whose first cell begins with one of these are no records
///     warnings   field → {written: what to tell the agency}
class Mapping {
 public:
  /// Where a column goes. `table` is the place in `tables`, kNoTable for a column of no single table.
  static constexpr int kNoTable = -1;
  struct Column {
    std::vector<std::string> fields;
    int table = kNoTable;
  };
  /// Gives `field` a value when the row has none: always, or when the field `when` is filled and holds
  /// one of `contains` (if any), or, with `absent`, is not filled.
  struct Rule {
    std::string field;
    std::string when;  ///< empty: always
    bool absent = false;
    std::vector<std::string> contains;
    Json value;
  };
  /// What fills fields of a row (of one table) that columns left empty; derived ones first.
  struct Fill {
    std::vector<Rule> derived;
    std::map<std::string, Json> constants;
  };

  /// Reads and checks a mapping file against the dataset it is for; errors (`bad_config`) are at their place
  /// in the JSON (`where#/columns/…`).
  static Result<Mapping> read(const Json& json, const DatasetDefinition& definition,
                              const std::string& where);

  /// The members a mapping file may have, `extends` among them.
  static std::vector<std::string> members();

  /// Where a column goes; nullptr for one that is not named.
  const Column* column(std::string_view header) const;
  std::vector<std::string> targets(std::string_view header) const;
  bool own_names() const { return own_names_; }
  /// The word that stands for `written` in `field`, or `written` itself.
  std::string word(const std::string& field, const std::string& written) const;
  bool has_words(const std::string& field) const { return values_.count(field) > 0; }
  /// True for what stands in a cell that is meant to be empty.
  bool absent(std::string_view written) const;
  /// What a bare number counts, in 分; 0 where every amount must name its own unit.
  Fen unit(const std::string& field, const std::string& column) const;
  DateOrder date_order(const std::string& field, const std::string& column) const;
  /// The code for an agency's name, or "".
  std::string agency(std::string_view name) const;
  /// What to tell the agency of a written value, or "".
  std::string warning(const std::string& field, const std::string& written) const;
  /// True for a row that is a note of the form and no record.
  bool skips(const TableRow& row) const;

  /// Fill of all rows, and of each table's rows.
  const Fill& fill() const { return fill_; }
  const std::vector<Fill>& tables() const { return tables_; }
  const std::map<std::string, std::string>& joined_fields() const { return join_; }
  /// Columns by header_form.
  const std::map<std::string, std::vector<std::string>>& preferred() const { return prefer_; }
  const std::vector<std::string>& id_parts() const { return id_; }
  const std::map<std::string, Column>& columns() const { return columns_; }

 private:
  friend class MappingReader;
  using Words = std::map<std::string, std::string>;  ///< header_form → word

  std::map<std::string, Column> columns_;                         ///< header_form → column
  std::map<std::string, Column, std::less<>> written_columns_;  ///< the same by the header as listed
  bool own_names_ = false;
  Fill fill_;
  std::vector<Fill> tables_;
  std::map<std::string, Words> values_, warnings_;
  std::vector<std::string> absent_, skip_, id_;
  std::map<std::string, Fen> units_;         ///< field name or column's header_form
  std::map<std::string, DateOrder> orders_;  ///< the same
  Words agencies_;
  std::map<std::string, std::string> join_;
  std::map<std::string, std::vector<std::string>> prefer_;
};

}  // namespace gongshi
