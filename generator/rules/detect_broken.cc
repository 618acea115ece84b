// Numbers that somebody took apart: by a line break, points, blanks or letters.
#include <algorithm>

#include "base/text.h"
#include "rules/detectors.h"

namespace gongshi {
namespace {

constexpr size_t kMobile = 11, kIdentity = 18;

bool digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool joins(char32_t c) { return c == U' ' || c == U'-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212; }
bool among(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }

/// A number that a line break cuts, where it begins. Blanks before the break belong to it.
void find_cut_by_line(Page& page, size_t begin) {
  constexpr size_t kLongest = 30;
  const Reading& r = page.reading;
  size_t line = 0, end = begin;
  const auto digit_before = [&](size_t at) {
    while (at > begin && r.points[at - 1] == U' ') --at;
    return at > begin && digit(r.points[at - 1]);
  };
  const auto digit_behind = [&](size_t at) {
    while (r.at(at) == U' ') ++at;
    return digit(r.at(at));
  };
  for (; end < r.points.size() && end - begin < kLongest; ++end) {
    const char32_t c = r.points[end];
    if (digit(c) || joins(c) || among(U"Xx", c)) continue;
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

/// 6222.0000.0000.0000: a card with points between its fours; its end, or `begin`.
size_t parted_card_end(const Reading& r, size_t begin) {
  constexpr size_t kLongest = 24;
  if (begin > 0 && (digit(r.points[begin - 1]) || among(U".·_", r.points[begin - 1]))) return begin;
  std::u32string joined;
  for (size_t i = begin; joined.size() < kLongest && (digit(r.at(i)) || (among(U".·_", r.at(i)) && digit(r.at(i + 1)))); ++i)
    joined += digit(r.at(i)) ? r.at(i) : U' ';
  if (joined.find(U' ') == joined.npos) return begin;
  for (const auto& shape : personal_shapes(joined))
    if (shape.kind == ShapeKind::kBank && shape.begin == 0) return begin + shape.end;
  return begin;
}

/// 1 3 7 2 3 …, 1、3、7、…: a number whose every digit stands alone, with the same kind of thing between.
void find_spread(Page& page, size_t begin) {
  constexpr size_t kMostBetween = 3;
  const Reading& r = page.reading;
  const auto between = [&](size_t i) { return i < r.points.size() && !is_han(r.points[i]) && !digit(r.points[i]) && !latin(r.points[i]); };
  size_t back = begin;
  while (back > 0 && begin - back < kMostBetween && between(back - 1)) --back;
  if (back < begin && back > 0 && digit(r.points[back - 1]) && !(back > 1 && digit(r.points[back - 2]))) return;  // looked at from its first digit
  std::u32string joined;
  std::vector<size_t> ends;
  for (size_t at = begin; joined.size() <= kIdentity && (digit(r.at(at)) || (joined.size() + 1 == kIdentity && among(U"Xx", r.at(at)))) && !digit(r.at(at + 1));) {
    joined += r.at(at);
    ends.push_back(++at);
    const size_t gap = at;
    while (at - gap < kMostBetween && between(at)) ++at;
    if (at == gap) break;
  }
  if (joined.size() != kMobile && joined.size() != kIdentity) return;
  for (const auto& shape : personal_shapes(joined))
    if (shape.begin == 0 && shape.end == joined.size()) page.find(kind_of(shape.kind), begin, ends.back());
}

/// name @ example.org: with blanks around the sign.
void find_parted_mail(Page& page, size_t at) {
  const Reading& r = page.reading;
  const auto part = [](char32_t c) { return digit(c) || latin(c) || among(U"._%+-", c); };
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

/// 139.5550.1003, (139)55501005: a mobile number in parts; its end, or `begin`.
size_t parted_mobile_end(const Reading& r, size_t begin) {
  if (r.at(begin) != U'1' || r.at(begin + 1) < U'3' || !digit(r.at(begin + 1)) || !digit(r.at(begin + 2)) ||
      !among(U".·_/)—–―", r.at(begin + 3)))
    return begin;
  size_t at = begin + 4, digits = 0;
  for (; at < r.points.size() && digits < 8; ++at) {
    if (digit(r.points[at])) ++digits;
    else if (digits != 0 && digits != 4) return begin;
    else if (!among(U".·_/ -—–―", r.points[at])) return begin;
  }
  return digits == 8 && !digit(r.at(at)) && !among(U".·/", r.at(at)) ? at : begin;
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
  if (!digit(r.at(begin))) return;
  size_t end = begin;
  while (digit(r.at(end))) ++end;
  if (end - begin + 1 >= kIdentity) {
    // A990101…B: the number is told by its check character, where it ends by nothing.
    const std::string number = to_utf8(std::u32string_view(r.points).substr(begin, kIdentity));
    const bool joined = (begin > 0 && latin(r.points[begin - 1])) || latin(r.at(begin + kIdentity));
    if (joined && id_number_valid(number) && !uscc_valid(number)) {
      page.find(PersonalKind::kIdentity, begin, begin + kIdentity);
      page.doubt("redaction_unsure", begin, begin + kIdentity, "证件号码与其他内容连在一起，不能确定到哪里为止");
    }
  }
  find_cut_by_line(page, begin);
  if (const size_t card = parted_card_end(r, begin); card > begin) page.find(PersonalKind::kBank, begin, card);
  find_spread(page, begin);
  if (const size_t mobile = parted_mobile_end(r, begin); mobile > begin)
    page.find(PersonalKind::kPhone, begin - (begin > 0 && r.points[begin - 1] == U'('), mobile);
}

}  // namespace gongshi
