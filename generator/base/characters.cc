#include "base/characters.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr char32_t kFirstHan = 0x4E00, kLastHan = 0x9FFF;

/// The simplified forms of all ordinary Han characters, in their order.
std::u16string simplified_forms() {
  icu::UnicodeString all;
  for (UChar32 c = kFirstHan; c <= static_cast<UChar32>(kLastHan); ++c) all.append(c);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> hans(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  std::u16string out;
  // Character by character: rules for pairs would move what follows.
  for (int32_t i = 0; i < all.length(); ++i) {
    icu::UnicodeString one(all, i, 1);
    if (U_SUCCESS(status)) hans->transliterate(one);
    out += one.length() == 1 ? one[0] : all[i];
  }
  return out;
}

}  // namespace

char32_t simplified(char32_t c) {
  static const std::u16string forms = simplified_forms();
  return c >= kFirstHan && c <= kLastHan ? forms[c - kFirstHan] : c;
}

char32_t plain_digit(char32_t c) {
  if (c < 0x80) return c;
  const int32_t value = u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(static_cast<UChar32>(c)) : -1;
  return value < 0 ? c : U'0' + static_cast<char32_t>(value);
}

std::u32string plain_points(std::string_view utf8) {
  std::u32string points = to_u32(nfkc(utf8));
  for (char32_t& point : points)
    if (point >= 0x80 && point < kFirstHan) point = plain_digit(point);
  return points;
}

}  // namespace gongshi
