#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "rules/public_record.h"
#include "search/schema.h"

namespace gongshi {

/// Names of agencies by code, as the agencies of one edition call themselves.
using AgencyNames = std::map<std::string, std::string>;
AgencyNames agency_names(const Edition& edition);

/// A searched value of a record and the schema's row for it.
struct SearchedValue {
  const SchemaRow* row;
  std::string text;
};

/// What the index holds of one public record, before it becomes terms and slots.
struct IndexedRecord {
  std::string address;
  std::string dataset;
  std::string category;  ///< one of the decision categories, or empty
  std::string agency;    ///< code
  std::string agency_name;
  std::string number;  ///< document number, certificate number, code: what it is cited by
  std::string date;    ///< main date, YYYY-MM-DD, or empty
  std::string region;
  std::vector<std::string> kinds;  ///< penalty kinds
  std::optional<Fen> amount;       ///< fine and confiscation together, else the amount, if any
  std::vector<SearchedValue> values;  ///< the title last, where no other value stands in it
  std::vector<std::string> suggested;  ///< names to be offered, as they are written

  /// Value of slot `date`: the date and what puts records of one day in an order, so that by it every
  /// record has its place, the newest last. Undated records come before all.
  std::string place() const;
  /// Value of slot `amount`: the amount in 分, fifteen digits, and `place`.
  std::string amount_place() const;
  /// Value of slot `facets`: the values of the facets joined by facet_joint(), all but kinds one each.
  std::string facets() const;

  /// The document's data: everything a hit shows and every text that is searched, and nothing else:
  /// {"url","title","number","texts":[…],"dataset","category","agency","agency_name","date",
  ///  "published_on","result","marks":[…],"amount"}.
  Json shown = Json::object();
};

/// The value of slot `facets` taken apart: facet → its values.
std::vector<std::pair<std::string_view, std::string>> facet_values(std::string_view slot);

/// The texts in which a quoted word may stand, from a document's data; all of them are indexed.
std::vector<std::string> standing_texts(const Json& shown);

IndexedRecord indexed_record(const PublicRecord& record, const Schema& schema,
                             const AgencyNames& agencies);

}  // namespace gongshi
