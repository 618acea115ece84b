#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/html.h"
#include "render/templates.h"

namespace gongshi {

/// A number of each month of a year; none where it is not shown. A year without numbers to show is empty.
struct MonthValues {
  std::string label;  ///< 2025 年
  std::vector<std::optional<int64_t>> months;
};

/// Twelve columns as SVG (look, section 6): axis from 0, last year as dashes, hidden months as `*`, and a
/// sentence that names the highest and the lowest shown. `unit` is 宗.
Result<Html> month_chart(const Templates& templates, const std::string& title, const std::string& unit,
                         const MonthValues& now, const MonthValues& last);

}  // namespace gongshi
