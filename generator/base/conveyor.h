#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gongshi {

/// Parcels go in in an order, are worked on by several threads, and come out in the same order on the
/// thread that puts them in, which lends a hand where it would have to wait. So the outcome depends on
/// no thread; only `work` must bear being called for two parcels at once.
///
/// What `work` or `out` throw leaves `put` or `finish`; parcels behind it are dropped.
template <class Parcel>
class Conveyor {
 public:
  /// `hands` threads in all, the calling one among them. `work` is told which hand (from 0) does it.
  Conveyor(unsigned hands, std::function<void(Parcel&, unsigned hand)> work, std::function<void(Parcel&)> out)
      : work_(std::move(work)), out_(std::move(out)) {
    for (unsigned hand = 1; hand < hands; ++hand) others_.emplace_back([this, hand] { lend(hand); });
  }

  ~Conveyor() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    changed_.notify_all();
    for (auto& thread : others_) thread.join();
  }

  Conveyor(const Conveyor&) = delete;
  Conveyor& operator=(const Conveyor&) = delete;

  void put(Parcel&& parcel) {
    {
      const std::lock_guard lock(mutex_);
      belt_.push_back({std::move(parcel), Place::kWaiting, nullptr});
    }
    changed_.notify_all();
    drain(others_.size() * 2);
  }

  /// All that were put in have come out when this returns.
  void finish() { drain(0); }

 private:
  struct Place {
    enum State { kWaiting, kWorking, kDone };
    Parcel parcel;
    State state;
    std::exception_ptr failure;
  };

  Place* waiting() {
    for (auto& place : belt_)
      if (place.state == Place::kWaiting) return &place;
    return nullptr;
  }

  void do_work(Place& place, unsigned hand, std::unique_lock<std::mutex>& lock) {
    place.state = Place::kWorking;
    lock.unlock();
    std::exception_ptr failure;
    try {
      work_(place.parcel, hand);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    place.failure = failure;
    place.state = Place::kDone;
    changed_.notify_all();
  }

  void lend(unsigned hand) {
    std::unique_lock lock(mutex_);
    while (!closed_) {
      if (Place* place = waiting()) do_work(*place, hand, lock);
      else changed_.wait(lock);
    }
  }

  /// Lets finished parcels out until at most `most` are on the belt.
  void drain(size_t most) {
    std::unique_lock lock(mutex_);
    while (!belt_.empty()) {
      if (belt_.front().state == Place::kDone) {
        Place first = std::move(belt_.front());
        belt_.pop_front();
        lock.unlock();
        if (first.failure) std::rethrow_exception(first.failure);
        out_(first.parcel);
        lock.lock();
      } else if (belt_.size() <= most) {
        return;
      } else if (Place* place = waiting()) {
        do_work(*place, 0, lock);
      } else {
        changed_.wait(lock);
      }
    }
  }

  std::function<void(Parcel&, unsigned)> work_;
  std::function<void(Parcel&)> out_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Place> belt_;
  bool closed_ = false;
  std::vector<std::thread> others_;
};

}  // namespace gongshi
