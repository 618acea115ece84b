// Home addresses, illness, birth dates.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"

namespace gongshi {
namespace {

constexpr size_t kLongestAddress = 60;
constexpr size_t kLongestIllness = 8;

/// Units of an address, of which the last one ends it.
constexpr std::u32string_view kUnits = U"路街巷村组号室元楼栋幢院苑园区屯里弄道镇乡庄户层座坊湾寨社桥营";
constexpr std::u32string_view kInside = U"-#()~.甲乙丙丁附之";

/// The end of the county in [begin, end), or `begin` when none is named; what follows is the home.
size_t after_county(const Reading& r, size_t begin, size_t end) {
  size_t city = begin;
  for (size_t i = begin + 1; i < end; ++i) {
    const char32_t c = r.points[i], before = r.points[i - 1];
    if (c == U'市' || c == U'省' || c == U'州' || c == U'盟') city = i + 1;
    if (c == U'县' || c == U'旗') return i + 1;
    if (c == U'区' && is_han(before) && !among(U"小社园库住厂校校片", before)) return i + 1;
    if (among(U"路街巷村号镇乡", c)) break;
  }
  return city;
}

/// Behind a part of an address: what is done there.
bool goes_on(const Reading& r, size_t at) {
  for (const std::u32string_view word : {U"内经营", U"内从事", U"内销售", U"内开", U"经营", U"从事", U"开设", U"开办", U"销售", U"门前", U"门口", U"附近", U"对面",
                                         U"家中", U"内", U"购买", U"提供", U"实施", U"擅自", U"私自"})
    if (r.has(at, word)) return true;
  return false;
}

/// The end of an address that begins at `begin`: behind its last unit; `begin` when it has none.
size_t address_end(const Reading& r, size_t begin, bool* cut) {
  size_t end = begin;
  size_t i = begin;
  for (; i < r.points.size() && i - begin < kLongestAddress; ++i) {
    const char32_t c = r.points[i];
    if (!is_han(c) && !is_ascii_digit(c) && !is_ascii_letter(c) && !among(kInside, c) && c != U' ') break;
    if (c == U'的' || r.has(i, U"等") || (end > begin && goes_on(r, i))) break;
    const bool money = c == U'元' && r.points[i - std::min<size_t>(i, 1)] != U'单';  // 12号 1500元
    if (among(kUnits, c) && !money) end = i + 1;
    const bool door = i > begin + 1 && r.points[i - 1] == U'门' && is_ascii_digit(r.points[i - 2]);  // 6门502
    if (is_ascii_digit(c) && i > begin && (door || among(kUnits, r.points[i - 1]))) end = i + 1;
  }
  // 402、501: digits right behind the last unit belong to it, and behind a blank a room's number that nothing counts.
  while (end < r.points.size() && (is_ascii_digit(r.points[end]) || r.points[end] == U'-')) ++end;
  size_t room = end;
  while (r.at(room) == U' ') ++room;
  const size_t first = room;
  while (is_ascii_digit(r.at(room))) ++room;
  if (first > end && room >= first + 3 && room <= first + 4 && !is_han(r.at(room)) && !is_ascii_letter(r.at(room)) && !among(U"-./:%", r.at(room))) end = room;
  *cut = i - begin >= kLongestAddress;
  return end;
}

/// …1单元101的高秀英: who lives there, where nothing goes on behind the name.
void find_resident(Page& page, size_t end) {
  const Reading& r = page.reading;
  if (r.at(end) != U'的') return;
  for (const size_t size : {size_t{3}, size_t{2}})
    if (plain_name(r, end + 1, size) && !is_han(r.at(end + 1 + size))) return find_person(page, end + 1, end + 1 + size);
}

void find_address(Page& page, size_t begin) {
  const Reading& r = page.reading;
  for (int i = 0; i < 4 && among(U":为是在于 (“", r.at(begin)); ++i) ++begin;
  if (begin >= r.points.size() || !is_han(r.points[begin])) return;
  bool cut = false;
  const size_t end = address_end(r, begin, &cut);
  if (cut) {
    page.doubt("redaction_unsure", begin, begin + kLongestAddress, "住址不能确定到哪里为止");
    page.find(PersonalKind::kAddress, begin, begin + kLongestAddress);
    return;
  }
  const size_t home = after_county(r, begin, end);
  if (end < home + 3) return;
  page.find(PersonalKind::kAddress, home, end);
  find_resident(page, end);
}

/// Ends of names of organisations: an address in their sentence is a public one.
bool speaks_of_organisation(const Reading& r, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i)
    for (const std::u32string_view word : {U"公司", U"企业", U"合作社", U"经营部", U"单位", U"机关", U"缴款", U"银行", U"政府", U"法院", U"受理", U"医院", U"学校", U"中心", U"机构", U"商行", U"经营场所", U"门店", U"厂", U"店", U"局", U"馆"})
      if (r.has(i, word)) return true;
  return false;
}

constexpr std::u32string_view kIllness[] = {
    U"精神分裂症", U"双相情感障碍", U"乙型肝炎", U"丙型肝炎", U"乙肝", U"丙肝", U"高血压", U"低血压", U"心脏病", U"艾滋病", U"HIV", U"肺结核", U"结核", U"癫痫", U"脑梗死", U"脑梗",
    U"脑出血", U"中风", U"梅毒", U"淋病", U"白血病", U"新冠", U"抑郁", U"痴呆", U"残疾", U"骨折", U"智力障碍", U"自闭症", U"癌", U"肿瘤", U"糖尿病", U"尿毒症", U"肝硬化", U"肾衰竭"};

bool general_illness(const Reading& r, size_t begin, size_t end) {
  for (const std::u32string_view word : {U"疾病", U"传染病", U"职业病", U"慢性病", U"重大疾病"})
    for (size_t i = begin; i < end; ++i)
      if (r.has(i, word) && i + word.size() == end) return true;
  return false;
}

/// 患有痢疾的人员, 患有糖尿病者: rules and advertisements speak of nobody.
bool of_anybody(const Reading& r, size_t end) {
  for (const std::u32string_view word : {U"的人", U"的患者", U"的顾客", U"的消费者", U"的从业", U"者", U"人群", U"等疾病", U"患者", U"补助", U"补贴", U"津贴", U"标准", U"以上"})
    if (r.has(end, word)) return true;
  return false;
}

size_t illness_end(const Reading& r, size_t begin) {
  for (const auto word : kIllness)
    if (r.has(begin, word)) {
      size_t end = begin + word.size();
      while (among(U"病症炎性阳", r.at(end))) ++end;
      return end;
    }
  for (size_t i = begin; i < r.points.size() && i < begin + kLongestIllness && is_han(r.points[i]); ++i) {
    if (among(U"的与和被将未", r.points[i])) return begin;
    if (i > begin && among(U"病症癌炎瘤疹", r.points[i])) return i + 1;
    if (r.has(i, U"综合征") ) return i + 3;
    if (i > begin && (r.has(i, U"障碍") || r.has(i, U"骨折"))) return i + 2;
  }
  return begin;
}

}  // namespace

