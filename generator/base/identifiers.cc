#include "base/identifiers.h"

#include <array>
#include <vector>

#include "base/digits.h"

namespace gongshi {
namespace {

constexpr std::string_view kCodeCharset = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// 登记管理部门: what a credit code may begin with.
constexpr std::string_view kRegistrars = "123456789ANY";
constexpr int kEarliestBirthYear = 1900;

char id_check(std::string_view first17) {
  int sum = 0;
  int weight = 1;  // 2^(18-i) mod 11, counted from the right
  for (size_t i = 17; i-- > 0;) {
    weight = weight * 2 % 11;
    sum += digit_value(first17[i]) * weight;
  }
  return "10X98765432"[sum % 11];
}

/// An identity number in its 18 characters, `X` in upper case; empty when it has no such shape.
std::string full_id_number(std::string_view number) {
  if (number.size() == 15 && digits_only(number)) {
    std::string first17(number.substr(0, 6));
    first17.append("19").append(number.substr(6));
    return first17 + id_check(first17);
  }
  if (number.size() != 18 || !digits_only(number.substr(0, 17)) || number[0] == '0') return "";
  std::string full(number);
  if (full[17] == 'x') full[17] = 'X';
  return is_digit(full[17]) || full[17] == 'X' ? full : "";
}

}  // namespace

char uscc_check(std::string_view first17) {
  if (first17.size() != 17 || kRegistrars.find(first17[0]) == std::string_view::npos) return '\0';
  int sum = 0;
  int weight = 1;
  for (const char c : first17) {
    const size_t at = kCodeCharset.find(c);
    if (at == std::string_view::npos) return '\0';
    sum += static_cast<int>(at) * weight;
    weight = weight * 3 % 31;
  }
  return kCodeCharset[static_cast<size_t>((31 - sum % 31) % 31)];
}

bool uscc_valid(std::string_view code) {
  if (code.size() != 18) return false;
  const char check = uscc_check(code.substr(0, 17));
  return check != '\0' && check == code[17];
}

bool org_code_valid(std::string_view code) {
  std::string plain(code);
  if (plain.size() == 10 && plain[8] == '-') plain.erase(8, 1);
  if (plain.size() != 9) return false;
  constexpr std::array<int, 8> kWeights = {3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) {
    const char c = plain[i];
    if (!is_digit(c) && !(c >= 'A' && c <= 'Z')) return false;
    sum += (is_digit(c) ? digit_value(c) : c - 'A' + 10) * kWeights[i];
  }
  const int check = 11 - sum % 11;
  return plain[8] == (check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check));
}

bool registration_number_valid(std::string_view number) {
  if (number.size() != 15 || !digits_only(number)) return false;
  int product = 10;
  for (const char c : number.substr(0, 14)) {
    const int sum = (product + digit_value(c)) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return digit_value(number[14]) == (11 - product) % 10;
}

bool certificate_number_usual(std::string_view number) {
  return number.size() == 11 && digits_only(number);
}

bool id_number_valid(std::string_view number) { return id_number_birth(number).has_value(); }

std::optional<Date> id_number_birth(std::string_view number) {
  const std::string full = full_id_number(number);
  if (full.empty() || id_check(std::string_view(full).substr(0, 17)) != full[17]) return std::nullopt;
  const auto birth = date_at(full, 6);
  if (!birth || birth->year() < kEarliestBirthYear) return std::nullopt;
  return birth;
}

}  // namespace gongshi
