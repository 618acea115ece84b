#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/filters.h"
#include "render/frame.h"

namespace gongshi {

/// A condition in force; its link drops it.
struct SearchChip {
  std::string label;
  std::string link;
};

/// One hit. `title` and `snippet` are plain text in which the marked parts stand between kMarkOpen
/// and kMarkClose.
struct SearchHit {
  std::string url;  ///< web-root relative address of the record
  std::string title;
  std::string snippet;
  std::string label;              ///< category or dataset, in Chinese
  std::string result;             ///< the bold part of the meta line, may be empty
  std::vector<std::string> meta;  ///< agency, number, dates
};

inline constexpr char kMarkOpen = '\x02';
inline constexpr char kMarkClose = '\x03';

/// What the search page shows. Links of chips, facets, sorts and pages are written as they are:
/// "?q=…".
struct SearchView {
  std::string query;
  bool searched = false;  ///< false: only the form
  std::string problem;    ///< a sentence instead of results (bad condition, query too long)
  std::string did_you_mean, did_you_mean_link;
  std::vector<SearchChip> chips;
  std::string clear_link;  ///< 清除全部条件
  size_t total = 0;
  bool exact = true;  ///< false: there are at least `total`
  size_t first = 0;  ///< number of the first hit shown, from 1
  std::vector<PageLink> sorts;
  std::vector<FilterGroup> facets;
  std::string summary;  ///< conditions in force, for the closed filter box
  std::vector<SearchHit> hits;
  std::vector<PageLink> pages;
  std::string csv_link, atom_link;  ///< the whole result as a table and as a feed; empty for none
  /// Conditions the form carries on: name → value (dataset, category, agency, from, to, kind,
  /// sort).
  std::vector<std::pair<std::string, std::string>> hidden;
};

/// The search page at search/index.html: the static one with `searched` false and `is_static` true,
/// and the server's answers. `main` carries data-total, each hit data-url.
Result<std::string> search_page(const Templates& templates, const Frame& frame,
                                const SearchView& view, bool is_static);

}  // namespace gongshi
