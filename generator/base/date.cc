#include "base/date.h"

#include <fmt/format.h>

#include <chrono>

namespace gongshi {
namespace {

namespace ch = std::chrono;

ch::year_month_day split(int64_t days) {
  return ch::year_month_day(ch::sys_days(ch::days(days)));
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const ch::year_month_day ymd(ch::year(year), ch::month(static_cast<unsigned>(month)),
                               ch::day(static_cast<unsigned>(day)));
  if (!ymd.ok()) return std::nullopt;
  return Date(ch::sys_days(ymd).time_since_epoch().count());
}

std::optional<Date> Date::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  const size_t begins[3] = {0, 5, 8};
  const size_t lengths[3] = {4, 2, 2};
  for (int p = 0; p < 3; ++p) {
    for (size_t i = 0; i < lengths[p]; ++i) {
      const char c = iso[begins[p] + i];
      if (c < '0' || c > '9') return std::nullopt;
      parts[p] = parts[p] * 10 + (c - '0');
    }
  }
  return of(parts[0], parts[1], parts[2]);
}

Date Date::today() {
  const auto now = ch::system_clock::now() + ch::hours(8);
  return Date(ch::floor<ch::days>(now).time_since_epoch().count());
}

int Date::year() const { return static_cast<int>(split(days_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(split(days_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(split(days_).day())); }
int Date::weekday() const {
  return static_cast<int>(ch::weekday(ch::sys_days(ch::days(days_))).c_encoding());
}

std::string Date::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string Date::compact() const { return fmt::format("{:04}{:02}{:02}", year(), month(), day()); }
std::string Date::month_id() const { return fmt::format("{:04}-{:02}", year(), month()); }
std::string Date::chinese() const { return fmt::format("{}年{}月{}日", year(), month(), day()); }

Date Date::plus_months(int n) const {
  const auto ymd = split(days_);
  auto moved = ymd + ch::months(n);
  if (!moved.ok()) moved = moved.year() / moved.month() / ch::last;
  return Date(ch::sys_days(moved).time_since_epoch().count());
}

}  // namespace gongshi
