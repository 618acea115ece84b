#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace gongshi {

/// 统一社会信用代码 (GB 32100-2015): 18 characters, upper case, right check character.
bool uscc_valid(std::string_view code);
/// The check character that makes 17 characters a credit code; '\0' when they cannot be one.
char uscc_check(std::string_view first17);
/// 组织机构代码 (GB 11714): eight characters and a check character, with or without `-`.
bool org_code_valid(std::string_view code);
/// 工商注册号: 15 digits, ISO 7064 MOD 11,10.
bool registration_number_valid(std::string_view number);

/// 行政执法证号 as provinces number them: 11 digits. Ministries have forms of their own, so another
/// form is a question and no mistake.
bool certificate_number_usual(std::string_view number);

/// 公民身份号码 (GB 11643-1999), 18 characters (`x` taken as `X`) or the older 15 digits.
/// Valid means: right check character (18) and a birth date that exists, from 1900 on.
bool id_number_valid(std::string_view number);
/// The birth date in a valid identity number.
std::optional<Date> id_number_birth(std::string_view number);

/// True when the text, after NFKC and without blanks and hyphens between digits, holds `n` or more
/// ASCII digits in a row.
bool has_digit_run(std::string_view text, size_t n);
enum class ShapeKind { kIdentity, kMobile, kBank, kPlate, kMail };
struct PersonalShape {
  ShapeKind kind;
  size_t begin, end;  ///< code points
};
/// Where the shape of an identity number, a mobile number, a bank card (Luhn), a number plate or an
/// e-mail address stands in text that has gone through NFKC. Blanks and hyphens may stand between
/// digits. A credit code with a right check character is none.
std::vector<PersonalShape> personal_shapes(const std::u32string& text);
/// True when the text holds the shape of an identity number, a mobile number, a bank card (Luhn), a
/// number plate or an e-mail address. A credit code with a right check character is none.
bool has_personal_shape(std::string_view text);

}  // namespace gongshi
