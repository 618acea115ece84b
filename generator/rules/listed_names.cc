// Who is named in a field that holds a name: several persons, and what is written around a name.
#include <algorithm>
#include <set>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/names.h"
#include "rules/reading.h"

namespace gongshi {
namespace {

/// Words for whoever is named behind them, beside those that detectors know (当事人, 驾驶人, 村民).
constexpr std::u32string_view kRoles[] = {U"考生", U"应聘者", U"报考者", U"报考人", U"候选人", U"公民", U"自然人", U"个人", U"曾用名", U"又名", U"别名", U"化名", U"原名", U"村民", U"农民", U"经营户", U"承包人", U"摊贩", U"商贩", U"小贩", U"游商", U"摊主", U"经营者"};
/// What is written right behind a name and is no part of it, the longest first.
constexpr std::u32string_view kBehind[] = {U"夫妻二人", U"夫妇二人", U"夫妇", U"夫妻", U"先生", U"女士", U"小姐", U"同志", U"本人", U"二人", U"两人", U"一家", U"家庭", U"等人", U"等户", U"等", U"之子", U"之女", U"之妻", U"之夫", U"之父", U"之母", U"兄弟", U"姐妹", U"父子", U"母子", U"父女", U"母女", U"个人", U"摊位", U"身份证", U"户"};
constexpr std::u32string_view kCounted = U"人户名位", kHowMany = U"一二两三四五六七八九十百多余几";
constexpr size_t kFewest = 2, kUsual = 4;

bool dot(char32_t c) { return among(U"·•・‧∙⋅", c); }

/// Characters of one script without anything between, and whether a mark of a list stands before or behind it.
struct Run {
  std::u32string text;
  bool listed = false;
};

/// 李 小 明 is one name; of several characters each, blanks part two.
void add_han(const std::u32string& text, bool listed, std::vector<Run>& out) {
  std::vector<std::u32string> pieces(1);
  for (const char32_t c : text) {
    if (c != U' ') pieces.back() += c;
    else if (!pieces.back().empty()) pieces.emplace_back();
  }
  std::erase_if(pieces, [](const auto& piece) { return piece.empty(); });
  std::u32string all;
  for (const auto& piece : pieces) all += piece;
  const bool spread = all.size() <= kUsual && std::any_of(pieces.begin(), pieces.end(), [](const auto& piece) {
                        return piece.size() == 1 && !among(U"男女户等", piece[0]);
                      });
  if (spread) out.push_back({all, listed});
  else
    for (auto& piece : pieces) out.push_back({std::move(piece), listed});
}

/// The runs outside brackets.
std::vector<Run> runs_of(const std::u32string& text) {
  std::vector<Run> out;
  std::u32string run;
  char32_t last = 0;  // of the run, but for blanks
  bool marked = false;
  const auto end_run = [&](bool mark) {
    if (is_foreign_letter(last)) out.push_back({to_u32(trimmed(to_utf8(run))), marked || mark});
    else add_han(run, marked || mark, out);
    run.clear();
    last = 0;
    marked = mark;
  };
  int depth = 0;
  for (const char32_t c : text) {
    if (among(U"([{〔【<", c)) ++depth;
    const bool part = depth == 0 && (is_han(c) || dot(c) || is_foreign_letter(c) || c == U' ' || (is_foreign_letter(last) && among(U".'’-", c)));
    if (among(U")]}〕】>", c)) depth = std::max(0, depth - 1);
    if (!part || (is_han(c) && is_foreign_letter(last)) || (is_foreign_letter(c) && is_han(last))) end_run(among(U"、;/|&+\n", c));
    if (!part) continue;
    run += c;
    if (c != U' ') last = c;
  }
  end_run(false);
  return out;
}

std::u32string without_rest(std::u32string run) {
  for (bool again = true; again;) {
    again = false;
    // 等三人, 等二名; what is as short as a name may be one (张十人).
    if (run.size() > kUsual && among(kCounted, run.back()) && among(kHowMany, run[run.size() - 2])) {
      run.pop_back();
      while (run.size() > kFewest && among(kHowMany, run.back())) run.pop_back();
      again = true;
    }
    for (const auto word : kBehind)
      if (run.ends_with(word) && run.size() >= word.size() + kFewest) {
        run.resize(run.size() - word.size());
        again = true;
      }
  }
  // 赵小伟家: four characters are no name of one surname.
  if (run.size() == kUsual && run.back() == U'家' && surname_at(run, 0) == 1) run.pop_back();
  return run;
}

/// Where the words stand that say who somebody is; none in what is as short as a name (孙子涵, 孙子涵等), and none that
/// begins a longer word (村民委员会).
std::vector<std::pair<size_t, size_t>> roles_in(const std::u32string& run) {
  const size_t surname = surname_at(run, 0);
  if (surname > 0 && without_rest(run).size() <= surname + 2) return {};
  std::vector<std::pair<size_t, size_t>> out;
  for (const CueHit& hit : cues_in(run))
    if (hit.cue == Cue::kWitness || hit.cue == Cue::kHand) out.emplace_back(hit.begin, hit.end);
  for (const auto role : kRoles)
    if (const size_t at = run.find(role); at != run.npos) out.emplace_back(at, at + role.size());
  std::erase_if(out, [&](const auto& role) { return role.second < run.size() && among(U"委小代会", run[role.second]); });
  std::sort(out.begin(), out.end());
  return out;
}

/// 许桂兰和郑文斌和尤美玲: where a name can stand on both sides.
void part_at_and(const std::u32string& run, bool listed, std::vector<Run>& out) {
  for (size_t i = kFewest; run.size() > kUsual && i <= kUsual && i + kFewest < run.size(); ++i)
    if (among(U"和与及", run[i]) && surname_at(run, 0) > 0 && surname_at(run, i + 1) > 0) {
      out.push_back({run.substr(0, i), true});
      return part_at_and(run.substr(i + 1), true, out);
    }
  out.push_back({run, listed});
}

/// The names of a run: what stands between the roles, 许桂兰 and 郑文斌 of 许桂兰法定代理人郑文斌.
void take_apart(const Run& run, std::vector<Run>& out) {
  const auto roles = roles_in(run.text);
  size_t from = 0;
  const auto take = [&](size_t end) {
    if (end < from + kFewest) return;
    std::u32string part = run.text.substr(from, end - from);
    if (from > 0 && part.size() > kFewest && among(U"为是系叫", part[0]) && surname_at(part, 1) > 0) part.erase(0, 1);
    while (end < run.text.size() && part.size() > kFewest && among(U"及和与其之的", part.back())) part.pop_back();
    part_at_and(without_rest(std::move(part)), run.listed || !roles.empty(), out);
  };
  for (const auto& [begin, end] : roles) {
    take(begin);
    from = std::max(from, end);
  }
  take(run.text.size());
}

/// 汉族, 男性, and the words before a number: they stand beside a name.
bool is_attribute(const std::u32string& run) {
  if (run.ends_with(U"族") || run == U"男性" || run == U"女性") return true;
  const auto cues = cues_in(run);
  return std::any_of(cues.begin(), cues.end(), [](const CueHit& hit) {
    return hit.begin == 0 && (hit.cue == Cue::kPhone || hit.cue == Cue::kIdentity || hit.cue == Cue::kPassport || hit.cue == Cue::kBank ||
                              hit.cue == Cue::kHome || hit.cue == Cue::kPlace || hit.cue == Cue::kBirth || hit.cue == Cue::kSex);
  });
}

bool has_surname(const std::u32string& run) {
  return is_foreign_letter(run[0]) || std::any_of(run.begin(), run.end(), dot) || (run.size() <= kUsual && surname_at(run, 0) > 0);
}

/// 农民, 南山区: behind a comma or a blank they say something else of the person before.
bool says_more(const std::u32string& run) {
  return among(U"省市区县镇乡村路街店厂局部园", run.back()) || is_one_word(to_utf8(run));
}

}  // namespace

std::vector<std::string> listed_persons(std::string_view name) {
  std::u32string text = to_u32(nfkc(name));
  if (text.size() > kLongestName) text.resize(kLongestName);
  std::vector<Run> parts;
  for (const Run& run : runs_of(with_mou(std::move(text))))
    if (!is_attribute(run.text)) take_apart(run, parts);
  std::erase_if(parts, [](const Run& part) { return part.text.size() < kFewest || is_attribute(part.text); });
  const bool any = std::any_of(parts.begin(), parts.end(), [](const Run& part) { return has_surname(part.text); });
  std::vector<std::string> out;
  std::set<std::u32string> seen;
  for (const Run& part : parts) {
    const bool more = any ? part.listed || (has_surname(part.text) && !says_more(part.text)) : false;
    if ((out.empty() ? !any || has_surname(part.text) || part.listed : more) && seen.insert(part.text).second) out.push_back(to_utf8(part.text));
  }
  return out;
}

std::vector<std::string> name_at_end(std::string_view name) {
  std::vector<std::string> out;
  std::u32string whole = to_u32(nfkc(name));
  if (whole.size() > kLongestName) whole.resize(kLongestName);
  for (const auto& [run, listed] : runs_of(whole)) {
    if (run.size() <= kUsual || !std::all_of(run.begin(), run.end(), is_han)) continue;
    const std::string text = to_utf8(run);
    for (const size_t size : {size_t{4}, size_t{3}, size_t{2}})
      if (plain_name(Reading(text), run.size() - size, size)) {
        out.push_back(to_utf8(run.substr(run.size() - size)));
        break;
      }
  }
  return out;
}

}  // namespace gongshi
