#pragma once

#include <functional>
#include <string>
#include <string_view>
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
  FindTree(FindTree&&) = default;
  FindTree(const FindTree&) = delete;  ///< its keys look into its items

  struct Node {
    std::string prefix;
    bool whole = false;
    std::string more;                ///< the letters that lead on
    std::vector<size_t> items;       ///< in the order they are shown
    size_t first_key = 0, end_key = 0;
  };
  /// Every beginning that has a file, a shorter one before those it leads to.
  void walk(const std::function<void(const Node&)>& visitor) const { walk({}, 0, keys_.size(), visitor); }
  /// What its file says: {"whole","all"} or {"whole","count","top","more"}.
  Json json(const Node& node) const;

 private:
  struct Key {
    std::string_view text;
    size_t item;
  };
  void walk(std::string prefix, size_t first, size_t end, const std::function<void(const Node&)>& visitor) const;
  Json item_json(size_t item) const;

  std::vector<FindItem> items_;  ///< in the order they are shown
  std::vector<Key> keys_;        ///< sorted
};

}  // namespace gongshi
