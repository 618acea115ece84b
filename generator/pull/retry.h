#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gongshi {

constexpr int64_t kMsOfSecond = 1'000;

/// The time that waiting is counted in. A test gives one of its own and does not wait.
class Timekeeper {
 public:
  virtual ~Timekeeper() = default;
  virtual int64_t now_ms() = 0;         ///< never goes back; from any beginning
  virtual int64_t unix_seconds() = 0;   ///< for `Retry-After` dates only
  virtual double jitter() = 0;          ///< from 0 to below 1, so that many sites do not come at once
  virtual void pause(int64_t ms) = 0;   ///< nothing is under way and nothing is due before
};
/// The machine's clocks.
Timekeeper& real_time();

/// How often and how long a feed is tried.
struct RetryLimits {
  int tries = 4;
  int64_t first_wait_ms = 1'000;  ///< each wait is three times the one before, of which half is jitter
  int64_t budget_ms = 45'000;     ///< no try begins later after the first, waits that were asked for not counted
  int64_t longest_asked_ms = 300'000;  ///< a source that asks for more is left for tonight
};

/// How long to wait before the try after `tries` of them, the last of which failed `spent_ms` after
/// the first began; nullopt when no further one is made. `retry_after`: the header's value, seconds or
/// an HTTP date, or "". `asked` tells whether the wait is one the source asked for.
struct Wait {
  int64_t ms = 0;
  bool asked = false;
};
std::optional<Wait> wait_before_next(const RetryLimits& limits, int tries, int64_t spent_ms,
                                     const std::string& retry_after, Timekeeper& time);

}  // namespace gongshi
