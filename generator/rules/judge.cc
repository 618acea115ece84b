// What the rules say of one record on one day.
#include <algorithm>

#include "rules/assess.h"
#include "rules/gate.h"

namespace gongshi {
namespace {

/// Joins one flag with the attested word: fills what is unsaid, and where both speak the stricter
/// counts. An unreadable flag stays unreadable.
void attest_flag(std::string& word, const Json& flags, const char* name) {
  if (!flags.contains(name)) return;
  const Json& value = flags.at(name);
  if (value.is_string()) take_stricter_word(word, value.get<std::string>());
  if (value.is_boolean()) take_stricter_word(word, value.get<bool>() ? "yes" : "no");
}

/// Every reason that applies, once each, the strictest group first, and the state they put the record in.
void find_reasons(const Case& c, Verdict& verdict) {
  const auto add = [&](State state, const std::string& code) {
    if (std::find(verdict.reasons.begin(), verdict.reasons.end(), code) != verdict.reasons.end()) return;
    verdict.reasons.push_back(code);
    verdict.state = std::min(verdict.state, state);
  };
  verdict.state = State::kPublished;
  if (c.facts.count_only) add(State::kWithheld, c.facts.count_reason);
  for (const auto& reason : c.lines.withheld) add(State::kWithheld, reason);
  for (const RuleSet* set : c.sets)
    for (const auto& rule : set->withhold)
      if (rule.when.holds(c.facts)) add(State::kWithheld, rule.reason);
  for (const Reason& reason : statutory_reasons()) {
    // Of a row that is only counted nothing arrives that a person could look at.
    if (c.facts.count_only && reason.state == State::kHeld) continue;
    if (reason.applies(c) && !c.lines.cleared.count(reason.code)) add(reason.state, reason.code);
  }
  std::stable_sort(verdict.reasons.begin(), verdict.reasons.end(), [](const auto& a, const auto& b) {
    return state_of_reason(a).value_or(State::kWithheld) < state_of_reason(b).value_or(State::kWithheld);
  });
}

/// What is shown beside the record, where it is public.
std::vector<std::string> marks_of(const Case& c) {
  std::vector<std::string> marks;
  const Standing& standing = c.standing;
  const bool told = std::ranges::find(c.facts.redact, "status") == c.facts.redact.end();
  if (told && c.facts.status == "suspended" && c.facts.is_case() && (!c.facts.status_on || *c.facts.status_on <= c.as_of))
    marks.push_back("suspended");
  if (c.lines.objection_open) marks.push_back("objection_open");
  if (c.lines.objection_refused) marks.push_back("objection_refused");
  if (c.lines.correction_due && standing.published_on && standing.changed_on &&
      *standing.changed_on > *standing.published_on && *standing.changed_on >= *c.lines.correction_due)
    marks.push_back("corrected");
  if (certificate_invalid(c.facts, c.as_of)) marks.push_back("certificate_invalid");
  return marks;
}

/// Why and since when a withdrawn record is gone, and whether its notice may say so.
void find_withdrawal(const Case& c, Verdict& verdict) {
  const auto first = std::find_if(verdict.reasons.begin(), verdict.reasons.end(),
                                  [](const auto& reason) { return state_of_reason(reason) == State::kWithdrawn; });
  if (first != verdict.reasons.end()) verdict.withdrawn_reason = *first;
  std::optional<Date> on = c.standing.withdrawn_since;
  if (c.lines.withdrawn && c.lines.withdrawn->reason == verdict.withdrawn_reason) {
    on = c.lines.withdrawn->on;
    verdict.ground = c.lines.withdrawn->ground;
  } else if (c.standing.gone_on) {
    verdict.ground = c.standing.gone_ground;
  }
  if (verdict.ground.empty() && c.facts.is_case()) verdict.ground = law_of_status(verdict.withdrawn_reason, c.facts.category);
  verdict.withdrawn_on = on.value_or(c.as_of);
  verdict.tombstone_allowed = c.standing.published_on && leaves_tombstone(verdict.reasons);
}

}  // namespace

std::optional<Facts> Gate::joined(const Facts& facts, const Attestation* attests, bool* reviewed) const {
  *reviewed = facts.reviewed && (!facts.reviewed_on || *facts.reviewed_on <= as_of_);
  const bool speaks = attests && attests->on <= as_of_ && as_of_ <= attests->until &&
                      (attests->natural_persons ||
                       !(facts.party_kind == "natural_person" || facts.party_unknown));
  if (!speaks) return std::nullopt;
  Facts out = facts;
  attest_flag(out.secrecy, attests->flags, "secrecy");
  attest_flag(out.security_risk, attests->flags, "security_risk");
  attest_flag(out.series_case, attests->flags, "series_case");
  attest_flag(out.criminal, attests->flags, "criminal");
  if (!attests->reviewed_by.empty()) *reviewed = true;
  return out;
}

Date Gate::shown_from(const Facts& facts, const Standing& standing) const {
  if (facts.first_published_on && *facts.first_published_on <= as_of_) return *facts.first_published_on;
  return standing.published_on.value_or(as_of_);
}

Verdict Gate::judge(const Facts& kept, const Standing& standing) const {
  Verdict verdict;
  bool reviewed = false;
  const auto attested = joined(kept, standing.attests, &reviewed);
  const Facts& facts = attested ? *attested : kept;
  const auto sets = sets_for(facts.agency);
  const LineVerdict lines = lines_of(facts, standing.digest);
  verdict.terms = terms_of(facts, sets, shown_from(facts, standing), calendar_, as_of_);
  const Case c{facts, standing, lines, sets, verdict.terms.ends_on, reviewed, as_of_};

  find_reasons(c, verdict);
  verdict.marks = marks_of(c);
  if (verdict.state == State::kWithdrawn) find_withdrawal(c, verdict);
  return verdict;
}

}  // namespace gongshi
