// Numbers that somebody took apart: by a line break, points, blanks or letters.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"

namespace gongshi {
namespace {

/// A number that a line break cuts, where it begins. Blanks before the break belong to it.
void find_cut_by_line(Page& page, size_t begin) {
  constexpr size_t kLongest = 30;
  const Reading& r = page.reading;
  size_t line = 0, end = begin;
  const auto digit_before = [&](size_t at) {
    while (at > begin && r.points[at - 1] == U' ') --at;
    return at > begin && is_ascii_digit(r.points[at - 1]);
  };
  const auto digit_behind = [&](size_t at) {
    while (r.at(at) == U' ') ++at;
    return is_ascii_digit(r.at(at));
  };
  for (; end < r.points.size() && end - begin < kLongest; ++end) {
    const char32_t c = r.points[end];
    if (is_ascii_digit(c) || joins_digits(c) || among(U"Xx", c)) continue;
    if (c != U'\n' || !digit_before(end) || !digit_behind(end + 1) || line > 0) break;
    line = end;
  }
  if (line == 0) return;
  std::u32string joined = r.points.substr(begin, end - begin);
  joined[line - begin] = U' ';
  for (const auto& shape : personal_shapes(joined))
    if (begin + shape.begin < line && line < begin + shape.end) page.find(kind_of(shape.kind), begin + shape.begin, begin + shape.end);
  // A card of whatever parts, told by whose it is.
  joined.erase(line - begin, 1);
  for (const auto& shape : personal_shapes(joined))
    if (shape.kind == ShapeKind::kBank && joined.starts_with(U"62") && shape.begin == 0 && begin + shape.end > line)
      page.find(PersonalKind::kBank, begin, begin + shape.end + 1);
}

/// 1 3 7 2 3 …, 1、3、7、…: a number whose every digit stands alone, with the same kind of thing between.
void find_spread(Page& page, size_t begin) {
  constexpr size_t kMostBetween = 3;
  const Reading& r = page.reading;
  const auto between = [&](size_t i) { return i < r.points.size() && !is_han(r.points[i]) && !is_ascii_digit(r.points[i]) && !is_ascii_letter(r.points[i]); };
  size_t back = begin;
  while (back > 0 && begin - back < kMostBetween && between(back - 1)) --back;
  if (back < begin && back > 0 && is_ascii_digit(r.points[back - 1]) && !(back > 1 && is_ascii_digit(r.points[back - 2]))) return;  // looked at from its first digit
  std::u32string joined;
  std::vector<size_t> ends;
  for (size_t at = begin; joined.size() <= kIdentitySize && (is_ascii_digit(r.at(at)) || (joined.size() + 1 == kIdentitySize && among(U"Xx", r.at(at)))) && !is_ascii_digit(r.at(at + 1));) {
    joined += r.at(at);
    ends.push_back(++at);
    const size_t gap = at;
    while (at - gap < kMostBetween && between(at)) ++at;
    if (at == gap) break;
  }
  if (joined.size() != kMobileDigits && joined.size() != kIdentitySize) return;
  for (const auto& shape : personal_shapes(joined))
    if (shape.begin == 0 && shape.end == joined.size()) page.find(kind_of(shape.kind), begin, ends.back());
}

/// name @ example.org: with blanks around the sign.
void find_parted_mail(Page& page, size_t at) {
  const Reading& r = page.reading;
  const auto part = [](char32_t c) { return is_ascii_digit(c) || is_ascii_letter(c) || among(U"._%+-", c); };
  size_t begin = at, end = at + 1;
  while (begin > 0 && r.points[begin - 1] == U' ') --begin;
  while (r.at(end) == U' ') ++end;
  if (begin == at && end == at + 1) return;
  const size_t domain = end, name = begin;
  while (begin > 0 && part(r.points[begin - 1])) --begin;
  while (part(r.at(end))) ++end;
  while (end > domain && r.points[end - 1] == U'.') --end;
  const size_t dot = std::u32string_view(r.points).substr(domain, end - domain).find(U'.');
  if (begin < name && dot != std::u32string_view::npos && dot > 0 && domain + dot + 2 < end) page.find(PersonalKind::kMail, begin, end);
}

/// Digits with something between them that is no word: 139.5550.1003, (990)101—19880808/1235, 6222_0000_….
struct Parted {
  std::string digits;          ///< and the X an identity number may end with
  std::vector<size_t> ends;    ///< behind each of them
  std::vector<size_t> groups;  ///< how many come before each gap that a reader sees
  bool odd = false;            ///< some gap is more than blanks and hyphens
  bool listed = false;         ///< some gap may part the items of a list

