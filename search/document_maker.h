#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "search/document.h"
#include "search/pinyin.h"

namespace gongshi {

/// Makes Xapian documents from indexed records. Not for use by several threads at once.
class DocumentMaker {
 public:
  DocumentMaker(const Schema& schema, const AgencyNames& agencies)
      : schema_(schema), agencies_(agencies) {}

  Xapian::Document make(const PublicRecord& record);
  /// The term by which the document of an address is found.
  static std::string key_term(const std::string& address);

 private:
  void count(const std::string& text, int weight);
  void take_counted();
  void take_field(std::string_view words, const std::string& text);
  void take_exact(const SchemaRow& row, const std::string& text);
  void take_spellings(const std::string& name);
  void take_searched(const IndexedRecord& indexed);
  void take_filter(std::string_view field, const std::string& value);
  void take_filters(const IndexedRecord& indexed);

  const Schema& schema_;
  const AgencyNames& agencies_;
  Romaniser romaniser_;
  /// Of the record underway: characters and pairs (the first in the upper half) with their weights,
  /// other words with the sum of theirs.
  std::vector<std::pair<uint64_t, uint32_t>> han_;
  std::map<std::string, uint64_t> others_;
  /// Its terms with their frequencies; none of the filters' is counted.
  std::map<std::string, uint32_t> terms_;
};

}  // namespace gongshi
