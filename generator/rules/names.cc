#include "rules/names.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/reading.h"

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

const char* const kTradeWords[] = {"店", "馆", "部", "坊", "厂", "社", "铺", "摊", "所",   "室",
                                   "屋", "中心", "超市", "吧", "公司", "站", "院"};
/// Words of trade that given names, or surnames, use as well.
const char32_t kTradeOrName[] = U"行城场商楼阁园堂庄居轩斋";
const char* const kBusinessPrefixes[] = {"个体工商户", "个体户", "经营者", "业主", "个体"};

/// The characters compound surnames begin with, so that most characters need no second look.
const std::u32string& compound_firsts() {
  static const std::u32string firsts = [] {
    std::u32string out;
    for (const auto compound : kCompound) out += compound[0];
    return out;
  }();
  return firsts;
}

bool all_han(const std::u32string& text) {
  return std::all_of(text.begin(), text.end(), is_han);
}

size_t surname_length(const std::u32string& name) {
  if (name.size() < 3) return 1;
  for (const auto compound : kCompound)
    if (name.starts_with(compound)) return 2;
  return 1;
}

bool holds_dot(const std::u32string& name) {
  return name.find_first_of(U"·•・‧∙⋅") != std::u32string::npos;
}

/// Without blanks, full width and what stands in brackets: what is left of a name to look at.
std::u32string bare_name(std::string_view name) {
  std::u32string out;
  int depth = 0;
  for (const char32_t c : to_u32(nfkc(name))) {
    if (std::u32string_view(U"([{〔【").find(c) != std::u32string_view::npos) ++depth;
    else if (std::u32string_view(U")]}〕】").find(c) != std::u32string_view::npos) depth = std::max(0, depth - 1);
    else if (depth == 0 && c != U' ' && c != U'\t') out += c;
  }
  return out;
}

bool begins_with_surname(const std::u32string& name) {
  return surname_length(name) == 2 ||
         std::u32string_view(kSurnames).find(name[0]) != std::u32string_view::npos;
}

/// 李小四、王五 and 李小四等3人, each name for itself.
std::vector<std::u32string> listed_names(std::u32string text) {
  const size_t others = text.find(U'等');
  if (others != text.npos && others >= 2 && (text.ends_with(U'人') || text.ends_with(U'户')))
    text.resize(others);
  std::vector<std::u32string> names(1);
  for (const char32_t c : text) {
    if (std::u32string_view(U"、,;/").find(c) != std::u32string_view::npos) names.emplace_back();
    else names.back() += c;
  }
  return names;
}

}  // namespace

namespace {

std::string mask_of_one(std::string_view name) {
  std::u32string text = bare_name(name);
  if (text.empty() || !all_han(text)) text = to_u32(trimmed(name));
  if (text.empty()) return "某";
  if (holds_dot(text)) return to_utf8(text.substr(0, 1)) + "某某";
  if (!all_han(text)) {
    if (text[0] < 0x80) return to_utf8(text.substr(0, 1)) + "***";
    return to_utf8(text.substr(0, 1)) + "某某";
  }
  if (text.size() == 1) return "某";
  const size_t keep = surname_length(text);
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
  return counted && std::u32string_view(U"人户名位").find(rest.back()) != std::u32string_view::npos ? to_utf8(std::u32string_view(text).substr(at)) : "";
}

}  // namespace

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

std::vector<std::string> name_forms(std::string_view name) {
  std::vector<std::string> forms = {std::string(name)};
  const std::u32string bare = bare_name(name);
  const auto add = [&](std::string form) {
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
  };
  if (bare.size() >= 2) add(to_utf8(bare));
  for (std::string& person : listed_persons(name)) add(std::move(person));
  for (std::string& person : name_at_end(name)) add(std::move(person));
  return forms;
}

