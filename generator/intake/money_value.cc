#include <array>
#include <utility>

#include "base/text.h"
#include "intake/values.h"

namespace gongshi {
namespace {

/// Amounts beyond are a mistake of unit; also what keeps the arithmetic far from overflow.
constexpr Fen kLargestAmount = 1'000'000'000'000'000;

Error no_amount() { return {"bad_value", "不是一个能读懂的金额", ""}; }
Error no_unit() { return {"bad_value", "没有写明单位（元或者万元）", ""}; }
Error too_fine() { return {"bad_value", "比 1 分还细，不能记账", ""}; }
Error too_large() { return {"bad_value", "大得不合常理，请核对单位", ""}; }

/// Removes `part` from the end of `text`; tells whether it was there.
bool drop_end(std::u32string_view& text, std::u32string_view part) {
  if (!text.ends_with(part)) return false;
  text.remove_suffix(part.size());
  return true;
}

bool drop_start(std::u32string_view& text, std::u32string_view part) {
  if (!text.starts_with(part)) return false;
  text.remove_prefix(part.size());
  return true;
}

/// The digits of `text` without thousands commas; empty when it is no plain number.
std::u32string plain_digits(std::u32string_view text) {
  std::u32string out;
  const size_t first = text.find(U',');
  if (first != std::u32string_view::npos && (first == 0 || first > 3)) return {};
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U',') {
      if ((i - first) % 4 != 0 || i + 3 >= text.size()) return {};
      continue;
    }
    if (text[i] < U'0' || text[i] > U'9') return {};
    if (first != std::u32string_view::npos && i > first && (i - first) % 4 == 0) return {};
    out += text[i];
  }
  if (first != std::u32string_view::npos && (text.size() - first) % 4 != 0) return {};
  return out;
}

/// digits[.digits] times `unit` 分, exactly.
Result<Fen> decimal(std::u32string_view text, Fen unit) {
  if (unit == 0) return no_unit();
  const size_t point = text.find(U'.');
  const std::u32string whole = plain_digits(text.substr(0, point));
  if (whole.empty()) return no_amount();
  std::u32string_view fraction;
  if (point != std::u32string_view::npos) {
    fraction = text.substr(point + 1);
    if (fraction.empty()) return no_amount();
    for (const char32_t c : fraction)
      if (c < U'0' || c > U'9') return no_amount();
  }
  while (!fraction.empty() && fraction.back() == U'0') fraction.remove_suffix(1);
  Fen scale = unit;
  Fen amount = 0;
  for (const char32_t c : whole) {
    amount = amount * 10 + static_cast<int64_t>(c - U'0');
    if (amount > kLargestAmount / scale) return too_large();
  }
  amount *= scale;
  for (const char32_t c : fraction) {
    if (scale % 10 != 0) return too_fine();
    scale /= 10;
    amount += static_cast<int64_t>(c - U'0') * scale;
  }
  return amount;
}

constexpr std::u32string_view kOrdinaryDigits = U"零一二三四五六七八九";
constexpr std::u32string_view kFormalDigits = U"零壹贰叁肆伍陆柒捌玖";

/// Reads one kind of numerals: ordinary (一二三 十百千) or formal (壹贰叁 拾佰仟).
class Numerals {
 public:
  explicit Numerals(bool formal) : formal_(formal) {}

  std::optional<int> digit(char32_t c) const {
    if (c == U'〇' && !formal_) return 0;
    if (c == U'两' && !formal_) return 2;
    if (c == U'貳' && formal_) return 2;
    const size_t at = (formal_ ? kFormalDigits : kOrdinaryDigits).find(c);
    return at == std::u32string_view::npos ? std::nullopt : std::optional<int>(static_cast<int>(at));
  }

