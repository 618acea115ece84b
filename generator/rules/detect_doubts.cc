// Passages that a person must look at: particular under-age persons, materials that call themselves internal.
#include <algorithm>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/names.h"

namespace gongshi {
namespace {

constexpr int kAdult = 18;
constexpr const char* kMinor = "minor_suspected";

bool holds(const Reading& r, size_t begin, size_t end, std::initializer_list<std::u32string_view> words) {
  for (size_t i = begin; i < end; ++i)
    for (const auto word : words)
      if (word.size() <= end - i && r.has(i, word)) return true;
  return false;
}

/// Inside 《…》, and in the sentence.
bool in_title(const Reading& r, size_t at) {
  constexpr size_t kLongestTitle = 60;
  for (size_t i = at; i > 0 && at - i < kLongestTitle; --i) {
    if (r.points[i - 1] == U'《') return true;
    if (among(U"》。\n", r.points[i - 1])) return false;
  }
  return false;
}

/// 李某, 李某某, 小某; not 某小学, 某公司.
bool masked_name_in(const Reading& r, const Sentence& s) {
  for (size_t i = s.begin; i < s.end; ++i)
    if (r.points[i] == U'某' && (r.at(i + 1) == U'某' || (i > s.begin && (r.points[i - 1] == U'小' || surname_at(r.points, i - 1) > 0)))) return true;
  return false;
}

/// A masked name, a nickname, kinship or a pronoun: the sentence speaks of somebody in particular.
bool somebody(const Reading& r, const Sentence& s) {
  return masked_name_in(r, s) || holds(r, s.begin, s.end, {U"化名", U"其子", U"其女", U"之子", U"之女", U"女儿", U"儿子", U"孙子", U"孙女", U"外甥", U"侄", U"弟弟", U"妹妹",
                                   U"该生", U"男童", U"女童", U"患儿", U"婴儿", U"孤儿", U"孩子", U"男孩", U"女孩"});
}

/// 证人、店员 and other adults' roles do not matter here: any name that ends where a name must.
bool name_at(const Reading& r, size_t at) { return name_end(r, at, true, true) > at; }

/// A surname and two characters that make no everyday word with it or with each other: 黄小磊, not 黄疸.
bool likely_name(const Reading& r, size_t at) {
  const std::u32string_view text = r.points;
  const size_t surname = surname_at(text, at);
  // Rare surnames that are everyday function words: 时未查验 is nobody.
  if (surname == 1 && among(U"时须应从于和由向因都有能可年需", r.at(at))) return false;
  if (is_no_name(r, at)) return false;
  if (surname == 0 || !is_han(r.at(at + surname)) || !is_han(r.at(at + surname + 1))) return false;
  const auto word = [&](size_t begin, size_t size) { return is_one_word(to_utf8(text.substr(begin, size))); };
  return !word(at, surname + 1) && !word(at, surname + 2) && !word(at + surname, 2);
}

bool named_between(const Reading& r, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    // 班, 高 and 马 are surnames as well.
    if (r.points[i] == U'班' || (r.points[i] == U'高' && among(U"一二三", r.at(i + 1))) || r.at(i + 1) == U'龄') continue;
    const bool opens = i == begin || !is_han(r.points[i - 1]) || r.points[i - 1] == U'的';
    if (opens && name_at(r, i)) return true;
  }
  return false;
}

/// A masked name or a whole one ends right before `at`.
bool named_right_before(const Reading& r, size_t at) {
  if (at > 0 && among(U"某*×", r.points[at - 1])) return true;
  for (const size_t size : {size_t{3}, size_t{2}})
    if (at >= size && (at == size || !is_han(r.points[at - size - 1])) && plain_name(r, at - size, size)) return true;
  return false;
}

bool particular(const Reading& r, const Sentence& s) { return somebody(r, s) || named_between(r, s.begin, s.end); }

/// The number that ends at `end`, blanks inside allowed; -1 for none. `*begin` is its first point.
int number_before(const Reading& r, size_t end, size_t* begin) {
  size_t at = end;
  while (at > 0 && (is_number_char(r.points[at - 1]) || r.points[at - 1] == U' ')) --at;
  while (at < end && r.points[at] == U' ') ++at;
  *begin = at;
  return at < end ? small_number(std::u32string_view(r.points).substr(at, end - at)) : -1;
}

/// 3—12岁, 1岁至3岁, 6岁(含), 适合5岁儿童, 年轻10岁, in a sentence that names nobody: no age of anybody in particular.
bool of_a_kind(const Reading& r, const Sentence& s, size_t number, size_t end) {
  if (particular(r, s)) return false;
  constexpr std::u32string_view kTo = U"-—–~～至到";
  if (number >= s.begin + 2 && among(kTo, r.points[number - 1]) && (is_number_char(r.points[number - 2]) || r.points[number - 2] == U'岁')) return true;
  if (among(kTo, r.at(end)) && is_number_char(r.at(end + 1))) return true;
  if (r.has(end, U"(含") || r.has(end, U"(不含")) return true;
  return holds(r, s.begin, s.end, {U"适用", U"适合", U"面向", U"招收", U"收托", U"年轻", U"班(", U"建筑", U"房屋"});
}

void doubt_sentence(Page& page, const Sentence& s, const char* why) { page.doubt(kMinor, s.begin, s.end, why); }

void look_at_birth_year(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  const auto year_at = [&](size_t at) {
    int year = 0, size = 0;
    for (size_t i = at; size < 4; ++i) {
      if (r.at(i) == U' ') continue;
      const int d = is_number_char(r.at(i)) ? small_number(std::u32string_view(r.points).substr(i, 1)) : -1;
      if (d < 0 || d > 9) return 0;
      year = year * 10 + d;
      ++size;
    }
    return year;
  };
  const Sentence s = sentence_around(r, cue.begin);
  if (born_is_no_person(r, s) && !particular(r, s)) return;
  const int reference = page.setting.year;
  const size_t from = std::max(s.begin, cue.begin < 14 ? size_t{0} : cue.begin - 14);
  for (size_t i = from; i < std::min(s.end, cue.end + 10); ++i) {
    if (i > 0 && is_number_char(r.points[i - 1])) continue;
    const int year = year_at(i);
    if (year < 1990 || year > 2100) continue;
    // Without a date to count from, whoever was born in this century may be under age.
    const bool young = reference > 0 ? reference - year <= kAdult : year >= 2000;
    if (young && particular(r, s)) return doubt_sentence(page, s, "写明出生年份，可能不满十八岁");
  }
}

}  // namespace