namespace {

/// Words behind which a name stands in the name of a shop.
constexpr std::u32string_view kRoles[] = {U"经营者", U"业主", U"负责人", U"户主", U"法定代表人", U"曾用名", U"又名", U"别名", U"化名", U"原名", U"姓名"};

void add_once(std::string one, std::vector<std::string>& out) {
  if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
}

/// Who is named in a bracket, or beside the name of a shop: 经营者：李某, 李某某, 委托代理人李某某. Behind a role without a
/// colon only what is a name for sure, where `sure` asks for it (业主装饰部).
void add_told(std::u32string_view text, bool sure, std::vector<std::string>& out) {
  constexpr size_t kLongest = 30;
  if (text.size() > kLongest) return;
  bool told = false;
  for (const auto role : kRoles)
    if (text.starts_with(role)) {
      text.remove_prefix(role.size());
      told = true;
    }
  told = told && (!sure || text.starts_with(U':'));
  while (!text.empty() && std::u32string_view(U":为是 ").find(text[0]) != std::u32string_view::npos) text.remove_prefix(1);
  const std::string one = to_utf8(text);
  auto persons = listed_persons(one);
  for (std::string& last : name_at_end(one)) persons.push_back(std::move(last));
  for (std::string& person : persons) {
    const std::u32string points = to_u32(person);
    const bool may_be = told && (all_han(points) ? points.size() <= 4 : holds_dot(points));
    if (may_be || plain_name(Reading(person), 0, points.size())) add_once(std::move(person), out);
  }
}

/// Behind 示例区, 幸福镇 …: where the own name of a shop begins.
size_t after_place(const std::u32string& shop) {
  constexpr size_t kLongestPlace = 9;
  size_t begin = 0;
  for (size_t i = 1; i < shop.size() && i < kLongestPlace; ++i)
    if (std::u32string_view(U"省市县区旗镇乡村").find(shop[i]) != std::u32string_view::npos) begin = i + 1;
  return begin;
}

/// 赵小满 of 赵小满小吃店. 李建国 counts although 建国 is a word; 金满堂饭店 is called after nobody.
bool shop_of_person(const std::string& shop, const std::u32string& bare, size_t begin) {
  constexpr size_t kName = 3;
  if (bare.size() <= begin + kName || surname_at(bare, begin) != 1 || !plain_name(Reading(shop), begin, kName)) return false;
  const auto given = [](char32_t c) { return is_common_given(c) || std::u32string_view(U"宏胜振旭亮坤震君才良友根").find(c) != std::u32string_view::npos; };
  const bool common = given(bare[begin + 1]) && given(bare[begin + 2]);
  const bool trades = std::any_of(std::begin(kTradeWords), std::end(kTradeWords), [&](const char* word) { return contains(shop, word); }) ||
                      bare.find_first_of(U"面粉饭汤肉锅菜饼茶酒场户", begin + kName) != bare.npos;
  return (common && !is_doubtful_surname(bare[begin])) || (trades && (common || !is_one_word(to_utf8(std::u32string_view(bare).substr(begin + 1, 2)))));
}

}  // namespace

std::vector<std::string> persons_in_name(std::string_view name, bool begins) {
  constexpr size_t kName = 3, kUsual = 4;
  std::vector<std::string> out;
  std::u32string text = to_u32(nfkc(name));
  if (text.size() > kLongestName) text.resize(kLongestName);
  for (size_t open = text.find(U'('); open != text.npos; open = text.find(U'(', open + 1)) {
    const size_t close = text.find(U')', open);
    add_told(std::u32string_view(text).substr(open + 1, close == text.npos ? close : close - open - 1), false, out);
  }
  const std::u32string_view outside = std::u32string_view(text).substr(0, text.find(U'('));
  for (const auto role : kRoles)
    if (const size_t at = outside.find(role); at != outside.npos) add_told(outside.substr(at), true, out);
  // 红火小吃店-李某某: beside the shop's name.
  for (size_t from = 0, parts = 0; from < outside.size(); ++parts) {
    const size_t end = std::min(outside.find_first_of(U" -:/、,", from), outside.size());
    const std::u32string_view part = outside.substr(from, end - from);
    if (const std::string one = to_utf8(part); (parts > 0 || end < outside.size()) && part.size() <= kUsual && plain_name(Reading(one), 0, part.size()))
      add_once(one, out);
    from = end + 1;
  }
  const std::u32string bare = bare_name(name);
  const std::string shop = to_utf8(bare);
  for (const size_t begin : {size_t{0}, after_place(bare)})
    if (begins && shop_of_person(shop, bare, begin)) add_once(to_utf8(std::u32string_view(bare).substr(begin, kName)), out);
  return out;
}

