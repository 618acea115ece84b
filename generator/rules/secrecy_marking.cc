#include "rules/secrecy_marking.h"

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/lexicon.h"
#include "rules/reading.h"

namespace gongshi {
namespace {

/// What may frame a marking: 【机密★5年】, ★机密★.
constexpr std::u32string_view kFrame = U"([{〔【「『)]}〕】」』★☆⭐*:";
/// What may stand before or behind all of it besides: quotation marks, what begins a line of Markdown.
constexpr std::u32string_view kEnds = U"#>-+\"“”";
constexpr std::u32string_view kStars = U"★☆⭐";  // an asterisk before a word begins a line of a list
constexpr size_t kLongest = 40;

bool ends(char32_t point) { return among(kFrame, point) || among(kEnds, point); }

/// 绝密, 机密, 秘密 with a star or a term, and nothing else but what frames it. `text` has no blanks: 机　密★5年 is
/// how it is printed.
bool is_marking(std::u32string_view text) {
  bool star = false;
  const auto skip_frame = [&](std::u32string_view stars) {
    for (; !text.empty() && among(kFrame, text[0]); text.remove_prefix(1)) star = star || among(stars, text[0]);
  };
  for (; !text.empty() && ends(text[0]); text.remove_prefix(1)) star = star || among(kStars, text[0]);
  for (; !text.empty() && ends(text.back()); text.remove_suffix(1)) star = star || among(kStars, text.back());
  if (text.starts_with(U"密级")) text.remove_prefix(2);
  skip_frame(kStars);
  constexpr std::u32string_view kWords[] = {U"绝密", U"机密", U"秘密"};
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](const auto word) { return text.starts_with(word); })) return false;
  text.remove_prefix(2);
  const bool framed = !text.empty() && among(kFrame, text[0]);
  skip_frame(U"★☆⭐*");
  // 绝密★启用前 stands on examination papers; so does a text about them begin.
  if (text.starts_with(U"启用")) return star && text == U"启用前";
  if (star && (framed || text.empty())) return true;
  if (text == U"长期") return true;
  size_t digits = 0;
  while (digits < text.size() && digits < 3 && is_number_char(text[digits])) ++digits;
  if (digits == 0) return false;
  text.remove_prefix(digits);
  for (const std::u32string_view unit : {U"年", U"个月", U"月", U"日", U"天"})
    if (text == unit) return true;
  return false;
}

/// A marking alone on its line, at the head of it, or behind the number of the paper that stands on the first line.
bool marked_line(std::u32string_view line) {
  const size_t number = line.find(U'〕');
  std::u32string text;  // without blanks
  std::vector<size_t> behind;  // places of it behind a blank that follows the number
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != U' ' && line[i] != U'\t') text += line[i];
    else if (i > number && number != line.npos) behind.push_back(text.size());
  }
  const std::u32string_view view = text;
  return is_marking(view) || (view.starts_with(U"注:") && is_marking(view.substr(2))) ||
         std::any_of(behind.begin(), behind.end(), [&](size_t at) { return view.size() - at <= kLongest && is_marking(view.substr(at)); });
}

/// Every line end of Unicode as a line feed.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\u2028") || rest.starts_with("\u2029")) i += 2;
    else if (rest.starts_with("\xC2\x85")) i += 1;
    else if (!among(U"\r\v\f", static_cast<unsigned char>(text[i]))) {
      out += text[i];
      continue;
    }
    out += '\n';
  }
  return out;
}

/// Lines of a text as a reader of the page sees it; cells of a table are lines too.
bool any_marked(const std::string& text) {
  if (!contains(text, "密") && !contains(text, "&#")) return false;  // no other form of it exists
  const std::u32string points = Reading(with_line_feeds(text), true).points;
  for (std::u32string_view rest = points; !rest.empty();) {
    const size_t end = std::min(rest.find_first_of(U"\n|"), rest.size());
    if (marked_line(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool any_marked(const Json& value) {
  if (value.is_string()) return any_marked(value.get_ref<const std::string&>());
  return value.is_structured() && std::any_of(value.begin(), value.end(), [](const Json& part) { return any_marked(part); });
}

}  // namespace

bool carries_secrecy_marking(const std::vector<std::string>& texts) {
  return std::any_of(texts.begin(), texts.end(), [](const std::string& text) { return any_marked(text); });
}

bool carries_secrecy_marking(const Record& record) {
  return any_marked(record.fields) || carries_secrecy_marking(record.suspects);
}

}  // namespace gongshi
