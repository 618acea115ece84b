#pragma once

#include <filesystem>

#include "base/result.h"

namespace gongshi {

/// Only one run at a time may change STATE and OUT: an exclusive flock(2) on STATE/lock, which the
/// system lets go of whatever happens to the process. The file tells who holds it.
class RunLock {
 public:
  /// Takes the lock without waiting. Errors: `locked`, whose text names the holder; `io`.
  static Result<RunLock> take(const std::filesystem::path& state_dir);

  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;
  ~RunLock();

 private:
  explicit RunLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace gongshi
