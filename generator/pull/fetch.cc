#include "pull/fetch.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "pull/feed_fetch.h"

namespace gongshi {
namespace {

constexpr int64_t kLook = 200;  // ms after which slow transfers are looked at again
constexpr int64_t kLooksPerPatience = 20;

/// libcurl must be set up once, before anything uses it.
bool curl_ready() {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kReady;
}

/// Feeds under way side by side, each with at most one transfer at a time.
class Fetcher {
 public:
  Fetcher(Fs& fs, const std::vector<FetchTask>& tasks, const stdfs::path& dir, const FetchLimits& limits,
          Timekeeper& time)
      : limits_(limits), time_(time), multi_(curl_multi_init(), &curl_multi_cleanup) {
    for (const auto& task : tasks)
      feeds_.push_back({std::make_unique<FeedFetch>(fs, task, dir, limits, time), nullptr});
  }

  std::vector<Result<Fetched>> run() {
    while (!all_done()) {
      begin_what_is_due();
      if (under_way("") == 0) {
        wait_until_due();
        continue;
      }
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      take_what_ended();
      give_up_the_slow();
      if (running > 0) curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(look_ms()), nullptr);
    }
    std::vector<Result<Fetched>> results;
    for (auto& feed : feeds_) results.push_back(feed.fetch->result());
    return results;
  }

 private:
  struct Feed {
    std::unique_ptr<FeedFetch> fetch;
    std::unique_ptr<Transfer> transfer;
  };

  bool all_done() const {
    return std::all_of(feeds_.begin(), feeds_.end(), [](const Feed& feed) { return feed.fetch->done(); });
  }
  /// Transfers to one host, or all of them.
  size_t under_way(const std::string& host) const {
    return static_cast<size_t>(std::count_if(feeds_.begin(), feeds_.end(), [&](const Feed& feed) {
      return feed.transfer && (host.empty() || feed.fetch->host() == host);
    }));
  }

  void begin_what_is_due() {
    for (auto& feed : feeds_) {
      if (feed.transfer || feed.fetch->done() || feed.fetch->due_ms() > time_.now_ms()) continue;
      if (under_way("") >= limits_.at_once) return;
      const std::string& host = feed.fetch->host();
      if (!host.empty() && under_way(host) >= limits_.at_once_per_host) continue;
      feed.transfer = feed.fetch->next();
      if (auto status = feed.transfer->begin(multi_.get()); !status) {
        feed.transfer.reset();
        feed.fetch->fail(status.error());
      }
    }
  }

  void wait_until_due() {
    int64_t due = INT64_MAX;
    for (const auto& feed : feeds_)
      if (!feed.fetch->done()) due = std::min(due, feed.fetch->due_ms());
    const int64_t now = time_.now_ms();
    if (due != INT64_MAX && due > now) time_.pause(due - now);
  }

  void take_what_ended() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      for (auto& feed : feeds_)
        if (feed.transfer && feed.transfer->handle() == message->easy_handle) {
          end(feed, code);
          break;
        }
    }
  }

  void give_up_the_slow() {
    for (auto& feed : feeds_)
      if (feed.transfer && feed.transfer->hardly_moves()) end(feed, CURLE_OPERATION_TIMEDOUT);
  }

  static void end(Feed& feed, CURLcode code) {
    const TransferOutcome outcome = feed.transfer->end(code);
    feed.transfer.reset();
    feed.fetch->take(outcome);
  }

  int64_t look_ms() const {
    const int64_t patience = limits_.patience_ms > 0 ? limits_.patience_ms / kLooksPerPatience : kLook;
    return std::clamp<int64_t>(patience, 1, kLook);
  }

  const FetchLimits& limits_;
  Timekeeper& time_;
  std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi_;
  std::vector<Feed> feeds_;
};

}  // namespace

std::vector<Result<Fetched>> fetch_all(Fs& fs, const std::vector<FetchTask>& tasks, const stdfs::path& dir,
                                       const FetchLimits& limits, Timekeeper& time) {
  const auto none = [&](const Error& error) { return std::vector<Result<Fetched>>(tasks.size(), error); };
  if (auto made = fs.make_dirs(dir, 0700); !made) return none(made.error());
  if (!curl_ready()) return none({"fetch_failed", "libcurl 不能启动，请检查它的安装。", ""});
  return Fetcher(fs, tasks, dir, limits, time).run();
}

}  // namespace gongshi
