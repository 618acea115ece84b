#pragma once

#include <string>
#include <vector>

#include "render/filters.h"
#include "render/press.h"

namespace gongshi {

/// One list: where it stands and what it holds.
struct List {
  std::string dataset;
  std::string folder;  ///< "decisions/penalty/2026-11/"
  std::string title;
  std::string lead;
  std::string summary;  ///< conditions in force, for the closed filter box
  std::string query;    ///< the same conditions for the search page
  std::string agency;   ///< or empty
  std::string file;     ///< open data partition holding these very rows (`all`, 2026-11), or empty
  std::vector<Crumb> crumbs;
  std::vector<FilterGroup> groups;
  Rows rows;          ///< oldest first, or in the list's own order
  bool open = false;  ///< shows the newest rows only
  bool dated = true;  ///< cut from the oldest
};

/// Writes the pages of a list. Counts of other lists stand only on index pages, so that an old page
/// of a dated list changes when its own rows do and never else.
Status put_list(const Press& press, const List& list);

/// The lists of a dated dataset: an open list (the newest rows and the months to choose from) for
/// all records, for each category and for each agency, and for each of these a list per month.
Status put_dated_lists(const Press& press, const std::string& dataset);

/// The lists of a dataset without dates: its first page and one list per agency.
Status put_plain_lists(const Press& press, const std::string& dataset);

}  // namespace gongshi
