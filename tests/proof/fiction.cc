#include "proof/fiction.h"

#include <fmt/format.h>

namespace gongshi::proof {
namespace {

namespace ch = std::chrono;

// Characters of UTF-8 with three bytes each. No set shares a character with another or with the compound
// surnames, so that no name is a part of another one; there are enough of them that a name never comes twice
// in 100,000 rows (what one shows as its head nobody could then look for in another).
constexpr std::string_view kSurnames =
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕孔曹魏陶姜谢邹潘范彭鲁韦苗俞袁柳唐薛贺罗郝邬尹姚邵汪祁毛臧戴宋庞熊纪"
    "舒屈董梁杜阮蓝季贾江郭梅林钟徐邱骆蔡田樊胡霍虞卢丁邓郁崔龚程邢陆荣翁";
constexpr std::string_view kLast = "瑾璇琛珩珞琰瑄瑜璟璠瓒琬琮瑗璐璨珮珺琪瑛瑭瑶璋璘瓘珂珊玥玮玢";       // of two characters
constexpr std::string_view kMiddle = "懿翊翀翎翱翮羲昶昱晗晞晟晔曦曜旻昀昕旸晏煜炜烨焱煊熠燊爔骁骅骐骥骞骢骠歆翕翦翾翯钰钧钊铖铭锴锟镕";            // of three
constexpr std::string_view kEnd = "澍泓洵浠涵渊淳湛溪滢漪潇澄濡瀚灏沅沐沛泠泱浔涟淞渝湄滟澜岐峤峻崧嵘嵩巍屹崎崴垚垣埕塬堃堇圻坤墉";
constexpr std::string_view kTrees = "梧桐槐榆桦椿楠樟枫榛棠橘橙柿茱茉莉菡萏蓉蔷薇芍芙蕖葵蒹葭芷蘅荇藻蕨蓠";
constexpr std::string_view kCompound[] = {"欧阳", "司马", "上官", "诸葛", "皇甫", "慕容", "令狐", "夏侯"};

std::string_view han(std::string_view set, uint64_t at) { return set.substr(at % (set.size() / 3) * 3, 3); }

/// The first `size` characters of the number in that set, the lowest first.
std::string spelled(std::string_view set, uint64_t number, int size) {
  const uint64_t base = set.size() / 3;
  std::string out;
  for (int i = 0; i < size; ++i, number /= base) out += han(set, number % base);
  return out;
}

/// GB 32100-2015 and GB 11643-1999: the check character of the first seventeen.
char credit_code_end(std::string_view first) {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  size_t sum = 0, weight = 1;
  for (const char c : first) {
    sum += kDigits.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return kDigits[(31 - sum % 31) % 31];
}

char identity_end(std::string_view first) {
  static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) sum += (first[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

}  // namespace

bool identity_right(std::string_view number) {
  return number.size() == 15 || (number.size() == 18 && identity_end(number.substr(0, 17)) == number[17]);
}

bool credit_code_right(std::string_view code) {
  return code.size() == 18 && credit_code_end(code.substr(0, 17)) == code[17];
}

Day day_of(std::string_view text) {
  const auto part = [&](size_t at, size_t size) { return std::stoi(std::string(text.substr(at, size))); };
  return ch::year(part(0, 4)) / part(5, 2) / part(8, 2);
}

std::string iso(Day day) {
  const ch::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

Day plus_months(Day day, int months) {
  const ch::year_month_day date = ch::year_month_day(day) + ch::months(months);
  return date.ok() ? Day(date) : Day(date.year() / date.month() / ch::last);
}

/// A prime that shares no factor with the ranges asked for steps through all of them before it repeats.
uint64_t Fiction::number(char kind, uint64_t below) { return ++given_[kind] * 15485863 % below; }

std::string Fiction::person(NameKind kind) {
  static const std::string kSecond(kMiddle), kThird = kSecond + std::string(kEnd) + std::string(kLast);
  const auto given = [&](uint64_t n) { return spelled(kSecond, n, 1) + spelled(kThird, n / (kMiddle.size() / 3), 1); };
  const uint64_t surnames = kSurnames.size() / 3;
  switch (kind) {
    case NameKind::kTwo: {
      const uint64_t n = number('2', uint64_t{1} << 40);
      return std::string(han(kSurnames, n)) + spelled(kLast, n / surnames, 1);
    }
    case NameKind::kThree: {
      const uint64_t n = number('3', uint64_t{1} << 40);
      return std::string(han(kSurnames, n)) + given(n / surnames);
    }
    case NameKind::kCompound: {
      const uint64_t n = number('4', uint64_t{1} << 40);
      return std::string(kCompound[n % std::size(kCompound)]) + given(n / std::size(kCompound));
    }
    case NameKind::kDotted: {
      const uint64_t n = number('d', uint64_t{1} << 40);
      return "阿" + spelled(kMiddle, n, 2) + "·买" + spelled(kEnd, n / 1000, 2);
    }
    case NameKind::kLatin: {
      std::string word;
      for (uint64_t rest = number('l', 1280000000); word.size() < 7; rest /= 20) word += "bcdfghjklmnpqrstvwxz"[rest % 20];
      word[0] = static_cast<char>(word[0] - 32);
      return "Aldo " + word;
    }
  }
  return {};
}

std::string Fiction::company() { return "示例区" + spelled(kTrees, number('c', uint64_t{1} << 30), 4) + "商贸有限公司"; }
std::string Fiction::business() { return "示例区" + spelled(kTrees, number('b', uint64_t{1} << 30), 4) + "面馆"; }

std::string Fiction::credit_code(std::string_view head) {
  const std::string code = fmt::format("{}990101MA{:07}", head, number('u', 10000000));
  return code + credit_code_end(code);
}

std::string Fiction::identity(Day birth) {
  const ch::year_month_day date(birth);
  const uint64_t n = number('i', 99000);
  const std::string text = fmt::format("9901{:02}{:04}{:02}{:02}{:03}", 1 + n / 1000, int(date.year()),
                                       unsigned(date.month()), unsigned(date.day()), n % 1000);
  return text + identity_end(text);
}

std::string Fiction::identity15(Day birth) {
  const ch::year_month_day date(birth);
  const uint64_t n = number('i', 99000);
  return fmt::format("9901{:02}{:02}{:02}{:02}{:03}", 1 + n / 1000, int(date.year()) % 100, unsigned(date.month()),
                     unsigned(date.day()), n % 1000);
}

std::string Fiction::mobile() { return fmt::format("139{:08}", number('m', 100000000)); }
std::string Fiction::landline() { return fmt::format("0990-8{:07}", number('t', 10000000)); }

std::string Fiction::bank() {
  const std::string text = fmt::format("622202{:012}", number('k', 1000000000000));
  int sum = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    int digit = text[text.size() - 1 - i] - '0';
    if (i % 2 == 0 && (digit *= 2) > 9) digit -= 9;
    sum += digit;
  }
  return text + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string Fiction::plate() {
  const uint64_t n = number('p', 24 * 9 * 10000);
  return fmt::format("京{}{}{:04}", "ABCDEFGHJKLMNPQRSTUVWXYZ"[n % 24], "BCDFGHJKL"[n / 24 % 9], n / 216);
}

std::string Fiction::passport() { return fmt::format("E{:08}", number('e', 100000000)); }
std::string Fiction::mail() { return fmt::format("post{:07}@example.invalid", number('a', 10000000)); }
std::string Fiction::wechat() { return fmt::format("wx_{:08}q", number('w', 100000000)); }
std::string Fiction::qq() { return fmt::format("{}", 1000000000 + number('q', 900000000)); }
std::string Fiction::home() {
  const uint64_t n = number('h', 1000000000);
  return fmt::format("{}里{}号", spelled(kTrees, n, 3), 1 + n / 64000 % 9000);
}
std::string Fiction::run() {
  std::mt19937_64 letters(number('r', uint64_t{1} << 50));
  std::string out;
  for (int i = 0; i < 26; ++i) out += han(kTrees, letters());
  return out;
}

std::string disguised(const std::string& value, Disguise disguise) {
  std::string out;
  for (size_t i = 0; i < value.size(); ++i) {
    const auto c = static_cast<unsigned char>(value[i]);
    const bool parts = i > 0 && i % 4 == 0 && c < 0x80;
    if (parts && disguise == Disguise::kSpaced) out += ' ';
    if (parts && disguise == Disguise::kHyphened) out += '-';
    if (parts && disguise == Disguise::kZeroWidth) out += "\u200B";
    if (parts && disguise == Disguise::kNoBreak) out += "\u00A0";
    if (disguise == Disguise::kWide && c > 0x20 && c < 0x7F) {
      // U+FF01 stands for `!`, and so on.
      const unsigned point = 0xFF01 + c - 0x21;
      out += static_cast<char>(0xE0 | (point >> 12));
      out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (point & 0x3F));
    } else {
      out += disguise == Disguise::kLower ? static_cast<char>(tolower(c)) : value[i];
    }
  }
  return out;
}

}  // namespace gongshi::proof
