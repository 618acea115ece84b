#pragma once

#include <string>

#include "search/query.h"
#include "search/request.h"
#include "site/site.h"

namespace gongshi {

/// The most rows of a table of results, and entries of a feed.
inline constexpr size_t kTableRows = 5000;
inline constexpr size_t kFeedEntries = 50;

/// A result as CSV: title, number, agency, category, result, date, publication and address. Of decisions
/// on natural persons only number, agency, category and date, as in the open data.
std::string result_csv(const Site& site, const SearchResult& result);
/// A result asked by date as an Atom feed. Decisions on natural persons stand in none.
std::string result_atom(const Site& site, const SearchRequest& request, const SearchResult& result);

}  // namespace gongshi
