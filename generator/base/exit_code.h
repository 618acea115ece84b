#pragma once

namespace gongshi {

/// What the process tells cron. Never renumber: scripts and monitoring read these.
enum class ExitCode {
  kDone = 0,
  kAttention = 1,    ///< Done, and something new needs a person.
  kUsage = 2,        ///< Wrong usage or configuration.
  kRefused = 3,      ///< Not published; what had to come down came down.
  kInternal = 4,     ///< Internal or system error.
  kInterrupted = 130,
};

}  // namespace gongshi
