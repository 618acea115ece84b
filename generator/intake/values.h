#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace gongshi {

/// A date in any spelling agencies use: 2026-03-01, 2026-3-1, 2026/3/1, 2026.3.1, 20260301,
/// 2026年3月1日, 二〇二六年三月一日, with or without a time of day (a time zone is carried to UTC+8);
/// epoch milliseconds (11 to 13 digits); Excel serial days (five digits, 1900 system).
/// nullopt for everything else; an incomplete date is never completed.
std::optional<Date> read_date(std::string_view text);

/// What stands first in dates that do not begin with the year: only a mapping file can know.
enum class DateOrder { kYearFirst, kMonthFirst, kDayFirst };
/// Also 03/04/2026 (and 3-4-2026, 3.4.2026) in the order given.
std::optional<Date> read_date(std::string_view text, DateOrder order);

/// A moment as ISO text that sorts by time, in UTC+8: `2026-03-01` or `2026-03-01T08:30:00`.
std::optional<std::string> read_moment(std::string_view text);

/// An amount of money. Digits with thousands commas or Chinese numerals, ordinary or formal but not
/// mixed, with 人民币, ¥, 元, 万, 亿, 角, 分, 整. `unit` is what a bare number counts, in 分 (1000000
/// for a column in 万元), 0 where none is known and a bare number is refused; an amount that names its
/// own unit keeps it. Exact to the 分 or refused; the
/// error's text completes the sentence “…的值” .
Result<Fen> read_money(std::string_view text, Fen unit = kFenPerYuan);

/// A whole number in digits, with thousands commas or `.0` as spreadsheets write them.
std::optional<int64_t> read_integer(std::string_view text);
/// True when the text is a decimal number.
bool is_number(std::string_view text);

/// true, false, 是, 否, 1, 0; TRUE and FALSE as spreadsheets write them.
std::optional<bool> read_boolean(std::string_view text);

/// The values of a list separated by `;` or `；`, blanks around them removed, empty ones left out.
std::vector<std::string> read_list(std::string_view text);
/// The same of words from a closed list, which people also separate by 、 and commas.
std::vector<std::string> list_parts(std::string_view text);

}  // namespace gongshi
