#include "site/screens.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "base/identifiers.h"
#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr double kDistanceToText = 200;  // text has a 200th of the distance as its height
constexpr int kSmallestOnLed = 26;       // px: under it Chinese characters run into each other

constexpr std::string_view kKinds[] = {"decisions", "events", "plans", "windows", "remedies", "figures", "notice"};
constexpr std::string_view kCategories[] = {
    "permit",       "penalty", "coercive_measure", "coercive_execution", "expropriation", "inspection",
    "confirmation", "payment", "ruling",           "reward",             "other"};

/// Reads one object key by key and notes what it does not understand.
class ScreenReader {
 public:
  ScreenReader(const Json& json, std::string where, const char* name, std::vector<Error>& errors)
      : json_(json), where_(std::move(where)), name_(name), errors_(errors) {
    if (!json.is_object()) note(where_, std::string(name) + " 的每一项要写成 { … }。");
  }

  void note(const std::string& where, const std::string& text) { errors_.push_back({"bad_config", text, where}); }
  void note_at(const char* key, const std::string& text) { note(inside(where_, key), text); }

  void text(const char* key, std::string& out) {
    if (const Json* value = take(key)) {
      if (value->is_string()) out = value->get<std::string>();
      else note_at(key, std::string(key) + " 要写成文字，用引号括起来。");
    }
  }
  template <class Number>
  void number(const char* key, double least, double most, Number& out) {
    const Json* value = take(key);
    if (value == nullptr) return;
    const bool whole = std::is_integral_v<Number>;
    if ((whole ? value->is_number_integer() : value->is_number()) && value->get<double>() >= least && value->get<double>() <= most)
      out = value->get<Number>();
    else
      note_at(key, std::string(key) + " 要写成 " + shown(least) + " 到 " + shown(most) + (whole ? " 的整数。" : " 的数。"));
  }
  void flag(const char* key, bool& out) {
    if (const Json* value = take(key)) {
      if (value->is_boolean()) out = value->get<bool>();
      else note_at(key, std::string(key) + " 要写成 true 或者 false。");
    }
  }
  void each(const char* key, const std::function<void(const Json&, const std::string&)>& read) {
    const Json* value = take(key);
    if (value == nullptr) return;
    if (!value->is_array()) return note_at(key, std::string(key) + " 要写成 [ … ]。");
    for (size_t i = 0; i < value->size(); ++i) read((*value)[i], inside(inside(where_, key), i));
  }
  /// Notes the keys nobody asked for.
  void finish() {
    if (!json_.is_object()) return;
    for (const auto& [key, value] : json_.items())
      if (!taken_.contains(key))
        note(inside(where_, key), std::string(name_) + " 里没有“" + key + "”这一项，请检查拼写。可以写的有：" +
                                      joined({taken_.begin(), taken_.end()}, "、") + "。");
  }

 private:
  const Json* take(const char* key) {
    taken_.insert(key);
    const auto found = json_.is_object() ? json_.find(key) : json_.end();
    return json_.is_object() && found != json_.end() ? &*found : nullptr;
  }
  static std::string shown(double number) {
    return number == std::floor(number) ? std::to_string(static_cast<int64_t>(number)) : Json(number).dump();
  }

  const Json& json_;
  std::string where_;
  const char* name_;
  std::vector<Error>& errors_;
  std::set<std::string> taken_;
};

ScreenWindow read_window(const Json& json, const std::string& where, std::vector<Error>& errors) {
  ScreenWindow window;
  window.where = where;
  ScreenReader reader(json, where, "windows", errors);
  reader.text("number", window.number);
  reader.text("officer", window.officer);
  reader.text("note", window.note);
  reader.finish();
  if (json.is_object() && window.number.empty()) reader.note(where, "windows 的每一项要有窗口号 number。");
  if (json.is_object() && window.officer.empty() && window.note.empty())
    reader.note(where, "窗口要写执法人员的证号 officer；没有人值守的，写 note，说明到哪里办理。");
  return window;
}

