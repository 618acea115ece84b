#include "intake/young_birth.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr int kOfAge = 18;
/// What follows the number of an age, exact or about.
constexpr std::u32string_view kYears[] = {U"岁", U"周岁", U"几岁", U"多岁", U"余岁", U"来岁"};
/// What stands before an age that is not yet reached.
constexpr std::u32string_view kNotYet[] = {U"未满", U"不满", U"不到"};

/// Without blanks, full width, 歲, and 〇一二 … as digits; 十 stays.
std::u32string with_digits(std::string_view written) {
  constexpr std::u32string_view kHan = U"〇一二三四五六七八九";
  std::u32string out = to_u32(nfkc(written));
  std::erase(out, U' ');
  for (char32_t& c : out) {
    if (c == U'○' || c == U'零') c = U'0';
    else if (c == U'歲') c = U'岁';
    else if (const size_t digit = kHan.find(c); digit != kHan.npos) c = U'0' + static_cast<char32_t>(digit);
  }
  return out;
}

/// 15 and 十5 are fifteen, 2十 is twenty.
int small_number(std::u32string_view text) {
  int number = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'十') number = number == 0 ? 1 : number;
    else number = number * 10 + static_cast<int>(text[i] - U'0');
  }
  return text.back() == U'十' ? number * 10 : number;
}

}  // namespace

bool says_young(std::string_view written, Date today) {
  constexpr std::u32string_view kDigits = U"0123456789", kNumber = U"0123456789十";
  constexpr size_t kAgeDigits = 3;
  const std::u32string text = with_digits(written);
  if (text.find(U"未成年") != text.npos) return true;
  for (size_t at = text.find_first_of(kNumber); at != text.npos; at = text.find_first_of(kNumber, at)) {
    const size_t end = std::min(text.find_first_not_of(kNumber, at), text.size());
    const std::u32string_view run = std::u32string_view(text).substr(at, end - at);
    const std::u32string_view before = std::u32string_view(text).substr(0, at), behind = std::u32string_view(text).substr(end);
    const bool years = std::ranges::any_of(kYears, [&](auto word) { return behind.starts_with(word); });
    const bool age = run.size() <= kAgeDigits && (years || run.size() == text.size() || before.ends_with(U"年龄"));
    const bool not_yet = std::ranges::any_of(kNotYet, [&](auto word) { return before.ends_with(word); });
    if (age && small_number(run) < kOfAge + not_yet) return true;
    const bool year = (run.size() == 4 || run.size() == 8) && run.find_first_not_of(kDigits) == run.npos;
    if (const int born = year ? std::stoi(to_utf8(run.substr(0, 4))) : 0; born >= today.year() - kOfAge - 1 && born < 2100) return true;
    at = end;
  }
  return false;
}

}  // namespace gongshi
