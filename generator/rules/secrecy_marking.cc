#include "rules/secrecy_marking.h"

#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/lexicon.h"

namespace gongshi {
namespace {

/// What may frame a marking: 【机密★5年】, ★机密★.
constexpr std::u32string_view kFrame = U" \t([{〔【「『)]}〕】」』★☆⭐*:";

/// 绝密, 机密, 秘密 with a star or a term, and nothing else but what frames it.
bool is_marking(std::u32string_view text) {
  bool star = false;
  const auto skip_frame = [&](std::u32string_view stars) {
    while (!text.empty() && kFrame.find(text[0]) != kFrame.npos) {
      star = star || stars.find(text[0]) != stars.npos;
      text.remove_prefix(1);
    }
  };
  if (text.starts_with(U"密级")) text.remove_prefix(2);
  skip_frame(U"★☆⭐");  // an asterisk before a word begins a line of a list
  constexpr std::u32string_view kWords[] = {U"绝密", U"机密", U"秘密"};
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](const auto word) { return text.starts_with(word); })) return false;
  text.remove_prefix(2);
  const bool framed = !text.empty() && kFrame.find(text[0]) != kFrame.npos;
  skip_frame(U"★☆⭐*");
  if (text.starts_with(U"启用")) return false;  // 绝密★启用前 stands on examination papers
  if (star && (framed || text.empty())) return true;
  size_t digits = 0;
  while (digits < text.size() && digits < 3 && is_number_char(text[digits])) ++digits;
  if (digits == 0) return false;
  text.remove_prefix(digits);
  while (!text.empty() && text.back() != U'年' && kFrame.find(text.back()) != kFrame.npos) text.remove_suffix(1);
  while (!text.empty() && text[0] == U' ') text.remove_prefix(1);
  for (const std::u32string_view unit : {U"年", U"个月", U"月", U"日", U"天"})
    if (text == unit) return true;
  return false;
}

/// A marking alone on its line, at the head of it, or behind the number of the paper that stands on the first line.
bool marked_line(const std::u32string& line) {
  if (is_marking(line)) return true;
  const size_t blank = line.find_last_of(U' ');
  return blank != line.npos && line.find(U'〕') < blank && is_marking(std::u32string_view(line).substr(blank + 1));
}

bool any_marked(const std::string& text) {
  if (!contains(text, "密")) return false;  // no other form of it exists
  for (const auto& line : split(nfkc(text), '\n')) {
    std::u32string points = to_u32(trimmed(line));
    for (char32_t& point : points) point = simplified(point);
    if (marked_line(points)) return true;
  }
  return false;
}

bool any_marked(const Json& value) {
  if (value.is_string()) return any_marked(value.get_ref<const std::string&>());
  return value.is_structured() && std::any_of(value.begin(), value.end(), [](const Json& part) { return any_marked(part); });
}

}  // namespace

bool carries_secrecy_marking(const Record& record) {
  return any_marked(record.fields) ||
         std::any_of(record.unread.begin(), record.unread.end(), [](const std::string& text) { return any_marked(text); });
}

}  // namespace gongshi
