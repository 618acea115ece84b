#include "rules/terms.h"

#include <algorithm>

namespace gongshi {
namespace {

constexpr int kInvalidCertificateShown = 20;  // working days

void note(std::vector<std::string>& ids, const std::string& id) {
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// The end one set gives, if any of its terms matches.
std::optional<Date> end_by(const RuleSet& set, const Facts& facts, Date shown_from) {
  std::optional<Date> end;
  for (const bool otherwise : {false, true}) {
    if (otherwise && end) break;
    for (const auto& term : set.terms) {
      if (term.otherwise != otherwise || !term.when.holds(facts)) continue;
      const auto base = term.from_publication ? std::optional<Date>(shown_from) : facts.decision_date;
      if (!base) continue;
      const Date candidate = base->plus_months(term.months);
      if (!end || candidate > *end) end = candidate;
    }
  }
  return end;
}

void officer_terms(const Facts& facts, const WorkingDays& calendar, Date as_of, Terms& out) {
  if (!certificate_invalid(facts, as_of)) return;
  const bool ran_out = facts.valid_until && *facts.valid_until < as_of;
  const auto since = ran_out ? facts.valid_until : facts.changed_on;
  if (since) out.ends_on = calendar.after(*since, kInvalidCertificateShown);
}

}  // namespace

bool certificate_invalid(const Facts& facts, Date as_of) {
  if (facts.dataset != "officers") return false;
  return facts.status == "suspended" || facts.status == "revoked" ||
         (facts.valid_until && *facts.valid_until < as_of);
}

Date certificate_invalid_since(Date ended_on, const WorkingDays& calendar) {
  Date since = ended_on;
  while (calendar.after(since, kInvalidCertificateShown) > ended_on) since = since.plus_days(-1);
  return since;
}

Terms terms_of(const Facts& facts, const std::vector<const RuleSet*>& sets, Date shown_from,
               const WorkingDays& calendar, Date as_of) {
  Terms out;
  const auto duty_from = facts.is_case() ? facts.main_date : facts.changed_on;
  for (const RuleSet* set : sets) {
    for (const auto& deadline : set->deadlines) {
      if (!duty_from || !deadline.when.holds(facts)) continue;
      const Date due = calendar.after(*duty_from, deadline.working_days);
      if (!out.due_on || due < *out.due_on) {
        out.due_on = due;
        out.deadline_working_days = deadline.working_days;
      }
      note(out.rule_sets, set->id);
    }
    if (!facts.is_case()) continue;
    if (const auto end = end_by(*set, facts, shown_from)) {
      if (!out.ends_on || *end < *out.ends_on) out.ends_on = end;
      note(out.rule_sets, set->id);
    }
  }
  if (facts.publish_until && (!out.ends_on || *facts.publish_until < *out.ends_on))
    out.ends_on = facts.publish_until;
  officer_terms(facts, calendar, as_of, out);
  return out;
}

}  // namespace gongshi
