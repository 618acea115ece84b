#include "rules/secrecy_marking.h"

#include <algorithm>

#include "base/text.h"
#include "rules/lexicon.h"
#include "rules/reading.h"

namespace gongshi {
namespace {

/// What may frame a marking: 【机密★5年】, ★机密★, and what begins a line of Markdown.
constexpr std::u32string_view kFrame = U"([{〔【「『)]}〕】」』★☆⭐*:#>-+\"“”";
/// How a line may end, for readers of the page or of the file.
constexpr std::string_view kLineEnds[] = {"\r", "\v", "\f", "\xC2\x85", "\u2028", "\u2029"};

bool frames(char32_t point) { return kFrame.find(point) != kFrame.npos; }

std::u32string without_blanks(std::u32string_view text) {
  std::u32string out(text);
  std::erase_if(out, [](char32_t point) { return point == U' ' || point == U'\t'; });
  return out;
}

/// 绝密, 机密, 秘密 with a star or a term, and nothing else but what frames it. `text` has no blanks: 机　密★5年 is
/// how it is printed.
bool is_marking(std::u32string_view text) {
  bool star = false;
  const auto skip_frame = [&](std::u32string_view stars) {
    while (!text.empty() && frames(text[0])) {
      star = star || stars.find(text[0]) != stars.npos;
      text.remove_prefix(1);
    }
  };
  skip_frame(U"★☆⭐");  // an asterisk before a word begins a line of a list
  if (text.starts_with(U"密级")) text.remove_prefix(2);
  skip_frame(U"★☆⭐");
  constexpr std::u32string_view kWords[] = {U"绝密", U"机密", U"秘密"};
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](const auto word) { return text.starts_with(word); })) return false;
  text.remove_prefix(2);
  const bool framed = !text.empty() && frames(text[0]);
  skip_frame(U"★☆⭐*");
  while (!text.empty() && frames(text.back())) text.remove_suffix(1);
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
  if (is_marking(without_blanks(line))) return true;
  const size_t number = line.find(U'〕');
  for (size_t blank = number == line.npos ? number : line.find(U' ', number); blank != line.npos; blank = line.find(U' ', blank + 1))
    if (is_marking(without_blanks(line.substr(blank)))) return true;
  return false;
}

/// Lines of a text as a reader of the page sees it; cells of a table are lines too.
bool any_marked(const std::string& text) {
  if (!contains(text, "密") && !contains(text, "&#")) return false;  // no other form of it exists
  std::string lines = text;
  for (const std::string_view end : kLineEnds) lines = replaced(std::move(lines), end, "\n");
  const std::u32string points = Reading(lines, true).points;
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
  return any_marked(record.fields) || carries_secrecy_marking(record.unread);
}

}  // namespace gongshi
