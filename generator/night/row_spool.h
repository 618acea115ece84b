#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// Tonight's rows between reading and deciding, on disk instead of in memory, and put together by key
/// although the feeds give them in any order. The folder (0700) holds what the agencies sent, so it
/// lies in STATE/tmp and is gone when the pull ends.
class RowSpool {
 public:
  /// Rows of some keys, in the order of the key; those of one key in the order they were added.
  using Rows = std::map<std::string, std::vector<std::string>>;

  /// `fs` must outlive the spool.
  RowSpool(Fs& fs, stdfs::path folder) : fs_(&fs), folder_(std::move(folder)) {}

  /// `key` is a keyed digest in hex: its first two letters say which part it goes to.
  Status add(const std::string& key, std::string_view row);

  /// Gives all rows, a 256th of the keys at a time; parts without rows come too, empty. `prefix` is
  /// what the keys of the part begin with.
  Status each_part(const std::function<Status(const std::string& prefix, Rows& rows)>& take);

 private:
  struct Part {
    std::string waiting;  ///< not yet on disk
    int files = 0;
  };

  stdfs::path file_of(const std::string& prefix, int number) const;
  Status flush();

  Fs* fs_;
  stdfs::path folder_;
  std::map<std::string, Part> parts_;  ///< by prefix
  size_t waiting_ = 0;                 ///< bytes
};

}  // namespace gongshi
