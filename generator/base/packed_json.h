#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace gongshi {

/// An object of JSON in one piece of memory, a fraction of what it takes as Json: for what is held by the
/// hundred thousand and looked at one member at a time. Values are found without unpacking the rest.
class PackedJson {
 public:
  PackedJson() = default;
  /// Of an object; of anything else as of {}.
  explicit PackedJson(const Json& object);

  /// The string at a dotted path (`party.name`), or "" when there is none or it is no string. Valid as long
  /// as this object is.
  std::string_view text(std::string_view path) const;
  /// The value at a dotted path, or null when there is none.
  Json value(std::string_view path) const;
  /// All of it, equal to what it was made from.
  Json unpacked() const;

 private:
  std::string bytes_;
};

}  // namespace gongshi
