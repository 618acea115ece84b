#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace gongshi {

/// How another program ended. What it printed is cut at 64 MiB (out) and 8 KiB (the end of err).
struct ProgramEnd {
  int exit = 0;  ///< 128 + n where signal n ended it
  std::string out, err;

  /// The last line it wrote to standard error, for a message.
  std::string complaint() const;
  /// "rsync 以 12 结束（…）": which program, its exit code and its last line.
  std::string told(const std::string& program) const;
};

/// Runs a program of the machine (argv[0] is looked for in PATH) with `input` on its standard input, and
/// waits. Errors: `no_program` when it cannot be started; `too_slow` when it was stopped after `seconds`.
Result<ProgramEnd> run_program(const std::vector<std::string>& argv, const std::string& input, int seconds);

}  // namespace gongshi
