#include "pull/credentials.h"

#include <cstdlib>

#include "pull/outcome.h"
#include "site/feed_url.h"

namespace gongshi {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The variable's value; a header or password must not end a line of the request.
Result<std::string> secret(const FeedConfig& feed, const std::string& variable) {
  const char* value = std::getenv(variable.c_str());
  if (!value)
    return fetch_error(feed, "环境变量 " + variable + " 没有设置",
                       "请在运行前设置它，或者改正 feeds.json。");
  if (std::string_view(value).find_first_of("\r\n") != std::string_view::npos)
    return fetch_error(feed, "环境变量 " + variable + " 的值含有换行", "请去掉换行。");
  return std::string(value);
}

Status add_user(const FeedConfig& feed, Credentials& out) {
  std::string info = userinfo_of(feed.url);
  if (info.empty()) return {};
  if (const std::string variable = variable_of(info); !variable.empty()) {
    GONGSHI_ASSIGN(info, secret(feed, variable));
    const size_t colon = info.find(':');
    out.user = info.substr(0, colon);
    if (colon != std::string::npos) out.password = info.substr(colon + 1);
    return {};
  }
  const size_t colon = info.find(':');
  out.user = info.substr(0, colon);
  if (colon == std::string::npos) return {};
  const std::string variable = variable_of(info.substr(colon + 1));
  if (variable.empty())
    return fetch_error(feed, "url 里写了口令", "请改成 env:变量名，运行时从环境变量读取。");
  GONGSHI_ASSIGN(out.password, secret(feed, variable));
  return {};
}

}  // namespace

Result<Credentials> Credentials::of(const FeedConfig& feed) {
  Credentials out;
  for (const auto& [name, configured] : feed.headers) {
    std::string value = configured;
    if (const std::string variable = variable_of(configured); !variable.empty()) {
      GONGSHI_ASSIGN(value, secret(feed, variable));
    }
    out.headers.push_back(name + ": " + value);
  }
  GONGSHI_TRY(add_user(feed, out));
  return out;
}

Result<SshIdentity> SshIdentity::of(const FeedConfig& feed) {
  SshIdentity out;
  out.known_hosts = environment("GONGSHI_SSH_KNOWN_HOSTS");
  if (out.known_hosts.empty()) out.known_hosts = environment("HOME") + "/.ssh/known_hosts";
  std::error_code ec;
  if (!stdfs::is_regular_file(out.known_hosts, ec))
    return fetch_error(feed, "没有主机公钥文件 " + out.known_hosts + "，不能确认对方是谁",
                       "请先用 ssh 登录一次并核对公钥，或者用环境变量 GONGSHI_SSH_KNOWN_HOSTS 指明文件。");
  out.key_file = environment("GONGSHI_SSH_KEY");
  out.passphrase = environment("GONGSHI_SSH_KEY_PASSPHRASE");
  return out;
}

}  // namespace gongshi
