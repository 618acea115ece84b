#include "audit/addresses.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/:,%#?=&").find(c) != std::string_view::npos;
}

bool is_digest(std::string_view word) {
  return (word.size() == 32 || word.size() == 40 || word.size() == 64 || word.size() == 128) &&
         word.find_first_not_of("0123456789abcdef") == word.npos;
}

/// `scheme:` at the start of a link, in lower case, without the colon.
std::string scheme_of(std::string_view link) {
  std::string scheme;
  for (const char c : link) {
    if (c == ':') return scheme;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    if (!(lower >= 'a' && lower <= 'z') && !(lower >= '0' && lower <= '9') && c != '+' && c != '-')
      break;
    scheme += lower;
  }
  return {};
}

}  // namespace

Addresses::Addresses(const AuditInput& input, const std::vector<std::string>& files)
    : files_(files.begin(), files.end()), served_(input.served), records_(input.records) {
  const size_t host = input.base_url.find("://");
  const size_t path = host == std::string::npos ? host : input.base_url.find('/', host + 3);
  origin_ = input.base_url.substr(0, path);
  base_path_ = path == std::string::npos ? "/" : input.base_url.substr(path);
  if (!base_path_.ends_with('/')) base_path_ += '/';
}

LinkTarget Addresses::resolve(std::string_view link, const std::string& page) const {
  link = trimmed(link);
  if (!origin_.empty() && link.starts_with(origin_) &&
      (link.size() == origin_.size() || link[origin_.size()] == '/'))
    link.remove_prefix(origin_.size());
  using Kind = LinkTarget::Kind;
  if (link.starts_with("//")) return {Kind::kElsewhere, "", ""};
  const std::string scheme = scheme_of(link);
  if (scheme == "http" || scheme == "https") return {Kind::kElsewhere, "", ""};
  if (scheme == "mailto" || scheme == "tel" || scheme == "data") return {Kind::kOther, "", ""};
  if (!scheme.empty()) return {Kind::kDead, "", ""};

  const size_t hash = link.find('#');
  const std::string fragment = hash == link.npos ? "" : percent_decoded(link.substr(hash + 1));
  std::string_view path = link.substr(0, std::min(link.find('?'), hash));
  if (path.empty()) return {Kind::kInside, page, fragment};
  std::optional<std::string> target;
  if (path.front() != '/') {
    target = resolved_path(percent_decoded(path), page);
  } else if (path.starts_with(base_path_)) {
    target = resolved_path(percent_decoded(path.substr(base_path_.size())), "index.html");
  }
  if (!target) return {Kind::kDead, "", ""};
  if (served_.contains(*target)) return {Kind::kOther, "", ""};
  if (target->empty() || target->ends_with('/')) *target += "index.html";
  if (served_.contains(*target)) return {Kind::kOther, "", ""};
  return {exists(*target) ? Kind::kInside : Kind::kDead, *target, fragment};
}

std::string Addresses::record_at(const std::string& path) const {
  const auto found = records_.find(path);
  return found == records_.end() ? std::string() : found->second;
}

std::optional<std::pair<std::string, size_t>> Addresses::file_in(std::string_view word) const {
  const std::string_view path = word.substr(0, word.find_first_of("#?"));
  if (path.find('/') == path.npos && path.find('.') == path.npos) return std::nullopt;
  for (size_t begin = 0; begin < path.size();) {
    std::string candidate(path.substr(begin));
    if (candidate.ends_with('/')) candidate += "index.html";
    if (files_.contains(candidate)) return std::pair(candidate, begin);
    begin = path.find_first_of("/:,", begin);
    if (begin != path.npos) ++begin;
  }
  return std::nullopt;
}

std::string Addresses::record_of_word(std::string_view word, const std::string& path) const {
  if (word.find('.') == word.npos) return {};
  std::string file;
  const LinkTarget target = resolve(word, path);
  if (target.kind == LinkTarget::Kind::kInside) {
    file = target.path;
  } else if (const auto named = file_in(word)) {
    file = named->first;
  }
  std::string key = record_at(file);
  const size_t hash = word.find('#');
  return key.empty() && hash != word.npos ? record_at(file + std::string(word.substr(hash))) : key;
}

std::string Addresses::record_in(std::string_view row, const std::string& path) const {
  std::string key;
  for (size_t i = 0; i < row.size();) {
    size_t end = i;
    while (end < row.size() && in_word(row[end])) ++end;
    std::string found = record_of_word(row.substr(i, end - i), path);
    i = end + 1;
    if (found.empty() || found == key) continue;
    if (!key.empty()) return {};
    key = std::move(found);
  }
  return key;
}

std::pair<std::string, std::string> Addresses::records_of(const std::string& path, std::string_view row) const {
  std::string own = record_at(path), named = record_in(row, path);
  if (own.empty()) return {std::move(named), ""};
  return {std::move(own), std::move(named)};
}

std::string Addresses::without_addresses(std::string_view text) const {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && in_word(text[end])) ++end;
    const std::string_view word = text.substr(i, end - i);
    if (const auto file = file_in(word)) {
      out += word.substr(0, file->second);
      out += ' ';
      const size_t query = word.find('?');
      if (query != word.npos) out += word.substr(query);
    } else {
      const size_t colon = word.find(':');
      const std::string_view digest = colon == word.npos ? word : word.substr(colon + 1);
      out += is_digest(digest) ? std::string_view(" ") : word;
    }
    if (end < text.size()) out += text[end];
    i = end + 1;
  }
  return out;
}

std::optional<std::string> resolved_path(std::string_view path, const std::string& page) {
  std::vector<std::string> parts = split(page, '/');
  parts.pop_back();
  const auto steps = split(path, '/');
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i] == "..") {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
    } else if (!steps[i].empty() && steps[i] != ".") {
      parts.push_back(steps[i]);
      continue;
    }
    // A path that ends in a directory names the directory.
    if (i + 1 == steps.size() && !parts.empty()) parts.emplace_back();
  }
  return joined(parts, "/");
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view row_around(std::string_view bytes, size_t offset, bool markup) {
  if (offset >= bytes.size()) return {};
  if (!markup) {
    const size_t line = bytes.rfind('\n', offset);
    const size_t begin = line == bytes.npos ? 0 : line + 1;
    return bytes.substr(begin, std::min(bytes.find('\n', offset), bytes.size()) - begin);
  }
  size_t begin = 0;
  std::string_view name;
  for (const std::string_view element : {"<tr", "<li", "<article", "<entry"}) {
    const size_t at = bytes.rfind(element, offset);
    if (at != bytes.npos && (name.empty() || at > begin)) {
      begin = at;
      name = element.substr(1);
    }
  }
  if (name.empty()) return {};
  const size_t end = bytes.find("</" + std::string(name), begin);
  if (end == bytes.npos || end < offset) return {};
  return bytes.substr(begin, end - begin);
}

}  // namespace gongshi
