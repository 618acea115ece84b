#include "rules/names.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/lexicon.h"

namespace gongshi {
namespace {

constexpr std::u32string_view kCompound[] = {
    U"欧阳", U"太史", U"端木", U"上官", U"司马", U"东方", U"独孤", U"南宫", U"万俟", U"闻人", U"夏侯", U"诸葛",
    U"尉迟", U"公羊", U"赫连", U"澹台", U"皇甫", U"宗政", U"濮阳", U"公冶", U"太叔", U"申屠", U"公孙", U"慕容",
    U"仲孙", U"钟离", U"长孙", U"宇文", U"司徒", U"鲜于", U"司空", U"闾丘", U"子车", U"亓官", U"司寇", U"巫马",
    U"公西", U"颛孙", U"壤驷", U"公良", U"漆雕", U"乐正", U"宰父", U"谷梁", U"拓跋", U"夹谷", U"轩辕", U"令狐",
    U"段干", U"百里", U"呼延", U"东郭", U"南门", U"羊舌", U"微生", U"梁丘", U"左丘", U"东门", U"西门", U"第五"};

const char32_t kSurnames[] =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马"
    U"苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛"
    U"汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏"
    U"蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄"
    U"曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙"
    U"叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂"
    U"濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    U"欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖涂岳佟"
    U"覃闫代付候卜亓仝隋楚兰逢鹿由信原南宛敬苑幺揭郄楼种麦呼来母尧展翁晋邸占冼丘仵禚修仉藏付";

/// The characters compound surnames begin with, so that most characters need no second look.
const std::u32string& compound_firsts() {
  static const std::u32string firsts = [] {
    std::u32string out;
    for (const auto compound : kCompound) out += compound[0];
    return out;
  }();
  return firsts;
}

std::string mask_of_one(std::string_view name) {
  std::u32string text = bare_name(name);
  if (const auto marked = with_mou(text); is_all_han(marked)) text = marked;
  if (text.empty() || !is_all_han(text)) text = to_u32(trimmed(name));
  if (text.empty()) return "某";
  if (has_name_dot(text)) return to_utf8(text.substr(0, 1)) + "某某";
  if (!is_all_han(text)) {
    if (!is_han(text[0])) return to_utf8(text.substr(0, 1)) + "***";
    return to_utf8(text.substr(0, 1)) + "某某";
  }
  if (text.size() == 1) return "某";
  const size_t keep = std::max<size_t>(1, surname_at(text, 0));
  std::string out = to_utf8(text.substr(0, keep));
  for (size_t i = keep; i < text.size(); ++i) out += "某";
  return out;
}

/// 等3人 of 李小四等3人.
std::string others_in(std::string_view name) {
  const std::u32string text = to_u32(nfkc(name));
  const size_t at = text.rfind(U'等');
  if (at == text.npos || at < 2 || at + 1 == text.size()) return "";
  const std::u32string_view rest = std::u32string_view(text).substr(at + 1);
  const bool counted = std::all_of(rest.begin(), rest.end() - 1, [](char32_t c) { return is_number_char(c) || c == U'余' || c == U'多'; });
  return counted && among(U"人户名位", rest.back()) ? to_utf8(std::u32string_view(text).substr(at)) : "";
}

}  // namespace

namespace {

bool is_mark(char32_t c) { return among(U"*×✕✖╳○◯●□■", c); }
bool is_cross(char32_t c) { return c == U'X' || c == U'x'; }

}  // namespace

std::u32string with_mou(std::u32string name) {
  if (std::any_of(name.begin(), name.end(), [](char32_t c) { return is_foreign_letter(c) && !is_cross(c); })) return name;
  constexpr size_t kWhole = 3;
  for (size_t begin = 0, end = 0; begin < name.size(); begin = end + 1) {
    size_t han = 0;
    const auto part = [&](size_t i) { return is_han(name[i]) || is_mark(name[i]) || name[i] == U' ' || (han > 0 && is_cross(name[i])); };
    for (end = begin; end < name.size() && part(end); ++end) han += is_han(name[end]);
    // Beside a whole name a mark is a bullet, a footnote or what parts two: ●李建国, 李建国*, 张三×李四.
    if (han >= kWhole) continue;
    for (size_t i = begin; i < end; ++i)
      if (is_mark(name[i]) || is_cross(name[i])) name[i] = U'某';
  }
  return name;
}

bool is_masked(std::string_view name) {
  const std::u32string text = with_mou(to_u32(nfkc(name)));
  return text.find(U'某') != text.npos || (std::none_of(text.begin(), text.end(), is_han) && std::any_of(text.begin(), text.end(), is_mark));
}

bool is_all_han(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), is_han);
}

bool is_foreign_letter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= U'a' && (c | 0x20) <= U'z';
  const auto point = static_cast<UChar32>(c);
  return !is_han(c) && (u_isalpha(point) || u_charType(point) == U_NON_SPACING_MARK);
}

bool is_foreign_capital(char32_t c) { return c < 0x80 ? c >= U'A' && c <= U'Z' : u_isupper(static_cast<UChar32>(c)); }