  bool group_ends_at(size_t n) const { return n == digits.size() || std::find(groups.begin(), groups.end(), n) != groups.end(); }
};

Parted parted_at(const Reading& r, size_t begin) {
  constexpr size_t kMostBetween = 3, kLongest = 24;
  // What sets off letters in Markdown, or stands over them, parts nothing.
  const auto clings = [](char32_t c) { return among(U"*_`~\\\u20E3\uFE0F", c) || (c >= 0x300 && c <= 0x36F); };
  Parted out;
  for (size_t at = begin; out.digits.size() < kLongest;) {
    const bool x = out.digits.size() + 1 == kIdentitySize && among(U"Xx", r.at(at));
    if (!is_ascii_digit(r.at(at)) && !x) break;
    out.digits += static_cast<char>(r.at(at) == U'x' ? U'X' : r.at(at));
    out.ends.push_back(++at);
    const size_t gap = at;
    bool seen = false, odd = false, listed = false, cell = false;
    for (; at - gap < kMostBetween && (clings(r.at(at)) || joins_digits(r.at(at)) || among(U".·/),、|", r.at(at))); ++at) {
      seen = seen || !clings(r.at(at));
      odd = odd || !among(U" -", r.at(at));
      listed = listed || among(U",、 ", r.at(at));
      cell = cell || r.at(at) == U'|';
    }
    if (cell && at - gap > 1) break;  // of a table
    if (!is_ascii_digit(r.at(at)) && !(at > gap && out.digits.size() + 1 == kIdentitySize && among(U"Xx", r.at(at)))) break;
    if (seen) out.groups.push_back(out.digits.size());
    out.odd = out.odd || odd;
    out.listed = out.listed || listed;
  }
  return out;
}

bool is_parted_mobile(const Parted& p) {
  if (p.digits.size() < kMobileDigits || p.digits[0] != '1' || p.digits[1] < '3' || !p.group_ends_at(kMobileDigits)) return false;
  std::vector<size_t> within;
  std::copy_if(p.groups.begin(), p.groups.end(), std::back_inserter(within), [](size_t at) { return at < kMobileDigits; });
  return within.empty() || within == std::vector<size_t>{3} || within == std::vector<size_t>{3, 7};
}

/// Digits of a card in fours or sixes, one by one, or told by whose it is.
size_t parted_card(const Parted& p) {
  for (size_t n = std::min<size_t>(p.digits.size(), 19); n >= 16; --n) {
    if (!p.group_ends_at(n)) continue;
    const auto shapes = personal_shapes(to_u32(p.digits.substr(0, n)));
    if (shapes.empty() || shapes[0].kind != ShapeKind::kBank) continue;
    bool usual = true, ones = p.groups.size() + 1 >= n;
    for (size_t i = 0; i < p.groups.size() && p.groups[i] < n; ++i) {
      const size_t size = p.groups[i] - (i == 0 ? 0 : p.groups[i - 1]);
      usual = usual && (size == 4 || size == 6);
    }
    if (usual || ones || (p.digits.starts_with("62") && !p.listed)) return n;
  }
  return 0;
}

void find_parted(Page& page, size_t begin) {
  const Reading& r = page.reading;
  const Parted p = parted_at(r, begin);
  const auto find = [&](PersonalKind kind, size_t n) {
    page.find(kind, begin - (begin > 0 && r.points[begin - 1] == U'('), p.ends[n - 1]);
  };
  const bool alone = begin == 0 || (!is_ascii_digit(r.points[begin - 1]) && !among(U".·_", r.points[begin - 1]));
  if (p.odd && p.digits.size() >= kIdentitySize && p.group_ends_at(kIdentitySize) && id_number_valid(p.digits.substr(0, kIdentitySize)))
    return find(PersonalKind::kIdentity, kIdentitySize);
  if (p.odd && !p.listed && is_parted_mobile(p) && !(among(U".·/", r.at(p.ends[kMobileDigits - 1])) && is_ascii_digit(r.at(p.ends[kMobileDigits - 1] + 1))))
    return find(PersonalKind::kPhone, kMobileDigits);
  if (const size_t card = alone && (p.odd || p.groups.size() + 1 == p.digits.size()) ? parted_card(p) : 0) find(PersonalKind::kBank, card);
}

/// 京-A12345, 京 A 1 2 3 4 6: a plate with something between its characters; its end, or `begin`.
size_t parted_plate_end(const Reading& r, size_t begin) {
  constexpr size_t kLongest = 16;
  std::u32string joined;
  std::vector<size_t> ends;
  for (size_t i = begin; i < r.points.size() && i - begin < kLongest; ++i) {
    if (i > begin && among(U" -·\n", r.points[i])) continue;
    joined += r.points[i];
    ends.push_back(i + 1);
  }
  for (const auto& shape : personal_shapes(joined))
    if (shape.kind == ShapeKind::kPlate && shape.begin == 0) return ends[shape.end - 1];
  return begin;
}

}  // namespace

void look_at_broken(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const size_t begin = cue.begin;
  if (is_han(r.at(begin))) {
    if (const size_t end = parted_plate_end(r, begin); end > begin) page.find(PersonalKind::kPlate, begin, end);
    return;
  }
  if (r.at(begin) == U'@') return find_parted_mail(page, begin);
  if (!is_ascii_digit(r.at(begin))) return;
  size_t end = begin;
  while (is_ascii_digit(r.at(end))) ++end;
  if (end - begin + 1 >= kIdentitySize) {
    // A990101…B: the number is told by its check character, where it ends by nothing.
    const std::string number = to_utf8(std::u32string_view(r.points).substr(begin, kIdentitySize));
    const bool joined = (begin > 0 && is_ascii_letter(r.points[begin - 1])) || is_ascii_letter(r.at(begin + kIdentitySize));
    if (joined && id_number_valid(number) && !uscc_valid(number)) {
      page.find(PersonalKind::kIdentity, begin, begin + kIdentitySize);
      page.doubt("redaction_unsure", begin, begin + kIdentitySize, "证件号码与其他内容连在一起，不能确定到哪里为止");
    }
  }
  find_cut_by_line(page, begin);
  find_spread(page, begin);
  find_parted(page, begin);
}

}  // namespace gongshi