ScreenPart read_part(const Json& json, const std::string& where, std::vector<Error>& errors) {
  ScreenPart part;
  ScreenReader reader(json, where, "loop", errors);
  reader.text("kind", part.kind);
  reader.text("title", part.title);
  reader.number("count", 1, 200, part.count);
  reader.text("category", part.category);
  reader.text("page", part.page);
  reader.text("text", part.text);
  reader.each("windows", [&](const Json& window, const std::string& at) {
    part.windows.push_back(read_window(window, at, errors));
  });
  reader.finish();
  if (!json.is_object()) return part;
  if (!one_of(kKinds, part.kind))
    reader.note_at("kind", "屏幕内容“" + part.kind + "”不认识，可以写：" + joined({std::begin(kKinds), std::end(kKinds)}, "、") + "。");
  if (!part.category.empty() && !one_of(kCategories, part.category))
    reader.note_at("category", "执法类别“" + part.category + "”不认识，可以写：" +
                                   joined({std::begin(kCategories), std::end(kCategories)}, "、") + "。");
  if (part.kind == "notice" && part.page.empty() == part.text.empty())
    reader.note(where, "通知要写 text（Markdown 文字）或者 page（pages 文件夹里一页的名称），写其中一个。");
  return part;
}

Screen read_screen(const Json& json, const std::string& where, std::vector<Error>& errors) {
  Screen screen;
  ScreenReader reader(json, where, "screens", errors);
  reader.text("id", screen.id);
  reader.text("hall", screen.hall);
  reader.each("agencies", [&](const Json& code, const std::string& at) {
    if (code.is_string() && uscc_valid(code.get<std::string>())) screen.agencies.push_back(code.get<std::string>());
    else reader.note(at, "机关代码不是正确的统一社会信用代码。");
  });
  reader.number("width", 64, 16384, screen.width);
  reader.number("height", 64, 16384, screen.height);
  reader.number("inches", 5, 1000, screen.inches);
  reader.number("distance", 0.5, 100, screen.distance);
  reader.flag("led", screen.led);
  reader.each("loop", [&](const Json& part, const std::string& at) { screen.loop.push_back(read_part(part, at, errors)); });
  reader.finish();
  if (!json.is_object()) return screen;
  const bool plain = screen.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (screen.id.empty() || !plain || screen.id == "index")
    reader.note_at("id", "屏幕要有 id，用小写字母、数字和连字符，如 \"hall-1\"，不能是 index。");
  if (screen.loop.empty()) screen.loop = usual_loop();
  return screen;
}

}  // namespace

int Screen::smallest_text() const {
  const double diagonal = std::sqrt(static_cast<double>(width) * width + static_cast<double>(height) * height);
  const double per_px = inches * kMillimetresPerInch / diagonal;
  const int needed = static_cast<int>(std::ceil(distance * 1000 / kDistanceToText / per_px));
  return led ? std::max(needed, kSmallestOnLed) : needed;
}

bool Screen::shows(const std::string& agency) const {
  return agencies.empty() || std::find(agencies.begin(), agencies.end(), agency) != agencies.end();
}

std::vector<ScreenPart> usual_loop() {
  std::vector<ScreenPart> loop;
  for (const char* kind : {"decisions", "events", "windows", "remedies", "figures"}) {
    ScreenPart part;
    part.kind = kind;
    loop.push_back(std::move(part));
  }
  return loop;
}

void read_screens(const Json& json, const std::string& where, std::vector<Screen>& screens, std::vector<Error>& errors) {
  if (!json.is_array()) return errors.push_back({"bad_config", "screens 要写成 [ {…}, {…} ]。", where});
  for (size_t i = 0; i < json.size(); ++i) {
    Screen screen = read_screen(json[i], inside(where, i), errors);
    const bool twice = std::any_of(screens.begin(), screens.end(), [&](const Screen& other) { return other.id == screen.id; });
    if (twice) errors.push_back({"bad_config", "屏幕的 id “" + screen.id + "”用了两次。", inside(inside(where, i), "id")});
    else screens.push_back(std::move(screen));
  }
}

}  // namespace gongshi
