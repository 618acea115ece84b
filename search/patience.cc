#include "search/patience.h"

#include <sys/socket.h>

#include <iterator>

namespace gongshi {
namespace {

constexpr std::chrono::milliseconds kTick{250};

}  // namespace

Patience::Patience(const Limits& limits) : limits_(limits), watcher_([this] { watch(); }) {}

Patience::~Patience() { stop(); }

void Patience::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

Patience::Visit* Patience::accepted(int socket) {
  const std::lock_guard lock(mutex_);
  Visit& visit = visits_.emplace_back();
  visit.socket = socket;
  visit.since = Clock::now();
  visit.self = std::prev(visits_.end());
  ++asking_;
  return &visit;
}

void Patience::enter(Visit* visit, Phase phase, uint64_t bytes) {
  if (!visit) return;
  const std::lock_guard lock(mutex_);
  asking_ += (phase == Phase::kRequest) - (visit->phase == Phase::kRequest);
  taking_ += (phase == Phase::kAnswer) - (visit->phase == Phase::kAnswer);
  visit->phase = phase;
  visit->bytes = bytes;
  visit->since = Clock::now();
}

void Patience::asked(Visit* visit) { enter(visit, Phase::kWork, 0); }

void Patience::answering(Visit* visit, uint64_t bytes) { enter(visit, Phase::kAnswer, bytes); }

void Patience::answered(Visit* visit) { enter(visit, Phase::kRequest, 0); }

void Patience::closed(Visit* visit) {
  if (!visit) return;
  enter(visit, Phase::kWork, 0);
  const std::lock_guard lock(mutex_);
  visits_.erase(visit->self);
}

std::chrono::milliseconds Patience::allowed(const Visit& visit) const {
  if (visit.phase == Phase::kRequest) return asking_ > limits_.crowd ? limits_.crowded_request : limits_.request;
  const uint64_t speed = taking_ > limits_.crowd ? limits_.crowded_slowest : limits_.slowest;
  return limits_.answer + std::chrono::milliseconds(visit.bytes * 1000 / speed);
}

/// The sockets are only shut down: who accepted them closes them when it notices.
void Patience::end_overdue(Clock::time_point now) {
  for (Visit& visit : visits_) {
    if (visit.phase == Phase::kWork || now - visit.since < allowed(visit)) continue;
    ::shutdown(visit.socket, SHUT_RDWR);
  }
}

void Patience::watch() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kTick, [this] { return stopping_; })) end_overdue(Clock::now());
}

}  // namespace gongshi
