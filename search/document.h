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
  std::vector<SearchedValue> values;

  /// The document's data: everything a hit shows and every text that is searched, and nothing else:
  /// {"url","title","number","texts":[…],"dataset","category","agency","agency_name","date",
  ///  "published_on","result","marks":[…],"amount"}.
  Json shown = Json::object();
};

IndexedRecord indexed_record(const PublicRecord& record, const Schema& schema,
                             const AgencyNames& agencies);

}  // namespace gongshi
