#include "render/flow.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "render/flow_layout.h"

namespace gongshi {
namespace {

// Two boxes side by side fit the narrowest phone (look, section 9: no page wider than 360).
constexpr int kBoxWidth = 150;
constexpr int kLine = 22;
constexpr int kPadding = 9;
constexpr int kBaseline = 17;
constexpr size_t kFullWidthPerLine = 8;
constexpr size_t kMostSteps = 40;
constexpr int kMargin = 2;  // for half the width of a line
constexpr double kArrowLength = 9, kArrowHalf = 4.5;

/// Text cut into lines of at most eight full-width characters.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::u32string line;
  size_t halves = 0;
  for (const char32_t c : to_u32(text)) {
    const size_t width = c < 0x2E80 && c != U'“' && c != U'”' ? 1 : 2;
    const bool closing = c == U'，' || c == U'、' || c == U'。' || c == U'）' || c == U'”' || c == U'；';
    if (halves + width > 2 * kFullWidthPerLine && !closing) {
      lines.push_back(to_utf8(line));
      line.clear();
      halves = 0;
    }
    line += c;
    halves += width;
  }
  if (!line.empty()) lines.push_back(to_utf8(line));
  return lines;
}

struct BoxText {
  std::vector<std::string> name, meta;
  int height() const {
    return kLine * static_cast<int>(name.size() + meta.size()) + 2 * kPadding;
  }
};

BoxText text_of(const FlowStep& step) {
  BoxText text{lines_of(step.name), {}};
  for (const std::string& part : {step.unit, step.days})
    for (std::string& line : lines_of(part)) text.meta.push_back(std::move(line));
  return text;
}

std::string point(const FlowPoint& p) { return std::to_string(p.x) + " " + std::to_string(p.y); }

std::string path_of(const std::vector<FlowPoint>& curve) {
  std::string path = "M" + point(curve.front());
  for (size_t i = 1; i + 2 < curve.size(); i += 3)
    path += "C" + point(curve[i]) + " " + point(curve[i + 1]) + " " + point(curve[i + 2]);
  return path;
}

/// The arrow's head, turned the way the curve ends.
std::string head_of(const std::vector<FlowPoint>& curve) {
  const FlowPoint end = curve.back();
  FlowPoint before = end;
  for (size_t i = curve.size() - 1; i-- > 0 && before.x == end.x && before.y == end.y;) before = curve[i];
  const double length = std::hypot(end.x - before.x, end.y - before.y);
  if (length == 0) return "";
  const double dx = (end.x - before.x) / length, dy = (end.y - before.y) / length;
  const auto at = [&](double back, double side) {
    return FlowPoint{static_cast<int>(std::lround(end.x - back * dx - side * dy)),
                     static_cast<int>(std::lround(end.y - back * dy + side * dx))};
  };
  return "M" + point(end) + "L" + point(at(kArrowLength, kArrowHalf)) + "L" +
         point(at(kArrowLength, -kArrowHalf)) + "Z";
}

void add_line(PageData& box, int x, int y, const std::string& text, bool name) {
  PageData& line = box.section("LINE");
  line.set("X", std::to_string(x)).set("Y", std::to_string(y)).set("TEXT", text);
  line.show("NAME", name).show("META", !name);
}

void add_box(PageData& page, const BoxText& text, const FlowPoint& centre) {
  PageData& box = page.section("BOX");
  const int top = centre.y - text.height() / 2;
  box.set("LEFT", std::to_string(centre.x - kBoxWidth / 2)).set("TOP", std::to_string(top));
  box.set("WIDTH", std::to_string(kBoxWidth)).set("HEIGHT", std::to_string(text.height()));
  int y = top + kPadding + kBaseline;
  for (const auto& line : text.name) {
    add_line(box, centre.x, y, line, true);
    y += kLine;
  }
  for (const auto& line : text.meta) {
    add_line(box, centre.x, y, line, false);
    y += kLine;
  }
}

std::string described(const std::vector<FlowStep>& steps) {
  std::vector<std::string> names;
  for (const FlowStep& step : steps) names.push_back(step.name);
  return "共 " + std::to_string(steps.size()) + " 步：" + joined(names, "，") + "。各步的去向见图旁的文字。";
}

}  // namespace

