#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace gongshi {

// Digits as identifiers are made of them: ASCII, never signs or blanks.

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool digits_only(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }
inline int digit_value(char c) { return c - '0'; }

/// The number of `size` digits at `begin`.
inline int number_at(std::string_view digits, size_t begin, size_t size) {
  int number = 0;
  for (const char c : digits.substr(begin, size)) number = number * 10 + digit_value(c);
  return number;
}

/// The date of `yyyymmdd` at `begin`; none where no calendar has it.
inline std::optional<Date> date_at(std::string_view digits, size_t begin) {
  return Date::of(number_at(digits, begin, 4), number_at(digits, begin + 4, 2), number_at(digits, begin + 6, 2));
}

}  // namespace gongshi
