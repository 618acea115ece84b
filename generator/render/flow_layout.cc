#include "render/flow_layout.h"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <cmath>
#include <memory>
#include <mutex>
#include <sstream>

namespace gongshi {
namespace {

constexpr double kPerInch = 72;

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct FreeRendered {
  void operator()(char* data) const { gvFreeRenderData(data); }
};

char* writable(std::string& text) { return text.data(); }

void set(void* object, std::string name, std::string value) {
  std::string none;
  agsafeset(object, writable(name), writable(value), writable(none));
}

std::string inches(int px) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << px / kPerInch;
  return out.str();
}

int pixels(double inches) { return static_cast<int>(std::lround(inches * kPerInch)); }

/// Boxes are named by their number. They hold no label: a label would ask for a font.
std::unique_ptr<Agraph_t, CloseGraph> graph_of(const std::vector<FlowBox>& boxes) {
  std::string name = "flow";
  std::unique_ptr<Agraph_t, CloseGraph> graph(agopen(writable(name), Agstrictdirected, nullptr));
  set(graph.get(), "nodesep", "0.25");
  set(graph.get(), "ranksep", "0.45");
  std::vector<Agnode_t*> nodes;
  for (size_t i = 0; i < boxes.size(); ++i) {
    std::string number = std::to_string(i);
    Agnode_t* node = agnode(graph.get(), writable(number), 1);
    set(node, "shape", "box");
    set(node, "label", "");
    set(node, "fixedsize", "true");
    set(node, "width", inches(boxes[i].width));
    set(node, "height", inches(boxes[i].height));
    nodes.push_back(node);
  }
  for (size_t i = 0; i < boxes.size(); ++i)
    for (const size_t to : boxes[i].next)
      set(agedge(graph.get(), nodes[i], nodes[to], nullptr, 1), "arrowhead", "none");
  return graph;
}

/// Reads Graphviz's plain output: sizes and places in inches, y counted from the foot.
Result<FlowLayout> read_plain(const std::string& text, size_t boxes) {
  std::istringstream in(text);
  in.imbue(std::locale::classic());
  FlowLayout layout;
  layout.centres.resize(boxes);
  double height = 0;
  for (std::string word; in >> word && word != "stop";) {
    if (word == "graph") {
      double scale = 0, width = 0;
      in >> scale >> width >> height;
      layout.width = pixels(width);
      layout.height = pixels(height);
    } else if (word == "node") {
      size_t number = 0;
      double x = 0, y = 0;
      in >> number >> x >> y;
      if (number < boxes) layout.centres[number] = {pixels(x), pixels(height - y)};
    } else if (word == "edge") {
      FlowLayout::Arrow arrow;
      size_t points = 0;
      in >> arrow.from >> arrow.to >> points;
      for (size_t i = 0; i < points && in; ++i) {
        double x = 0, y = 0;
        in >> x >> y;
        arrow.curve.push_back({pixels(x), pixels(height - y)});
      }
      layout.arrows.push_back(std::move(arrow));
    }
    in.ignore(text.size(), '\n');
  }
  if (!in || layout.width == 0) return Error{"bad_value", "流程图排版失败。", ""};
  return layout;
}

}  // namespace

Result<FlowLayout> lay_out(const std::vector<FlowBox>& boxes) {
  static std::mutex one_at_a_time;  // Graphviz keeps state of its own between calls
  const std::lock_guard lock(one_at_a_time);
  const Error failed{"bad_value", "流程图排版失败。", ""};
  const std::unique_ptr<GVC_t, FreeContext> context(gvContext());
  if (!context) return failed;
  const auto graph = graph_of(boxes);
  if (gvLayout(context.get(), graph.get(), "dot") != 0) return failed;
  char* data = nullptr;
  unsigned int length = 0;
  const int rendered = gvRenderData(context.get(), graph.get(), "plain", &data, &length);
  const std::unique_ptr<char, FreeRendered> owned(data);
  const std::string text = rendered == 0 && data != nullptr ? std::string(data, length) : "";
  gvFreeLayout(context.get(), graph.get());
  return text.empty() ? failed : read_plain(text, boxes.size());
}

}  // namespace gongshi
