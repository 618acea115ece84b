#include "pull/outcome.h"

#include <fmt/format.h>

#include <algorithm>

namespace gongshi {
namespace {

constexpr long kTooMany = 429, kFirstClientError = 400, kFirstServerError = 500;

/// What libcurl may say, in words, and whether another try may go better.
struct Meaning {
  CURLcode code;
  bool passes;
  const char* what;
  const char* mend;
};

constexpr const char* kLater = "请稍后再试，仍不行请联系数据提供方。";
constexpr const char* kCertificate = "请让数据提供方更换有效证书，或者在本机安装其签发机构的根证书。";
constexpr const char* kCutOff = "传输中断，文件不完整";

constexpr Meaning kMeanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, true, "域名解析不了", "请检查地址和本机的 DNS。"},
    {CURLE_COULDNT_RESOLVE_PROXY, true, "代理服务器的域名解析不了", "请检查代理的环境变量。"},
    {CURLE_COULDNT_CONNECT, true, "对方拒绝连接或者连不上", "请检查地址和端口，确认对方服务已经启动。"},
    {CURLE_OPERATION_TIMEDOUT, true, "对方太慢或者没有回应", kLater},
    {CURLE_PARTIAL_FILE, true, kCutOff, kLater},
    {CURLE_RECV_ERROR, true, kCutOff, kLater},
    {CURLE_SEND_ERROR, true, kCutOff, kLater},
    {CURLE_GOT_NOTHING, true, kCutOff, kLater},
    {CURLE_HTTP2, true, kCutOff, kLater},
    {CURLE_HTTP2_STREAM, true, kCutOff, kLater},
    {CURLE_WEIRD_SERVER_REPLY, false, "对方的回答不合协议", "请检查地址和端口。"},
    {CURLE_UNSUPPORTED_PROTOCOL, false, "不支持这种地址", "请检查 feeds.json 的 url。"},
    {CURLE_URL_MALFORMAT, false, "url 写得不对", "请检查 feeds.json 的 url。"},
    {CURLE_PEER_FAILED_VERIFICATION, false, "对方的证书或者主机公钥通不过验证", kCertificate},
    {CURLE_SSL_CONNECT_ERROR, false, "对方的证书通不过验证，或者不能建立加密连接", kCertificate},
    {CURLE_SSL_CACERT_BADFILE, false, "读不到根证书文件", "请检查环境变量 CURL_CA_BUNDLE、SSL_CERT_FILE。"},
    {CURLE_FAILED_INIT, false, "没有谈妥加密方式",
     "请用 Ed25519 或者 ECDSA 的主机公钥（ssh-keyscan -t ed25519），较旧的 RSA 方式对方已经不接受。"},
    {CURLE_LOGIN_DENIED, false, "对方不接受登录", "请检查用户名、口令或者密钥的环境变量。"},
    {CURLE_REMOTE_FILE_NOT_FOUND, false, "对方没有这个文件", "请检查 feeds.json 的 url。"},
    {CURLE_REMOTE_ACCESS_DENIED, false, "对方不允许读取这个文件", "请联系数据提供方。"},
    {CURLE_FILE_COULDNT_READ_FILE, false, "文件不存在或者没有读取权限", "请检查 feeds.json 的 url。"},
};

const Meaning* meaning_of(CURLcode code) {
  const auto* at = std::find_if(std::begin(kMeanings), std::end(kMeanings),
                                [&](const Meaning& meaning) { return meaning.code == code; });
  return at == std::end(kMeanings) ? nullptr : at;
}

Error refused(const FeedConfig& feed, long status) {
  const std::string what = fmt::format("对方回答 {}", status);
  if (status == kNotModified)
    return fetch_error(feed, what + "，说没有变化，但这次要的是全部数据", kLater);
  if (status == 401 || status == 403) return fetch_error(feed, what + "，没有权限", "请检查 headers 中的凭证。");
  if (status == 404) return fetch_error(feed, what + "，没有这个文件", "请检查 feeds.json 的 url。");
  if (status == kTooMany) return fetch_error(feed, what + "，请求太频繁", kLater);
  if (status >= kFirstServerError) return fetch_error(feed, what + "，对方服务出错", kLater);
  if (status >= kFirstClientError) return fetch_error(feed, what, "请检查 feeds.json 的 url 和 headers。");
  return fetch_error(feed, what + "，没有数据", "请检查 feeds.json 的 url。");
}

}  // namespace

bool TransferOutcome::arrived() const {
  return code == CURLE_OK && !too_large && !too_slow && !longer_than_told && !badly_packed && !cut_short && written.ok();
}

Error fetch_error(const FeedConfig& feed, const std::string& what, const std::string& mend) {
  return {"fetch_failed", "数据来源 " + feed.id + " 取不到：" + what + "。" + mend, feed.id};
}

Error explained(const FeedConfig& feed, const TransferOutcome& outcome, long long limit) {
  if (!outcome.written) return outcome.written.error();
  if (outcome.too_large || outcome.code == CURLE_FILESIZE_EXCEEDED)
    return fetch_error(feed, limit >= 1LL << 30 ? fmt::format("文件超过 {} GiB", limit >> 30)
                                                : fmt::format("文件超过 {} 字节", limit),
                       "请让数据提供方分批提供。");
  if (outcome.too_slow) return fetch_error(feed, "对方太慢或者没有回应", kLater);
  if (outcome.longer_than_told)
    return fetch_error(feed, "收到的比对方声明的长度多，不知道哪里是结尾", "请联系数据提供方。");
  if (outcome.badly_packed)
    return fetch_error(feed, "压缩的内容解不开", "请让数据提供方检查其压缩设置：用 gzip 或者 br，或者不压缩。");
  if (outcome.cut_short) return fetch_error(feed, kCutOff, kLater);
  if (outcome.code == CURLE_OK) return refused(feed, outcome.status);
  const Meaning* meaning = meaning_of(outcome.code);
  if (meaning) return fetch_error(feed, meaning->what, meaning->mend);
  return fetch_error(feed, curl_easy_strerror(outcome.code), "请检查 feeds.json 的 url 和网络。");
}

bool may_pass(const TransferOutcome& outcome) {
  if (!outcome.written || outcome.too_large || outcome.badly_packed) return false;
  if (outcome.too_slow || outcome.longer_than_told || outcome.cut_short) return true;
  if (outcome.code == CURLE_OK) return outcome.status == kTooMany || outcome.status >= kFirstServerError;
  const Meaning* meaning = meaning_of(outcome.code);
  return meaning && meaning->passes;
}

}  // namespace gongshi
