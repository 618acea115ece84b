#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// Where render, export and report put the files of a release. `path` is relative to the web root,
/// ASCII, with `/`. The order of calls does not matter; the same path twice is an error.
class FileSink {
 public:
  virtual ~FileSink() = default;
  virtual Status add(const std::string& path, std::string_view bytes) = 0;
  /// False where the path is there already, taken over whole from another release: what would be put there
  /// need not be made.
  virtual bool wants(const std::string&) const { return true; }
  /// A file that wants() is false for. Errors: `bad_path` where there is none.
  struct Held {
    uint64_t bytes = 0;
    std::string digest;  ///< SHA-256 in hexadecimal
  };
  virtual Result<Held> held(const std::string& path) const { return Error{"bad_path", "没有沿用这个文件。", path}; }
};

}  // namespace gongshi
