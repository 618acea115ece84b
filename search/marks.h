#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/words.h"

namespace gongshi {

/// A piece of text with or without a mark, as it was written. Not escaped.
struct MarkedPiece {
  std::string text;
  bool marked = false;
};
using MarkedText = std::vector<MarkedPiece>;

/// Finds the words of a query in texts as they were written, whatever their width, case or
/// brackets.
class Marker {
 public:
  /// Words that are left out by the query are not marked.
  explicit Marker(const std::vector<QueryWord>& words);

  /// The whole text; marks that touch or overlap are one.
  MarkedText mark(std::string_view text) const;
  /// At most about 80 characters of the text that has the most different words, from shortly before
  /// the first; cut ends are shown as …. Without any word, the texts' beginning, joined by ；.
  MarkedText snippet(const std::vector<std::string>& texts) const;

 private:
  struct Needle {
    std::u32string text;
    bool han = false;  ///< may begin anywhere; others only where a word begins
  };
  struct Found {
    std::vector<bool> marked;  ///< by character of the original text
    size_t different = 0;
  };
  Found find(const std::u32string& text) const;

  std::vector<Needle> needles_;
};

/// Escaped HTML with `<mark>` around marked pieces.
std::string marked_html(const MarkedText& text);
/// The text without marks.
std::string plain_text(const MarkedText& text);

}  // namespace gongshi
