// Numbers after the words that announce them.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"

namespace gongshi {
namespace {

constexpr size_t kLabelReach = 8;          // points between a label and its number
constexpr size_t kFewestAccount = 9;  // digits of a bank account
constexpr size_t kLocalPhone = 7;

/// A chain of digits with blanks and hyphens between.
struct Chain {
  size_t begin, end, digits, first;  ///< `first`: digits before the first break
};

Chain chain_at(const Reading& r, size_t at) {
  Chain chain{at, at, 0, 0};
  for (size_t i = at; i < r.points.size() && (is_ascii_digit(r.points[i]) || joins_digits(r.points[i])); ++i) {
    if (!is_ascii_digit(r.points[i])) {
      if (chain.first == 0) chain.first = chain.digits;
      continue;
    }
    ++chain.digits;
    chain.end = i + 1;
  }
  if (chain.first == 0) chain.first = chain.digits;
  return chain;
}

/// A number that somebody broke up with anything: 139.1234.5678, 210102、19870312…; up to `most` digits,
/// at most two points between them, or the border of a table's cells.
Chain broken_chain_at(const Reading& r, size_t at, size_t most) {
  Chain chain{at, at, 0, 0};
  size_t between = 0;
  for (size_t i = at; i < r.points.size() && chain.digits < most && between < 3; ++i) {
    if (is_number_char(r.points[i]) || is_spelled_digit(r.points[i]) || r.points[i] == U'X' || r.points[i] == U'x') {
      ++chain.digits;
      chain.end = i + 1;
      between = 0;
    } else if (among(U" .,、·_/—–-\\\n", r.points[i])) {
      between += r.points[i] != U' ' || !(r.at(i + 1) == U'|' || r.points[i - 1] == U'|');
    } else if (r.points[i] == U'|') {
      ++between;
    } else {
      break;
    }
  }
  return chain;
}

/// The first point after a label that begins its value: past 号码, 为, 是, colons, brackets, and words
/// like 其本人; `size` when a sentence ends first.
size_t value_after(const Reading& r, size_t at, bool (*begins)(char32_t)) {
  for (size_t i = at; i < r.points.size() && i < at + kLabelReach; ++i) {
    if (begins(r.points[i])) return i;
    if (among(U"。;,、\n《", r.points[i])) break;
  }
  return r.points.size();
}

/// (0990)1234567 and 0990-1234567: the area code's group begins the chain.
size_t landline_end(const Reading& r, size_t begin) {
  if (r.at(begin) != U'0') return begin;
  size_t area = begin;
  while (is_ascii_digit(r.at(area))) ++area;
  if (area - begin < 3 || area - begin > 4) return begin;
  size_t at = area;
  while (joins_digits(r.at(at)) || r.at(at) == U')') ++at;
  if (at == area) return begin;
  size_t end = at;
  size_t digits = 0;
  for (; is_ascii_digit(r.at(end)) || (r.at(end) == U' ' && digits > 0 && is_ascii_digit(r.at(end + 1))); ++end) digits += is_ascii_digit(r.at(end));
  if (digits < 7 || digits > 8) return begin;
  // An extension: -801.
  if (joins_digits(r.at(end)) && is_ascii_digit(r.at(end + 1))) {
    size_t more = end + 1;
    while (is_ascii_digit(r.at(more))) ++more;
    if (more - end <= 7) end = more;
  }
  return end;
}

}  // namespace

void look_at_phone_label(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  look_before_person_data(page, cue.begin);
  // Several numbers may follow one label: 电话：…、….
  size_t at = value_after(r, cue.end, is_ascii_digit);
  const auto number = [](char32_t c) { return is_number_char(c) || is_spelled_digit(c); };
  if (const size_t words = value_after(r, cue.end, number); words < at && !is_ascii_digit(r.at(words))) {
    const Chain spelled = broken_chain_at(r, words, kMobileDigits);  // 一三九一二三…
    if (spelled.digits >= kLocalPhone) return page.find(PersonalKind::kPhone, words, spelled.end);
  }
  while (at < r.points.size()) {
    const size_t land = landline_end(r, at);
    const Chain chain = chain_at(r, at);
    const bool service = is_ascii_digit(r.at(at)) && (r.has(at, U"400") || r.has(at, U"800")) && chain.digits == 10;
    // 8765 4324: in two parts of which the second has four digits; a date has three.
    const bool halves = chain.end - at == chain.digits + 1 && chain.digits - chain.first == 4 && chain.digits <= kLocalPhone + 1;
    const bool local = chain.digits >= kLocalPhone && chain.digits <= 12 && (chain.first >= kLocalPhone || halves);
    if (land > at) {
      const size_t open = at > 0 && r.points[at - 1] == U'(' ? at - 1 : at;
      page.find(PersonalKind::kPhone, open, land);
    } else if (const Chain cells = broken_chain_at(r, at, kMobileDigits); chain.digits < kMobileDigits && cells.digits == kMobileDigits && r.at(at) == U'1' &&
               r.points.find(U'|', at) < cells.end) {
      return page.find(PersonalKind::kPhone, at, cells.end);
    } else if (!service && (local || chain.digits == 11)) {
      page.find(PersonalKind::kPhone, at, chain.end);
    } else if (chain.digits < kLocalPhone) {
      const Chain broken = broken_chain_at(r, at, kMobileDigits);
      if (broken.digits >= kLocalPhone) return page.find(PersonalKind::kPhone, at, broken.end);
    }
    at = std::max(land, chain.end);
    if (!among(U"、/,", r.at(at)) || !(is_ascii_digit(r.at(at + 1)) || r.at(at + 1) == U'(')) break;
    at += 1 + (r.at(at + 1) == U'(');
  }
}

void look_at_spelled(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const auto size = static_cast<size_t>(std::count_if(r.points.begin() + static_cast<long>(cue.begin),
                                                      r.points.begin() + static_cast<long>(cue.end), is_spelled_digit));
  const bool x = size == kIdentitySize - 1 && among(U"Xx", r.at(cue.end));
  if (size == kMobileDigits) {
    if (among(U"一壹幺", r.at(cue.begin))) page.find(PersonalKind::kPhone, cue.begin, cue.end);
  } else if (size == 15 || size == kIdentitySize || x) {
    page.find(PersonalKind::kIdentity, cue.begin, cue.end + x);
    look_before_person_data(page, cue.begin);
  } else if (size >= 16 && size <= 19) {
    page.find(PersonalKind::kBank, cue.begin, cue.end);
  }
}

void look_at_landline(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const char32_t before = cue.begin > 0 ? r.points[cue.begin - 1] : U' ';
  if (is_ascii_digit(before) || is_ascii_letter(before) || before == U'-' || before == U'.') return;
  const size_t end = landline_end(r, cue.begin);
  if (end > cue.begin) page.find(PersonalKind::kPhone, cue.begin - (before == U'('), end);
}

void look_at_bank_label(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const size_t at = value_after(r, cue.end, is_ascii_digit);
  if (at >= r.points.size()) return;
  const Chain chain = chain_at(r, at);
  const bool amount = among(U"元万亿", r.at(chain.end)) || r.has(chain.end, U"人民币") || (r.at(chain.end) == U'.' && is_ascii_digit(r.at(chain.end + 1)));
  if (chain.digits >= kFewestAccount && !amount) page.find(PersonalKind::kBank, at, chain.end);
}

void look_at_identity_label(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  look_before_person_data(page, cue.begin);
  const auto begins = [](char32_t c) { return is_ascii_digit(c) || is_ascii_letter(c) || is_number_char(c) || is_spelled_digit(c); };
  const size_t at = value_after(r, cue.end, begins);
  size_t end = at;
  size_t size = 0;
  for (size_t i = at; i < r.points.size(); ++i) {
    const char32_t c = r.points[i];
    if (begins(c) || c == U'*' || c == U'×') {
      ++size;
      end = i + 1;
    } else if (!joins_digits(c) && !((c == U'(' || c == U')') && size < kIdentitySize && is_ascii_digit(r.at(i + 1)))) {
      break;  // 990101(19870312)1234 goes on
    }
  }
  if (size < 6) return;
  if (size < 15 && is_ascii_digit(r.at(at)))
    if (const Chain broken = broken_chain_at(r, at, kIdentitySize); broken.digits >= 15) end = broken.end;
  // Whoever clears the doubt, the passage stays hidden: a number is in it.
  if (size > 20) page.doubt("redaction_unsure", at, end, "证件号码与其他内容连在一起，不能确定到哪里为止");
  page.find(PersonalKind::kIdentity, at, end);
}

void look_at_passport_label(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const auto begins = [](char32_t c) { return is_ascii_digit(c) || is_ascii_letter(c); };
  const size_t at = value_after(r, cue.end, begins);
  size_t end = at, digits = 0;
  for (size_t i = at; i < r.points.size() && (begins(r.points[i]) || joins_digits(r.points[i])); ++i)
    if (begins(r.points[i])) {
      digits += is_ascii_digit(r.points[i]);
      end = i + 1;
    }
  if (digits >= 6 && end - at <= 20) page.find(PersonalKind::kPassport, at, end);
  // 持E12345678号护照
  size_t last = cue.begin;
  while (last > 0 && cue.begin - last < 3 && among(U"号码的", r.points[last - 1])) --last;
  size_t first = last, letters = 0;
  for (; first > 0 && begins(r.points[first - 1]); --first) letters += is_ascii_letter(r.points[first - 1]);
  if (last - first >= 8 && last - first <= 10 && letters >= 1 && letters <= 2 && is_ascii_letter(r.at(first)))
    page.find(PersonalKind::kPassport, first, last);
}

void look_at_account_label(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  size_t at = cue.end;
  for (int i = 0; i < 8 && (among(U":为是号码账户 (“\"同名叫", r.at(at))); ++i) ++at;
  size_t end = at, letters = 0, digits = 0;
  const auto parted = [&](size_t i) { return letters == 0 && digits > 0 && r.at(i) == U' ' && is_ascii_digit(r.at(i + 1)); };
  for (; end < r.points.size() && (is_ascii_digit(r.points[end]) || is_ascii_letter(r.points[end]) || among(U"_-.", r.points[end]) || parted(end)); ++end) {
    digits += is_ascii_digit(r.points[end]);
    letters += is_ascii_letter(r.points[end]);
  }
  const bool account = letters > 0 ? digits + letters >= 5 : digits >= 5 && digits <= 12;
  if (account && end - at <= 30) page.find(PersonalKind::kAccount, at, end);
}

void look_at_star(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const auto star = [](char32_t c) { return c == U'*' || c == U'×'; };
  if (cue.begin > 0 && star(r.points[cue.begin - 1])) return;
  size_t stars = cue.begin;
  while (star(r.at(stars))) ++stars;
  if (stars - cue.begin < 3) return;
  size_t begin = cue.begin, end = stars;
  while (begin > 0 && is_ascii_digit(r.points[begin - 1])) --begin;
  while (is_ascii_digit(r.at(end)) || r.at(end) == U'X' || r.at(end) == U'x') ++end;
  if (cue.begin - begin < 3) return;
  page.find(end - begin <= 12 ? PersonalKind::kPhone : PersonalKind::kIdentity, begin, end);
}

}  // namespace gongshi