std::vector<FlowStep> flow_steps(const Json& list) {
  std::vector<FlowStep> steps;
  std::map<std::string, size_t> by_id;
  if (!list.is_array()) return steps;
  bool any_next = false;
  for (const Json& step : list) {
    if (!step.is_object() || text_at(step, "name").empty()) continue;
    by_id.emplace(text_at(step, "id"), steps.size());
    steps.push_back({text_at(step, "name"), text_at(step, "unit"), text_at(step, "days"), {}});
  }
  size_t at = 0;
  for (const Json& step : list) {
    if (!step.is_object() || text_at(step, "name").empty()) continue;
    const Json* next = find_at(step, "next");
    any_next = any_next || (next != nullptr && !next->empty());
    if (next != nullptr)
      for (const Json& id : next->is_array() ? *next : Json::array({*next}))
        if (id.is_string() && by_id.contains(id.get<std::string>()) && by_id[id] != at)
          steps[at].next.push_back(by_id[id]);
    ++at;
  }
  if (!any_next)
    for (size_t i = 0; i + 1 < steps.size(); ++i) steps[i].next.push_back(i + 1);
  return steps;
}

std::vector<FlowStep> flow_steps(const std::string& line) {
  std::vector<FlowStep> steps;
  std::u32string name;
  const auto take = [&] {
    if (const std::string text(trimmed(to_utf8(name))); !text.empty()) steps.push_back({text, "", "", {}});
    name.clear();
  };
  for (const char32_t c : to_u32(line)) {
    if (c == U'、' || c == U'；' || c == U'→' || c == U'\n' || c == U'。')
      take();
    else
      name += c;
  }
  take();
  for (size_t i = 0; i + 1 < steps.size(); ++i) steps[i].next.push_back(i + 1);
  return steps;
}

Result<Html> flow_chart(const Templates& templates, const std::string& title,
                        const std::vector<FlowStep>& steps) {
  if (steps.size() < 2 || steps.size() > kMostSteps) return Html();
  std::vector<BoxText> texts;
  std::vector<FlowBox> boxes;
  for (const FlowStep& step : steps) {
    texts.push_back(text_of(step));
    boxes.push_back({kBoxWidth, texts.back().height(), step.next});
  }
  GONGSHI_ASSIGN(FlowLayout layout, lay_out(boxes));
  const auto move = [](FlowPoint& p) { p = {p.x + kMargin, p.y + kMargin}; };
  for (FlowPoint& centre : layout.centres) move(centre);
  for (auto& arrow : layout.arrows)
    for (FlowPoint& p : arrow.curve) move(p);
  PageData page;
  page.set("TITLE", title + "流程图").set("DESCRIPTION", described(steps));
  page.set("WIDTH", std::to_string(layout.width + 2 * kMargin));
  page.set("HEIGHT", std::to_string(layout.height + 2 * kMargin));
  page.show("ARROW", false).show("BOX", false);
  for (const auto& arrow : layout.arrows) {
    if (arrow.curve.size() < 4) continue;
    page.section("ARROW").set("CURVE", path_of(arrow.curve)).set("HEAD", head_of(arrow.curve));
  }
  for (size_t i = 0; i < texts.size(); ++i) add_box(page, texts[i], layout.centres[i]);
  return templates.render("flow_chart.html", page);
}

std::string next_in_words(const std::vector<FlowStep>& steps, size_t at) {
  std::vector<std::string> names;
  for (const size_t to : steps[at].next) names.push_back(steps[to].name);
  if (names.empty() || (names.size() == 1 && steps[at].next.front() == at + 1)) return "";
  return "下一步：" + joined(names, "，或者") + "。";
}

}  // namespace gongshi
