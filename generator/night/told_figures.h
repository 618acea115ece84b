#pragma once

#include <map>
#include <optional>
#include <string>

#include "intake/record.h"
#include "registry/registry.h"
#include "report/annual_layout.h"

namespace gongshi {

/// The dataset whose rows are figures agencies declare for their annual reports. They are no records:
/// nothing of them is shown but the cell they fill in a report its agency has confirmed.
inline constexpr const char* kDeclaredDataset = "declared";

/// A row that names a table or column no layout of the site has; nothing for one that may be taken.
std::optional<RejectedRow> undeclarable(const LayoutBook& layouts, const Record& record);

/// What is told of each cell as feeds are pulled. A cell is told by the feed that gave it last; a changed
/// or vanished one gets a new version, and the earlier ones stay for reports confirmed before.
class ToldFigures {
 public:
  static Result<ToldFigures> load(Registry& registry, Date as_of);

  enum class Outcome { kFresh, kChanged, kSame };
  /// Takes a row of this key; `digest` is that of its content.
  Result<Outcome> take(const std::string& key, const Record& record, const std::string& digest);
  /// The feed no longer tells the cell. False when nothing was told of it.
  Result<bool> forget(const std::string& key);

  /// The cells told now: key → feed.
  std::map<std::string, std::string> standing() const;
  const std::string* feed_of(const std::string& key) const;

 private:
  ToldFigures(Registry& registry, Date as_of) : registry_(&registry), as_of_(as_of) {}

  Registry* registry_;
  Date as_of_;
  std::map<std::string, KnownTold> latest_;  ///< by key
};

}  // namespace gongshi
