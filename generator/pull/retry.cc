#include "pull/retry.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace gongshi {
namespace {

namespace ch = std::chrono;
constexpr int64_t kGrowth = 3;

class RealTime : public Timekeeper {
 public:
  int64_t now_ms() override {
    return ch::duration_cast<ch::milliseconds>(ch::steady_clock::now().time_since_epoch()).count();
  }
  int64_t unix_seconds() override {
    return ch::duration_cast<ch::seconds>(ch::system_clock::now().time_since_epoch()).count();
  }
  double jitter() override { return std::uniform_real_distribution<double>(0, 1)(random_); }
  void pause(int64_t ms) override { std::this_thread::sleep_for(ch::milliseconds(ms)); }

 private:
  std::mt19937 random_{std::random_device{}()};
};

/// What `Retry-After` asks for; nullopt when it says nothing that can be read.
std::optional<int64_t> asked_ms(const std::string& value, Timekeeper& time) {
  if (value.empty()) return std::nullopt;
  if (value.find_first_not_of("0123456789") == std::string::npos)
    return value.size() > 9 ? INT64_MAX : std::stoll(value) * kMsOfSecond;
  const time_t at = curl_getdate(value.c_str(), nullptr);
  if (at == -1) return std::nullopt;
  return std::max<int64_t>(0, static_cast<int64_t>(at) - time.unix_seconds()) * kMsOfSecond;
}

}  // namespace

Timekeeper& real_time() {
  static RealTime time;
  return time;
}

std::optional<Wait> wait_before_next(const RetryLimits& limits, int tries, int64_t spent_ms,
                                     const std::string& retry_after, Timekeeper& time) {
  if (tries >= limits.tries) return std::nullopt;
  if (const auto asked = asked_ms(retry_after, time)) {
    if (*asked > limits.longest_asked_ms || spent_ms > limits.budget_ms) return std::nullopt;
    return Wait{*asked, true};
  }
  int64_t wait = limits.first_wait_ms;
  for (int i = 1; i < tries; ++i) wait *= kGrowth;
  wait = wait / 2 + static_cast<int64_t>(static_cast<double>(wait) / 2 * time.jitter());
  if (spent_ms + wait > limits.budget_ms) return std::nullopt;
  return Wait{wait, false};
}

}  // namespace gongshi
