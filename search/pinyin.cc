#include "search/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "search/terms.h"

namespace gongshi {
namespace {

constexpr size_t kSpelling = 32;
constexpr size_t kLongName = 16;

/// Words that are read otherwise than their characters one by one. Syllables parted by blanks. None whose
/// first character often ends a place and whose second begins the next word (区长安, 市长途).
const std::map<std::u32string, std::string>& words() {
  static const std::map<std::u32string, std::string> table = {
      {U"厦门", "xia men"}, {U"六安", "lu an"}, {U"重庆", "chong qing"}, {U"蚌埠", "beng bu"}, {U"亳州", "bo zhou"},
      {U"番禺", "pan yu"}, {U"东莞", "dong guan"}, {U"丽水", "li shui"}, {U"台州", "tai zhou"}, {U"天台", "tian tai"},
      {U"朝阳", "chao yang"}, {U"长子", "zhang zi"}, {U"成都", "cheng du"}, {U"首都", "shou du"}, {U"都市", "du shi"},
      {U"郫都", "pi du"}, {U"都江", "du jiang"}, {U"乐山", "le shan"}, {U"乐清", "yue qing"}, {U"乐亭", "lao ting"}, {U"单县", "shan xian"}, {U"尉犁", "yu li"}, {U"大城", "dai cheng"},
      {U"洪洞", "hong tong"}, {U"解州", "hai zhou"}, {U"蔚县", "yu xian"}, {U"涡阳", "guo yang"}, {U"黄陂", "huang pi"},
      {U"浚县", "xun xian"}, {U"泌阳", "bi yang"}, {U"中牟", "zhong mu"}, {U"荥经", "ying jing"}, {U"犍为", "qian wei"},
      {U"筠连", "jun lian"}, {U"枞阳", "zong yang"}, {U"铅山", "yan shan"}, {U"东阿", "dong e"}, {U"吴堡", "wu bu"},
      {U"宕昌", "tan chang"}, {U"繁峙", "fan shi"}, {U"喀什", "ka shi"}, {U"会稽", "kuai ji"}, {U"尉氏", "wei shi"},
      {U"行唐", "xing tang"}, {U"万俟", "mo qi"}, {U"单于", "chan yu"}, {U"行政", "xing zheng"}, {U"执行", "zhi xing"},
      {U"运行", "yun xing"}, {U"发行", "fa xing"}, {U"旅行", "lu xing"}, {U"通行", "tong xing"}, {U"行为", "xing wei"},
      {U"自行车", "zi xing che"}, {U"行人", "xing ren"}, {U"行驶", "xing shi"}, {U"行医", "xing yi"},
      {U"飞行", "fei xing"}, {U"流行", "liu xing"}, {U"履行", "lu xing"}, {U"施行", "shi xing"}, {U"试行", "shi xing"},
      {U"进行", "jin xing"}, {U"行程", "xing cheng"}, {U"银行", "yin hang"}, {U"商行", "shang hang"},
      {U"车行", "che hang"}, {U"局长", "ju zhang"},
     
      {U"所长", "suo zhang"}, {U"队长", "dui zhang"}, {U"院长", "yuan zhang"}, {U"校长", "xiao zhang"},
      {U"科长", "ke zhang"}, {U"董事长", "dong shi zhang"},
      {U"家长", "jia zhang"}, {U"成长", "cheng zhang"}, {U"增长", "zeng zhang"}, {U"生长", "sheng zhang"},
      {U"长大", "zhang da"}, {U"调查", "diao cha"}, {U"调度", "diao du"}, {U"空调", "kong tiao"}, {U"调味", "tiao wei"},
      {U"调料", "tiao liao"}, {U"调解", "tiao jie"}, {U"调整", "tiao zheng"}, {U"协调", "xie tiao"},
      {U"调理", "tiao li"}, {U"调剂", "tiao ji"}, {U"重点", "zhong dian"}, {U"重新", "chong xin"},
      {U"重建", "chong jian"}, {U"重阳", "chong yang"}, {U"会计", "kuai ji"}, {U"音乐", "yin yue"}, {U"乐器", "yue qi"},
      {U"乐队", "yue dui"}, {U"参茸", "shen rong"}, {U"人参", "ren shen"}, {U"人参加", "ren can jia"}, {U"党参", "dang shen"},
      {U"海参", "hai shen"}, {U"玄参", "xuan shen"}, {U"供给", "gong ji"}, {U"给水", "ji shui"}, {U"补给", "bu ji"},
  };
  return table;
}

constexpr size_t kLongestWord = 3;

/// Surnames that are read otherwise; only the first character of a name of two or three.
const std::map<char32_t, std::string>& surnames() {
  static const std::map<char32_t, std::string> table = {
      {U'单', "shan"}, {U'仇', "qiu"},  {U'曾', "zeng"}, {U'区', "ou"},   {U'解', "xie"},
      {U'查', "zha"},  {U'任', "ren"},  {U'盖', "ge"},   {U'缪', "miao"}, {U'朴', "piao"},
      {U'尉', "yu"},   {U'冼', "xian"}, {U'覃', "qin"},  {U'繁', "po"},   {U'乐', "yue"},
      {U'员', "yun"},  {U'黑', "he"},   {U'折', "she"},  {U'翟', "zhai"}, {U'召', "shao"},
  };
  return table;
}

/// Characters that names of places and firms mostly read otherwise than running text does.
const std::map<char32_t, std::string>& characters() {
  static const std::map<char32_t, std::string> table = {{U'长', "chang"}, {U'行', "hang"}};
  return table;
}

bool is_letter_or_digit(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'); }

/// The longest of words() that begins here.
std::map<std::u32string, std::string>::const_iterator word_at(const std::u32string& text, size_t at) {
  for (size_t length = kLongestWord; length >= 2; --length)
    if (const auto word = words().find(text.substr(at, length)); word != words().end()) return word;
  return words().end();
}

std::string spelling(const std::vector<std::string>& syllables, size_t from, bool initials) {
  std::string out;
  for (size_t i = from; i < syllables.size() && out.size() < kSpelling; ++i)
    out += initials ? syllables[i].substr(0, 1) : syllables[i];
  out.resize(std::min(out.size(), kSpelling));
  return out;
}

}  // namespace

struct Romaniser::Engine {
  std::unique_ptr<icu::Transliterator> latin;
};

Romaniser::Romaniser() : engine_(std::make_unique<Engine>()) {
  UErrorCode status = U_ZERO_ERROR;
  engine_->latin.reset(
      icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) engine_->latin.reset();
}

Romaniser::~Romaniser() = default;

std::vector<std::string> Romaniser::syllables(std::string_view name) {
  const std::u32string text = to_u32(normalised(name));
  const auto syllable = [&](char32_t c) -> const std::string& {
    const auto [it, fresh] = known_.try_emplace(c);
    if (const auto own = characters().find(c); fresh && own != characters().end()) {
      it->second = own->second;
    } else if (fresh && engine_->latin) {
      icu::UnicodeString one(static_cast<UChar32>(c));
      engine_->latin->transliterate(one);
      std::string latin;
      one.toUTF8String(latin);
      for (const char letter : latin)
        if (letter >= 'a' && letter <= 'z') it->second += letter;
    }
    return it->second;
  };
  std::vector<std::string> out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (is_letter_or_digit(text[i])) out.emplace_back(1, static_cast<char>(text[i]));
    if (!is_han(text[i])) continue;
    const auto surname = surnames().find(text[i]);
    if (const auto word = word_at(text, i); word != words().end()) {
      for (auto& part : split(word->second, ' ')) out.push_back(std::move(part));
      i += word->first.size() - 1;
    } else if (i == 0 && text.size() <= 3 && surname != surnames().end()) {
      out.push_back(surname->second);
    } else if (!syllable(text[i]).empty()) {
      out.push_back(syllable(text[i]));
    }
  }
  return out;
}

Romanisation Romaniser::romanise(std::string_view name) {
  const auto parts = syllables(name);
  const bool chinese = std::any_of(parts.begin(), parts.end(),
                                   [](const std::string& part) { return part.size() > 1; });
  if (!chinese) return {};
  Romanisation out;
  out.from_start = {spelling(parts, 0, false), spelling(parts, 0, true)};
  if (parts.size() > kLongName) return out;
  std::set<std::string> inner;
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    inner.insert(spelling(parts, i, false));
    inner.insert(spelling(parts, i, true));
  }
  out.inner.assign(inner.begin(), inner.end());
  return out;
}

}  // namespace gongshi
