#include "site/feed_url.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kEnvironment = "env:";

/// Where the part between `://` and `@` begins and how long it is, the `@` not counted.
struct Span {
  size_t begin = 0, size = 0;
};

Span userinfo_span(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const size_t begin = scheme + 3;
  const size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const size_t at = url.substr(begin, end - begin).rfind('@');
  return at == std::string_view::npos ? Span{} : Span{begin, at};
}

}  // namespace

std::string userinfo_of(std::string_view url) {
  const Span span = userinfo_span(url);
  return std::string(url.substr(span.begin, span.size));
}

std::string without_userinfo(std::string_view url) {
  const Span span = userinfo_span(url);
  if (span.begin == 0) return std::string(url);
  return std::string(url.substr(0, span.begin)) + std::string(url.substr(span.begin + span.size + 1));
}

std::string shown_url(std::string_view url) {
  if (!contains(url, "://")) return std::string(url);  // a path
  const std::string bare = without_userinfo(url);
  const size_t query = bare.find_first_of("?#");
  return query == std::string::npos ? bare : bare.substr(0, query) + "?…";
}

bool keeps_no_password(std::string_view url) {
  const std::string info = userinfo_of(url);
  if (!variable_of(info).empty()) return true;
  const size_t colon = info.find(':');
  return colon == std::string::npos || !variable_of(info.substr(colon + 1)).empty();
}

bool names_a_secret(std::string_view header) {
  std::string name(header);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (const char* part : {"authorization", "cookie", "token", "secret", "password", "api-key", "apikey"})
    if (contains(name, part)) return true;
  return false;
}

std::string variable_of(std::string_view value) {
  if (!value.starts_with(kEnvironment)) return "";
  const std::string_view name = value.substr(kEnvironment.size());
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return plain ? std::string(name) : "";
}

}  // namespace gongshi
