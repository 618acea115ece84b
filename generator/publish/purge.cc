#include "publish/purge.h"

#include <curl/curl.h>

#include <cstdlib>
#include <memory>

#include "publish/program.h"

namespace gongshi {
namespace {

constexpr const char* kNoted = "purge.txt";
constexpr int kPurgeSeconds = 600;

Error failed(const Target& target, const std::string& why) {
  return {"purge", "target " + target.id + " 已经更新，但清除缓存没有成功：" + why + "。下次运行会再试。", target.id};
}

/// The address readers know a file by; the page of a directory also by the directory.
void add_addresses(const std::string& base_url, const std::string& path, std::string& out) {
  const std::string base = base_url.empty() || base_url.ends_with("/") ? base_url : base_url + "/";
  out += base + path + "\n";
  if (path == "index.html" || path.ends_with("/index.html"))
    out += base + path.substr(0, path.size() - std::string_view("index.html").size()) + "\n";
}

size_t ignore(char*, size_t size, size_t count, void*) { return size * count; }

Status post(const Target& target, const std::string& lines) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  curl_slist* headers = curl_slist_append(nullptr, "Content-Type: text/plain; charset=utf-8");
  for (const auto& [name, value] : target.purge_headers) {
    const char* secret = value.starts_with("env:") ? std::getenv(value.c_str() + 4) : value.c_str();
    if (!secret) {
      curl_slist_free_all(headers);
      return failed(target, "环境变量 " + value.substr(4) + " 没有设置");
    }
    headers = curl_slist_append(headers, (name + ": " + secret).c_str());
  }
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl.get(), option, value); };
  set(CURLOPT_URL, target.purge.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_POSTFIELDS, lines.c_str());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(lines.size()));
  set(CURLOPT_WRITEFUNCTION, &ignore);
  set(CURLOPT_CONNECTTIMEOUT, 20L);
  set(CURLOPT_TIMEOUT, static_cast<long>(kPurgeSeconds));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "gongshi");
  const CURLcode code = curl_easy_perform(curl.get());
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) return failed(target, curl_easy_strerror(code));
  if (status < 200 || status > 299) return failed(target, "对方答复 " + std::to_string(status));
  return {};
}

Status command(const Target& target, const std::string& lines) {
  GONGSHI_ASSIGN(const ProgramEnd end, run_program({"/bin/sh", "-c", target.purge}, lines, kPurgeSeconds));
  if (end.exit == 0) return {};
  return failed(target, "命令以 " + std::to_string(end.exit) + " 结束" +
                            (end.complaint().empty() ? "" : "（" + end.complaint() + "）"));
}

}  // namespace

Status note_for_purge(Fs& fs, const Target& target, const PushOrder& order, const Changes& changes) {
  if (target.purge.empty() || changes.empty()) return {};
  std::string lines;
  // What is no longer public comes first here, too.
  for (const auto* paths : {&changes.gone, &changes.changed, &changes.added})
    for (const auto& path : *paths) add_addresses(order.base_url, path, lines);
  return fs.append(order.notes / kNoted, lines, 0600);
}

Status purge_noted(Fs& fs, const Target& target, const PushOrder& order) {
  const stdfs::path noted = order.notes / kNoted;
  if (target.purge.empty() || !fs.exists(noted)) return {};
  GONGSHI_ASSIGN(const std::string lines, fs.read(noted));
  GONGSHI_TRY(target.purges_by_url() ? post(target, lines) : command(target, lines));
  return fs.remove(noted);
}

}  // namespace gongshi
