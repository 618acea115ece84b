#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "render/html.h"
#include "render/templates.h"

namespace gongshi {

/// A value of a chart, with its name.
struct ChartValue {
  std::string label;
  int64_t value = 0;
  bool hidden = false;  ///< not told: `*` and an empty track
};

/// Labelled horizontal bars as SVG (look, section 6), longest = full width, in the order given. The
/// title is left to the reader's ear only where a heading already says it.
Result<Html> bar_chart(const Templates& templates, const std::string& title,
                       const std::vector<ChartValue>& values, bool captioned = true);

/// One bar of at most four parts with a legend in whole percent.
Result<Html> share_chart(const Templates& templates, const std::string& title,
                         const std::vector<ChartValue>& values);

/// Part of whole in percent with one decimal, computed in whole numbers: "99.2".
std::string percent(int64_t part, int64_t whole);

}  // namespace gongshi
