#include "rules/age.h"

#include <algorithm>
#include <vector>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

bool is_penalty_or_coercion(const std::string& category) {
  return category == "penalty" || category == "coercive_measure" || category == "coercive_execution";
}

struct ActDay {
  std::optional<Date> day;
  bool uncertain = false;  ///< the act may lie up to two years before
};

ActDay act_day(const Record& record, const std::string& main_date) {
  const auto at = [&](const char* field) { return Date::parse(text_at(record.fields, field)); };
  if (is_penalty_or_coercion(text_at(record.fields, "category"))) {
    if (const auto acted = at("acted_on")) return {acted, false};
    return {at("decision_date"), true};
  }
  for (const char* field : {"decision_date", main_date.c_str(), "changed_on"})
    if (const auto day = at(field)) return {day, false};
  return {};
}

}  // namespace

bool under(int years, Date birth, Date day) { return day <= birth.plus_months(12 * years); }

std::string age_of_party(const Record& record, const std::string& party_kind, const std::string& main_date) {
  const Json* flag = find_at(record.fields, "disclosure.minor");
  if (flag && flag->is_boolean() && flag->get<bool>()) return "minor";

  std::vector<Date> births;
  if (const auto birth = Date::parse(text_at(record.fields, "party.birth_date")))
    if (birth->year() >= 1900) births.push_back(*birth);
  const std::string number = nfkc(text_at(record.fields, "party.id_number"));
  if (id_number_valid(number))
    if (const auto birth = id_number_birth(number)) births.push_back(*birth);

  const ActDay act = act_day(record, main_date);
  if (!act.day && party_kind != "natural_person") return "";
  if (!act.day) return flag && births.empty() && !record.unreadable.count("disclosure.minor") ? "adult" : "unknown";
  const auto any_under = [&](int years, Date day) {
    return std::any_of(births.begin(), births.end(),
                       [&](Date birth) { return under(years, birth, day); });
  };
  // One source that says under age is enough, whatever the others say.
  if (any_under(14, *act.day)) return "under_14";
  if (any_under(18, *act.day)) return "minor";
  if (party_kind != "natural_person") return "";
  if (record.unreadable.count("disclosure.minor")) return "unknown";
  if (births.empty()) return flag ? "adult" : "unknown";
  if (births.size() == 2 && births[0] != births[1]) return "unknown";
  if (act.uncertain && any_under(18, act.day->plus_months(-24))) return "unknown";
  return "adult";
}

}  // namespace gongshi
