#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

struct Difference {
  enum class Kind { kAdded, kMissing, kAltered };
  Kind kind;
  std::string path;  ///< relative to the web root; with a final `/` for a whole partition
  auto operator<=>(const Difference&) const = default;
};

/// The Chinese word for it: 多出、缺少、被改动.
std::string_view difference_word(Difference::Kind kind);

/// Compares a served tree (a web root: the release itself, or a copy of it without links) with its
/// release.json and lists; everything that differs, sorted. What release.json itself is worth its
/// signature tells (signature.h). An error (`io`) only when the tree cannot be read at all. Of the
/// partitions in `names_only` the list and the names are compared, not the bytes.
Result<std::vector<Difference>> verify(const Fs& fs, const stdfs::path& site_dir, const std::set<std::string>& names_only = {});

}  // namespace gongshi
