#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "intake/values.h"

namespace gongshi {
namespace {

constexpr int64_t kMillisecondsPerDay = 86'400'000;
constexpr int64_t kChinaOffset = 8 * 3'600'000;
/// Day 0 of Excel's 1900 system, its false 29 February 1900 allowed for.
constexpr int64_t kExcelEpoch = -25'569;
/// Smaller serials look like years or counts.
constexpr int64_t kFirstSerial = 10'000;
constexpr int64_t kLastSerial = 99'999;

/// A moment: the day and the milliseconds since its midnight, in UTC+8.
struct Moment {
  Date day;
  std::optional<int64_t> milliseconds;
};

std::optional<int64_t> digits(std::u32string_view text, size_t least, size_t most) {
  if (text.size() < least || text.size() > most) return std::nullopt;
  int64_t number = 0;
  for (const char32_t c : text) {
    if (c < U'0' || c > U'9') return std::nullopt;
    number = number * 10 + static_cast<int64_t>(c - U'0');
  }
  return number;
}

/// One Chinese digit; the circles and the Latin O that stand for zero in real documents included.
std::optional<int> chinese_digit(char32_t c) {
  if (std::u32string_view(U"〇零○◯oO").find(c) != std::u32string_view::npos) return 0;
  const size_t at = std::u32string_view(U"一二三四五六七八九").find(c);
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<int>(at) + 1;
}

/// 二〇二六
std::optional<int64_t> chinese_year(std::u32string_view text) {
  if (text.size() != 4) return std::nullopt;
  int64_t year = 0;
  for (const char32_t c : text) {
    const auto d = chinese_digit(c);
    if (!d) return std::nullopt;
    year = year * 10 + *d;
  }
  return year;
}

/// 一 to 九十九, as months and days are written.
std::optional<int64_t> chinese_below_hundred(std::u32string_view text) {
  const size_t ten = text.find(U'十');
  if (ten == std::u32string_view::npos)
    return text.size() == 1 ? std::optional<int64_t>(chinese_digit(text[0])) : std::nullopt;
  int64_t number = 10;
  if (ten == 1) {
    const auto tens = chinese_digit(text[0]);
    if (!tens || *tens == 0) return std::nullopt;
    number = *tens * 10;
  }
  if (ten > 1 || text.size() > ten + 2) return std::nullopt;
  if (text.size() == ten + 1) return number;
  const auto ones = chinese_digit(text[ten + 1]);
  if (!ones || *ones == 0) return std::nullopt;
  return number + *ones;
}

std::optional<Date> date_of(std::optional<int64_t> year, std::optional<int64_t> month,
                            std::optional<int64_t> day) {
  if (!year || !month || !day) return std::nullopt;
  return Date::of(static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day));
}

/// 2026年3月1日 in digits or numerals, blanks between the parts allowed.
std::optional<Date> chinese_date(std::u32string_view spaced) {
  std::u32string packed;
  for (const char32_t c : spaced)
    if (c != U' ') packed += c;
  const std::u32string_view text(packed);
  const size_t year = text.find(U'年');
  const size_t month = text.find(U'月');
  if (year == std::u32string_view::npos || month == std::u32string_view::npos || month < year ||
      (text.back() != U'日' && text.back() != U'号'))
    return std::nullopt;
  const auto y = text.substr(0, year);
  const auto m = text.substr(year + 1, month - year - 1);
  const auto d = text.substr(month + 1, text.size() - month - 2);
  const auto either = [](std::u32string_view part) {
    const auto number = digits(part, 1, 2);
    return number ? number : chinese_below_hundred(part);
  };
  const auto number = digits(y, 4, 4);
  return date_of(number ? number : chinese_year(y), either(m), either(d));
}

/// 2026-3-1 with one separator throughout.
std::optional<Date> separated_date(std::u32string_view text) {
  for (const char32_t separator : {U'-', U'/', U'.'}) {
    const size_t first = text.find(separator);
    const size_t second = first == std::u32string_view::npos ? first : text.find(separator, first + 1);
    if (second == std::u32string_view::npos) continue;
    return date_of(digits(text.substr(0, first), 4, 4),
                   digits(text.substr(first + 1, second - first - 1), 1, 2),
                   digits(text.substr(second + 1), 1, 2));
  }
  return std::nullopt;
}

std::optional<Moment> from_milliseconds(int64_t utc) {
  const int64_t local = utc + kChinaOffset;
  int64_t day = local / kMillisecondsPerDay;
  if (local % kMillisecondsPerDay < 0) --day;
  return Moment{Date::from_days(day), local - day * kMillisecondsPerDay};
}

/// A number alone: epoch milliseconds, an Excel serial (with a fraction for the time) or 20260301.
std::optional<Moment> from_number(std::u32string_view text) {
  const bool negative = text.starts_with(U'-');
  if (const auto ms = digits(text.substr(negative ? 1 : 0), 11, 13))
    return from_milliseconds(negative ? -*ms : *ms);
  if (const auto day = digits(text, 8, 8)) {
    const auto date = date_of(*day / 10'000, *day / 100 % 100, *day % 100);
    if (date && date->year() >= 1900 && date->year() <= 2199) return Moment{*date, std::nullopt};
    return std::nullopt;
  }
  const size_t point = text.find(U'.');
  const auto serial = digits(text.substr(0, point), 5, 5);
  if (!serial || *serial < kFirstSerial || *serial > kLastSerial) return std::nullopt;
  Moment moment{Date::from_days(*serial + kExcelEpoch), std::nullopt};
  if (point == std::u32string_view::npos) return moment;
  const auto fraction = digits(text.substr(point + 1), 1, 12);
  if (!fraction) return std::nullopt;
  double scale = 1;
  for (size_t i = point + 1; i < text.size(); ++i) scale *= 10;
  moment.milliseconds =
      static_cast<int64_t>(static_cast<double>(*fraction) / scale * 86'400 + 0.5) * 1000;
  return moment;
}

/// 08:30, 08:30:00, 08:30:00.123, 8时30分; then Z or +08:00. Gives milliseconds from midnight UTC+8,
/// negative or beyond a day where a zone says so.
std::optional<int64_t> time_of_day(std::u32string_view text) {
  int64_t shift = 0;
  if (text.ends_with(U'Z') || text.ends_with(U'z')) {
    shift = kChinaOffset;
    text.remove_suffix(1);
  } else if (const size_t sign = text.find_first_of(U"+-"); sign != std::u32string_view::npos) {
    std::u32string zone(text.substr(sign + 1));
    if (const size_t colon = zone.find(U':'); colon != std::u32string::npos) zone.erase(colon, 1);
    const auto hhmm = digits(zone, 4, 4);
    if (!hhmm) return std::nullopt;
    const int64_t offset = (*hhmm / 100 * 60 + *hhmm % 100) * 60'000;
    shift = kChinaOffset - (text[sign] == U'+' ? offset : -offset);
    text = text.substr(0, sign);
  }
  if (const size_t point = text.find(U'.'); point != std::u32string_view::npos) {
    if (!digits(text.substr(point + 1), 1, 9)) return std::nullopt;
    text = text.substr(0, point);
  }
  std::array<int64_t, 3> parts = {0, 0, 0};
  size_t count = 0;
  while (!text.empty()) {
    const size_t colon = text.find(U':');
    const auto part = digits(text.substr(0, colon), 1, 2);
    if (!part || count == 3) return std::nullopt;
    parts[count++] = *part;
    text = colon == std::u32string_view::npos ? std::u32string_view() : text.substr(colon + 1);
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) return std::nullopt;
  return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + shift;
}

std::optional<Moment> moment_of(std::string_view utf8) {
  const std::string folded = nfkc(utf8);
  const std::u32string whole = to_u32(trimmed(folded));
  const std::u32string_view text(whole);
  if (text.empty() || text.size() > 40) return std::nullopt;
  if (const auto number = from_number(text)) return number;
  const auto day_of = [](std::u32string_view part) {
    const auto date = chinese_date(part);
    return date ? date : separated_date(part);
  };
  if (const auto date = day_of(text)) return Moment{*date, std::nullopt};
  const size_t gap = text.find_first_of(U"Tt ");
  if (gap == std::u32string_view::npos) return std::nullopt;
  const auto date = day_of(text.substr(0, gap));
  const auto time = time_of_day(text.substr(gap + 1));
  if (!date || !time) return std::nullopt;
  return from_milliseconds(date->days() * kMillisecondsPerDay + *time - kChinaOffset);
}

/// 2026-03-01T08:30:00, as moments are kept.
bool is_final(std::string_view text) {
  if (text.size() != 19 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
  const auto below = [&](size_t at, char tens) {
    return text[at] >= '0' && text[at] < tens && text[at + 1] >= '0' && text[at + 1] <= '9';
  };
  return below(11, '2') && below(14, '6') && below(17, '6') && Date::parse(text.substr(0, 10));
}

}  // namespace

std::optional<Date> read_date(std::string_view text) {
  if (const auto iso = Date::parse(text)) return iso;
  const auto moment = moment_of(text);
  return moment ? std::optional<Date>(moment->day) : std::nullopt;
}

std::optional<Date> read_date(std::string_view text, DateOrder order) {
  if (order == DateOrder::kYearFirst) return read_date(text);
  const std::string folded = nfkc(text);
  const std::u32string whole = to_u32(trimmed(folded));
  const std::u32string_view day = std::u32string_view(whole).substr(0, whole.find(U' '));
  for (const char32_t separator : {U'-', U'/', U'.'}) {
    const size_t first = day.find(separator);
    const size_t second = first == std::u32string_view::npos ? first : day.find(separator, first + 1);
    if (second == std::u32string_view::npos || second + 5 != day.size()) continue;
    const auto a = digits(day.substr(0, first), 1, 2);
    const auto b = digits(day.substr(first + 1, second - first - 1), 1, 2);
    const bool month_first = order == DateOrder::kMonthFirst;
    return date_of(digits(day.substr(second + 1), 4, 4), month_first ? a : b, month_first ? b : a);
  }
  return read_date(text);
}

std::optional<std::string> read_moment(std::string_view text) {
  if (is_final(text)) return std::string(text);
  const auto moment = moment_of(text);
  if (!moment) return std::nullopt;
  if (!moment->milliseconds) return moment->day.iso();
  const int64_t seconds = *moment->milliseconds / 1000;
  return fmt::format("{}T{:02}:{:02}:{:02}", moment->day.iso(), seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

}  // namespace gongshi