void look_at_age(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (cue.cue == Cue::kBirth) return look_at_birth_year(page, cue);
  size_t begin = 0;
  const int age = number_before(r, cue.begin, &begin);
  if (age < 0 || age > kAdult || in_title(r, cue.begin)) return;
  if (holds(r, cue.end, std::min(cue.end + 3, r.points.size()), {U"以上", U"以下", U"以内", U"及以"})) return;
  const Sentence s = sentence_around(r, cue.begin);
  const bool below = begin >= 2 && (r.has(begin - 2, U"未满") || r.has(begin - 2, U"不满") || r.has(begin - 2, U"不足"));
  if (!below) {
    if (age >= kAdult || holds(r, s.begin, s.end, {U"不得", U"禁止", U"应当", U"适用于"})) return;
    if (of_a_kind(r, s, begin, cue.end) || (born_is_no_person(r, s) && !particular(r, s))) return;
    return doubt_sentence(page, s, "写明年龄，不满十八岁");
  }
  // 未满十六周岁的 and somebody, or somebody 时未满十六周岁; the bare offence has neither.
  size_t after = cue.end + (r.at(cue.end) == U'的');
  const bool who_after = name_at(r, after) || among(U"小", r.at(after));
  const size_t before = begin - 2;
  const bool who_before = before > 0 && (among(U"时其尚系仍", r.points[before - 1]) || name_at(r, before > 3 ? before - 3 : 0));
  const bool age_ends = !is_han(r.at(cue.end));
  if ((who_after && r.at(cue.end) == U'的') || (who_before && age_ends && particular(r, s)))
    doubt_sentence(page, s, "写明某人不满法定年龄");
}

