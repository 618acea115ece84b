#include "render/links.h"

#include <algorithm>

namespace gongshi {

std::string root_prefix(std::string_view path) {
  std::string prefix;
  for (auto n = std::count(path.begin(), path.end(), '/'); n > 0; --n) prefix += "../";
  return prefix;
}

std::string root_anywhere(std::string_view base_url) {
  return base_url.empty() ? std::string() : path_of(base_url);
}

std::string public_address(std::string_view base_url, std::string_view path) {
  constexpr std::string_view kIndex = "index.html";
  std::string address(base_url);
  if (!address.ends_with('/')) address += '/';
  const bool index = path == kIndex || path.ends_with("/index.html");
  return address.append(index ? path.substr(0, path.size() - kIndex.size()) : path);
}

std::string path_of(std::string_view url) {
  const size_t scheme = url.find("://");
  const size_t slash = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  std::string path(slash == std::string_view::npos ? "/" : url.substr(slash));
  if (!path.ends_with('/')) path += '/';
  return path;
}

std::string phone_link(std::string_view phone) {
  std::string link;
  for (const char c : phone)
    if ((c >= '0' && c <= '9') || c == '-' || (c == '+' && link.empty())) link += c;
  return link;
}

std::string query_value(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF", kPlain = "-._~";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || kPlain.find(c) != std::string_view::npos)
      out += c;
    else
      out.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return out;
}

std::string data_path(std::string_view dataset, std::string_view partition, std::string_view extension) {
  std::string path("data/");
  path.append(dataset).append("/").append(partition).append("/").append(dataset);
  if (partition != "all") path.append("-").append(partition);
  return path.append(".").append(extension);
}

std::string agency_data_path(std::string_view dataset, std::string_view agency) {
  std::string path("data/");
  path.append(dataset).append("/all/").append(dataset).append("-").append(agency);
  return path.append(".csv");
}

std::string host_of(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  const std::string_view rest = url.substr(scheme + 3);
  return std::string(rest.substr(0, rest.find_first_of(":/?#")));
}

}  // namespace gongshi
