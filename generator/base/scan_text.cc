#include "base/scan_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/characters.h"
#include "base/markup.h"

namespace gongshi {
namespace {

constexpr char32_t kBreakPoint = 0x10FFFF;

/// One kind of bracket, dash and middle dot.
char32_t one_kind(char32_t c) {
  if (c < 0x80) {
    if (c == U'[' || c == U'{') return U'(';
    if (c == U']' || c == U'}') return U')';
    return c;
  }
  if (among(U"〔【〖〘〚〈", c)) return U'(';
  if (among(U"〕】〗〙〛〉", c)) return U')';
  if (is_hyphen(c)) return U'-';
  if (among(U"·•‧⋅・", c)) return U'·';
  return c;
}

constexpr char32_t kBlank = U' ';       ///< stands for any blank
constexpr char32_t kNoText = U'\uFFFD';  ///< stands for bytes that are no UTF-8

/// What a character is made of, each part folded; nothing of what is invisible.
std::u32string parts_of(char32_t point) {
  UErrorCode status = U_ZERO_ERROR;
  static const auto* const normalizer = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString parts;
  if (!normalizer->getDecomposition(static_cast<UChar32>(point), parts))
    parts = icu::UnicodeString(static_cast<UChar32>(point));
  std::u32string folded;
  for (int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 part = parts.char32At(i);
    if (u_isUWhiteSpace(part)) {
      folded += kBlank;
    } else if (u_charType(part) != U_CONTROL_CHAR && u_charType(part) != U_SURROGATE &&
               !u_hasBinaryProperty(part, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      folded += simplified(plain_digit(one_kind(static_cast<char32_t>(u_foldCase(part, U_FOLD_CASE_DEFAULT)))));
    }
  }
  return folded;
}

/// Punctuation is every tenth character of a Chinese text, and what is no text at all is mostly kNoText: what
/// these come to is asked once. kBlank where it is not one point.
char32_t known_part(char32_t point) {
  constexpr char32_t kFirst = 0x80, kEnd = 0x3100;
  static const std::vector<char32_t> known = [] {
    std::vector<char32_t> each(kEnd - kFirst, kBlank);
    for (char32_t c = kFirst; c < kEnd; ++c)
      if (const auto parts = parts_of(c); parts.size() == 1) each[c - kFirst] = parts[0];
    return each;
  }();
  if (point == kNoText) return point;
  return point >= kFirst && point < kEnd ? known[point - kFirst] : kBlank;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

void append_decoded(ScanText& text, std::string_view source, size_t offset) {
  size_t begin = 0;
  for (size_t i = source.find('&'); i != source.npos; i = source.find('&', i)) {
    const auto reference = character_reference(source.substr(i));
    if (!reference) {
      ++i;
      continue;
    }
    text.append(source.substr(begin, i - begin), offset + begin);
    text.append_point(reference->point, offset + i);
    i += reference->length;
    begin = i;
  }
  text.append(source.substr(begin), offset + begin);
}

/// `text` gets what stands between tags, `inside` what stands in them.
void read_markup(std::string_view bytes, ScanText& text, ScanText& inside) {
  MarkupReader reader(bytes);
  for (MarkupToken token; reader.next(token);) {
    switch (token.kind) {
      case MarkupToken::Kind::kText:
        append_decoded(text, token.source, token.offset);
        break;
      case MarkupToken::Kind::kOpen:
      case MarkupToken::Kind::kClose:
        if (!is_inline_element(token.name)) text.mark_block();
        if (token.source.find('=') == token.source.npos) break;
        [[fallthrough]];
      case MarkupToken::Kind::kRaw:
      case MarkupToken::Kind::kComment:
        append_decoded(inside, token.source, token.offset);
        inside.append_break(token.offset + token.source.size());
    }
  }
}

/// One `\uXXXX` at `at`; -1 when there is none.
int32_t escaped_unit(std::string_view bytes, size_t at) {
  if (at + 6 > bytes.size() || bytes[at] != '\\' || bytes[at + 1] != 'u') return -1;
  int32_t unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(bytes[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

/// Decodes the escape at `at` and returns its length; 1 when it is none.
size_t append_escape(std::string_view bytes, size_t at, ScanText& text) {
  const char next = at + 1 < bytes.size() ? bytes[at + 1] : '\0';
  if (next == 'n' || next == 't' || next == 'r' || next == 'f' || next == 'b') {
    text.append_point(U' ', at);
    return 2;
  }
  if (next == '"' || next == '\\' || next == '/') {
    text.append_point(static_cast<char32_t>(next), at);
    return 2;
  }
  const int32_t unit = escaped_unit(bytes, at);
  if (unit < 0) {
    text.append_point(U'\\', at);
    return 1;
  }
  const int32_t low = unit >= 0xD800 && unit < 0xDC00 ? escaped_unit(bytes, at + 6) : -1;
  if (low >= 0xDC00 && low < 0xE000) {
    text.append_point(static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)),
                      at);
    return 12;
  }
  text.append_point(static_cast<char32_t>(unit), at);
  return 6;
}

ScanText unescaped(std::string_view bytes) {
  ScanText text;
  size_t begin = 0;
  for (size_t i = bytes.find('\\'); i != bytes.npos; i = bytes.find('\\', begin)) {
    text.append(bytes.substr(begin, i - begin), begin);
    begin = i + append_escape(bytes, i, text);
  }
  text.append(bytes.substr(begin), begin);
  return text;
}

bool in_address(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\'' && c != '<' && c != '>';
}

/// The words of `bytes` that hold a percent-encoded byte, decoded; `+` in them is a blank.
ScanText percent_decoded(std::string_view bytes) {
  ScanText text;
  for (size_t at = bytes.find('%'); at != bytes.npos; at = bytes.find('%', at)) {
    if (at + 2 >= bytes.size() || hex_value(bytes[at + 1]) < 0 || hex_value(bytes[at + 2]) < 0) {
      ++at;
      continue;
    }
    size_t begin = at;
    while (begin > 0 && in_address(bytes[begin - 1]) && at - begin < 2000) --begin;
    std::string word;
    size_t i = begin;
    for (; i < bytes.size() && in_address(bytes[i]); ++i) {
      if (bytes[i] == '%' && i + 2 < bytes.size() && hex_value(bytes[i + 1]) >= 0 &&
          hex_value(bytes[i + 2]) >= 0) {
        word += static_cast<char>(hex_value(bytes[i + 1]) * 16 + hex_value(bytes[i + 2]));
        i += 2;
      } else {
        word += bytes[i] == '+' ? ' ' : bytes[i];
      }
    }
    const size_t first = text.offsets.size();
    text.append(word, begin);
    std::fill(text.offsets.begin() + static_cast<ptrdiff_t>(first), text.offsets.end(),
              static_cast<uint32_t>(begin));
    text.append_break(i);
    at = i;
  }
  return text;
}

bool is_markup(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  return first != bytes.npos && bytes[first] == '<';
}

}  // namespace

void ScanText::push(char32_t point, size_t offset) {
  points += point;
  offsets.push_back(static_cast<uint32_t>(offset));
  before.push_back(pending_);
  pending_ = kNothing;
}

void ScanText::append_break(size_t offset) { push(kBreakPoint, offset); }

void ScanText::reserve(size_t size) {
  points.reserve(size);
  offsets.reserve(size);
  before.reserve(size);
}

void ScanText::clear() {
  points.clear();
  offsets.clear();
  before.clear();
  pending_ = kNothing;
}

void ScanText::append_point(char32_t point, size_t offset) {
  if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
  if (point > 0x20 && point < 0x7F) {
    push(one_kind(point >= U'A' && point <= U'Z' ? point + 32 : point), offset);
  } else if (point == 0x20 || (point >= 0x09 && point <= 0x0D)) {
    pending_ |= kGap;
  } else if (point >= 0x4E00 && point <= 0x9FFF) {
    push(simplified(point), offset);
  } else if (point >= 0x80) {
    push_decomposed(point, offset);
  }
}

/// Decomposing character by character makes composed and decomposed writing the same without
/// looking at neighbours.
void ScanText::push_decomposed(char32_t point, size_t offset) {
  if (point == kBreakPoint) return push(point, offset);
  if (const char32_t known = known_part(point); known != kBlank) return push(known, offset);
  for (const char32_t part : parts_of(point)) {
    if (part == kBlank) pending_ |= kGap;
    else push(part, offset);
  }
}

void ScanText::append(std::string_view utf8, size_t offset) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    append_point(c < 0 ? kNoText : static_cast<char32_t>(c), offset + static_cast<size_t>(begin));
  }
}

bool ScanText::parts_digits(size_t i) const {
  return points[i] == U'-' && i > 0 && i + 1 < points.size() && is_ascii_digit(points[i - 1]) && is_ascii_digit(points[i + 1]);
}

bool ScanText::has_digit_hyphen() const {
  for (size_t i = points.find(U'-'); i != points.npos; i = points.find(U'-', i + 1))
    if (parts_digits(i)) return true;
  return false;
}

ScanText ScanText::without_digit_hyphens() const {
  ScanText out;
  out.reserve(points.size());
  for (size_t i = 0; i < points.size(); ++i) {
    if (parts_digits(i)) {
      out.pending_ |= kGap | before[i];
      continue;
    }
    out.pending_ |= before[i];
    out.push(points[i], offsets[i]);
  }
  return out;
}

std::u32string folded(std::string_view utf8) {
  ScanText text;
  text.append(utf8, 0);
  return std::move(text.points);
}

std::vector<ScanText> scan_texts(std::string_view bytes) {
  std::vector<ScanText> out;
  ScanText text;
  ScanText inside;
  if (is_markup(bytes)) {
    read_markup(bytes, text, inside);
    out.push_back(std::move(text));
    out.push_back(std::move(inside));
  } else {
    ScanText plain;
    plain.append(bytes, 0);
    out.push_back(std::move(plain));
    if (bytes.find('<') != bytes.npos || bytes.find('&') != bytes.npos) {
      read_markup(bytes, text, inside);
      out.push_back(std::move(text));
      if (!inside.points.empty()) out.push_back(std::move(inside));
    }
  }
  if (bytes.find(is_markup(bytes) ? "\\u" : "\\") != bytes.npos) out.push_back(unescaped(bytes));
  ScanText addresses = percent_decoded(bytes);
  if (!addresses.points.empty()) out.push_back(std::move(addresses));
  return out;
}

}  // namespace gongshi