std::vector<std::string> name_parts(std::string_view name) {
  constexpr size_t kFewestLetters = 3, kFewestHan = 2;
  std::vector<std::string> parts(1);
  std::u32string text = to_u32(nfkc(name));
  if (text.size() > kLongestName) text.resize(kLongestName);
  for (const char32_t c : text) {
    if (std::u32string_view(U"·•・‧∙⋅ ").find(c) != std::u32string_view::npos) parts.emplace_back();
    else parts.back() += to_utf8(std::u32string_view(&c, 1));
  }
  if (parts.size() < 2) return {};
  std::erase_if(parts, [](const std::string& part) {
    const std::u32string points = to_u32(part);
    const bool latin = std::all_of(points.begin(), points.end(), [](char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z'; });
    return latin ? points.size() < kFewestLetters : points.size() < kFewestHan || !all_han(points);
  });
  return parts;
}

std::vector<NameForm> all_forms(std::string_view name) {
  std::vector<NameForm> out;
  std::set<std::string> seen;
  const auto add = [&](const std::string& text, std::string mask) {
    if (seen.insert(text).second) out.push_back({text, std::move(mask)});
  };
  for (const auto& form : name_forms(name)) add(form, masked_name(form));
  const std::string whole = masked_name(name);
  for (const auto& part : name_parts(name)) add(part, whole);
  for (const auto& other : persons_in_name(name, false)) add(other, masked_name(other));
  return out;
}

bool looks_like_person(std::string_view name) {
  std::string text = to_utf8(bare_name(name));
  for (const std::string_view prefix : kBusinessPrefixes)
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
  const std::u32string bare = to_u32(text);
  if (holds_dot(bare)) return true;
  if (bare.size() < 2 || bare.size() > 4 || !all_han(bare)) return false;
  for (const char* word : kTradeWords)
    if (contains(text, word)) return false;
  if (begins_with_surname(bare)) return true;
  return bare.size() < 4 && bare.find_first_of(kTradeOrName) == bare.npos;
}

bool names_person(std::string_view name) {
  constexpr size_t kLongest = 4;
  const auto is_shop = [](const std::u32string& one) {
    return all_han(one) && one.size() >= kLongest &&
           std::any_of(std::begin(kTradeWords), std::end(kTradeWords), [&](const char* word) { return one.ends_with(to_u32(word)); });
  };
  if (name.empty() || is_shop(to_u32(name))) return false;
  if (may_be_person(name)) return true;
  const auto persons = listed_persons(name);
  return std::any_of(persons.begin(), persons.end(), [&](const std::string& one) {
    const std::u32string points = to_u32(one);
    if (!all_han(points)) return holds_dot(points) || contains(one, " ");
    if (points.size() > kLongest || is_shop(points)) return false;
    return surname_at(points, 0) > 0 || (points.size() < kLongest && !is_one_word(one));
  });
}

bool may_be_person(std::string_view name) {
  const std::u32string bare = bare_name(name);
  const auto names = listed_names(bare);
  return holds_dot(bare) || std::all_of(names.begin(), names.end(), [](const std::u32string& one) {
           return one.size() >= 2 && one.size() <= 4 && all_han(one);
         });
}

}  // namespace gongshi
