#include "pull/transfer.h"

#include <strings.h>

#include <chrono>
#include <cstdlib>
#include <utility>

namespace gongshi {
namespace {

constexpr size_t kWriteBlock = 4u << 20;     // bytes gathered before they go to disk
constexpr long long kIgnored = 64 << 10;     // bytes of an error page that are read and dropped
constexpr int64_t kSamples = 10;             // of the speed, within one patience

int64_t steady_ms() {
  namespace ch = std::chrono;
  return ch::duration_cast<ch::milliseconds>(ch::steady_clock::now().time_since_epoch()).count();
}

std::string header(CURL* curl, const char* name) {
  curl_header* found = nullptr;
  return curl_easy_header(curl, name, 0, CURLH_HEADER, -1, &found) == CURLHE_OK ? found->value : "";
}

/// libcurl leaves both variables to the programs that use it.
const char* more_certificates() {
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"})
    if (const char* file = std::getenv(name); file && *file) return file;
  return nullptr;
}

}  // namespace

Transfer::Transfer(Fs& fs, const FeedConfig& feed, TransferOrder order, stdfs::path file)
    : fs_(fs), feed_(feed), order_(std::move(order)), file_(std::move(file)), curl_(curl_easy_init()) {}

Transfer::~Transfer() {
  if (multi_) curl_multi_remove_handle(multi_, curl_);
  curl_easy_cleanup(curl_);
  curl_slist_free_all(headers_);
}

Status Transfer::begin(CURLM* multi) {
  GONGSHI_TRY(fs_.write(file_, "", 0600));
  if (!curl_) return fetch_error(feed_, "libcurl 不能启动", "请检查它的安装。");
  GONGSHI_TRY(configure());
  if (curl_multi_add_handle(multi, curl_) != CURLM_OK)
    return fetch_error(feed_, "libcurl 不能启动", "请检查它的安装。");
  multi_ = multi;
  sampled_at_ = moved_at_ = steady_ms();
  return {};
}

Status Transfer::configure() {
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl_, option, value); };
  set(CURLOPT_URL, order_.url.c_str());
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_PROTOCOLS_STR, order_.scheme.c_str());
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(order_.connect_ms));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(order_.total_ms));
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(order_.room));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_bytes);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
  set(CURLOPT_XFERINFODATA, this);
  if (const char* file = more_certificates()) set(CURLOPT_CAINFO, file);
  if (order_.credentials && !order_.credentials->user.empty()) {
    set(CURLOPT_USERNAME, order_.credentials->user.c_str());
    set(CURLOPT_PASSWORD, order_.credentials->password.c_str());
  }
  if (http()) configure_http();
  return order_.scheme == "sftp" ? configure_ssh() : Status();
}

void Transfer::configure_http() {
  const auto add = [&](const std::string& line) { headers_ = curl_slist_append(headers_, line.c_str()); };
  if (order_.credentials)
    for (const auto& line : order_.credentials->headers) add(line);
  if (order_.known && !order_.known->etag.empty()) add("If-None-Match: " + order_.known->etag);
  if (order_.known && !order_.known->last_modified.empty())
    add("If-Modified-Since: " + order_.known->last_modified);
  // libcurl would unpack too, and take what ends in the middle for the whole.
  add("Accept-Encoding: gzip, br");
  curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
  curl_easy_setopt(curl_, CURLOPT_USERAGENT, "gongshi");
  curl_easy_setopt(curl_, CURLOPT_VERBOSE, 1L);          // to on_trace, and nowhere else
  curl_easy_setopt(curl_, CURLOPT_DEBUGFUNCTION, &Transfer::on_trace);
  curl_easy_setopt(curl_, CURLOPT_DEBUGDATA, this);
}

Status Transfer::configure_ssh() {
  GONGSHI_ASSIGN(const SshIdentity identity, SshIdentity::of(feed_));
  // With a file of known hosts libcurl refuses every host that is not in it with this very key.
  curl_easy_setopt(curl_, CURLOPT_SSH_KNOWNHOSTS, identity.known_hosts.c_str());
  long ways = CURLSSH_AUTH_AGENT;
  if (order_.credentials && !order_.credentials->password.empty()) ways = CURLSSH_AUTH_PASSWORD;
  if (!identity.key_file.empty()) {
    ways |= CURLSSH_AUTH_PUBLICKEY;
    curl_easy_setopt(curl_, CURLOPT_SSH_PRIVATE_KEYFILE, identity.key_file.c_str());
    if (!identity.passphrase.empty()) curl_easy_setopt(curl_, CURLOPT_KEYPASSWD, identity.passphrase.c_str());
  }
  curl_easy_setopt(curl_, CURLOPT_SSH_AUTH_TYPES, ways);
  return {};
}

