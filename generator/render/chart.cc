#include "render/chart.h"

#include <algorithm>

#include "base/text.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr int kRowHeight = 56;

std::string described(const std::string& title, const std::vector<ChartValue>& values) {
  std::vector<std::string> parts;
  for (const ChartValue& value : values)
    parts.push_back(value.label + " " + (value.hidden ? "不列" : thousands(value.value)));
  return title + "：" + joined(parts, "，") + "。";
}

int64_t tenths(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : (part * 1000 + whole / 2) / whole;
}

std::string tenths_text(int64_t n) { return std::to_string(n / 10) + "." + std::to_string(n % 10); }

}  // namespace

std::string percent(int64_t part, int64_t whole) { return tenths_text(tenths(part, whole)); }

Result<Html> bar_chart(const Templates& templates, const std::string& title,
                       const std::vector<ChartValue>& values, bool captioned) {
  int64_t most = 1;
  for (const ChartValue& value : values) most = std::max(most, value.value);
  PageData page;
  page.maybe("CAPTION", captioned ? title : "").set("DESCRIPTION", described(title, values));
  page.set("HEIGHT", std::to_string(kRowHeight * values.size())).show("BAR", false);
  for (size_t i = 0; i < values.size(); ++i) {
    const int top = kRowHeight * static_cast<int>(i);
    page.section("BAR")
        .set("LABEL", values[i].label)
        .set("VALUE", values[i].hidden ? "*" : thousands(values[i].value))
        .set("TEXT_Y", std::to_string(top + 18))
        .set("BAR_Y", std::to_string(top + 28))
        .set("WIDTH", percent(values[i].value, most));
  }
  return templates.render("bar_chart.html", page);
}

Result<Html> share_chart(const Templates& templates, const std::string& title,
                         const std::vector<ChartValue>& values) {
  int64_t whole = 0, before = 0;
  for (const ChartValue& value : values) whole += value.value;
  PageData page;
  page.set("DESCRIPTION", described(title, values)).show("PART", false);
  int number = 0;
  for (const ChartValue& value : values) {
    const int64_t from = tenths(before, whole), to = tenths(before + value.value, whole);
    before += value.value;
    page.section("PART")
        .set("NUMBER", std::to_string(++number))
        .set("X", tenths_text(from))
        .set("WIDTH", tenths_text(to - from))
        .set("LABEL", value.label)
        .set("PERCENT", std::to_string((tenths(value.value, whole) + 5) / 10));
  }
  return templates.render("share_chart.html", page);
}

}  // namespace gongshi
