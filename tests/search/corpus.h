#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "records.h"
#include "search/query.h"

namespace gongshi::test {

/// Decisions of two agencies made up of a few hundred characters, with facts of some sixty of them, fines,
/// kinds, regions and dates from 2023 to 2026, and the agencies; always the same.
std::vector<Json> corpus(size_t decisions);

/// The queries of queries.jsonl: parameters, one object a line.
std::vector<std::map<std::string, std::string>> corpus_queries();

/// What searching ought to find, worked out by looking at every text of every record, without terms or
/// an index. Knows words of Chinese characters, quotations, words left out and conditions.
class Reference {
 public:
  explicit Reference(const std::vector<Json>& records);

  /// Addresses of what matches; nothing where the query says more than the reference knows.
  std::optional<std::set<std::string>> matching(const std::map<std::string, std::string>& parameters) const;
  /// Addresses of records in which a text stands.
  std::set<std::string> standing(const std::string& text) const;
  std::map<std::string, FacetCounts> facets(const std::set<std::string>& addresses) const;

 private:
  struct Entry {
    std::string address, date;
    std::vector<std::string> texts;  ///< normalised
    std::multimap<std::string, std::string> values;  ///< facet → value
    std::optional<Fen> amount;
  };
  static bool has_word(const Entry& entry, const std::string& word, bool quoted);
  std::vector<Entry> entries_;
};

}  // namespace gongshi::test
