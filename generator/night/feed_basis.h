#pragma once

#include <set>
#include <string>

#include "base/json.h"
#include "base/result.h"
#include "night/workspace.h"

namespace gongshi {

/// A keyed digest of everything but the rows themselves that decides what becomes of a feed's rows:
/// its configuration and mapping, the dataset definitions, site.json, the rule sets, the webmaster's
/// lines, which of their days have come, how agencies can be reached, and the program. While it is the same, rows
/// that are the same are decided the same; once it is another, the feed is fetched whole (design section 6, At rest).
Result<std::string> feed_basis(Workspace& work, const FeedConfig& feed);

/// Another feed may give records of the same keys; then one that is unchanged cannot be left unread.
bool shares_keys(const Site& site, const FeedConfig& feed);

/// Under what the rows of each feed were stored when it was last read whole.
class StoredUnder {
 public:
  /// Compares with tonight's, of the feeds `read` tonight.
  static Result<StoredUnder> load(Workspace& work, const std::set<std::string>& read);
  /// The same row would be stored as it is: rules, program, lines and how agencies can be reached are as they were.
  bool same(const std::string& feed) const { return same_.contains(feed); }
  Status note(Workspace& work) const;

 private:
  Json kept_ = Json::object();  ///< by feed
  std::set<std::string> same_;
};

}  // namespace gongshi
