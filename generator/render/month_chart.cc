#include "render/month_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/chart.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr int kTop = 10, kAxis = 208;  // px
constexpr int kGridLines = 4;
constexpr int64_t kTenths = 10;

/// A round number of which four make at least `most`: 1, 2 or 5 with zeros.
int64_t step_for(int64_t most) {
  for (int64_t power = 1;; power *= 10)
    for (const int64_t digit : {1, 2, 5})
      if (digit * power * (kGridLines - 1) >= most) return digit * power;
}

int64_t y_of(int64_t value, int64_t top_value) { return kAxis - value * (kAxis - kTop) / top_value; }

/// Percent of the width in tenths, as text.
std::string tenths(int64_t n) { return std::to_string(n / kTenths) + "." + std::to_string(n % kTenths); }

/// Middle of a month's column: from 7 % on, 7.75 % each.
int64_t middle_of(size_t month) { return 70 + 39 + static_cast<int64_t>(month) * 775 / 10; }

std::string month_words(size_t month) { return std::to_string(month + 1) + " 月"; }

std::string summary_of(const MonthValues& now, const std::string& unit) {
  std::optional<size_t> high, low;
  for (size_t m = 0; m < now.months.size(); ++m) {
    if (!now.months[m]) continue;
    if (!high || *now.months[m] > *now.months[*high]) high = m;
    if (!low || *now.months[m] < *now.months[*low]) low = m;
  }
  if (!high) return "横轴为月份。";
  // Of a hidden month nobody is told whether it is more or less.
  const bool all = std::all_of(now.months.begin(), now.months.end(), [](const auto& month) { return month.has_value(); });
  const std::string head = all ? "横轴为月份。" : "横轴为月份。在列出的月份中，";
  if (*now.months[*high] == *now.months[*low]) return head + fmt::format("各月都是 {} {}。", thousands(*now.months[*high]), unit);
  return head + fmt::format("{}最多，{} {}；{}最少，{} {}。", month_words(*high), thousands(*now.months[*high]), unit,
                            month_words(*low), thousands(*now.months[*low]), unit);
}

std::string described(const std::string& title, const MonthValues& now) {
  std::string out = title + "：";
  for (size_t m = 0; m < now.months.size(); ++m)
    out += fmt::format("{}{} {}", m == 0 ? "" : "，", month_words(m), now.months[m] ? thousands(*now.months[m]) : "不列");
  return out + "。";
}

}  // namespace

Result<Html> month_chart(const Templates& templates, const std::string& title, const std::string& unit,
                         const MonthValues& now, const MonthValues& last) {
  int64_t most = 1;
  for (const MonthValues* year : {&now, &last})
    for (const auto& value : year->months) most = std::max(most, value.value_or(0));
  const int64_t step = step_for(most), top = step * (kGridLines - 1);
  PageData page;
  page.set("CAPTION", title).set("NOW", now.label).maybe("LAST", last.months.empty() ? "" : last.label);
  page.set("DESCRIPTION", described(title, now)).set("SUMMARY", summary_of(now, unit));
  for (const char* section : {"GRID", "BAR", "DASH", "HIDDEN", "MONTH"}) page.show(section, false);
  for (int line = 0; line < kGridLines; ++line) {
    const int64_t y = y_of(line * step, top);
    page.section("GRID")
        .set("Y", std::to_string(y))
        .set("TEXT_Y", std::to_string(y + 6))
        .set("VALUE", thousands(line * step));
  }
  for (size_t m = 0; m < now.months.size(); ++m) {
    const int64_t middle = middle_of(m);
    page.section("MONTH").set("NUMBER", std::to_string(m + 1)).set("MIDDLE", tenths(middle));
    if (!now.months[m])
      page.section("HIDDEN").set("MIDDLE", tenths(middle));
    else
      page.section("BAR")
          .set("X", tenths(middle - 22))
          .set("Y", std::to_string(y_of(*now.months[m], top)))
          .set("HEIGHT", std::to_string(kAxis - y_of(*now.months[m], top)));
    if (m < last.months.size() && last.months[m])
      page.section("DASH")
          .set("X", tenths(middle - 30))
          .set("Y", std::to_string(y_of(*last.months[m], top) - 1))
          .set("HALO_Y", std::to_string(y_of(*last.months[m], top) - 3));
  }
  return templates.render("month_chart.html", page);
}

}  // namespace gongshi
