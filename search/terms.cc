#include "search/terms.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <set>

#include "base/characters.h"
#include "base/text.h"

namespace gongshi {
namespace {

/// A run of one sort in normalised text.
struct Run {
  std::u32string text;  // thousands commas are already out
  size_t begin = 0;
  size_t end = 0;
  bool han = false;
};

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool in_word(char32_t c) {
  if (is_han(c)) return false;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

/// The comma of `5,000`: digits before it and exactly three after it.
bool is_thousands_comma(std::u32string_view text, size_t i) {
  if (text[i] != U',' || i == 0 || !is_digit(text[i - 1]) || i + 3 >= text.size()) return false;
  for (size_t k = 1; k <= 3; ++k)
    if (!is_digit(text[i + k])) return false;
  return i + 4 >= text.size() || !is_digit(text[i + 4]);
}

std::vector<Run> runs_of(std::u32string_view text) {
  std::vector<Run> runs;
  bool open = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const bool han = is_han(c);
    if (han || in_word(c)) {
      if (!open || runs.back().han != han) runs.push_back({U"", i, i, han});
      runs.back().text += c;
      runs.back().end = i + 1;
      open = true;
    } else if (!open || runs.back().han || !is_thousands_comma(text, i)) {
      open = false;
    }
  }
  return runs;
}

std::string term_of(std::u32string_view text) { return cut_bytes(to_utf8(text), kMaxTermBytes); }

/// `2026/118` when runs[i] is a year in 〔〕 with the serial number after it; else empty.
std::string number_term(std::u32string_view text, const std::vector<Run>& runs, size_t i) {
  if (i + 1 >= runs.size()) return {};
  const Run& year = runs[i];
  const size_t serial_at = i + (runs[i + 1].han && runs[i + 1].text == U"第" ? 2 : 1);
  if (serial_at >= runs.size()) return {};
  const Run& serial = runs[serial_at];
  const auto digits = [](const Run& run) {
    return std::all_of(run.text.begin(), run.text.end(), is_digit);
  };
  if (year.text.size() != 4 || !digits(year) || serial.han || !digits(serial)) return {};
  if (year.begin == 0 || text[year.begin - 1] != U'〔' || text[year.end] != U'〕') return {};
  const size_t after = serial_at == i + 1 ? year.end + 1 : runs[i + 1].end;
  if (runs[i + 1].begin != year.end + 1 || serial.begin != after) return {};
  const size_t zeros = std::min(serial.text.find_first_not_of(U'0'), serial.text.size() - 1);
  return term_of(year.text + U"/" + serial.text.substr(zeros));
}

void add_parts(const Run& run, std::vector<std::string>& out) {
  size_t begin = 0;
  for (size_t i = 1; i <= run.text.size(); ++i) {
    if (i < run.text.size() && is_digit(run.text[i]) == is_digit(run.text[i - 1])) continue;
    if (i - begin < run.text.size())
      out.push_back(term_of(std::u32string_view(run.text).substr(begin, i - begin)));
    begin = i;
  }
}

}  // namespace

std::string cut_bytes(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return std::string(text.substr(0, bytes));
}

namespace {

/// The normal form of text that is plain (`is_plain`) without the steps it does not need: full width
/// signs are the only compatibility forms there.
std::u32string plain_normalised(std::string_view utf8) {
  std::u32string text = to_u32(utf8);
  for (char32_t& c : text) {
    if (c >= 0x4E00) c = c >= 0xFF01 ? c - 0xFEE0 : simplified(c);
    if (c >= U'A' && c <= U'Z') c += 32;
    if (c < 0x80 ? (c == U'(' || c == U'[' || c == U'{') : (c == U'【' || c == U'〖' || c == U'〘' || c == U'〚' || c == U'〈'))
      c = U'〔';
    if (c < 0x80 ? (c == U')' || c == U']' || c == U'}') : (c == U'】' || c == U'〗' || c == U'〙' || c == U'〛' || c == U'〉'))
      c = U'〕';
  }
  return text;
}

}  // namespace

std::u32string normalised_points(std::string_view utf8) {
  if (is_plain(utf8)) return plain_normalised(utf8);
  std::u32string blanks;
  for (const char32_t c : to_u32(utf8)) {
    const bool blank = u_isWhitespace(static_cast<UChar32>(c)) || c == 0x00A0 || c == 0x202F;
    if (!blank) {
      blanks += c;
    } else if (blanks.empty() || blanks.back() != U' ') {
      blanks += U' ';
    }
  }
  std::u32string text = to_u32(normalized_id(to_utf8(blanks)));
  for (char32_t& c : text) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  text = to_u32(nfkc(to_utf8(text)));
  for (char32_t& c : text) c = simplified(c);
  return text;
}

std::string normalised(std::string_view utf8) { return to_utf8(normalised_points(utf8)); }

void each_index_term(std::string_view utf8, const HanTerm& han, const OtherTerm& other) {
  const std::u32string text = normalised_points(utf8);
  const auto runs = runs_of(text);
  std::vector<std::string> parts;
  for (size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (run.han) {
      for (size_t k = 0; k < run.text.size(); ++k) {
        han(run.text[k], 0, run.begin + k);
        if (k + 1 < run.text.size()) han(run.text[k], run.text[k + 1], run.begin + k);
      }
      continue;
    }
    other(term_of(run.text));
    parts.clear();
    add_parts(run, parts);
    for (auto& part : parts) other(std::move(part));
    if (auto number = number_term(text, runs, i); !number.empty()) other(std::move(number));
  }
}

std::string han_term(char32_t first, char32_t second) {
  const char32_t both[] = {first, second};
  return to_utf8(std::u32string_view(both, second == 0 ? 1 : 2));
}

std::vector<std::string> index_terms(std::string_view utf8) {
  std::vector<std::string> out;
  each_index_term(
      utf8, [&](char32_t a, char32_t b, size_t) { out.push_back(han_term(a, b)); },
      [&](std::string term) { out.push_back(std::move(term)); });
  return out;
}

std::vector<QueryTerm> query_terms(std::string_view word) {
  const std::u32string text = normalised_points(word);
  const auto runs = runs_of(text);
  std::vector<QueryTerm> out;
  std::set<std::string> seen;
  const auto add = [&](std::string term, size_t begin, size_t end, bool han) {
    if (seen.insert(term).second) out.push_back({std::move(term), begin, end, han});
  };
  size_t covered = 0;  // runs before this one stand in a document number already added
  for (size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (run.han) {
      const size_t last = run.text.size() < 2 ? 1 : run.text.size() - 1;
      const size_t width = run.text.size() < 2 ? 1 : 2;
      for (size_t k = 0; k < last; ++k)
        add(to_utf8(std::u32string_view(run.text).substr(k, width)), run.begin + k,
            run.begin + k + width, true);
      continue;
    }
    if (run.begin < covered) continue;
    if (auto number = number_term(text, runs, i); !number.empty()) {
      const size_t serial = runs[i + 1].han ? i + 2 : i + 1;
      covered = runs[serial].end;
      add(std::move(number), run.begin, covered, false);
    } else {
      add(term_of(run.text), run.begin, run.end, false);
    }
  }
  return out;
}

}  // namespace gongshi