size_t Transfer::on_bytes(char* data, size_t size, size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const size_t n = size * count;
  long status = 0;
  curl_easy_getinfo(transfer.curl_, CURLINFO_RESPONSE_CODE, &status);
  if (transfer.http() && status != 200) {
    // The page of an error is no data.
    transfer.ignored_ += static_cast<long long>(n);
    transfer.enough_ignored_ = transfer.ignored_ > kIgnored;
    return transfer.enough_ignored_ ? 0 : n;
  }
  transfer.begin_body();
  if (!transfer.unpacker_) return !transfer.badly_packed_ && transfer.take({data, n}) ? n : 0;
  if (transfer.unpacker_->add({data, n}, [&](std::string_view bytes) { return transfer.take(bytes); })) return n;
  transfer.badly_packed_ = !transfer.too_large_ && transfer.written_.ok();
  return 0;
}

void Transfer::begin_body() {
  if (std::exchange(begun_, true) || !http()) return;
  const std::string encoding = header(curl_, "content-encoding");
  unpacker_ = Unpacker::of(encoding);
  badly_packed_ = !unpacker_ && !encoding.empty() && strcasecmp(encoding.c_str(), "identity") != 0;
}

bool Transfer::take(std::string_view bytes) {
  bytes_ += static_cast<long long>(bytes.size());
  too_large_ = bytes_ > order_.room;
  if (too_large_) return false;
  pending_.append(bytes);
  return pending_.size() < kWriteBlock || flush();
}

/// What comes packed may be endless and unpack to nothing.
int Transfer::on_progress(void* self, curl_off_t, curl_off_t now, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.too_large_ = transfer.too_large_ || now > transfer.order_.room;
  return transfer.too_large_ ? 1 : 0;
}

/// libcurl drops without a word what comes after the announced length; here it is still counted.
int Transfer::on_trace(CURL*, curl_infotype kind, char*, size_t size, void* self) {
  if (kind == CURLINFO_DATA_IN) static_cast<Transfer*>(self)->body_seen_ += static_cast<long long>(size);
  return 0;
}

bool Transfer::flush() {
  if (pending_.empty()) return true;
  written_ = fs_.append(file_, pending_, 0600);
  pending_.clear();
  return written_.ok();
}

bool Transfer::hardly_moves() {
  if (order_.scheme == "file") return false;
  const int64_t now = steady_ms();
  const int64_t passed = now - sampled_at_;
  if (passed * kSamples >= order_.patience_ms && passed > 0) {
    curl_off_t bytes = 0;
    curl_easy_getinfo(curl_, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
    if ((bytes - sampled_) * 1000 >= order_.slow_bytes * passed) moved_at_ = now;
    sampled_ = bytes;
    sampled_at_ = now;
  }
  too_slow_ = now - moved_at_ >= order_.patience_ms;
  return too_slow_;
}

void Transfer::read_headers(TransferOutcome& outcome) {
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &outcome.status);
  outcome.location = header(curl_, "location");
  outcome.etag = header(curl_, "etag");
  outcome.last_modified = header(curl_, "last-modified");
  outcome.retry_after = header(curl_, "retry-after");
  curl_header* link = nullptr;
  for (size_t i = 0; curl_easy_header(curl_, "link", i, CURLH_HEADER, -1, &link) == CURLHE_OK; ++i)
    outcome.links.emplace_back(link->value);
  curl_off_t told = -1;
  long version = 0;
  curl_easy_getinfo(curl_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &told);
  curl_easy_getinfo(curl_, CURLINFO_HTTP_VERSION, &version);
  const bool told_by_length = version <= CURL_HTTP_VERSION_1_1 && header(curl_, "transfer-encoding").empty();
  outcome.longer_than_told = outcome.status == 200 && told_by_length && told >= 0 && body_seen_ > told;
}

TransferOutcome Transfer::end(CURLcode code) {
  TransferOutcome outcome;
  outcome.code = enough_ignored_ ? CURLE_OK : code;
  outcome.http = http();
  if (outcome.http) read_headers(outcome);
  if (outcome.code == CURLE_OK) flush();
  if (outcome.status == 200) begin_body();  // of an empty one nothing has come
  outcome.bytes = bytes_;
  outcome.too_large = too_large_;
  outcome.too_slow = too_slow_;
  outcome.badly_packed = badly_packed_;
  outcome.cut_short = outcome.code == CURLE_OK && unpacker_ && !unpacker_->whole();
  outcome.written = written_;
  curl_multi_remove_handle(multi_, curl_);
  multi_ = nullptr;
  return outcome;
}

}  // namespace gongshi
