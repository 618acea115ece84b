#include "rules/facts.h"

#include <algorithm>

namespace gongshi {
namespace {

/// Visits every member once, so that writing and reading cannot disagree.
template <class F, class Visitor>
void visit(F& f, Visitor&& v) {
  v("dataset", f.dataset), v("agency", f.agency), v("id", f.id);
  v("document_number", f.document_number), v("category", f.category), v("item", f.item);
  v("procedure", f.procedure), v("feed", f.feed);
  v("main_date", f.main_date), v("decision_date", f.decision_date), v("changed_on", f.changed_on);
  v("first_published_on", f.first_published_on), v("publish_until", f.publish_until);
  v("status_on", f.status_on), v("repaired_on", f.repaired_on), v("reviewed_on", f.reviewed_on);
  v("approved_on", f.approved_on), v("valid_until", f.valid_until);
  v("status", f.status), v("gone_reason", f.gone_reason), v("replaced_by", f.replaced_by), v("party_kind", f.party_kind), v("party_unknown", f.party_unknown);
  v("age", f.age), v("secrecy", f.secrecy), v("security_risk", f.security_risk);
  v("series_case", f.series_case), v("criminal", f.criminal), v("scope", f.scope);
  v("minor", f.minor), v("redact", f.redact), v("reviewed", f.reviewed);
  v("approved", f.approved), v("security_basis", f.security_basis);
  v("basis_missing", f.basis_missing), v("redaction_unsure", f.redaction_unsure);
  v("minor_suspected", f.minor_suspected), v("secrecy_suspected", f.secrecy_suspected), v("doubts", f.doubts);
  v("personal_number", f.personal_number), v("number_let_go", f.number_let_go), v("name_is_word", f.name_is_word);
  v("count_only", f.count_only), v("count_reason", f.count_reason);
  v("legal_review", f.legal_review), v("recorded", f.recorded), v("officers", f.officers);
  v("kinds", f.kinds), v("measures", f.measures), v("fine", f.fine), v("has_fine", f.has_fine);
}

struct Writer {
  Json& out;
  void operator()(const char* name, const std::optional<Date>& date) {
    if (date) out[name] = date->iso();
  }
  template <class T>
  void operator()(const char* name, const T& value) {
    if (value != T()) out[name] = value;
  }
};

struct Reader {
  const Json& in;
  void operator()(const char* name, std::optional<Date>& date) {
    date = Date::parse(text_at(in, name));
  }
  template <class T>
  void operator()(const char* name, T& value) {
    value = in.value(name, T());
  }
};

/// How strict a flag's word is; the greater wins. Unsaid is weaker than a clean bill, because the
/// other feed's word then stands. A word nobody knows is as strict as one that cannot be read.
int strictness(const std::string& word) {
  static const std::vector<std::string> order = {
      "",      "none",   "no",        "0",           "closed", "false", "privacy", "trade", "unreadable",
      "yes",   "open",   "suspected", "transferred", "under_investigation",
      "1",     "2",      "true",      "work",        "state"};
  const auto at = std::find(order.begin(), order.end(), word);
  return at == order.end() ? strictness("unreadable") : static_cast<int>(at - order.begin());
}

/// A decision that is effective, one whose execution is stopped, one of which nobody can say, one that is no more.
int status_rank(const std::string& status) {
  if (status.empty() || status == "effective") return 0;
  return status == "suspended" ? 1 : status == "unreadable" ? 2 : 3;
}

void take_stricter_status(Facts& facts, const Facts& other, Date as_of) {
  const auto ahead = [&](const Facts& one) { return one.status_on && *one.status_on > as_of; };
  const auto now = [&](const Facts& one) { return ahead(one) ? 0 : status_rank(one.status); };
  const bool sooner = status_rank(other.status) > 0 && ahead(other) && now(facts) == 0 &&
                      (status_rank(facts.status) == 0 || *other.status_on < *facts.status_on);
  if (now(other) <= now(facts) && !sooner) return;
  facts.status = other.status;
  facts.status_on = other.status_on;
  if (!other.replaced_by.empty()) facts.replaced_by = other.replaced_by;
}

}  // namespace

void Facts::let_go_of_number(const std::string& key) {
  id = key;
  document_number.clear();
  number_let_go = true;
}

Json Facts::to_json() const {
  Json json = Json::object();
  visit(*this, Writer{json});
  return json;
}

Facts Facts::from_json(const Json& json) {
  Facts facts;
  visit(facts, Reader{json});
  return facts;
}

bool Facts::has_case_flag() const {
  return !minor.empty() || !series_case.empty() || !criminal.empty() || !scope.empty();
}

void take_stricter_word(std::string& word, const std::string& other) {
  if (strictness(other) > strictness(word)) word = other;
}

void take_stricter_flags(Facts& facts, const Facts& other, Date as_of) {
  take_stricter_word(facts.secrecy, other.secrecy);
  take_stricter_word(facts.security_risk, other.security_risk);
  take_stricter_word(facts.series_case, other.series_case);
  take_stricter_word(facts.criminal, other.criminal);
  take_stricter_word(facts.scope, other.scope);
  take_stricter_word(facts.minor, other.minor);
  if (other.age == "minor" || other.age == "under_14") facts.age = other.age;
  if (other.age == "unknown" && facts.age == "adult") facts.age = other.age;
  if (facts.is_case()) take_stricter_status(facts, other, as_of);
  if (other.count_only && !facts.count_only) {
    facts.count_only = true;
    facts.count_reason = other.count_reason;
  }
  for (const std::string& field : other.redact) {
    if (std::find(facts.redact.begin(), facts.redact.end(), field) != facts.redact.end()) continue;
    facts.redact.push_back(field);
    // Of what the other could not hide the view knows nothing.
    facts.redaction_unsure = facts.redaction_unsure || other.redaction_unsure;
  }
}

}  // namespace gongshi
