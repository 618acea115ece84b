#include "rules/personal_numbers.h"

#include "base/text.h"

namespace gongshi {
namespace {

/// The ASCII form of a digit or X, half or full width; 0 for anything else.
char digit_of(char32_t c) {
  if (c >= U'０' && c <= U'９') c = c - U'０' + U'0';
  if (c == U'Ｘ' || c == U'ｘ' || c == U'x') c = U'X';
  return (c >= U'0' && c <= U'9') || c == U'X' ? static_cast<char>(c) : '\0';
}

bool joins_digits(char32_t c) { return c == U' ' || c == U'-' || c == U'－' || c == 0x3000; }

std::string kind_of(const std::string& digits) {
  if (digits.size() == 11 && digits[0] == '1' && digits[1] >= '3') return "phone";
  if (digits.size() == 15 || digits.size() == 18) return "identity";
  if (digits.size() >= 16 && digits.size() <= 19) return "bank";
  return {};
}

}  // namespace

std::vector<PersonalNumber> personal_numbers(const std::string& text) {
  std::vector<PersonalNumber> found;
  PersonalNumber run;
  const auto flush = [&] {
    run.kind = kind_of(run.digits);
    if (!run.kind.empty()) found.push_back(run);
    run = PersonalNumber();
  };
  size_t at = 0;
  for (const char32_t c : to_u32(text)) {
    const size_t next = at + to_utf8(std::u32string(1, c)).size();
    const char digit = digit_of(c);
    if (digit != '\0' && (digit != 'X' || run.digits.size() == 17)) {
      if (run.digits.empty()) run.begin = at;
      run.digits += digit;
      run.end = next;
    } else if (!joins_digits(c)) {
      flush();
    }
    at = next;
  }
  flush();
  return found;
}

std::string without_personal_numbers(const std::string& text) {
  std::string out;
  size_t from = 0;
  for (const auto& number : personal_numbers(text)) {
    out += text.substr(from, number.begin - from) + "■";
    from = number.end;
  }
  return out + text.substr(from);
}

}  // namespace gongshi
