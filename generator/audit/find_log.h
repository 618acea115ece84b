#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/audit.h"

namespace gongshi {

/// Gathers finds. One that cannot be traced to a record by its place is a find of each record on whose
/// own page the very same thing (`cause`) was found. One on the page of a record,
/// in a row that links to another on whose own page the same was found, is the other's: an agency's page
/// shows the titles of its decisions.
class FindLog {
 public:
  /// `linked`: the record to which the row of the find links, or "".
  void add(AuditFind find, const std::string& cause = "", const std::string& linked = "");
  /// Takes over what another log holds.
  void take(FindLog& other);
  /// All finds, sorted, none twice; and their number before the cut at 10,000.
  void finish(AuditReport& report);

 private:
  struct Entry {
    AuditFind find;
    std::string cause, linked;
    auto operator<=>(const Entry&) const = default;
  };
  std::set<Entry> entries_;
  size_t left_off_ = 0;
};

}  // namespace gongshi
