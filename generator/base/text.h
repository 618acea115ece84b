#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// Unicode NFKC of UTF-8 text (full width becomes half width). Invalid bytes become U+FFFD.
std::string nfkc(std::string_view utf8);
/// The form in which ids and document numbers compare equal: NFKC, every kind of bracket
/// (〔【[［（(﹝ …) folded to 〔〕, control and bidi characters removed, ends trimmed.
std::string normalized_id(std::string_view id);
/// A single-line value as it may be shown: control and bidi formatting characters removed, line
/// breaks and runs of blanks made one space, ends trimmed.
std::string single_line(std::string_view utf8);
/// True for text that single_line and multi_line leave as it is, told at a glance: no blanks, nothing
/// but printable ASCII, common Chinese characters and their punctuation. False where it would take a look.
bool is_plain(std::string_view utf8);
/// Multi-line text as it may be shown: control (but line feed and tab) and bidi characters removed.
std::string multi_line(std::string_view utf8);

std::u32string to_u32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);
bool is_han(char32_t c);
/// True for a word of the dictionary (高峰, 公司), as ICU divides Chinese text; 王建国 is two.
bool is_one_word(std::string_view utf8);
/// True when `bytes` is well-formed UTF-8; otherwise `*offset` is the first bad byte.
bool valid_utf8(std::string_view bytes, size_t* offset = nullptr);

/// Without the blanks at its ends: every character that Unicode calls white space, U+3000 among them.
std::string_view trimmed(std::string_view text);
bool contains(std::string_view text, std::string_view part);
std::string replaced(std::string text, std::string_view from, std::string_view to);
std::vector<std::string> split(std::string_view text, char separator);
/// True when the word is one of these.
template <size_t N>
bool one_of(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// The `<key>` of an address: the normalised id's ASCII letters and digits in lower case with every
/// other run as one `-`, cut to 40, then `-` and ten hex digits of SHA-256 over dataset, agency and
/// normalised id joined by zero bytes.
std::string address_key(std::string_view dataset, std::string_view agency, std::string_view id);

}  // namespace gongshi
