#include "rules/party_names.h"

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/reading.h"

namespace gongshi {
namespace {

const char* const kTradeWords[] = {"店", "馆", "部", "坊", "厂", "社", "铺", "摊", "所",   "室",
                                   "屋", "中心", "超市", "吧", "公司", "站", "院"};
/// Words of trade that given names, or surnames, use as well.
const char32_t kTradeOrName[] = U"行城场商楼阁园堂庄居轩斋";
const char* const kBusinessPrefixes[] = {"个体工商户", "个体户", "经营者", "业主", "个体"};

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

/// Words behind which a name stands in the name of a shop; those of persons alone are known to listed_persons.
constexpr std::u32string_view kShopRoles[] = {U"经营者", U"业主", U"负责人", U"户主", U"法定代表人", U"曾用名", U"又名", U"别名", U"化名", U"原名", U"姓名"};

void add_once(std::string one, std::vector<std::string>& out) {
  if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
}

/// Who is named in a bracket, or beside the name of a shop: 经营者：李某, 李某某, 委托代理人李某某. Behind a role without a
/// colon only what is a name for sure, where `sure` asks for it (业主装饰部).
void add_told(std::u32string_view text, bool sure, std::vector<std::string>& out) {
  constexpr size_t kLongest = 30;
  if (text.size() > kLongest) return;
  bool told = false;
  for (const auto role : kShopRoles)
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
    const bool may_be = told && (is_all_han(points) ? points.size() <= 4 : has_name_dot(points));
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
  for (const auto role : kShopRoles)
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
  for (const size_t begin : {size_t{0}, after_place(bare)}) {
    if (!begins || !shop_of_person(shop, bare, begin)) continue;
    // 张某副食店: another portal has masked it, and what follows is no part of the name.
    if (const auto one = std::u32string_view(bare).substr(begin, kName); one.find(U'某') == one.npos) add_once(to_utf8(one), out);
  }
  return out;
}

std::vector<std::string> shortened_names(std::string_view name) {
  constexpr size_t kFewest = 4;
  constexpr std::u32string_view kCalled[] = {U"股份有限公司", U"有限责任公司", U"集团有限公司", U"有限公司", U"公司"};
  const std::u32string whole = bare_name(name);
  std::vector<std::string> out;
  for (std::u32string form : {whole, whole.substr(after_place(whole))}) {
    for (const auto called : kCalled)
      if (form.ends_with(called)) {
        if (form.size() >= kFewest && form != whole) add_once(to_utf8(form), out);
        form.resize(form.size() - called.size());
        break;
      }
    // 建筑工程 may stand in any text; 万家便利店 hardly.
    const bool told = !made_of_words(form) || std::any_of(std::begin(kTradeWords), std::end(kTradeWords), [&](const char* word) { return to_utf8(form).ends_with(word); });
    if (form.size() >= kFewest && form != whole && told) add_once(to_utf8(form), out);
  }
  return out;
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

bool is_masked_shop(std::string_view name) {
  const std::u32string points = to_u32(name);
  const size_t mask = points.find(U'某');
  const auto begins = [&](size_t at) { return surname_at(points, at) == mask - at; };
  return mask != points.npos && (begins(0) || begins(after_place(points))) && is_all_han(points) && !looks_like_person(name) &&
         persons_in_name(name, true).empty();
}

bool looks_like_person(std::string_view name) {
  std::string text = to_utf8(bare_name(name));
  for (const std::string_view prefix : kBusinessPrefixes)
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
  const std::u32string bare = to_u32(text);
  if (has_name_dot(bare)) return true;
  if (bare.size() < 2 || bare.size() > 4 || !is_all_han(bare)) return false;
  for (const char* word : kTradeWords)
    if (contains(text, word)) return false;
  if (surname_at(bare, 0) > 0) return true;
  return bare.size() < 4 && bare.find_first_of(kTradeOrName) == bare.npos;
}

namespace {

constexpr size_t kLongestPersonName = 4;

bool ends_with_one_of(const std::u32string& name, std::span<const std::u32string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) { return name.ends_with(word); });
}

/// 好运公司, 示例区万家便利店; with a sign of another script among them only what is called a company (示例第1商贸有限公司),
/// for 钱若愚301室 is where somebody lives.
bool is_shop(const std::u32string& one) {
  constexpr std::u32string_view kCompanies[] = {U"公司", U"中心", U"超市"};
  if (one.size() < kLongestPersonName || (one.size() == kLongestPersonName && surname_at(one, 0) == 2)) return false;
  if (!is_all_han(one)) return one.size() > kLongestPersonName + 2 && ends_with_one_of(one, kCompanies);
  return std::any_of(std::begin(kTradeWords), std::end(kTradeWords), [&](const char* word) { return one.ends_with(to_u32(word)); });
}

}  // namespace

bool names_person(std::string_view name) {
  if (name.empty() || is_shop(to_u32(nfkc(name)))) return false;
  if (may_be_person(name)) return true;
  const auto persons = listed_persons(name);
  return std::any_of(persons.begin(), persons.end(), [&](const std::string& one) {
    const std::u32string points = to_u32(one);
    if (!is_all_han(points)) return has_name_dot(points) || contains(one, " ");
    if (points.size() > kLongestPersonName || is_shop(points)) return false;
    return surname_at(points, 0) > 0 || (points.size() < kLongestPersonName && !is_one_word(one));
  });
}

bool names_organisation(std::string_view name) {
  constexpr std::u32string_view kBodies[] = {U"集团", U"银行", U"医院", U"学校", U"小学", U"中学", U"大学", U"政府", U"委员会", U"协会", U"法院", U"合作社"};
  constexpr std::u32string_view kOffices[] = {U"局", U"处", U"会", U"队", U"厅", U"委", U"校", U"园", U"办", U"镇", U"村", U"组"};
  const std::u32string bare = bare_name(name);
  if (bare.size() <= kLongestPersonName && !is_shop(bare) && !ends_with_one_of(bare, kBodies)) return false;
  return is_shop(bare) || ends_with_one_of(bare, kBodies) || (is_all_han(bare) && ends_with_one_of(bare, kOffices));
}

bool may_be_person(std::string_view name) {
  const std::u32string bare = bare_name(name);
  const auto names = listed_names(bare);
  return has_name_dot(bare) || std::all_of(names.begin(), names.end(), [](const std::u32string& one) {
           return one.size() >= 2 && one.size() <= 4 && is_all_han(one);
         });
}

}  // namespace gongshi
