#pragma once

#include <string>
#include <vector>

namespace gongshi {

/// A run of digits, full width or half, with blanks or hyphens between, that has the length of a
/// mobile, identity or bank number.
struct PersonalNumber {
  size_t begin = 0, end = 0;  ///< bytes
  std::string kind;           ///< phone, identity, bank
  std::string digits;         ///< ASCII, nothing between
};
std::vector<PersonalNumber> personal_numbers(const std::string& text);

/// The text with every such run replaced by ■.
std::string without_personal_numbers(const std::string& text);

}  // namespace gongshi
