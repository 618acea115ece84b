// Names of persons without a word that says so: told by what is done with them, by an office, by their company.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/names.h"

namespace gongshi {
namespace {

/// Before a name that something is done with or to.
constexpr std::u32string_view kBefore = U"与和同跟向从为对将被给经找让请由把替帮系";
constexpr std::u32string_view kBeforeOwn = U"与和同跟向从为对将被给经找让请由把替帮系据有及凭因应于在";
/// What else may stand right before a name with an office behind it: the end of an authority's name.
constexpr std::u32string_view kOffice = U"局所队科院会司处部室厅站店厂区县市镇乡村";
/// Last characters of places, organisations and goods.
constexpr std::u32string_view kNoGiven = U"园鸭鸡鱼肉蛋奶油粉干茶酒面饭菜汤药店馆厂路街巷村镇乡县区省市局所队站部科室组社楼院校库厅铺庄家河桥湾屯寨岗沟坝湖场"
                                         U"处行司方者员商户品物料具器机车件费款证书法规定制度案";

/// The commonest characters of given names. Behind a surname that is an ordinary word as often, both must be of these.
constexpr std::u32string_view kCommonGiven = U"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文国志海小晓春梅雪峰龙凤云鹏飞林辉斌波宇浩鑫凯琴玲燕洁"
                                       U"莉萍荣莲珍翠雅芝媛丹淑永德福贵生立新宝庆祥成忠义仁俊佳思怡欣颖琳倩慧雯诺轩涵";

}  // namespace

bool is_common_given(char32_t c) { return among(kCommonGiven, c); }

bool plain_name(const Reading& r, size_t begin, size_t size) {
  if (begin + size > r.points.size()) return false;
  const size_t surname = surname_at(r.points, begin);
  if (surname == 0 || size < surname + 1 || size > surname + 2) return false;
  const std::u32string_view name = std::u32string_view(r.points).substr(begin, size);
  if (!std::all_of(name.begin(), name.end(), is_han) || name.find(U'某') != name.npos) return false;
  if (is_no_name(r, begin) || is_addressed(r, begin) || among(kNoGiven, name.back())) return false;
  if (surname == 2) return true;
  if (name[1] == U'家') return false;
  if (is_doubtful_surname(name[0]) && !(size == 3 && is_common_given(name[1]) && is_common_given(name[2]))) return false;
  if (size == 2) return is_number_char(name[1]) || !is_one_word(to_utf8(name));  // 张三 is in every dictionary
  return !is_one_word(to_utf8(name)) && !is_one_word(to_utf8(name.substr(0, 2)));
}

namespace {

/// Where the name begins that ends right before `end`, with one of `before` in front of it; `end` for none.
size_t name_before(const Reading& r, size_t end, std::u32string_view before, bool may_open) {
  for (const size_t size : {size_t{3}, size_t{2}, size_t{4}}) {
    if (end < size) continue;
    const size_t begin = end - size;
    const bool opens = begin == 0 || !is_han(r.points[begin - 1]) ? may_open : among(before, r.points[begin - 1]);
    if (opens && plain_name(r, begin, size)) return begin;
  }
  return end;
}

}  // namespace

void look_at_deed(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  // What only a person does or has: the name may as well begin the clause.
  constexpr std::u32string_view kOwn[] = {U"举报", U"投诉", U"反映", U"报案", U"申诉", U"签字", U"签名", U"捺印", U"等人", U"系", U"名下", U"(", U"的"};
  const std::u32string_view word = std::u32string_view(r.points).substr(cue.begin, cue.end - cue.begin);
  if (word.starts_with(U"签") || word == U"捺印") {  // 签名：彭飞, (签字)：彭飞
    const size_t end = cue.end + (r.at(cue.end) == U')');
    if (r.at(end) == U':') look_at_hand(page, {cue.cue, cue.begin, end});
  }
  const bool own = std::any_of(std::begin(kOwn), std::end(kOwn), [&](const auto start) { return word.starts_with(start); });
  const size_t begin = name_before(r, cue.begin, own ? kBeforeOwn : kBefore, own);
  if (begin == cue.begin && word == U"联系") return look_at_near(page, cue);  // 联系王小二
  if (begin == cue.begin) return;
  find_person(page, begin, cue.begin);
  // 系冯桂花与蒋大海协商达成
  if (begin < 4 || !among(U"与和同跟", r.points[begin - 1])) return;
  const size_t other = name_before(r, begin - 1, kBefore, true);
  if (other < begin - 1) find_person(page, other, begin - 1);
}

/// 赵小满之妻: whose relative it is.
void look_at_kin(Page& page, const CueHit& cue) {
  if (page.reading.at(cue.begin) != U'之') return;
  const size_t begin = name_before(page.reading, cue.begin, kBeforeOwn, true);
  if (begin < cue.begin) find_person(page, begin, cue.begin);
}

/// 李建国局长: an officer's full name. 王科长 speaks of an office, and names nobody.
void look_at_title(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const size_t begin = std::min(name_before(r, cue.begin, kBefore, true), name_before(r, cue.begin, kOffice, true));
  if (begin < cue.begin) find_person(page, begin, cue.begin);
}

namespace {

constexpr size_t kLongestBracket = 12;  // (持股60%)

/// Behind a short bracket that opens at `at`: 金小磊(持股60%)、…; else `at`.
size_t behind_bracket(const Reading& r, size_t at) {
  if (r.at(at) != U'(') return at;
  for (size_t end = at + 1; end < at + kLongestBracket; ++end)
    if (r.at(end) == U')') return end + 1;
  return at;
}

/// Before a short bracket that closes right before `end`; else `end`.
size_t before_bracket(const Reading& r, size_t end) {
  if (end == 0 || r.points[end - 1] != U')') return end;
  for (size_t at = end - 1; at > 0 && end - at < kLongestBracket; --at)
    if (r.points[at - 1] == U'(') return at - 1;
  return end;
}

/// Where an entry of a list begins behind its number: 2. or (2) or ② (2 here).
size_t behind_number(const Reading& r, size_t at) {
  while (among(U" \n(", r.at(at))) ++at;
  if (!is_ascii_digit(r.at(at))) return at;
  while (is_ascii_digit(r.at(at))) ++at;
  while (among(U" .、)", r.at(at))) ++at;
  return at;
}

}  // namespace

/// 张建国、李淑芬、王志强; 1.张建国 (new line) 2.李淑芬: two names and more, one of them of three characters.
void look_at_listed(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (cue.begin < page.listed) return;
  const size_t last = before_bracket(r, cue.begin);
  const size_t first = name_before(r, last, U"为有是由与和及系括问对向给将被明", true);
  if (first == last) return;
  std::vector<std::pair<size_t, size_t>> names = {{first, last}};
  for (size_t at = behind_number(r, cue.end); at < r.points.size();) {
    const size_t end = name_end(r, at, true, false);
    if (end == at || !plain_name(r, at, end - at)) break;
    names.emplace_back(at, end);
    const size_t next = behind_bracket(r, end);
    if (!among(U"、和与及/;\n", r.at(next))) break;
    at = behind_number(r, next + 1);
  }
  page.listed = names.back().second;
  const bool long_one = std::any_of(names.begin(), names.end(), [](const auto& name) { return name.second - name.first > 2; });
  if (names.size() < 2 || !long_one) return;
  for (const auto& [begin, end] : names) find_person(page, begin, end);
}

/// 陈思远先生, 胡女士（胡丽华）, 王某某（王翠花）: who is meant.
void look_at_addressed(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const size_t before = name_before(r, cue.begin, kBefore, true);
  if (before < cue.begin) return find_person(page, before, cue.begin);
  const size_t begin = cue.end + 1;
  if (r.at(cue.end) != U'(' || cue.begin == 0 || r.points[cue.begin - 1] != r.at(begin) || is_no_name(r, begin)) return;
  for (const size_t size : {size_t{2}, size_t{3}})
    if (r.at(begin + size) == U')' && surname_at(r.points, begin) > 0 && is_han(r.at(begin + size - 1))) return find_person(page, begin, begin + size);
}

/// 王建民律师, 覃律师（覃志伟）.
void look_at_profession(Page& page, const CueHit& cue) {
  constexpr std::u32string_view kProfessions[] = {U"律师", U"医生", U"医师", U"老师", U"教练", U"会计"};
  const std::u32string_view word = std::u32string_view(page.reading.points).substr(cue.begin, cue.end - cue.begin);
  if (std::find(std::begin(kProfessions), std::end(kProfessions), word) != std::end(kProfessions)) look_at_addressed(page, cue);
}

}  // namespace gongshi
