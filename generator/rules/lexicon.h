#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi {

/// What a word or character tells a detector: what may follow.
enum class Cue : unsigned char {
  kNone,         ///< a longer word that is no cue, so that the shorter one inside it is not seen
  kDigit,        ///< the first of a chain of digits, or an `@` or a province's short name
  kSpelled,      ///< eleven digits and more written as words: 一三九…, 壹叁玖…
  kFill,         ///< a character of private use that stands for personal data in a kept text
  kStar,         ///< a star inside a number that somebody masked by halves
  kPhone,        ///< 电话, 手机
  kBank,         ///< 账号, 卡号
  kIdentity,     ///< 身份证号, 证件号码
  kPassport,     ///< 护照, 通行证
  kAccount,      ///< 微信号, QQ
  kHome,         ///< 家住, 户籍地址
  kPlace,        ///< 住所, 地址: of a person or of an organisation
  kStreet,       ///< 路, 街, 村: looked at only where the party is a person
  kDwelling,     ///< 单元: the flat of a house stands around it
  kIllness,      ///< 患有, 确诊为
  kPatient,      ///< who somebody is by an illness: 乙肝病毒携带者
  kBirth,        ///< 出生
  kWitness,      ///< a role that only persons have: 证人, 投诉人
  kHand,         ///< a role that ordinary sentences begin with as well: 员工, 顾客
  kSex,          ///< 男, 女 in a bracket or between commas: the name stands before it
  kNear,         ///< words before anybody or anything: 由, 交给; only where the name ends for sure
  kDeed,         ///< what is done with or to somebody named right before it: 与…签订, 从…处
  kTitle,        ///< an office that stands behind a name: 科长, 主任
  kListed,       ///< the mark between names of a list, or between its lines
  kOfficial,     ///< an officer or expert in front of a name: 民警, 鉴定人
  kAddressed,    ///< a form of address behind a surname, which a bracket may go on to name in full: 女士, 先生
  kAge,          ///< 岁
  kChild,        ///< 未成年人, 学生, 女童
  kGrade,        ///< 年级, 初三
  kSchooling,    ///< 就读
  kSecret,       ///< 内部资料, 不得外传
};

struct CueHit {
  Cue cue;
  size_t begin, end;  ///< points
};

/// What a kept text has in place of personal data: one character of private use per character, so that
/// offsets stay; which one tells the kind.
inline constexpr char32_t kFirstFill = 0xF0000;
inline constexpr char32_t kFills = 16;
constexpr bool is_fill(char32_t c) { return c >= kFirstFill && c < kFirstFill + kFills; }

/// All cues of a text in one pass: one look at a table for most characters. Of words that begin at the
/// same place the longest counts, and the search goes on behind it.
std::vector<CueHit> cues_in(const std::u32string& points);

/// 〇 to 九, 十, 两 and digits as a number of at most two places (十五 → 15); -1 for anything else.
int small_number(std::u32string_view text);
bool is_number_char(char32_t c);  ///< a digit or a Han numeral
bool is_spelled_digit(char32_t c);  ///< one digit of a number as a word, in small or capital numerals

}  // namespace gongshi
