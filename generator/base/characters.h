#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// A Han character in its simplified form (楊 → 杨); any other character as it is.
char32_t simplified(char32_t c);

/// A decimal digit of any script as an ASCII digit (٣ → 3); any other character as it is.
char32_t plain_digit(char32_t c);

/// What personal data is looked for in: the text as NFKC has it, every digit an ASCII digit.
std::u32string plain_points(std::string_view utf8);

}  // namespace gongshi
