#include "pull/address.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string_view>

namespace gongshi {
namespace {

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

/// One part as libcurl has it; "" when the address has none.
std::string part(CURLU* url, CURLUPart what) {
  char* found = nullptr;
  if (curl_url_get(url, what, &found, CURLU_DEFAULT_PORT) != CURLUE_OK) return "";
  std::string out(found);
  curl_free(found);
  return out;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

/// `reference` taken relative to `base`, or as it is where there is none.
std::optional<Address> taken_apart(const std::string* base, const std::string& reference) {
  const Handle url(curl_url(), &curl_url_cleanup);
  if (!url || (base && curl_url_set(url.get(), CURLUPART_URL, base->c_str(), 0) != CURLUE_OK))
    return std::nullopt;
  constexpr unsigned kFlags = CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME;
  if (curl_url_set(url.get(), CURLUPART_URL, reference.c_str(), kFlags) != CURLUE_OK) return std::nullopt;
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Address out;
  char* whole = nullptr;
  if (curl_url_get(url.get(), CURLUPART_URL, &whole, 0) != CURLUE_OK) return std::nullopt;
  out.text = whole;
  curl_free(whole);
  out.scheme = lower(part(url.get(), CURLUPART_SCHEME));
  out.host = lower(part(url.get(), CURLUPART_HOST));
  out.port = part(url.get(), CURLUPART_PORT);
  return out;
}

}  // namespace

std::optional<Address> Address::parse(const std::string& url) { return taken_apart(nullptr, url); }

std::optional<Address> Address::resolve(const std::string& reference) const {
  return taken_apart(&text, reference);
}

std::string file_address(const std::string& path) {
  std::string url = "file://";
  for (const char c : std::filesystem::absolute(path).lexically_normal().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-_.~").find(c) != std::string_view::npos;
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

}  // namespace gongshi
