#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "base/fs.h"
#include "base/packing.h"
#include "pull/credentials.h"
#include "pull/outcome.h"
#include "pull/validators.h"

namespace gongshi {

/// What one transfer is to bring and how long it may take.
struct TransferOrder {
  std::string url;
  std::string scheme;                ///< file, http, https or sftp
  const Credentials* credentials = nullptr;
  const Validators* known = nullptr;  ///< ask only for what changed; nullptr: ask for everything
  long long room = 0;                ///< bytes that may come, as sent and as unpacked; at least 1
  int64_t connect_ms = 0, total_ms = 0;
  int64_t patience_ms = 0;           ///< how long it may be slower than `slow_bytes` a second
  long long slow_bytes = 0;
};

/// One libcurl transfer of one page into a file of 0600. The only place that configures libcurl:
/// certificates and host keys are always verified, nothing is followed (fetch.cc decides where a
/// redirect may lead), no other scheme than the order's is spoken. Proxies come from the environment as
/// libcurl reads it; further root certificates from CURL_CA_BUNDLE or SSL_CERT_FILE.
class Transfer {
 public:
  Transfer(Fs& fs, const FeedConfig& feed, TransferOrder order, stdfs::path file);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Empties the file and joins the transfers under way.
  Status begin(CURLM* multi);
  /// Has been too slow for longer than the order's patience; asked now and then.
  bool hardly_moves();
  /// Leaves the transfers under way and tells how it went; libcurl's own word is `code`.
  TransferOutcome end(CURLcode code);

  CURL* handle() const { return curl_; }

 private:
  static size_t on_bytes(char* data, size_t size, size_t count, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t now, curl_off_t, curl_off_t);
  static int on_trace(CURL*, curl_infotype kind, char*, size_t size, void* self);
  Status configure();
  Status configure_ssh();
  void configure_http();
  /// Unpacked bytes on their way to the file; false: enough.
  bool take(std::string_view bytes);
  /// Settles with the first bytes how the body is packed.
  void begin_body();
  bool flush();
  bool http() const { return order_.scheme == "http" || order_.scheme == "https"; }
  void read_headers(TransferOutcome& outcome);

  Fs& fs_;
  const FeedConfig& feed_;
  TransferOrder order_;
  stdfs::path file_;
  CURL* curl_;
  CURLM* multi_ = nullptr;
  curl_slist* headers_ = nullptr;
  std::string pending_;
  std::unique_ptr<Unpacker> unpacker_;  ///< of a packed body
  long long bytes_ = 0, body_seen_ = 0, ignored_ = 0;
  bool too_large_ = false, enough_ignored_ = false, too_slow_ = false, begun_ = false, badly_packed_ = false;
  Status written_;
  int64_t sampled_at_ = 0, moved_at_ = 0;
  curl_off_t sampled_ = 0;
};

}  // namespace gongshi
