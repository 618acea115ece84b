#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "site/site.h"

namespace gongshi {

/// What a row of the schema is for.
enum class SchemaRole {
  kText,    ///< words of the field are terms without a prefix, counted `weight` times
  kName,    ///< as kText; the whole value is also one exact term, and its pinyin is indexed
  kNumber,  ///< as kText; the whole value (a number or code) is also one exact term
  kPinyin,  ///< terms made from the names, of no field of its own
  kWords,   ///< words of one field alone, for queries such as 文号:…
  kSuggest, ///< values as they are written, from which words are completed and mended
  kFilter,  ///< one boolean term per value, and a slot that facets are counted from
  kRange,   ///< a slot for ranges and sorting
  kKey,     ///< the unique term of a document
};

struct SchemaRow {
  std::string field;   ///< dotted name in the record, or the name of a filter parameter
  std::string label;   ///< Chinese
  std::string prefix;  ///< of its exact, filter or key terms; ends with `:`; empty for none
  int slot;            ///< Xapian value slot, or -1
  SchemaRole role;
  int weight;  ///< occurrences one occurrence counts for; 0 where the words are not searched
  std::string_view words = {};  ///< field of the kWords row that has its words too; empty for none
  bool suggested = false;       ///< its values are offered while a word is typed and when one finds nothing
};

/// A word that, with a colon, restricts the next to a field: 文号:… → the row `words.number`.
struct FieldWord {
  std::string_view word;   ///< as it is typed, before the colon
  std::string_view field;  ///< of the kWords row
};
const std::vector<FieldWord>& field_words();

/// The one table from which the writer indexes, the query is built, the form is shown and the
/// documentation is written. It is stored in the index itself.
class Schema {
 public:
  /// Raised when terms, slots or stored data change; an index of another version is not opened.
  static constexpr int kVersion = 2;
  /// Raised when `normalised` or the term generator change.
  static constexpr int kNormaliserVersion = 2;

  /// The built-in rows and, for every dataset, its definition's public fields marked `search`.
  static Schema of(const Site& site);

  /// Rows that hold for every dataset: key, filters, ranges, pinyin and the number itself.
  static const std::vector<SchemaRow>& common();
  /// The common row of this name; it must exist.
  static const SchemaRow& row(std::string_view field);

  /// The searched fields of one dataset in the order in which snippets are taken from them.
  const std::vector<SchemaRow>& searched(const std::string& dataset) const;

  /// {"version","normaliser","common":[rows],"datasets":{dataset:[rows]}}
  Json json() const;

 private:
  std::map<std::string, std::vector<SchemaRow>> datasets_;
};

/// Facets, in the order in which pages show them: dataset, category, agency, year, region, kind, amount.
const std::vector<std::string>& facet_fields();

/// A range of amounts as a value of the facet `amount`.
struct AmountBand {
  std::string_view value;     ///< 1000-9999.99: the bounds in 元 as the parameters min and max have them
  std::string_view min, max;  ///< either may be empty
  std::string_view label;
};
const std::vector<AmountBand>& amount_bands();
/// The value of the band that holds an amount in 分.
std::string_view amount_band(int64_t fen);

}  // namespace gongshi
