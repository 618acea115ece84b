#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gongshi {

/// A box to be placed: its size in px, and the boxes arrows lead to.
struct FlowBox {
  int width = 0, height = 0;
  std::vector<size_t> next;
};

struct FlowPoint {
  int x = 0, y = 0;
};

/// Where everything stands, in px from the upper left corner.
struct FlowLayout {
  struct Arrow {
    size_t from = 0, to = 0;
    std::vector<FlowPoint> curve;  ///< a start and then three control points per Bézier piece
  };
  int width = 0, height = 0;
  std::vector<FlowPoint> centres;  ///< of the boxes, in their order
  std::vector<Arrow> arrows;
};

/// Lays boxes and arrows out from top to bottom (Graphviz `dot`). Error `bad_value`.
Result<FlowLayout> lay_out(const std::vector<FlowBox>& boxes);

}  // namespace gongshi
