#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "release/manifest.h"

namespace gongshi {

/// What differs between two releases, file by file; each list sorted.
struct Changes {
  std::vector<std::string> added, changed, gone;
  bool empty() const { return added.empty() && changed.empty() && gone.empty(); }
};

/// The list of one partition of a release, which has this digest. Where nobody knows it any more: nothing.
using ListOf = std::function<std::optional<FileList>(const std::string& partition, const std::string& digest)>;

/// Only the lists of partitions that differ are asked for. Without `before`, and in partitions whose list
/// of before is unknown, every file counts as added.
Changes changes_between(const std::optional<Manifest>& before, const ListOf& list_before, const Manifest& after,
                        const ListOf& list_after);

/// Lists as a tree of releases (OUT or a target of the same make) has them in its store.
ListOf lists_in_store(const Fs& fs, const stdfs::path& out);

/// The page of one record, agency or party, or what lies beside it: its name begins with a code of eighteen
/// letters and digits.
bool is_record_page(std::string_view path);

/// Pages that readers found in one release and not, or only as a tombstone, in a later one: from the plans of
/// both, sorted. Errors: `io`.
Result<std::vector<std::string>> pages_taken_down(const Fs& fs, const stdfs::path& out, const std::string& before,
                                                  const std::string& after);

}  // namespace gongshi
