#include "search/marks.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "render/html.h"
#include "search/terms.h"

namespace gongshi {
namespace {

constexpr size_t kSnippet = 80;
constexpr size_t kBefore = 16;

/// A text as it is compared, and from which character of the original each of its characters came.
struct Folded {
  std::u32string text;
  std::vector<size_t> origin;
};

Folded folded(const std::u32string& text) {
  Folded out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c >= 0x4E00 && c <= 0x9FFF) {
      out.text += simplified(c);
      out.origin.push_back(i);
      continue;
    }
    for (const char32_t f : to_u32(normalised(to_utf8(std::u32string_view(&c, 1))))) {
      out.text += f;
      out.origin.push_back(i);
    }
    if (u_isWhitespace(static_cast<UChar32>(c))) {
      out.text += U' ';
      out.origin.push_back(i);
    }
  }
  return out;
}

bool is_word(char32_t c) { return !is_han(c) && u_isalnum(static_cast<UChar32>(c)); }

MarkedText pieces(const std::u32string& text, const std::vector<bool>& marked, size_t begin,
                  size_t end) {
  MarkedText out;
  for (size_t i = begin; i < end;) {
    size_t stop = i + 1;
    while (stop < end && marked[stop] == marked[i]) ++stop;
    out.push_back({to_utf8(std::u32string_view(text).substr(i, stop - i)), marked[i]});
    i = stop;
  }
  return out;
}

MarkedText cut_out(const std::u32string& text, const std::vector<bool>& marked) {
  const auto first = std::find(marked.begin(), marked.end(), true);
  size_t begin = first == marked.end() ? 0 : static_cast<size_t>(first - marked.begin());
  begin = begin > kBefore ? begin - kBefore : 0;
  if (text.size() <= kSnippet) begin = 0;
  const size_t end = std::min(text.size(), begin + kSnippet);
  MarkedText out = pieces(text, marked, begin, end);
  if (begin > 0) out.insert(out.begin(), {"…", false});
  if (end < text.size()) out.push_back({"…", false});
  return out;
}

}  // namespace

Marker::Marker(const std::vector<QueryWord>& words) {
  for (const auto& word : words) {
    const std::u32string whole = to_u32(normalised(word.text));
    if (word.without || whole.empty()) continue;
    const bool han = is_han(whole.front()) || !is_word(whole.front());
    needles_.push_back({whole, han});
    if (word.quoted) continue;
    for (const auto& term : query_terms(word.text))
      needles_.push_back({whole.substr(term.begin, term.end - term.begin), term.han});
  }
}

Marker::Found Marker::find(const std::u32string& text) const {
  const Folded fold = folded(text);
  Found found{std::vector<bool>(text.size(), false), 0};
  for (const auto& needle : needles_) {
    bool seen = false;
    for (size_t at = 0; (at = fold.text.find(needle.text, at)) != std::u32string::npos; ++at) {
      if (!needle.han && at > 0 && is_word(fold.text[at - 1])) continue;
      seen = true;
      const size_t end = fold.origin[at + needle.text.size() - 1];
      for (size_t i = fold.origin[at]; i <= end; ++i) found.marked[i] = true;
    }
    found.different += seen;
  }
  return found;
}

MarkedText Marker::mark(std::string_view utf8) const {
  const std::u32string text = to_u32(utf8);
  return pieces(text, find(text).marked, 0, text.size());
}

MarkedText Marker::snippet(const std::vector<std::string>& texts) const {
  std::u32string best;
  Found best_found;
  for (const auto& utf8 : texts) {
    const std::u32string text = to_u32(utf8);
    Found found = find(text);
    if (found.different > best_found.different) {
      best = text;
      best_found = std::move(found);
    }
  }
  if (best_found.different > 0) return cut_out(best, best_found.marked);
  const std::u32string all = to_u32(joined(texts, "；"));
  return cut_out(all, std::vector<bool>(all.size(), false));
}

std::string marked_html(const MarkedText& text) {
  std::string out;
  for (const auto& piece : text)
    out += piece.marked ? "<mark>" + escaped(piece.text) + "</mark>" : escaped(piece.text);
  return out;
}

std::string plain_text(const MarkedText& text) {
  std::string out;
  for (const auto& piece : text) out += piece.text;
  return out;
}

}  // namespace gongshi
