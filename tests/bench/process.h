#pragma once

#include <cstdint>
#include <string>
#include <sys/time.h>
#include <sys/types.h>
#include <vector>

namespace gongshi::bench {

/// What a process took.
struct Cost {
  double cpu = 0, wall = 0;  ///< seconds
  long peak = 0;             ///< KB
  uint64_t wrote = 0;        ///< bytes handed to write(2)
};

double seconds(const timeval& time);

/// A program begun with its arguments; what it says on standard output is dropped.
class Process {
 public:
  explicit Process(const std::vector<std::string>& words);
  /// Waits for its end. Ends the bench where it ended with anything but 0 or 1.
  Cost wait();

 private:
  std::string name_;
  pid_t child_;
  double began_;
};

Cost run(const std::vector<std::string>& words);

/// One line of a table: what, its cost, and its share of the processor time of `whole`.
void tell(const char* what, const Cost& cost, const Cost& whole);

}  // namespace gongshi::bench
