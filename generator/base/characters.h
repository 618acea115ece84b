#pragma once

#include <string>
#include <string_view>

namespace gongshi {

inline bool among(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }
inline bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
/// A hyphen, a dash or a minus sign.
inline bool is_hyphen(char32_t c) { return c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }

/// A Han character in its simplified form (楊 → 杨); any other character as it is.
char32_t simplified(char32_t c);

/// A decimal digit of any script as an ASCII digit (٣ → 3); any other character as it is.
char32_t plain_digit(char32_t c);

/// What personal data is looked for in: the text as NFKC has it, every digit an ASCII digit.
std::u32string plain_points(std::string_view utf8);

}  // namespace gongshi
