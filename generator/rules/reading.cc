#include "rules/reading.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "base/characters.h"
#include "base/markup.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr char32_t kFirstHan = 0x4E00, kLastHan = 0x9FFF;
constexpr char32_t kFirstWide = 0xFF01, kLastWide = 0xFF5E, kWideToAscii = 0xFEE0;

/// Bytes of emphasis, code or escape marks at the head of Markdown that a reader does not see; three
/// stars and more may stand for hidden digits and stay.
int32_t emphasis_at(std::string_view text) {
  if (text[0] == '\\') return text.size() > 1 && static_cast<unsigned char>(text[1]) < 0x80 ? 1 : 0;
  if (text[0] != '*' && text[0] != '`' && text[0] != '~') return 0;
  size_t run = 1;
  while (run < text.size() && text[run] == text[0]) ++run;
  return run <= 2 ? static_cast<int32_t>(run) : 0;
}

/// A tag or comment at the head of a text, which no reader of the page sees: its bytes, 0 for none. A `<` before
/// anything but a tag's name is an ordinary sign.
size_t tag_at(std::string_view text, bool* parts) {
  constexpr size_t kLongest = 300;
  if (text.starts_with("<!--")) {
    const size_t end = text.substr(0, kLongest).find("-->");
    *parts = false;
    return end == text.npos ? 0 : end + 3;
  }
  const auto letter = [&](size_t i) { return i < text.size() && ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z'); };
  const size_t first = text.substr(1).starts_with("/") ? 2 : 1;
  size_t at = first;
  std::string name;
  while (letter(at) || (at > first && at < text.size() && text[at] >= '0' && text[at] <= '9')) name += static_cast<char>(text[at++] | 0x20);
  if (name.empty() || at >= text.size() || std::string_view(" />\t\n").find(text[at]) == std::string_view::npos) return 0;
  const size_t end = text.substr(0, kLongest).find_first_of("<>", at);
  *parts = !is_inline_element(name);
  return end == text.npos || text[end] == '<' ? 0 : end + 1;
}

}  // namespace

/// Everything but ASCII, full width and ordinary Han characters: as NFKC has it, invisible ones left out.
void Reading::append_other(char32_t point, uint32_t begin, uint32_t end) {
  UErrorCode status = U_ZERO_ERROR;
  static const auto* const normalizer = icu::Normalizer2::getNFKCInstance(status);
  icu::UnicodeString parts;
  if (!normalizer->getDecomposition(static_cast<UChar32>(point), parts))
    parts = icu::UnicodeString(static_cast<UChar32>(point));
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (u_hasBinaryProperty(part, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) continue;
    points += u_isUWhiteSpace(part) ? U' ' : simplified(plain_digit(static_cast<char32_t>(part)));
    origin_.push_back(begin);
    ends_.push_back(end);
  }
}

void Reading::append(char32_t point, uint32_t begin, uint32_t end) {
  if (point >= kFirstWide && point <= kLastWide) point -= kWideToAscii;
  if ((point >= 0x20 && point < 0x7F) || point == U'\n' || (point >= kFirstHan && point <= kLastHan) ||
      (point > 0x3000 && point <= 0x301F)) {
    points += simplified(point);
    origin_.push_back(begin);
    ends_.push_back(end);
  } else {
    append_other(point, begin, end);
  }
}

Reading::Reading(std::string_view utf8, bool markdown) {
  if (is_plain(utf8) && utf8.find_first_of(markdown ? "<\\*`~&" : "<") == utf8.npos) {
    straight_ = true;
    points = to_u32(utf8);
    for (char32_t& point : points)
      point = point >= kFirstWide && point <= kLastWide ? point - kWideToAscii : simplified(point);
    length = static_cast<uint32_t>(points.size());
    return;
  }
  points.reserve(utf8.size() / 2);
  origin_.reserve(utf8.size() / 2);
  ends_.reserve(utf8.size() / 2);
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    bool parts = false;
    if (const size_t tag = utf8[static_cast<size_t>(i)] == '<' ? tag_at(utf8.substr(static_cast<size_t>(i)), &parts) : 0) {
      const auto width = static_cast<uint32_t>(to_u32(utf8.substr(static_cast<size_t>(i), tag)).size());
      if (parts) append(U'\n', length, length + width);
      i += static_cast<int32_t>(tag);
      length += width;
      continue;
    }
    if (markdown) {
      if (const int32_t skipped = emphasis_at(utf8.substr(static_cast<size_t>(i)))) {
        i += skipped;
        length += static_cast<uint32_t>(skipped);
        continue;
      }
      if (const auto reference = character_reference(utf8.substr(static_cast<size_t>(i)))) {
        const auto width = static_cast<uint32_t>(reference->length);  // ASCII
        append(reference->point, length, length + width);
        i += static_cast<int32_t>(width);
        length += width;
        continue;
      }
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    append(c < 0 ? U'\uFFFD' : static_cast<char32_t>(c), length, length + 1);
    ++length;
  }
}

}  // namespace gongshi
