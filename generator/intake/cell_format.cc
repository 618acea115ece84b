#include "intake/cell_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/date.h"

namespace gongshi {
namespace {

constexpr double kExact = 1e15;          ///< from here on Excel does not keep every digit
constexpr double kLargestNumber = 1e30;  ///< beyond, and below 1/kLargestNumber, no number of an agency
constexpr double kLastDay = 2958465;     ///< 9999-12-31
constexpr int64_t kSecondsOfDay = 86400;

struct BuiltIn {
  int first, last;
  CellKind kind;
};
constexpr BuiltIn kBuiltIn[] = {
    {9, 10, CellKind::kPercent}, {14, 17, CellKind::kDate}, {18, 21, CellKind::kTime},
    {22, 22, CellKind::kMoment}, {27, 31, CellKind::kDate}, {32, 35, CellKind::kTime},
    {36, 36, CellKind::kDate},   {45, 47, CellKind::kTime}, {50, 54, CellKind::kDate},
    {55, 56, CellKind::kTime},   {57, 58, CellKind::kDate},
};

/// The letters of the first section of a code that are neither quoted, escaped nor in brackets.
std::string bare(std::string_view code) {
  std::string out;
  for (size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {
      const size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      // [h] and [mm] count hours and minutes on and are no condition.
      if (c == '[' && i + 1 < code.size() && std::string_view("hHmMsS").find(code[i + 1]) != std::string_view::npos)
        out += 'h';
      if (end == std::string_view::npos) break;
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return out;
}

bool has_any(std::string_view text, std::string_view letters) {
  return text.find_first_of(letters) != std::string_view::npos;
}

/// Digits and a point, without exponent, to 15 significant digits.
std::string plain(double value) {
  if (value == 0) return "0";
  const std::string written = fmt::format("{:.14e}", std::fabs(value));  // d.dddddddddddddde±xx
  std::string digits = written[0] + written.substr(2, 14);
  digits.erase(digits.find_last_not_of('0') + 1);
  int exponent = 0;
  const char* sign = written.data() + written.find('e') + 1;
  std::from_chars(*sign == '+' ? sign + 1 : sign, written.data() + written.size(), exponent);
  if (exponent < 0) {
    digits.insert(0, static_cast<size_t>(-exponent), '0');
    exponent = 0;
  }
  const size_t whole = static_cast<size_t>(exponent) + 1;
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  if (digits.size() > whole) digits.insert(whole, ".");
  return value < 0 ? "-" + digits : digits;
}

/// A format that writes another unit than 元 behind what it shows. Whether the number is in that unit or is divided for
/// showing (`0!.0,"万元"`) is hard to tell.
bool names_unit(std::string_view code) {
  constexpr std::string_view kUnits[] = {"万", "亿", "千元", "百元", "美元", "港元", "欧元"};
  return std::any_of(std::begin(kUnits), std::end(kUnits), [&](std::string_view unit) { return code.find(unit) != code.npos; });
}

std::string clock(int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string moment(double serial, CellKind kind, bool from_1904) {
  constexpr double kDayBefore = 0.0005 / kSecondsOfDay;  // nearer to midnight it is how the number was stored
  const auto day = static_cast<int64_t>(std::floor(serial + kDayBefore));
  const double rest = std::max(0.0, serial - static_cast<double>(day)) * kSecondsOfDay;
  const int64_t seconds = std::min<int64_t>(std::llround(rest), kSecondsOfDay - 1);  // 23:59:59.9 is no next day
  if (kind == CellKind::kTime && day == 0) return clock(seconds);
  // The first system counts a 29 February 1900 that there was not.
  const Date start = from_1904 ? *Date::of(1904, 1, 1) : *Date::of(1899, 12, day < 60 ? 31 : 30);
  const std::string date = start.plus_days(day).iso();
  return kind == CellKind::kDate || seconds == 0 ? date : date + " " + clock(seconds);
}

}  // namespace

CellFormat built_in_format(int id) {
  for (const auto& known : kBuiltIn)
    if (id >= known.first && id <= known.last) return {known.kind, 0};
  return {};
}

CellFormat custom_format(std::string_view code) {
  if (names_unit(code)) return {CellKind::kNumber, 0, true};
  const std::string letters = bare(code);
  if (letters == "general" || letters.find("e+") != std::string::npos || letters.find("e-") != std::string::npos)
    return {};
  if (has_any(letters, "%")) return {CellKind::kPercent, 0};
  const bool time = has_any(letters, "hs");
  // `m` alone is a month, beside hours or seconds it is minutes.
  const bool date = has_any(letters, "yde") || (has_any(letters, "m") && !time);
  if (date) return {time ? CellKind::kMoment : CellKind::kDate, 0};
  if (time) return {CellKind::kTime, 0};
  if (letters.size() > 1 && letters.find_first_not_of('0') == std::string::npos)
    return {CellKind::kDigits, letters.size()};
  return {};
}

CellNumber cell_number(std::string_view written, const CellFormat& format, bool from_1904) {
  double value = 0;
  const char* end = written.data() + written.size();
  const auto read = std::from_chars(written.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value) || std::fabs(value) > kLargestNumber || (value != 0 && std::fabs(value) < 1 / kLargestNumber))
    return {std::string(written.substr(0, 40)), false, false};
  switch (format.kind) {
    case CellKind::kDate:
    case CellKind::kMoment:
    case CellKind::kTime:
      if (value < 0 || value > kLastDay) return {plain(value), false, false};
      return {moment(value, format.kind, from_1904), true, false};
    case CellKind::kPercent:
      return {plain(value * 100) + "%", true, false};
    case CellKind::kDigits: {
      std::string digits = plain(value);
      if (value >= 0 && digits.find('.') == std::string::npos && digits.size() < format.digits)
        digits.insert(0, format.digits - digits.size(), '0');
      return {std::move(digits), true, std::fabs(value) >= kExact};
    }
    case CellKind::kNumber:
      break;
  }
  return {plain(value), true, std::fabs(value) >= kExact};
}

}  // namespace gongshi
