#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "report/annual_layout.h"
#include "rules/public_record.h"

namespace gongshi {

/// A link under a statutory table.
struct TableLink {
  std::string label, address;
};

/// Which lists of published records stand behind the figures of a year: the search page with the
/// conditions of a table or of one of its kinds filled in. Of a list that would be empty there is no
/// link, and no number stands beside any.
class PublishedLists {
 public:
  explicit PublishedLists(const Edition& edition);

  /// Of one agency, or of all for "". `root` leads from the page to the web root.
  std::vector<TableLink> links(const AnnualTable& table, int year, const std::string& agency, const std::string& root) const;

 private:
  /// Year, agency, category, kind; "" stands for all of them.
  std::set<std::tuple<int, std::string, std::string, std::string>> shown_;
};

}  // namespace gongshi
