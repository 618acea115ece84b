// Numbers, plates and mail addresses of persons in running text; the codes themselves are identifiers.cc's.
#include <algorithm>
#include <vector>

#include "base/characters.h"
#include "base/digits.h"
#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr size_t kFewestDigits = 11;  // of a mobile number

bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool luhn(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int d = digit_value(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 == 0;
}

bool hyphen(char32_t c) { return c == U'-' || (c >= 0x2010 && c <= 0x2013) || c == 0x2212; }
bool blank(char32_t c) { return c == U' ' || c == U'\t'; }

/// Digits that stand together, with a letter `X` that may end an identity number.
struct Group {
  size_t begin = 0, end = 0;
  std::string digits;
  bool letter_before = false;
  bool x_after = false;       ///< one x or X follows, and no letter or digit after it
  bool letter_after = false;  ///< some other letter or digit follows
  bool registration = false;  ///< 注册号 stands before it
  bool serial = false;        ///< the word for a number of a paper or of goods stands right before it
  bool hyphen_after = false;  ///< one hyphen stands between it and the next group
  std::string code;           ///< the whole run of letters and digits it stands in, upper case
};

/// Digit groups with nothing but blanks and hyphens between them.
using Chain = std::vector<Group>;

bool alnum32(char32_t c) { return c < 128 && (is_digit(static_cast<char>(c)) || letter(static_cast<char>(c))); }

/// 检验报告编号：, 订单号为: what follows numbers a paper or goods. A bare 编号 may number anything.
bool serial_before(const std::u32string& text, size_t begin) {
  constexpr std::u32string_view kWords[] = {
      U"报告编号", U"报告号", U"检验编号", U"检测编号", U"样品编号", U"抽样编号", U"抽样单编号", U"样品号", U"批号", U"批次号", U"订单号", U"订单编号",
      U"运单号", U"快递单号", U"物流单号", U"流水号", U"合同编号", U"合同号", U"许可证编号", U"许可证号", U"受理编号", U"受理号", U"发票号", U"发票号码", U"备案编号", U"备案号",
      U"单位编号", U"工单号", U"举报编号", U"投诉编号", U"登记编号", U"表号", U"序列号", U"保函编号", U"商品编码", U"注册代码"};
  size_t end = begin;
  for (int i = 0; i < 3 && end > 0 && among(U":为是( ", text[end - 1]); ++i) --end;
  const std::u32string_view before = std::u32string_view(text).substr(0, end);
  return std::any_of(std::begin(kWords), std::end(kWords), [&](const auto word) { return before.ends_with(word); });
}

Group group_at(const std::u32string& text, size_t begin, size_t end) {
  Group group;
  group.begin = begin;
  group.end = end;
  for (size_t i = begin; i < end; ++i) group.digits += static_cast<char>(text[i]);
  group.letter_before = begin > 0 && alnum32(text[begin - 1]);
  const bool more = end < text.size() && alnum32(text[end]);
  const bool x = more && (text[end] == U'x' || text[end] == U'X');
  group.x_after = x && (end + 1 == text.size() || !alnum32(text[end + 1]));
  group.letter_after = more && !group.x_after;
  const size_t six = std::min<size_t>(begin, 6);
  const std::u32string_view before = std::u32string_view(text).substr(begin - six, six);
  group.hyphen_after = end + 1 < text.size() && hyphen(text[end]) && is_ascii_digit(text[end + 1]);
  group.registration = before.find(U"注册号") != before.npos;
  group.serial = serial_before(text, begin);
  size_t from = begin;
  while (from > 0 && alnum32(text[from - 1])) --from;
  for (; from < text.size() && alnum32(text[from]); ++from) {
    const char c = static_cast<char>(text[from]);
    group.code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return group;
}

/// The end of the chain of digits that begins at `begin`, and how many digits it has. Groups of it
/// are only looked at when there are enough of them to be a personal number.
size_t chain_end(const std::u32string& text, size_t begin, size_t* digits) {
  size_t end = begin;
  *digits = 0;
  for (size_t i = begin; i < text.size() && (is_ascii_digit(text[i]) || hyphen(text[i]) || blank(text[i])); ++i)
    if (is_ascii_digit(text[i])) {
      end = i + 1;
      ++*digits;
    }
  return end;
}

Chain chain_at(const std::u32string& text, size_t begin, size_t end) {
  Chain chain;
  for (size_t i = begin; i < end;) {
    if (!is_ascii_digit(text[i])) {
      ++i;
      continue;
    }
    size_t last = i;
    while (last < end && is_ascii_digit(text[last])) ++last;
    chain.push_back(group_at(text, i, last));
    i = last;
  }
  return chain;
}

bool mobile(std::string_view digits) {
  for (const std::string_view prefix : {"0086", "86", "0"})
    if (digits.size() == prefix.size() + 11 && digits.starts_with(prefix))
      digits.remove_prefix(prefix.size());
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

/// An identity number by its shape; a wrong check character does not make it public.
bool id_shape(const std::string& digits, bool x_after, bool registration, bool serial) {
  if (serial) return false;
  const std::string number = digits + (x_after ? "X" : "");
  if (number.size() == 18)
    return number[0] != '0' && (number.substr(6, 2) == "18" || number.substr(6, 2) == "19" ||
                                number.substr(6, 2) == "20") &&
           number_at(number, 10, 2) >= 1 && number_at(number, 10, 2) <= 12 &&
           number_at(number, 12, 2) >= 1 && number_at(number, 12, 2) <= 31 &&
           (id_number_valid(number) || !uscc_valid(number));
  // One in ten older identity numbers also passes as a registration number; only the text tells.
  return number.size() == 15 && !x_after && id_number_valid(number) &&
         !(registration && registration_number_valid(number));
}

/// Serial numbers often begin with their day; no bank's number does.
bool begins_with_date(const std::string& digits) {
  return (digits.starts_with("19") || digits.starts_with("20")) && date_at(digits, 0).has_value();
}

bool bank_card(const std::string& digits) {
  return digits.size() >= 16 && digits.size() <= 19 && luhn(digits) && !uscc_valid(digits) &&
         !begins_with_date(digits);
}

/// Of each group whether it is part of a day written 2026-05-06. What stands before or behind one is another number, and of
/// all personal numbers only an identity number may hold it.
std::vector<bool> days_in(const Chain& chain) {
  std::vector<bool> days(chain.size(), false);
  for (size_t i = 0; i + 2 < chain.size(); ++i) {
    const Group &year = chain[i], &month = chain[i + 1], &day = chain[i + 2];
    const bool joined = (i > 0 && chain[i - 1].hyphen_after) || !year.hyphen_after || !month.hyphen_after || day.hyphen_after;
    if (joined || year.digits.size() != 4 || month.digits.size() != 2 || day.digits.size() != 2) continue;
    if (begins_with_date(year.digits + month.digits + day.digits)) days[i] = days[i + 1] = days[i + 2] = true;
  }
  return days;
}

/// What groups [begin, end] of the chain, joined, are.
std::optional<ShapeKind> personal_number(const Chain& chain, size_t begin, size_t end,
                                         const std::string& digits) {
  const Group& last = chain[end];
  const bool alone = begin == end;
  if (!chain[begin].letter_before && !last.letter_after &&
      id_shape(digits, last.x_after, chain[begin].registration, chain[begin].serial))
    return ShapeKind::kIdentity;
  if (alone && chain[begin].code.size() == 18 && uscc_valid(chain[begin].code)) return std::nullopt;
  if (mobile(digits) && (alone || chain[begin].digits.size() >= 2)) return ShapeKind::kMobile;
  if (chain[begin].serial || !bank_card(digits)) return std::nullopt;
  // Grouped cards are written in fours; other groupings (two dates in a row) are no card.
  for (size_t i = begin; i < end; ++i)
    if (chain[i].digits.size() != 4 && chain[i].digits.size() != 6) return std::nullopt;
  return ShapeKind::kBank;
}

/// The longest number that begins with each group; the search goes on behind it.
void shapes_in_chain(const Chain& chain, std::vector<PersonalShape>& out) {
  const std::vector<bool> days = days_in(chain);
  for (size_t begin = 0; begin < chain.size(); ++begin) {
    std::string digits;
    std::optional<PersonalShape> longest;
    size_t used = begin;
    bool day = false;
    for (size_t end = begin; end < chain.size() && digits.size() < 20; ++end) {
      digits += chain[end].digits;
      day = day || days[end];
      const auto kind = personal_number(chain, begin, end, digits);
      if (!kind || (day && !(*kind == ShapeKind::kIdentity && digits.size() >= 17))) continue;
      const size_t x = *kind == ShapeKind::kIdentity && chain[end].x_after && digits.size() == 17;
      longest = {*kind, chain[begin].begin, chain[end].end + x};
      used = end;
    }
    if (!longest) continue;
    out.push_back(*longest);
    begin = used;
  }
}

constexpr std::u32string_view kPlateProvinces =
    U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

constexpr std::u32string_view kPlateEnds = U"挂学警港澳使领";

/// The end of a number plate that begins with the province at `begin`, 0 for none: a letter, then
/// five or six letters and digits with at least two digits (GA 36).
size_t plate_end(const std::u32string& text, size_t begin) {
  size_t at = begin + 1;
  while (at < text.size() && blank(text[at])) ++at;
  if (at >= text.size() || !is_ascii_letter(text[at])) return 0;
  ++at;
  while (at < text.size() && (text[at] == U'·' || text[at] == U'.' || text[at] == U'-' || blank(text[at]))) ++at;
  size_t size = 0;
  int digits = 0;
  for (; at < text.size() && size < 7; ++at, ++size) {
    const char32_t c = text[at];
    if (size == 4 && kPlateEnds.find(c) != kPlateEnds.npos) return digits >= 2 ? at + 1 : 0;
    if (!alnum32(c)) break;
    digits += is_ascii_digit(c);
  }
  return (size == 5 || size == 6) && digits >= 2 ? at : 0;
}

/// 六位数字加“使”: plates of embassies.
size_t embassy_plate_end(const std::u32string& text, size_t begin) {
  if (begin > 0 && alnum32(text[begin - 1])) return 0;
  size_t at = begin;
  while (at < text.size() && is_ascii_digit(text[at])) ++at;
  if (at - begin != 6 || at >= text.size() || text[at] != U'使') return 0;
  return at + 1 < text.size() && text[at + 1] == U'用' ? 0 : at + 1;
}

bool mail_char(char32_t c) {
  return alnum32(c) || c == U'.' || c == U'_' || c == U'%' || c == U'+' || c == U'-';
}

/// Something@domain.tld around the `@` at `at`.
std::optional<PersonalShape> mail_at(const std::u32string& text, size_t at) {
  size_t begin = at;
  while (begin > 0 && mail_char(text[begin - 1])) --begin;
  size_t end = at + 1;
  while (end < text.size() && mail_char(text[end])) ++end;
  while (end > at && text[end - 1] == U'.') --end;
  const auto domain = std::u32string_view(text).substr(at + 1, end - at - 1);
  const size_t dot = domain.find(U'.');
  if (begin == at || dot == domain.npos || dot == 0 || dot + 2 >= domain.size()) return std::nullopt;
  return PersonalShape{ShapeKind::kMail, begin, end};
}

}  // namespace

bool has_digit_run(std::string_view utf8, size_t n) {
  const std::u32string text = plain_points(utf8);
  size_t digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_ascii_digit(text[i])) continue;
    i = chain_end(text, i, &digits);
    if (digits >= n) return true;
  }
  return false;
}

std::vector<PersonalShape> personal_shapes(const std::u32string& text) {
  std::vector<PersonalShape> out;
  size_t digits = 0;
  size_t chained = 0;  // digits before this have been looked at
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_ascii_digit(c) && i >= chained) {
      chained = chain_end(text, i, &digits);
      if (digits >= kFewestDigits) shapes_in_chain(chain_at(text, i, chained), out);
      if (const size_t end = digits >= 6 ? embassy_plate_end(text, i) : 0) out.push_back({ShapeKind::kPlate, i, end});
    } else if (c == U'@') {
      if (const auto mail = mail_at(text, i)) out.push_back(*mail);
    } else if (c >= 0x80 && i + 1 < text.size() && text[i + 1] < 0x80 &&
               kPlateProvinces.find(c) != kPlateProvinces.npos) {
      if (const size_t end = plate_end(text, i)) out.push_back({ShapeKind::kPlate, i, end});
    }
  }
  return out;
}

bool has_personal_shape(std::string_view utf8) { return !personal_shapes(plain_points(utf8)).empty(); }

}  // namespace gongshi