void look_at_home(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  // The bare 住 is a cue only at the head of a clause or behind a name, and before a place.
  if (cue.end - cue.begin == 1) {
    const size_t end = std::min(r.points.size(), cue.end + 12);
    const bool place = std::any_of(r.points.begin() + static_cast<long>(cue.end), r.points.begin() + static_cast<long>(end),
                                   [](char32_t c) { return among(U"省市区县旗路街村镇", c); });
    if (!place) return;
  }
  find_address(page, cue.end);
}

void look_at_place(Page& page, const CueHit& cue) {
  const Sentence sentence = sentence_around(page.reading, cue.begin);
  if (!page.setting.person_party && speaks_of_organisation(page.reading, sentence.begin, cue.begin)) return;
  find_address(page, cue.end);
}

/// 幸福路12号 in the record of a person: where it can be told, from the county on.
void look_at_street(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (!page.setting.person_party) return;
  size_t number = cue.end;
  while (number < r.points.size() && number < cue.end + 6 && (is_ascii_digit(r.at(number)) || is_number_char(r.at(number)) || among(U"第甲乙丙丁-", r.at(number)))) ++number;
  if (number == cue.end || !among(U"号组栋幢院弄室单", r.at(number))) return;
  size_t begin = cue.begin;
  while (begin > 0 && cue.begin - begin < 12 && is_han(r.points[begin - 1]) &&
         !among(U"在于至到从经沿省市县旗区为住位", r.points[begin - 1])) --begin;
  bool cut = false;
  const size_t end = address_end(r, begin, &cut);
  page.find(PersonalKind::kAddress, begin, std::max(end, number + 1));
}

