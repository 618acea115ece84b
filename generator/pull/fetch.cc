#include "pull/fetch.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr long long kLargest = 4LL << 30;       // bytes
constexpr size_t kWriteBlock = 4u << 20;        // bytes gathered before they go to disk
constexpr long kConnectSeconds = 20;
constexpr long kTotalSeconds = 3600;
constexpr long kSlowBytesPerSecond = 100;
constexpr long kSlowSeconds = 60;
constexpr long kRedirects = 5;
constexpr long kFirstClientError = 400;
constexpr std::string_view kEnvironment = "env:";

Error failed(const FeedConfig& feed, const std::string& what, const std::string& mend) {
  return {"fetch_failed", "数据源 " + feed.id + " 取不到：" + what + "。" + mend, feed.id};
}

/// The scheme of an address in lower case, or "" for a path.
std::string scheme_of(std::string_view url) {
  const size_t at = url.find("://");
  if (at == std::string_view::npos) return "";
  std::string scheme(url.substr(0, at));
  for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return scheme;
}

/// libcurl's header list, freed with it.
class HeaderList {
 public:
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList() = default;
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

/// Gathers what arrives and writes it through Fs, so that the disk is asked in large pieces.
struct Download {
  Fs& fs;
  const stdfs::path& file;
  std::string pending;
  long long bytes = 0;
  bool too_large = false;
  Status written;

  bool flush() {
    if (pending.empty()) return true;
    written = fs.append(file, pending, 0600);
    pending.clear();
    return written.ok();
  }
};

size_t on_bytes(char* data, size_t size, size_t count, void* user) {
  auto& download = *static_cast<Download*>(user);
  const size_t n = size * count;
  download.bytes += static_cast<long long>(n);
  download.too_large = download.bytes > kLargest;
  if (download.too_large) return 0;
  download.pending.append(data, n);
  return download.pending.size() < kWriteBlock || download.flush() ? n : 0;
}

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

/// libcurl must be set up once, before any thread uses it.
bool curl_ready() {
  static const bool kReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return kReady;
}

Status add_headers(const FeedConfig& feed, HeaderList& headers) {
  for (const auto& [name, configured] : feed.headers) {
    std::string value = configured;
    if (value.starts_with(kEnvironment)) {
      const std::string variable = value.substr(kEnvironment.size());
      const char* secret = std::getenv(variable.c_str());
      if (!secret)
        return failed(feed, "环境变量 " + variable + " 没有设置",
                      "请在运行前设置它，或者改正 feeds.json 的 headers。");
      value = secret;
    }
    const std::string line = name + ": " + value;
    if (line.find_first_of("\r\n") != std::string::npos)
      return failed(feed, "请求头 " + single_line(name) + " 含有换行", "请改正 feeds.json 的 headers。");
    headers.add(line);
  }
  return {};
}

/// What may be followed: nothing but http and https, and from https only https.
const char* redirect_protocols(const std::string& scheme) {
  return scheme == "https" ? "https" : scheme == "http" ? "http,https" : "";
}

void set_limits(CURL* curl, const std::string& scheme) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, scheme.c_str());
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, redirect_protocols(scheme));
  // Headers of one's own, secrets among them, are sent to the feed's origin only: libcurl would send
  // them along, so a feed that has any is not redirected.
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kRedirects);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kTotalSeconds);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, kSlowBytesPerSecond);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(kLargest));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "gongshi");
}

