#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// Two values parted by this (U+10FFFF) are never read together by a scan.
inline constexpr std::string_view kScanBreak = "\xF4\x8F\xBF\xBF";

/// Text in the form in which forbidden values are compared: compatibility characters decomposed,
/// case folded, traditional characters simplified, digits of any script made plain, blanks and invisible
/// characters dropped, brackets, dashes and middle dots of every kind made one kind.
struct ScanText {
  /// What stood before a point and was left out.
  enum Before : uint8_t {
    kNothing = 0,
    kGap = 1,    ///< a blank, or a hyphen between digits
    kBlock = 2,  ///< the border of a paragraph, a table cell or the like
  };

  std::u32string points;
  std::vector<uint32_t> offsets;  ///< byte in the source that each point comes from
  std::vector<uint8_t> before;    ///< Before flags of each point

  /// Adds the folded form of UTF-8 text whose first byte is number `offset` of the source.
  void append(std::string_view utf8, size_t offset);
  /// Adds one character that was written in some coded form at `offset`.
  void append_point(char32_t point, size_t offset);
  /// The next point begins a new block.
  void mark_block() { pending_ |= kBlock; }
  /// Nothing after this is read together with what came before.
  void append_break(size_t offset);
  void clear();
  void reserve(size_t size);

  /// True when a hyphen stands between two digits.
  bool has_digit_hyphen() const;
  /// The same text without hyphens between digits.
  ScanText without_digit_hyphens() const;

 private:
  bool parts_digits(size_t i) const;
  void push(char32_t point, size_t offset);
  void push_decomposed(char32_t point, size_t offset);

  uint8_t pending_ = 0;
};

/// The folded form of a single value.
std::u32string folded(std::string_view utf8);

/// A file read in every way in which a reader may see a value in it:
/// - markup: the text without tags (so that a value cut by <mark> is whole) and, apart from it,
///   attributes, comments and scripts, character references decoded;
/// - anything else: as it is; once more without tags and with references decoded where it has any;
/// - once more with JSON escapes decoded where it has any;
/// - percent-encoded words decoded.
std::vector<ScanText> scan_texts(std::string_view bytes);

}  // namespace gongshi