bool has_name_dot(std::u32string_view name) {
  return name.find_first_of(U"·•・‧∙⋅") != name.npos;
}

std::u32string bare_name(std::string_view name) {
  std::u32string out;
  int depth = 0;
  for (const char32_t c : to_u32(nfkc(name))) {
    if (among(U"([{〔【", c)) ++depth;
    else if (among(U")]}〕】", c)) depth = std::max(0, depth - 1);
    else if (depth == 0 && c != U' ' && c != U'\t') out += c;
  }
  return out;
}

std::string masked_name(std::string_view name) {
  const auto persons = listed_persons(name);
  if (persons.size() < 2) return mask_of_one(persons.empty() ? name : std::string_view(persons[0])) + others_in(name);
  std::string out;
  for (const auto& person : persons) out += (out.empty() ? "" : "、") + mask_of_one(person);
  return out + others_in(name);
}

size_t surname_at(std::u32string_view text, size_t at) {
  if (at >= text.size() || !is_han(text[at])) return 0;
  const char32_t first = simplified(text[at]);
  if (at + 2 < text.size() && compound_firsts().find(first) != std::u32string::npos) {
    const std::u32string pair = {first, simplified(text[at + 1])};
    for (const auto compound : kCompound)
      if (compound == pair) return 2;
  }
  return std::u32string_view(kSurnames).find(first) != std::u32string_view::npos ? 1 : 0;
}

bool made_of_words(const std::u32string& text) {
  constexpr size_t kLongName = 4;
  if (text.size() < kLongName || text.size() > 4 * kLongName || !is_all_han(text)) return false;
  std::vector<size_t> odd(text.size() + 1, text.size());  // fewest single characters up to each place
  odd[0] = 0;
  for (size_t from = 0; from < text.size(); ++from) {
    if (odd[from] > 1) continue;
    odd[from + 1] = std::min(odd[from + 1], odd[from] + 1);
    for (size_t end = from + 2; end <= text.size() && end <= from + kLongName; ++end)
      if (is_one_word(to_utf8(std::u32string_view(text).substr(from, end - from)))) odd[end] = std::min(odd[end], odd[from]);
  }
  return odd.back() <= 1;
}

namespace {

/// 李明 of 李明*: perhaps the last of three characters is left out, perhaps the mark is a footnote.
std::u32string before_marks(const std::u32string& bare) {
  const auto end = std::find_if_not(bare.begin(), bare.end(), is_han);
  const std::u32string whole(bare.begin(), end);
  const bool marks = end != bare.end() && std::all_of(end, bare.end(), [](char32_t c) { return is_mark(c) || is_cross(c); });
  return marks && whole.size() == 2 && surname_at(bare + U"某", 0) < 2 ? whole : std::u32string();
}

}  // namespace

std::vector<std::string> name_forms(std::string_view name) {
  std::vector<std::string> forms = {std::string(name)};
  const std::u32string bare = bare_name(name);
  const auto add = [&](std::string form) {
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  };
  if (bare.size() >= 2) add(to_utf8(bare));
  if (const auto whole = before_marks(bare); !whole.empty()) add(to_utf8(whole));
  for (std::string& person : listed_persons(name)) add(std::move(person));
  for (std::string& person : name_at_end(name)) add(std::move(person));
  return forms;
}

std::vector<std::string> name_parts(std::string_view name) {
  constexpr size_t kFewestLetters = 3, kFewestHan = 2;
  std::u32string text = to_u32(nfkc(name));
  if (text.size() > kLongestName) text.resize(kLongestName);
  const std::u32string bare = bare_name(name).substr(0, kLongestName);
  const auto between = [](char32_t c) { return among(U"·•・‧∙⋅ ()[]{}", c); };
  std::vector<std::string> parts;
  bool several = false;
  for (size_t from = 0; from <= text.size();) {
    const size_t end = static_cast<size_t>(std::find_if(text.begin() + static_cast<ptrdiff_t>(from), text.end(), between) - text.begin());
    const std::u32string part = text.substr(from, end - from);
    from = end + 1;
    several = several || end < text.size();
    const bool foreign = !part.empty() && is_foreign_letter(part[0]) &&
                         std::all_of(part.begin(), part.end(), [](char32_t c) { return is_foreign_letter(c) || among(U"-'’.", c); });
    // What a bracket adds in Han may be any word.
    const bool han = part.size() >= kFewestHan && is_all_han(part) && part != bare && bare.find(part) != bare.npos;
    if (foreign ? part.size() >= kFewestLetters : han) parts.push_back(to_utf8(part));
  }
  return several ? parts : std::vector<std::string>();
}

std::string given_name(std::string_view name) {
  constexpr size_t kGiven = 2;
  const std::u32string bare = bare_name(name);
  const size_t surname = surname_at(bare, 0);
  if (surname == 0 || bare.size() != surname + kGiven || !is_all_han(bare)) return {};
  std::string given = to_utf8(std::u32string_view(bare).substr(surname));
  return contains(given, "某") || is_one_word(given) ? std::string() : given;
}

}  // namespace gongshi