/// What an unsuccessful transfer means and what to do about it.
Error explained(const FeedConfig& feed, CURLcode code, const Download& download) {
  if (!download.written) return download.written.error();
  if (download.too_large || code == CURLE_FILESIZE_EXCEEDED)
    return failed(feed, "文件超过 4 GiB", "请让数据提供方分批提供。");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return failed(feed, "域名解析不了", "请检查地址和本机的 DNS。");
    case CURLE_COULDNT_CONNECT:
      return failed(feed, "对方拒绝连接或者连不上", "请检查地址和端口，确认对方服务已经启动。");
    case CURLE_OPERATION_TIMEDOUT:
      return failed(feed, "对方太慢或者没有回应", "请稍后再试，仍不行请联系数据提供方。");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return failed(feed, "传输中断，文件不完整", "请稍后再试，仍不行请联系数据提供方。");
    case CURLE_UNSUPPORTED_PROTOCOL:
      return failed(feed, "对方转到了不允许的地址", "请把 feeds.json 的 url 改成最终的 http 或者 https 地址。");
    case CURLE_TOO_MANY_REDIRECTS:
      return failed(feed, "转址次数太多", "请把 feeds.json 的 url 改成最终的地址。");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return failed(feed, "对方的证书通不过验证",
                    "请让数据提供方更换有效证书，或者在本机安装其签发机构的根证书。");
    case CURLE_FILE_COULDNT_READ_FILE:
      return failed(feed, "文件不存在或者没有读取权限", "请检查 feeds.json 的 url。");
    default:
      return failed(feed, curl_easy_strerror(code), "请检查 feeds.json 的 url 和网络。");
  }
}

Error refused(const FeedConfig& feed, long status) {
  const std::string what = fmt::format("对方回答 {}", status);
  if (status < kFirstClientError)
    return failed(feed, what + "，要求转到别的地址",
                  "带有自定义请求头的数据源不跟随转址，请把 url 改成最终的地址。");
  if (status == 401 || status == 403) return failed(feed, what + "，没有权限", "请检查 headers 中的凭证。");
  if (status == 404) return failed(feed, what + "，没有这个文件", "请检查 feeds.json 的 url。");
  if (status >= 500) return failed(feed, what + "，对方服务出错", "请稍后再试，仍不行请联系数据提供方。");
  return failed(feed, what, "请检查 feeds.json 的 url 和 headers。");
}

Status transfer(const FeedConfig& feed, const std::string& scheme, Download& download) {
  const Curl curl(curl_easy_init(), &curl_easy_cleanup);
  if (!curl_ready() || !curl) return failed(feed, "libcurl 不能启动", "请检查它的安装。");
  HeaderList headers;
  if (scheme != "file") GONGSHI_TRY(add_headers(feed, headers));
  curl_easy_setopt(curl.get(), CURLOPT_URL, feed.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, feed.headers.empty() ? 1L : 0L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &on_bytes);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &download);
  set_limits(curl.get(), scheme);
  // The body of an error page must not count as data, so the status is looked at before it is used.
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK || !download.flush()) return explained(feed, code, download);
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (scheme != "file" && status != 200) return refused(feed, status);
  return {};
}

/// A path is given to libcurl as a file address with its odd characters escaped.
std::string file_address(const std::string& path) {
  std::string url = "file://";
  for (const char c : stdfs::absolute(path).lexically_normal().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-_.~").find(c) != std::string_view::npos;
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

}  // namespace

Result<Fetched> fetch(Fs& fs, const FeedConfig& feed, const stdfs::path& dir) {
  FeedConfig at = feed;
  std::string scheme = scheme_of(feed.url);
  if (scheme.empty()) {
    if (feed.url.empty() || fs.is_dir(feed.url))
      return failed(feed, "url 不是一个文件", "请检查 feeds.json 的 url。");
    at.url = file_address(feed.url);
    scheme = "file";
  }
  if (scheme != "http" && scheme != "https" && scheme != "file")
    return failed(feed, "还不支持 " + single_line(scheme) + " 地址", "请改用 http、https、file 或者本地路径。");
  Fetched fetched;
  fetched.file = dir / (feed.id + ".feed");
  fetched.url = feed.url;
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  GONGSHI_TRY(fs.write(fetched.file, "", 0600));
  Download download{fs, fetched.file, {}, 0, false, {}};
  const Status done = transfer(at, scheme, download);
  if (!done) {
    GONGSHI_TRY(fs.remove(fetched.file));
    return done.error();
  }
  fetched.bytes = download.bytes;
  return fetched;
}

}  // namespace gongshi
