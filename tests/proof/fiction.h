#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace gongshi::proof {

using Day = std::chrono::sys_days;

/// Calendar arithmetic of the proof's own, from <chrono>: nothing here comes from the program.
Day day_of(std::string_view iso);
std::string iso(Day day);
/// The corresponding day n months on, or that month's last.
Day plus_months(Day day, int months);

/// True for an identity number of 18 characters with the right check character, and for any of 15 digits.
bool identity_right(std::string_view number);
bool credit_code_right(std::string_view code);

/// Values nobody has, each given out once, so that wherever one is found its owner is known. The same
/// seed gives the same values on every machine.
class Fiction {
 public:
  explicit Fiction(uint32_t seed) : random_(seed) {}

  int below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <typename List>
  const auto& any(const List& list) {
    return list[static_cast<size_t>(below(static_cast<int>(std::size(list))))];
  }

  enum class NameKind { kTwo, kThree, kCompound, kDotted, kLatin };
  std::string person(NameKind kind);
  std::string company();                  ///< 示例区…商贸有限公司
  std::string business();                 ///< …面馆, no person's name
  std::string credit_code(std::string_view head);  ///< `head`: the first two characters, 91 or 92
  std::string identity(Day birth);        ///< 18 characters, right check character
  std::string identity15(Day birth);      ///< birth in 19..
  std::string mobile();
  std::string landline();                 ///< 0990-8…
  std::string bank();                     ///< 19 digits that pass Luhn
  std::string plate();                    ///< 京A…
  std::string passport();
  std::string mail();
  std::string wechat();
  std::string qq();
  std::string home();                     ///< below the county: 棠梨里1234号
  std::string run();                      ///< 26 Han characters that no other text has

 private:
  /// Another one each time that this kind of thing is asked for, as long as there are any.
  uint64_t number(char kind, uint64_t below);
  std::mt19937 random_;
  std::map<char, uint64_t> given_;
};

/// The same value as clerks write it.
enum class Disguise { kPlain, kWide, kSpaced, kHyphened, kLower, kZeroWidth, kNoBreak };
std::string disguised(const std::string& value, Disguise disguise);

}  // namespace gongshi::proof