void look_at_birth_in(Page& page, size_t begin, size_t end) {
  const Reading& r = page.reading;
  std::string digits;
  for (size_t i = begin; i < end; ++i)
    if (r.points[i] < 0x80 && r.points[i] != U' ' && r.points[i] != U'-') digits += static_cast<char>(r.points[i]);
  const auto birth = id_number_birth(digits);
  if (!birth) return;
  const bool young = page.setting.year > 0 ? page.setting.year - birth->year() <= kAdult : birth->year() >= 2000;
  if (young) page.doubt(kMinor, begin, end, "证件号码表明可能不满十八岁");
}

/// 李某某（16）
void look_at_bracketed_age(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (cue.begin < 2 || r.points[cue.begin - 1] != U'(' || !named_right_before(r, cue.begin - 1)) return;
  size_t end = cue.begin;
  while (is_number_char(r.at(end))) ++end;
  const int age = small_number(std::u32string_view(r.points).substr(cue.begin, end - cue.begin));
  if (age >= 1 && age < kAdult && (r.at(end) == U')' || r.at(end) == U'岁' || r.at(end) == U','))
    doubt_sentence(page, sentence_around(r, cue.begin), "写明年龄，不满十八岁");
}

/// 其女小美
void look_at_nickname(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  for (const std::u32string_view kin : {U"其子", U"其女", U"女儿", U"儿子", U"孩子", U"孙子", U"孙女", U"之女", U"之子"})
    if (std::u32string_view(r.points).substr(cue.begin, cue.end - cue.begin).ends_with(kin) && r.at(cue.end) == U'小' && is_han(r.at(cue.end + 1)) &&
        !among(U"时学区便组店心产额型于声名食吃卖超商票费米麦车", r.at(cue.end + 1)))
      return doubt_sentence(page, sentence_around(r, cue.begin), "说到某人的孩子，用的是小名");
}

void look_at_child(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (in_title(r, cue.begin)) return;
  const Sentence s = sentence_around(r, cue.begin);
  // 李某某未成年; 招用童工1名，姓名…
  if (r.has(cue.begin, U"未成年") && named_right_before(r, cue.begin)) return doubt_sentence(page, s, "说某人是未成年人");
  if (r.has(cue.begin, U"童工") && holds(r, cue.end, s.end, {U"姓名"})) return doubt_sentence(page, s, "写明童工的姓名");
  const bool grown = holds(r, s.begin, s.end, {U"大学", U"学院", U"驾校", U"老年"});
  const bool student = !r.has(cue.begin, U"未成年");
  if (student && grown) return;
  if (r.has(cue.begin, U"该生")) return doubt_sentence(page, s, "说到某个学生");
  // 未成年人潘某, 女童沈某.
  // A name that ends before what people do, or where a name must end.
  if (name_at(r, cue.end) || name_end(r, cue.end, false, true) > cue.end || likely_name(r, cue.end))
    return doubt_sentence(page, s, "未成年人的称谓后面是姓名");
  // 卜某系在校学生, 元某等二十名小学生, 李某某，未成年，由其父陪同.
  size_t clause = cue.begin;
  while (clause > s.begin && !among(U",", r.points[clause - 1])) --clause;
  const bool is_one = holds(r, clause, cue.begin, {U"系", U"是", U"属于", U"尚", U"等"}) && particular(r, {s.begin, cue.begin});
  const bool ends = !is_han(r.at(cue.end));
  const bool counted = cue.begin > s.begin && among(U"名位个", r.points[cue.begin - 1]);
  if ((ends || counted) && is_one) return doubt_sentence(page, s, "说某人是未成年人");
  if (ends && clause == cue.begin && cue.begin > s.begin && particular(r, {s.begin, cue.begin}))
    doubt_sentence(page, s, "说某人是未成年人");
}