  /// A number in 亿, 万 and below. `closed` tells that a unit such as 元 follows.
  std::optional<int64_t> number(std::u32string_view text) const {
    int64_t total = 0;
    bool gap = false;
    for (const auto& [mark, size] : {std::pair{U'亿', int64_t{100'000'000}}, {U'万', int64_t{10'000}}}) {
      const size_t at = text.find(mark);
      if (at == std::u32string_view::npos) continue;
      const auto part = section(text.substr(0, at), gap);
      if (!part || *part == 0) return std::nullopt;
      total += *part * size;
      text = text.substr(at + 1);
      gap = true;
    }
    if (text.empty()) return gap ? std::optional<int64_t>(total) : std::nullopt;
    const auto rest = section(text, gap);
    if (!rest) return std::nullopt;
    return total + *rest;
  }

 private:
  /// Below 万. A lone last digit after a larger unit needs a 零 before it: 二万五 may be 25000.
  std::optional<int64_t> section(std::u32string_view text, bool after_larger) const {
    int64_t total = 0;
    int64_t least = 10'000;
    bool zero = !after_larger;
    size_t i = 0;
    while (i < text.size()) {
      const auto d = digit(text[i]);
      if (d && *d == 0) {
        zero = true;
        if (++i == text.size() && total == 0) return std::nullopt;
        continue;
      }
      int64_t count = 1;
      if (d) {
        count = *d;
        ++i;
      }
      const int64_t unit = i < text.size() ? unit_of(text[i]) : 1;
      if (unit == 0 || unit >= least || (!d && (unit != 10 || total > 0))) return std::nullopt;
      if (unit == 1 && least > 10 && !zero) return std::nullopt;
      if (unit > 1) ++i;
      total += count * unit;
      least = unit;
      zero = unit == 10;
    }
    return total;
  }

  int64_t unit_of(char32_t c) const {
    const std::u32string_view units = formal_ ? U"拾佰仟" : U"十百千";
    const size_t at = units.find(c);
    constexpr std::array<int64_t, 3> kSizes = {10, 100, 1000};
    return at == std::u32string_view::npos ? 0 : kSizes[at];
  }

  bool formal_;
};

/// 叁仟陆佰零玖元伍角 without 人民币 and 整.
std::optional<Fen> chinese(std::u32string_view text, bool formal) {
  const Numerals numerals(formal);
  Fen total = 0;
  if (drop_end(text, U"分")) {
    if (text.empty() || !numerals.digit(text.back())) return std::nullopt;
    total += *numerals.digit(text.back());
    text.remove_suffix(1);
  }
  if (drop_end(text, U"角")) {
    if (text.empty() || !numerals.digit(text.back())) return std::nullopt;
    total += *numerals.digit(text.back()) * 10;
    text.remove_suffix(1);
    while (drop_end(text, U"零")) continue;
  }
  const bool yuan = drop_end(text, U"元") || drop_end(text, U"圆");
  if (text.empty()) return total > 0 && !yuan ? std::optional<Fen>(total) : std::nullopt;
  if (total > 0 && !yuan) return std::nullopt;
  // Without 元 a number must at least name 万, 千 or the like.
  if (!yuan && text.find_first_of(U"万亿千仟百佰") == std::u32string_view::npos) return std::nullopt;
  const auto number = numerals.number(text);
  if (!number || *number > kLargestAmount / kFenPerYuan) return std::nullopt;
  return total + *number * kFenPerYuan;
}

std::u32string without_blanks(std::string_view utf8) {
  std::u32string out;
  for (const char32_t c : to_u32(nfkc(utf8)))
    if (c != U' ' && c != U'\t' && c != U'\n' && c != U'\r')
      out += c == U'萬' ? U'万' : c == U'億' ? U'亿' : c;
  return out;
}

}  // namespace

Result<Fen> read_money(std::string_view utf8, Fen unit) {
  const std::u32string packed = without_blanks(utf8);
  std::u32string_view text(packed);
  if (text.size() > 60) return no_amount();
  drop_start(text, U"人民币") || drop_start(text, U"RMB") || drop_start(text, U"CNY");
  drop_start(text, U":");
  drop_start(text, U"¥");
  if (drop_start(text, U"-") || drop_start(text, U"负"))
    return Error{"bad_value", "是负数，金额不能小于零", ""};
  drop_end(text, U"整") || drop_end(text, U"正");
  if (text.empty()) return no_amount();
  if (text[0] < U'0' || text[0] > U'9') {
    const auto formal = chinese(text, true);
    const auto amount = formal ? formal : chinese(text, false);
    if (!amount) return no_amount();
    return *amount;
  }
  const bool yuan = drop_end(text, U"元") || drop_end(text, U"圆");
  if (yuan) unit = kFenPerYuan;
  for (const auto& [mark, size] : {std::pair{U"亿", int64_t{100'000'000}},
                                   {U"万", int64_t{10'000}},
                                   {U"千", int64_t{1'000}},
                                   {U"百", int64_t{100}}})
    if (drop_end(text, mark)) {
      unit = size * kFenPerYuan;
      break;
    }
  return decimal(text, unit);
}

}  // namespace gongshi
