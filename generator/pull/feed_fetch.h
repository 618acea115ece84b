#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "pull/address.h"
#include "pull/fetch.h"
#include "pull/transfer.h"

namespace gongshi {

/// One feed on its way through pages, redirects and tries: says what to transfer next and takes in how
/// that went, until it is done.
class FeedFetch {
 public:
  FeedFetch(Fs& fs, const FetchTask& task, const stdfs::path& dir, const FetchLimits& limits,
            Timekeeper& time);

  bool done() const { return done_; }
  int64_t due_ms() const { return due_ms_; }          ///< when the next transfer may begin
  const std::string& host() const { return host_; }   ///< "" for a file
  std::unique_ptr<Transfer> next();
  void take(const TransferOutcome& outcome);
  void fail(Error error);
  Result<Fetched> result();

 private:
  Status prepare();
  bool conditional() const { return fetched_.pages.empty() && task_.known.any(); }
  void take_page(const TransferOutcome& outcome);
  void take_redirect(const std::string& location);
  void fail(const std::string& what, const std::string& mend);
  /// The next page's address, as its page writes it.
  Result<std::optional<std::string>> next_reference(const TransferOutcome& outcome) const;
  void go_on(Address address);

  Fs& fs_;
  const FetchTask& task_;
  const FeedConfig& feed_;
  stdfs::path dir_;
  const FetchLimits& limits_;
  Timekeeper& time_;
  Credentials credentials_;
  Address origin_, at_;
  std::string host_;
  std::set<std::string> seen_;  ///< pages
  stdfs::path file_;            ///< of the page under way
  Fetched fetched_;
  std::optional<Error> error_;
  bool done_ = false;
  int redirects_ = 0, tries_ = 0;
  int64_t due_ms_ = 0, began_ms_ = 0, first_try_ms_ = 0;
};

}  // namespace gongshi
