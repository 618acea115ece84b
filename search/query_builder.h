#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "search/request.h"
#include "search/words.h"

namespace gongshi {

/// A query for Xapian and what it leaves to be looked at in each record's text.
struct BuiltQuery {
  Xapian::Query query;
  std::vector<std::string> must_stand;  ///< normalised quoted words
  std::vector<std::string> must_not;    ///< normalised words that are left out
  Xapian::Query may_hold_not;           ///< matches every record in which one of `must_not` may stand
  std::vector<Xapian::Query> excluded;  ///< what is left out, already part of `query`
  bool exact = true;    ///< false when beginnings of words had more terms than were taken
  size_t expanded = 0;  ///< terms taken for beginnings of words
};

/// Builds queries from words and conditions. Throws what Xapian throws.
class QueryBuilder {
 public:
  explicit QueryBuilder(const Xapian::Database& database)
      : database_(database), documents_(database.get_doccount()) {}

  /// `skipped` names one filter that is left out, for the counts beside its values.
  BuiltQuery build(const std::vector<QueryWord>& words, const SearchRequest& request,
                   std::string_view skipped = {}) const;

 private:
  void add_word(const QueryWord& word, BuiltQuery& built, std::vector<Xapian::Query>& parts) const;
  void add_without(const QueryWord& word, BuiltQuery& built) const;
  /// The term, counted as rare as it is.
  Xapian::Query weighed(const std::string& term, uint64_t factor = 1) const;
  Xapian::Query all_of(const std::vector<std::string>& terms) const;
  /// The terms beginning with prefix and start, as one: at most kMaxBeginning, the first in order.
  Xapian::Query beginning(const std::string& prefix, const std::string& start,
                          BuiltQuery& built) const;

  const Xapian::Database& database_;
  const uint64_t documents_;
};

}  // namespace gongshi