void look_at_grade(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (in_title(r, cue.begin)) return;
  // 五(3)班
  if (r.at(cue.begin) == U')' && (cue.begin == 0 || !is_number_char(r.points[cue.begin - 1]))) return;
  const Sentence s = sentence_around(r, cue.begin);
  if (holds(r, s.begin, s.end, {U"大学", U"学院", U"驾校", U"老年"})) return;
  // 班 is a surname as well.
  if (somebody(r, s) || named_between(r, s.begin, cue.begin) || named_between(r, cue.end, s.end))
    doubt_sentence(page, s, "写明某人就读的学校或者班级");
}

namespace {

/// 【机密】, 密　级：秘密: a grade that has its line to itself.
bool is_grade_line(const Reading& r, const CueHit& cue) {
  const auto in_line = [&](size_t i) { return i < r.points.size() && r.points[i] != U'\n'; };
  size_t begin = cue.begin;
  const auto character_before = [&] {
    while (begin > 0 && in_line(begin - 1))
      if (is_han(r.points[--begin])) return r.points[begin];
    return U'\0';
  };
  for (size_t end = cue.end; in_line(end); ++end)
    if (is_han(r.points[end])) return false;
  const char32_t before = character_before();
  return before == U'\0' || (before == U'级' && character_before() == U'密' && character_before() == U'\0');
}

/// 本文件为机密文件, 材料属于国家秘密 of itself; not 是否属于国家秘密, 属于国家秘密的，不予公开 or 关系国家秘密.
bool says_grade(const Reading& r, const CueHit& cue) {
  if (among(U"的或、和与及等", r.at(cue.end))) return false;
  const char32_t before = cue.begin == 0 ? U'\0' : r.points[cue.begin - 1];
  if (r.has(cue.end - 2, U"文件")) return among(U"为是属系", before);
  return !among(U"不非未否若如关联体", before);
}

}  // namespace

void look_at_secrecy(Page& page, const CueHit& cue) {
  const Reading& r = page.reading;
  if (in_title(r, cue.begin)) return;
  const bool grade = cue.end - cue.begin == 2 && among(U"绝机秘", r.at(cue.begin)) && r.at(cue.begin + 1) == U'密';
  if (grade && !is_grade_line(r, cue)) return;
  if (!grade && (r.has(cue.end - 4, U"国家秘密") || r.has(cue.end - 3, U"密文件")) && !r.has(cue.begin, U"涉") && !says_grade(r, cue)) return;
  // 从当事人内部文件中: somebody else's papers; 密级电表箱, 保密印刷: no marking.
  const size_t from = cue.begin < 6 ? 0 : cue.begin - 6;
  const bool others = r.has(cue.begin, U"内部") && holds(r, from, cue.begin, {U"公司", U"企业", U"当事人", U"单位", U"该店"});
  if (others) return;
  if (r.has(cue.begin, U"密级") && r.at(cue.end) != U':' && r.at(cue.end) != U'为') return;
  if (r.has(cue.begin, U"密级"))
    for (const std::u32string_view none : {U"无", U"公开", U"非密", U"不涉密"})
      if (r.has(cue.end + 1, none)) return;
  // 不得外传的祖传秘方 is what a shop says of its goods.
  const Sentence around = sentence_around(r, cue.begin);
  if (holds(r, cue.begin, cue.end, {U"外传"}) && holds(r, around.begin, around.end, {U"秘方", U"配方"})) return;
  if (r.has(cue.begin, U"不得公开") && !holds(r, from, cue.begin, {U"件", U"秘密", U"底稿", U"材料", U"准"})) {
    // 不得公开 of itself: at the end of the sentence, not a rule about others.
    if (is_han(r.at(cue.end))) return;
  }
  const Sentence s = sentence_around(r, cue.begin);
  if (holds(r, s.begin, cue.begin, {U"泄露", U"泄漏", U"侵犯", U"商业"})) return;
  page.doubt("secrecy_suspected", s.begin, s.end, "材料说自己不宜公开");
}

}  // namespace gongshi
