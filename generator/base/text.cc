#include "base/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/digest.h"

namespace gongshi {
namespace {

const char32_t kOpen[] = U"[({〔【［（﹝〖〘〚｛﹛〈";
const char32_t kClose[] = U"])}〕】］）﹞〗〙〛｝﹜〉";

bool in(const char32_t* set, char32_t c) {
  for (; *set; ++set)
    if (*set == c) return true;
  return false;
}

/// Control, format (zero width, bidi, soft hyphen), other characters without a shape of their own (fillers,
/// variation selectors) and noncharacters: two texts that differ in these alone look the same.
bool invisible(char32_t c) {
  // Nearly all text is of these two ranges.
  if ((c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c < 0xA000)) return false;
  const auto type = u_charType(static_cast<UChar32>(c));
  return type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || type == U_SURROGATE ||
         type == U_UNASSIGNED || c == 0x2028 || c == 0x2029 ||
         u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

}  // namespace

std::string nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCInstance(status);
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(utf8.begin(), utf8.end(), ascii) ||
      normalizer->isNormalizedUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())), status))
    return std::string(utf8);
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::string out;
  normalizer->normalize(text, status).toUTF8String(out);
  return out;
}

bool is_plain(std::string_view utf8) {
  const auto* at = reinterpret_cast<const unsigned char*>(utf8.data());
  const auto* const end = at + utf8.size();
  while (at < end) {
    while (end - at >= 3 && at[0] >= 0xE5 && at[0] <= 0xE9 && ((at[1] ^ 0x80) | (at[2] ^ 0x80)) < 0x40) at += 3;
    if (at == end) break;
    if (at[0] > 0x20 && at[0] < 0x7F) {
      ++at;
      continue;
    }
    if (end - at < 3 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80) return false;
    const bool first_han = at[0] == 0xE4 && at[1] >= 0xB8;                       // U+4E00 to U+4FFF
    const bool mark = at[0] == 0xE3 && at[1] == 0x80 && at[2] > 0x80 && at[2] < 0xA0;  // 、。《》〔〕
    const bool wide = at[0] == 0xEF && at[1] == 0xBC && at[2] > 0x80;            // ，：；（）
    if (!first_han && !mark && !wide) return false;
    at += 3;
  }
  return true;
}

/// True for an id in its normal form: letters, digits, common Chinese characters, 〔〕 and plain signs.
bool is_normal_id(std::string_view id) {
  if (!is_plain(id)) return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const auto c = static_cast<unsigned char>(id[i]);
    if (c < 0x80 && std::string_view("[](){}<>").find(id[i]) != std::string_view::npos) return false;
    if (c == 0xEF) return false;  // full width
    if (c == 0xE3 && static_cast<unsigned char>(id[i + 2]) / 2 != 0x94 / 2) return false;  // but 〔 and 〕
  }
  return true;
}

std::string normalized_id(std::string_view id) {
  if (is_normal_id(id)) return std::string(id);
  // An invisible character between a letter and its accent would keep them from becoming one.
  std::u32string seen = to_u32(id);
  const bool clean = std::erase_if(seen, [](char32_t c) { return invisible(c); }) == 0;
  const std::u32string text = to_u32(clean ? nfkc(id) : nfkc(to_utf8(seen)));
  std::u32string out;
  for (const char32_t c : text) {
    if (in(kOpen, c)) {
      out += U'〔';
    } else if (in(kClose, c)) {
      out += U'〕';
    } else if (!invisible(c)) {
      out += c;
    }
  }
  return std::string(trimmed(to_utf8(out)));
}

std::string single_line(std::string_view utf8) {
  if (is_plain(utf8)) return std::string(utf8);
  const std::u32string text = to_u32(utf8);
  if (std::none_of(text.begin(), text.end(), [](char32_t c) { return c == U' ' || c == 0xFFFD || invisible(c); }))
    return std::string(trimmed(utf8));
  std::u32string out;
  bool blank = false;
  for (const char32_t c : text) {
    if (c == U'\n' || c == U'\r' || c == U'\t' || c == U' ' || c == 0x2028 || c == 0x2029 ||
        c == 0x0085) {
      blank = true;
      continue;
    }
    if (invisible(c)) continue;
    if (blank && !out.empty()) out += U' ';
    blank = false;
    out += c;
  }
  return std::string(trimmed(to_utf8(out)));
}

