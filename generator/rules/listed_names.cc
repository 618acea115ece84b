// Who is named in a field that holds a name: several persons, and what is written around a name.
#include <algorithm>
#include <string>

#include "base/characters.h"
#include "base/text.h"
#include "rules/detectors.h"
#include "rules/names.h"
#include "rules/reading.h"

namespace gongshi {
namespace {

/// Words for whoever is named behind them, beside those that detectors know (当事人, 驾驶人, 村民).
constexpr std::u32string_view kRoles[] = {U"考生", U"应聘者", U"报考者", U"报考人", U"候选人", U"公民", U"自然人", U"个人", U"曾用名", U"又名", U"别名", U"化名", U"原名"};
/// What is written right behind a name and is no part of it, the longest first.
constexpr std::u32string_view kBehind[] = {U"夫妻二人", U"夫妇二人", U"夫妇", U"夫妻", U"先生", U"女士", U"小姐", U"同志", U"本人", U"二人", U"两人", U"一家", U"家庭", U"等人", U"等户", U"等", U"户"};
constexpr size_t kFewest = 2, kUsual = 4;

bool among(std::u32string_view set, char32_t c) { return set.find(c) != set.npos; }
bool latin(char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z'; }
bool dot(char32_t c) { return among(U"·•・‧∙⋅", c); }

/// Runs of Han characters and of Latin words outside brackets. A blank parts two of several characters; 李 小 明 is one.
std::vector<std::u32string> runs_of(const std::u32string& text) {
  std::vector<std::u32string> runs(1);
  int depth = 0;
  char32_t before = 0;
  for (const char32_t c : text) {
    if (among(U"([{〔【<", c)) ++depth;
    else if (among(U")]}〕】>", c)) depth = std::max(0, depth - 1);
    const bool inside = depth == 0 && (is_han(c) || dot(c) || latin(c) || c == U' ' || (latin(before) && among(U".'-", c)));
    const bool other_script = (is_han(c) && latin(before)) || (latin(c) && is_han(before));
    if ((!inside || other_script) && !runs.back().empty()) runs.emplace_back();
    if (inside) runs.back() += c;
    before = inside && c != U' ' ? c : inside ? before : 0;
  }
  std::vector<std::u32string> out;
  for (const auto& run : runs) {
    if (run.find_first_not_of(U' ') == run.npos) continue;
    if (latin(run[run.find_first_not_of(U' ')])) {
      out.push_back(to_u32(trimmed(to_utf8(run))));
      continue;
    }
    std::vector<std::u32string> pieces(1);
    for (const char32_t c : run) {
      if (c != U' ') pieces.back() += c;
      else if (!pieces.back().empty()) pieces.emplace_back();
    }
    if (pieces.back().empty()) pieces.pop_back();
    size_t all = 0;
    for (const auto& piece : pieces) all += piece.size();
    const bool spread = all <= kUsual && std::any_of(pieces.begin(), pieces.end(), [](const auto& piece) {
                          return piece.size() == 1 && !among(U"男女户等", piece[0]);
                        });
    if (!spread) out.insert(out.end(), pieces.begin(), pieces.end());
    else out.push_back(to_u32(replaced(to_utf8(run), " ", "")));
  }
  return out;
}

/// Behind the last word that says who somebody is.
std::u32string without_role(const std::u32string& run) {
  size_t from = 0;
  for (const CueHit& hit : cues_in(run))
    if ((hit.cue == Cue::kWitness || hit.cue == Cue::kHand) && hit.end > from) from = hit.end;
  for (const auto role : kRoles)
    if (const size_t at = run.find(role); at != run.npos) from = std::max(from, at + role.size());
  std::u32string rest = run.substr(from);
  if (from > 0 && rest.size() > kFewest && among(U"为是系叫", rest[0]) && surname_at(rest, 1) > 0) rest.erase(0, 1);
  return rest;
}

std::u32string without_rest(std::u32string run) {
  for (bool again = true; again;) {
    again = false;
    for (const auto word : kBehind)
      if (run.ends_with(word) && run.size() >= word.size() + kFewest) {
        run.resize(run.size() - word.size());
        again = true;
      }
  }
  return run;
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

/// 许桂兰和郑文斌: where both sides can be names.
void part_at_and(const std::u32string& run, std::vector<std::u32string>& out) {
  for (size_t i = kFewest; run.size() > kUsual && i + kFewest < run.size(); ++i)
    if (among(U"和与及", run[i]) && i <= kUsual && run.size() - i - 1 <= kUsual && surname_at(run, 0) > 0 && surname_at(run, i + 1) > 0) {
      out.push_back(run.substr(0, i));
      out.push_back(run.substr(i + 1));
      return;
    }
  out.push_back(run);
}

bool has_surname(const std::u32string& run) {
  return latin(run[0]) || std::any_of(run.begin(), run.end(), dot) || (run.size() <= kUsual && surname_at(run, 0) > 0);
}

}  // namespace

std::vector<std::string> listed_persons(std::string_view name) {
  std::vector<std::u32string> found;
  for (const auto& run : runs_of(to_u32(nfkc(name)))) {
    if (is_attribute(run)) continue;
    std::vector<std::u32string> parts;
    part_at_and(without_rest(without_role(run)), parts);
    for (auto& part : parts)
      if (part.size() >= kFewest && !is_attribute(part)) found.push_back(std::move(part));
  }
  const bool any = std::any_of(found.begin(), found.end(), has_surname);
  if (any) std::erase_if(found, [](const auto& part) { return !has_surname(part); });
  else if (found.size() > 1) found.resize(1);
  std::vector<std::string> out;
  for (const auto& part : found)
    if (std::string one = to_utf8(part); std::find(out.begin(), out.end(), one) == out.end()) out.push_back(std::move(one));
  return out;
}

std::vector<std::string> name_at_end(std::string_view name) {
  std::vector<std::string> out;
  for (const auto& run : runs_of(to_u32(nfkc(name)))) {
    if (run.size() <= kUsual || !std::all_of(run.begin(), run.end(), is_han)) continue;
    const std::string text = to_utf8(run);
    for (const size_t size : {size_t{3}, size_t{2}})
      if (plain_name(Reading(text), run.size() - size, size)) {
        out.push_back(to_utf8(run.substr(run.size() - size)));
        break;
      }
  }
  return out;
}

}  // namespace gongshi
