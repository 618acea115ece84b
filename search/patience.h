#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

namespace gongshi {

/// How long the server waits for one connection. libmicrohttpd's own limit begins anew with every byte,
/// so that a visitor who sends one byte at a time would keep a place for days; here a whole request, and a
/// whole answer, has its time, and less of it while many dawdle.
class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  struct Limits {
    std::chrono::milliseconds request{10'000};         ///< from connecting, or the last answer, to the whole header
    std::chrono::milliseconds crowded_request{1'000};  ///< while more than `crowd` requests are incomplete
    std::chrono::milliseconds answer{30'000};          ///< for taking any answer, and beyond it
    uint64_t slowest = 4096;                           ///< bytes a second of a long one
    uint64_t crowded_slowest = 65536;                  ///< while more than `crowd` answers are being taken
    size_t crowd = 64;
  };

  /// One connection; stays where it is until `closed`.
  struct Visit;

  explicit Patience(const Limits& limits);
  ~Patience();

  /// A connection on this socket, which must stay open until `closed`.
  Visit* accepted(int socket);
  /// Its request is whole: until `answering`, time is not its own.
  void asked(Visit* visit);
  /// It is being sent an answer of so many bytes.
  void answering(Visit* visit, uint64_t bytes);
  /// The answer was taken; the next request may come.
  void answered(Visit* visit);
  void closed(Visit* visit);
  /// No connection is closed any more. May be called twice.
  void stop();

 private:
  enum class Phase { kRequest, kWork, kAnswer };

  void enter(Visit* visit, Phase phase, uint64_t bytes);
  void watch();
  void end_overdue(Clock::time_point now);
  std::chrono::milliseconds allowed(const Visit& visit) const;

  const Limits limits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<Visit> visits_;
  size_t asking_ = 0, taking_ = 0;  ///< visits in the phases kRequest and kAnswer
  bool stopping_ = false;
  std::thread watcher_;
};

struct Patience::Visit {
  int socket = -1;
  Phase phase = Phase::kRequest;
  uint64_t bytes = 0;  ///< of the answer
  Clock::time_point since;
  std::list<Visit>::iterator self;
};

}  // namespace gongshi
