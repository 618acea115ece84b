#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gongshi {

/// A fixed number of threads that search, with a bounded queue before them, so that searches,
/// however many and however slow, never keep a page waiting.
class SearchPool {
 public:
  SearchPool(size_t threads, size_t queue);
  ~SearchPool();

  /// Takes a job, which must not throw; false when the queue is full or the pool has stopped.
  bool submit(std::function<void()> job);
  /// Finishes every job that was taken, then ends the threads. May be called twice.
  void stop();

 private:
  void work();

  const size_t queue_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace gongshi
