#include "intake/values.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace gongshi {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<int64_t> read_integer(std::string_view utf8) {
  const std::string folded = nfkc(utf8);
  std::string text(trimmed(folded));
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',' && i > 0 && (text.size() - i) % 4 == 0) continue;
    digits += text[i];
  }
  const std::string_view unsigned_part = std::string_view(digits).substr(digits.starts_with('-') ? 1 : 0);
  if (!all_digits(unsigned_part)) return std::nullopt;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t point = text.find('.');
  if (!all_digits(text.substr(0, point))) return false;
  return point == std::string_view::npos || all_digits(text.substr(point + 1));
}

std::optional<bool> read_boolean(std::string_view utf8) {
  const std::string folded = nfkc(utf8);
  std::string word(trimmed(folded));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (word == "true" || word == "是" || word == "1") return true;
  if (word == "false" || word == "否" || word == "0") return false;
  return std::nullopt;
}

std::vector<std::string> list_parts(std::string_view text) {
  std::string joined(text);
  for (const char* mark : {"、", "，", ",", "；"}) joined = replaced(std::move(joined), mark, ";");
  return read_list(joined);
}

std::vector<std::string> read_list(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& part : split(replaced(std::string(text), "；", ";"), ';'))
    if (!trimmed(part).empty()) out.emplace_back(trimmed(part));
  return out;
}

}  // namespace gongshi