/// 幸福里8栋2单元301室: a flat is somebody's home whatever the words before it.
void look_at_dwelling(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const Sentence sentence = sentence_around(r, cue.begin);
  if (!page.setting.person_party && speaks_of_organisation(r, sentence.begin, cue.begin)) return;
  size_t room = cue.end;
  while (room < r.points.size() && room < cue.end + 6 && (is_ascii_digit(r.at(room)) || is_number_char(r.at(room)))) ++room;
  if (room == cue.end || cue.begin == 0 || !(is_ascii_digit(r.at(cue.begin - 1)) || is_number_char(r.at(cue.begin - 1)))) return;
  // 3单元101室, 3单元101, 3单元5号房; not 4单元3层, 第3单元5号货架.
  const bool named = among(U"室户房", r.at(room)) || (r.at(room) == U'号' && (!is_han(r.at(room + 1)) || among(U"房室", r.at(room + 1))));
  if (!named && is_han(r.at(room)) && r.at(room) != U'的') return;
  size_t begin = cue.begin;
  while (begin > sentence.begin && cue.begin - begin < 24 &&
         !among(U"在于至到从经沿省市县旗区为住位:,", r.points[begin - 1])) --begin;
  page.find(PersonalKind::kAddress, begin, room + named);
  find_resident(page, room + named);
}

void look_at_illness(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  // 不得…患有…: a rule.
  const Sentence sentence = sentence_around(r, cue.begin);
  for (size_t i = sentence.begin; i < cue.begin; ++i)
    if (r.has(i, U"不得") || r.has(i, U"禁止") || r.has(i, U"应当") || r.points[i] == U'《') return;
  // 精神分裂症病史: the illness stands before the word.
  if (r.has(cue.begin, U"病史"))
    for (size_t begin = cue.begin - std::min<size_t>(cue.begin, kLongestIllness); begin < cue.begin; ++begin)
      if (std::any_of(std::begin(kIllness), std::end(kIllness), [&](const auto word) { return r.has(begin, word); }) &&
          illness_end(r, begin) >= cue.begin && !of_anybody(r, cue.end))
        return page.find(PersonalKind::kHealth, begin, cue.end);
  size_t at = cue.end;
  for (int i = 0; i < 3 && among(U":为有了是因“ ", r.at(at)); ++i) ++at;
  const size_t end = illness_end(r, at);
  if (end == at || general_illness(r, at, end) || of_anybody(r, end)) return;
  page.find(PersonalKind::kHealth, at, end);
}

namespace {

/// 怀孕五个月, of somebody; 怀孕七个月以上 is the law's.
void find_pregnancy(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  size_t end = cue.end;
  while (is_number_char(r.at(end)) || among(U"已约近有余多 ", r.at(end))) ++end;
  if (end == cue.end || !among(U"个月周", r.at(end))) return;
  while (among(U"个月周", r.at(end))) ++end;
  if (!r.has(end, U"以上") && !r.has(end, U"以内") && !r.has(end, U"以下")) page.find(PersonalKind::kHealth, cue.begin, end);
}

}  // namespace

/// 当事人系乙肝病毒携带者: of somebody, where no rule speaks of all of them.
void look_at_patient(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const Sentence sentence = sentence_around(r, cue.begin);
  for (size_t i = sentence.begin; i < cue.begin; ++i)
    if (r.has(i, U"不得") || r.has(i, U"禁止") || r.has(i, U"应当") || r.points[i] == U'《') return;
  const char32_t before = cue.begin > sentence.begin ? r.points[cue.begin - 1] : U' ';
  if (r.has(cue.begin, U"怀孕")) return find_pregnancy(page, cue);
  if (of_anybody(r, cue.end)) return;
  if (among(U"系是人其某工员为,(", before) || (page.setting.person_party && before == U' ')) page.find(PersonalKind::kHealth, cue.begin, cue.end);
}

void look_at_birth(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (born_is_no_person(r, sentence_around(r, cue.begin))) return;
  const auto part = [](char32_t c) { return is_number_char(c) || among(U"年月日.-/ ", c); };
  const auto dated = [&](size_t begin, size_t end) {
    size_t numbers = 0;
    for (size_t i = begin; i < end; ++i) numbers += is_number_char(r.points[i]);
    return numbers >= 4;
  };
  // 1988年8月8日出生, 1988年8月生
  size_t begin = cue.begin;
  while (begin > 0 && cue.begin - begin < 14 && part(r.points[begin - 1])) --begin;
  const size_t unit = r.at(cue.begin) == U'日' || r.at(cue.begin) == U'月' || r.at(cue.begin) == U'年';
  if (dated(begin, cue.begin)) page.find(PersonalKind::kBirth, begin, cue.begin + unit);
  size_t at = cue.end;
  for (int i = 0; i < 3 && among(U":为是于在 ", r.at(at)); ++i) ++at;
  size_t end = at;
  while (end < r.points.size() && end - at < 14 && part(r.points[end])) ++end;
  if (dated(at, end)) page.find(PersonalKind::kBirth, at, end);
}

}  // namespace gongshi
