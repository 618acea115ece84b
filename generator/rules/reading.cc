#include "rules/reading.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>

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

/// The simplified forms of all ordinary Han characters, in their order.
std::u32string simplified_forms() {
  icu::UnicodeString all;
  for (UChar32 c = kFirstHan; c <= static_cast<UChar32>(kLastHan); ++c) all.append(c);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> hans(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  std::u32string out;
  // Character by character: rules for pairs would move what follows.
  for (int32_t i = 0; i < all.length(); ++i) {
    icu::UnicodeString one(all, i, 1);
    if (U_SUCCESS(status)) hans->transliterate(one);
    out += one.length() == 1 ? static_cast<char32_t>(one[0]) : static_cast<char32_t>(all[i]);
  }
  return out;
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
    points += u_isUWhiteSpace(part) ? U' ' : static_cast<char32_t>(part);
    origin_.push_back(begin);
    ends_.push_back(end);
  }
}

void Reading::append(char32_t point, uint32_t begin, uint32_t end) {
  if (point >= kFirstWide && point <= kLastWide) point -= kWideToAscii;
  if ((point >= 0x20 && point < 0x7F) || point == U'\n' || (point >= kFirstHan && point <= kLastHan) ||
      (point > 0x3000 && point <= 0x301F)) {
    points += point;
    origin_.push_back(begin);
    ends_.push_back(end);
  } else {
    append_other(point, begin, end);
  }
}

Reading::Reading(std::string_view utf8, bool markdown) {
  if (is_plain(utf8) && !(markdown && utf8.find_first_of("\\*`~&") != utf8.npos)) {
    straight_ = true;
    points = to_u32(utf8);
    for (char32_t& point : points)
      if (point >= kFirstWide && point <= kLastWide) point -= kWideToAscii;
    length = static_cast<uint32_t>(points.size());
    return;
  }
  points.reserve(utf8.size() / 2);
  origin_.reserve(utf8.size() / 2);
  ends_.reserve(utf8.size() / 2);
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
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

char32_t simplified(char32_t c) {
  static const std::u32string forms = simplified_forms();
  return c >= kFirstHan && c <= kLastHan ? forms[c - kFirstHan] : c;
}

}  // namespace gongshi