std::string multi_line(std::string_view utf8) {
  if (is_plain(utf8)) return std::string(utf8);
  const std::u32string text = to_u32(utf8);
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text)
    if (c == U'\n' || c == U'\t' || !invisible(c)) out += c;
  return to_utf8(out);
}

std::u32string to_u32(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size() / 2);
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const uint8_t*>(utf8.data()), i, size, c);
    out += c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) {
    uint8_t buffer[4];
    int32_t n = 0;
    UBool failed = false;
    U8_APPEND(buffer, n, 4, static_cast<UChar32>(c), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(buffer), static_cast<size_t>(n));
  }
  return out;
}

bool is_one_word(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> words(icu::BreakIterator::createWordInstance(icu::Locale("zh"), status));
  if (U_FAILURE(status)) return false;
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  words->setText(text);
  return text.length() > 1 && words->next() == text.length();
}

bool is_han(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) && c != U'〇';
}

bool valid_utf8(std::string_view bytes, size_t* offset) {
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  const auto size = static_cast<int32_t>(bytes.size());
  const auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
  for (int32_t i = 0; i < size;) {
    // Nearly all text is ASCII and characters of three bytes, most of which begin with E1 to EC.
    if (i + 8 <= size) {
      uint64_t eight = 0;
      std::memcpy(&eight, at + i, 8);
      if (!(eight & kHighBits)) {
        i += 8;
        continue;
      }
    }
    if (i + 3 <= size && at[i] > 0xE0 && at[i] < 0xED && (at[i + 1] & 0xC0) == 0x80 && (at[i + 2] & 0xC0) == 0x80) {
      i += 3;
      continue;
    }
    const int32_t begin = i;
    UChar32 c = 0;
    U8_NEXT(at, i, size, c);
    if (c < 0) {
      if (offset) *offset = static_cast<size_t>(begin);
      return false;
    }
  }
  return true;
}

namespace {

/// White space of Unicode, the usual ones first.
constexpr std::string_view kBlanks[] = {" ",      "\u3000", "\n",     "\r",     "\t",     "\v",     "\f",     "\u00A0", "\u2000",
                                        "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
                                        "\u200A", "\u202F", "\u205F", "\u1680", "\u2028", "\u2029", "\xC2\x85"};

}  // namespace

std::string_view trimmed(std::string_view text) {
  // No ordinary Chinese character begins as they do.
  const auto may_begin = [](std::string_view at) {
    const auto byte = static_cast<unsigned char>(at.front());
    return byte <= 0x20 || (byte >= 0xC2 && byte < 0xE4);
  };
  const auto may_end = [&](std::string_view at) {
    return static_cast<unsigned char>(at.back()) <= 0x20 || (at.size() > 1 && may_begin(at.substr(at.size() - 2))) ||
           (at.size() > 2 && may_begin(at.substr(at.size() - 3)));
  };
  const auto blank_at = [&](auto fits) {
    const auto* found = std::find_if(std::begin(kBlanks), std::end(kBlanks), fits);
    return found == std::end(kBlanks) ? 0 : found->size();
  };
  while (!text.empty() && may_begin(text)) {
    const size_t blank = blank_at([&](std::string_view one) { return text.starts_with(one); });
    if (blank == 0) break;
    text.remove_prefix(blank);
  }
  while (!text.empty() && may_end(text)) {
    const size_t blank = blank_at([&](std::string_view one) { return text.ends_with(one); });
    if (blank == 0) break;
    text.remove_suffix(blank);
  }
  return text;
}

bool contains(std::string_view text, std::string_view part) {
  // Half of all Chinese characters begin with the same byte, at which find() would stop each time.
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::string address_key(std::string_view dataset, std::string_view agency, std::string_view id) {
  const std::string norm = normalized_id(id);
  std::string slug;
  for (const char c : norm) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      slug += static_cast<char>(upper ? c + ('a' - 'A') : c);
    } else if (slug.empty() || slug.back() != '-') {
      slug += '-';
    }
  }
  slug.resize(std::min<size_t>(slug.size(), 40));
  std::string source(dataset);
  source += '\0';
  source += agency;
  source += '\0';
  source += norm;
  return slug + "-" + sha256_hex(source).substr(0, 10);
}

}  // namespace gongshi
