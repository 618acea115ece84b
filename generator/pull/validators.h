#pragma once

#include <string>

namespace gongshi {

/// What a source gave to tell one version of a feed from the next, as it gave them.
struct Validators {
  std::string etag, last_modified;
  bool any() const { return !etag.empty() || !last_modified.empty(); }
};

}  // namespace gongshi
