#include "rules/counted.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kActs[] = {"立案",       "给予行政处罚", "予以行政处罚", "作出行政处罚", "予以处罚",
                                      "处以罚款", "移送",         "查封",         "扣押"};
constexpr std::string_view kDenials[] = {"不", "未", "无", "无需", "不予", "免予", "未予"};

/// True where the text says that an act followed, and does not deny it right before the word.
bool names_act(const std::string& text) {
  for (const std::string_view act : kActs)
    for (size_t at = text.find(act); at != std::string::npos; at = text.find(act, at + 1)) {
      const std::string_view before = std::string_view(text).substr(0, at);
      if (std::none_of(std::begin(kDenials), std::end(kDenials),
                       [&](std::string_view no) { return before.ends_with(no); }))
        return true;
    }
  return false;
}

}  // namespace

std::optional<Date> counted_on(const Record& record, const Facts& facts) {
  const auto& c = facts.category;
  const auto completed = Date::parse(text_at(record.fields, "completed_on"));
  if (c == "coercive_execution") {
    const bool to_court = std::find(facts.measures.begin(), facts.measures.end(), "申请法院强制执行") !=
                          facts.measures.end();
    return to_court ? facts.main_date : completed;
  }
  for (const char* decided : {"penalty", "permit", "coercive_measure", "inspection"})
    if (c == decided) return facts.main_date;
  return completed ? completed : facts.main_date;
}

std::vector<std::string> counted_kinds(const Record& record, const Facts& facts) {
  if (facts.category != "expropriation") return facts.kinds;
  const std::string said = text_at(record.fields, "title") + text_at(record.fields, "content");
  return {contains(said, "征用") && !contains(said, "征收") ? "征用" : "征收"};
}

std::string counted_outcome(const Record& record, const Facts& facts) {
  if (facts.category != "inspection") return text_at(record.fields, "outcome");
  const std::string said = text_at(record.fields, "handling") + "\n" + text_at(record.fields, "content") + "\n" +
                           text_at(record.fields, "result");
  const bool followed = !facts.kinds.empty() || !facts.measures.empty() || names_act(said);
  return followed ? "followed" : text_at(record.fields, "outcome");
}

std::string counted_circumstance(const Record& record) {
  const std::string said = text_at(record.fields, "circumstance");
  for (const char* known : {"none", "lenient", "reduced", "exempted", "heavier"})
    if (said == known) return said;
  return "";
}

std::string counted_region(const Record& record, const std::map<std::string, std::string>& regions) {
  constexpr size_t kLeast = 6, kMost = 12;  // a county; a village
  const std::string said = text_at(record.fields, "region");
  for (const auto& [code, name] : regions)
    if (said == name) return code;
  const bool digits = said.find_first_not_of("0123456789") == std::string::npos;
  return digits && said.size() >= kLeast && said.size() <= kMost ? said : "";
}

std::string counted_violation(const Record& record, const std::vector<CountClass>& classes) {
  for (const char* field : {"violation_type", "basis"}) {
    const std::string said = text_at(record.fields, field);
    for (const CountClass& one : classes)
      if (std::any_of(one.words.begin(), one.words.end(), [&](const std::string& word) { return contains(said, word); }))
        return one.label;
  }
  return "";
}

std::string counted_place(const Record& record, const std::vector<std::string>& places) {
  const std::string said = text_at(record.fields, "place");
  const auto named = std::find_if(places.begin(), places.end(), [&](const std::string& place) { return contains(said, place); });
  return named == places.end() ? "" : *named;
}

}  // namespace gongshi
