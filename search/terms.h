#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// The one form in which texts and queries are compared: NFKC (so full width is half width), every
/// kind of bracket as in document numbers, runs of blanks and line breaks one space, control and
/// bidi characters out, lower case, traditional characters simplified.
std::string normalised(std::string_view utf8);
std::u32string normalised_points(std::string_view utf8);

/// A term of a query and where it stands in the normalised word, in code points.
struct QueryTerm {
  std::string term;
  size_t begin = 0;
  size_t end = 0;
  bool han = false;  ///< a Chinese character or pair; otherwise a word or number
};

/// Terms of an indexed text, in the order in which they stand, repeated where they repeat:
/// - of Chinese: every character and every pair of neighbours;
/// - of anything else that is a letter or digit: the whole run, and where letters and digits meet
///   its parts; thousands commas are left out of numbers;
/// - of a document number's `〔2026〕0118`: its year and serial number together, `2026/118`.
/// `text` need not be normalised.
std::vector<std::string> index_terms(std::string_view text);

/// The same terms one by one: a Chinese character (`second` is 0) or pair with its place in the
/// normalised text, in characters; any other term.
using HanTerm = std::function<void(char32_t first, char32_t second, size_t place)>;
using OtherTerm = std::function<void(std::string term)>;
void each_index_term(std::string_view text, const HanTerm& han, const OtherTerm& other);
std::string han_term(char32_t first, char32_t second);

/// Terms which every text holding `word` has: the pairs (a single character where it stands alone),
/// the whole runs, and the year with its serial number in place of the two. Never repeats one.
std::vector<QueryTerm> query_terms(std::string_view word);

/// Longest term in bytes without its prefix; longer ones are cut, on both sides alike.
constexpr size_t kMaxTermBytes = 180;
/// `text` cut to at most `bytes`, between characters.
std::string cut_bytes(std::string_view text, size_t bytes);

}  // namespace gongshi
