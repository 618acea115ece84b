#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// A text as detectors read it: compatibility characters in their plain form (full width, circled,
/// composed, digits of any script, traditional), invisible characters and tags left out (a tag that parts two blocks is a line
/// break), everything else as it is. Each point knows the code
/// point of the original it comes from, so what is found here can be replaced there.
struct Reading {
  /// Of Markdown also emphasis, escapes and character references are read as a reader sees them.
  explicit Reading(std::string_view utf8, bool markdown = false);

  std::u32string points;
  /// The original's range for points [begin, end).
  size_t from(size_t begin) const { return begin >= points.size() ? length : straight_ ? begin : origin_[begin]; }
  size_t to(size_t end) const { return end == 0 || straight_ ? end : ends_[end - 1]; }
  uint32_t length = 0;  ///< code points of the original

  char32_t at(size_t i) const { return i < points.size() ? points[i] : U'\0'; }
  bool has(size_t i, std::u32string_view word) const {
    return std::u32string_view(points).substr(i < points.size() ? i : points.size()).starts_with(word);
  }

 private:
  void append(char32_t point, uint32_t begin, uint32_t end);
  void append_other(char32_t point, uint32_t begin, uint32_t end);

  bool straight_ = false;         ///< each point is the code point of the same number, and the lists below are empty
  std::vector<uint32_t> origin_;  ///< code point of the original where each point begins
  std::vector<uint32_t> ends_;    ///< and where it ends
};

}  // namespace gongshi
