#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "search/marks.h"
#include "search/request.h"

namespace gongshi {

struct FoundRecord {
  std::string url;  ///< relative to the web root
  MarkedText title;
  MarkedText snippet;
  std::string dataset, category;
  std::string agency, agency_name;  ///< code and name
  std::string date;                 ///< main date, YYYY-MM-DD, or empty
  std::string published_on;
  std::string number;  ///< document number, certificate number or code
  std::string result;  ///< a decision's result in words
  std::vector<std::string> marks;
  bool personal = false;  ///< a natural person is the party
};

/// Value → number of hits.
using FacetCounts = std::map<std::string, long>;

struct SearchResult {
  long total = 0;
  /// False only where a beginning of a word fits more terms than are looked at; then `total` and
  /// the facets are lower bounds.
  bool exact = true;
  size_t page = 1;
  std::vector<FoundRecord> hits;  ///< of this page
  /// By facet (facet_fields()): counts over the whole result.
  std::map<std::string, FacetCounts> facets;
  /// For facets with a condition in force: counts without that one condition, so that the number
  /// beside another value is what choosing it opens.
  std::map<std::string, FacetCounts> without_own;
  std::map<std::string, long> total_without;  ///< for the same facets: hits without that condition
  /// A query that may have been meant, where this one finds nothing; may be empty.
  std::string did_you_mean;
  /// Names of values: {"dataset":{id:label},"agency":{code:name}}.
  std::map<std::string, std::map<std::string, std::string>> labels;
};

/// Answers a request from the index in `dir`, opened for this call only, so any number of threads
/// may search at once and a new release is seen by the next call. `page_counts` fills
/// `without_own`. Every word must match; words match by their terms, by the beginning of a document
/// number, code or name, and by pinyin. Quoted words match only where they stand. Errors:
/// `bad_query` with a sentence for the reader; `index` when the index is not there or of another
/// version.
/// A page has `rows` hits.
Result<SearchResult> search(const stdfs::path& dir, const SearchRequest& request,
                            bool page_counts = false, size_t rows = SearchRequest::kPageSize);

}  // namespace gongshi
