#include "base/json_lines.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace gongshi {
namespace {

/// An object or list that is still open.
struct Open {
  std::string pointer;
  bool object = false;
  bool after_key = false;
  size_t index = 0;
  std::string member;  ///< pointer of the member whose value comes next
};

/// `"…"` from `at` on, quotes included.
std::string_view quoted_at(std::string_view bytes, size_t at) {
  size_t end = at + 1;
  while (end < bytes.size() && bytes[end] != '"') end += bytes[end] == '\\' ? 2 : 1;
  return bytes.substr(at, end - at + 1);
}

/// How many bytes of blanks, commas, colons or comment begin here; 0 where a token begins.
size_t gap_at(std::string_view bytes, size_t at) {
  if (bytes.substr(at, 2) == "//") return std::min(bytes.find('\n', at), bytes.size()) - at;
  if (bytes.substr(at, 2) == "/*") {
    const size_t end = bytes.find("*/", at + 2);
    return (end == std::string_view::npos ? bytes.size() : end + 2) - at;
  }
  return std::string_view(" \t\r\n:,").find(bytes[at]) == std::string_view::npos ? 0 : 1;
}

std::string escaped(std::string_view key) {
  std::string out;
  for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

}  // namespace

JsonLines::JsonLines(std::string_view bytes) {
  std::vector<Open> open;
  size_t line = 1;
  const auto begin_value = [&]() -> std::string {
    if (open.empty()) return "";
    if (open.back().object) return open.back().member;
    const std::string pointer = open.back().pointer + "/" + std::to_string(open.back().index++);
    lines_.emplace(pointer, line);
    return pointer;
  };
  for (size_t i = 0; i < bytes.size();) {
    if (const size_t gap = gap_at(bytes, i)) {
      if (bytes[i] == ',' && !open.empty()) open.back().after_key = false;
      for (const size_t end = i + gap; i < end; ++i) line += bytes[i] == '\n';
      continue;
    }
    const char c = bytes[i];
    if (c == '{' || c == '[') {
      open.push_back({begin_value(), c == '{', false, 0, ""});
      ++i;
    } else if (c == '}' || c == ']') {
      if (!open.empty()) open.pop_back();
      ++i;
    } else if (c == '"' && !open.empty() && open.back().object && !open.back().after_key) {
      const std::string_view token = quoted_at(bytes, i);
      const auto key = nlohmann::json::parse(token, nullptr, false);
      open.back().member = open.back().pointer + "/" + escaped(key.is_string() ? key.get<std::string>() : "");
      open.back().after_key = true;
      const bool fresh = lines_.emplace(open.back().member, line).second;
      if (!fresh && repeated_.empty()) {
        repeated_ = open.back().member;
        lines_[repeated_] = line;
      }
      i += token.size();
    } else {
      begin_value();
      if (c == '"') {
        i += quoted_at(bytes, i).size();
      } else {
        while (i < bytes.size() && std::string_view(" \t\r\n,:]}{[\"/").find(bytes[i]) == std::string_view::npos) ++i;
      }
      if (i < bytes.size() && bytes[i] == '/' && gap_at(bytes, i) == 0) ++i;
    }
  }
}

size_t JsonLines::line(std::string_view pointer) const {
  for (;;) {
    if (const auto at = lines_.find(pointer); at != lines_.end()) return at->second;
    const size_t slash = pointer.rfind('/');
    if (slash == std::string_view::npos) return 1;
    pointer = pointer.substr(0, slash);
  }
}

std::string inside(const std::string& where, std::string_view key) {
  return where + (where.find("#/") == std::string::npos ? "#/" : "/") + escaped(key);
}

std::string inside(const std::string& where, size_t index) { return inside(where, std::to_string(index)); }

JsonPlace json_place(std::string_view where) {
  const size_t mark = where.find("#/");
  if (mark == std::string_view::npos) return {std::string(where), ""};
  return {std::string(where.substr(0, mark)), std::string(where.substr(mark + 1))};
}

}  // namespace gongshi
