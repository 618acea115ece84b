#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongshi {

/// A calendar day. No time zone: the day is the one in UTC+8, the only zone the law knows.
class Date {
 public:
  Date() = default;
  /// The day of a proleptic Gregorian date; nullopt when there is no such day.
  static std::optional<Date> of(int year, int month, int day);
  /// Strict `YYYY-MM-DD`.
  static std::optional<Date> parse(std::string_view iso);
  /// Today in UTC+8.
  static Date today();
  static Date from_days(int64_t days_since_1970) { return Date(days_since_1970); }

  int year() const;
  int month() const;
  int day() const;
  int weekday() const;  ///< 0 Sunday … 6 Saturday.
  int64_t days() const { return days_; }

  std::string iso() const;      ///< 2026-11-20
  std::string compact() const;  ///< 20261120
  std::string month_id() const; ///< 2026-11
  std::string chinese() const;  ///< 2026年11月20日

  Date plus_days(int64_t n) const { return Date(days_ + n); }
  /// The corresponding day n months on (n may be negative), or that month's last day (民法典第二百零二条).
  Date plus_months(int n) const;

  auto operator<=>(const Date&) const = default;

 private:
  explicit Date(int64_t days) : days_(days) {}
  int64_t days_ = 0;
};

}  // namespace gongshi
