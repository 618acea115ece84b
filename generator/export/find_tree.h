#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"

namespace gongshi {

/// What a kiosk's keyboard finds: a name or number, the page it leads to, and under which keys.
struct FindItem {
  std::string kind;  ///< agency, list, party, officer, service, power, decision: in this order
  std::string name;
  std::string of;    ///< the name a candidate stands for where it is another's (a list of an agency's)
  std::string sub;   ///< a second line
  std::string path;
  std::vector<std::string> keys;  ///< small letters and digits; what is typed must begin one of them
};

/// Items by the beginnings of their keys, as files that are loaded one a keystroke. The file of a
/// beginning holds everything under it where that is not more than `kWhole` items; else how many there
/// are of each kind, the first few, and the letters that lead on.
class FindTree {
 public:
  static constexpr size_t kWhole = 120;   ///< items in one file
  static constexpr size_t kTop = 21;      ///< shown before more is typed: three or seven a page
  static constexpr size_t kDeepest = 24;  ///< letters of a key that count

  explicit FindTree(std::vector<FindItem> items);

  /// Beginning → what its file says: {"whole","all"} or {"whole","count","top","more"}.
  std::map<std::string, Json> nodes() const;

 private:
  struct Key {
    std::string text;
    size_t item;
  };
  using Range = std::pair<size_t, size_t>;
  void add_nodes(const std::string& prefix, Range range, std::map<std::string, Json>& nodes) const;
  Json item_json(size_t item, const std::set<std::string>& keys) const;

  std::vector<FindItem> items_;  ///< in the order they are shown
  std::vector<Key> keys_;        ///< sorted
};

}  // namespace gongshi
