#pragma once

#include <set>
#include <string>
#include <vector>

#include "release/manifest.h"
#include "rules/public_record.h"

namespace gongshi {

/// What a smaller release takes over from the one it is made from, as links.
struct Carried {
  std::set<std::string> pages;  ///< partitions of the web root
  std::set<std::string> views;  ///< partitions of the sealed views
  std::vector<std::string> gone;  ///< addresses of the records that are left out
};

/// Partitions in which nothing can differ between the two editions: months of details no record of which
/// is gone, and parties' pages of no gone record. Only cases and notices are looked at so finely: an
/// agency, an officer or a power stands on other records' pages too, and so does a column that closes;
/// then nothing is carried. `view_paths` are those of the larger release.
Carried unchanged_parts(const Edition& before, const Edition& after, const Manifest& manifest,
                        const std::vector<std::string>& view_paths);

}  // namespace gongshi
