#include "proof/oracle.h"

#include <algorithm>
#include <optional>

namespace gongshi::proof {
namespace {

using Words = std::set<std::string>;

/// The row as a lawyer reads it.
class Reading {
 public:
  explicit Reading(const Planted& planted) : planted_(planted), agency_(agencies()[planted.agency]) {}

  std::string word(const char* path) const {
    const auto at = Json::json_pointer(path);
    if (!planted_.row.contains(at) || !planted_.row[at].is_string()) return {};
    return planted_.row[at];
  }
  std::optional<Day> day(const char* path) const {
    const std::string text = word(path);
    return text.empty() ? std::nullopt : std::optional(day_of(text));
  }
  bool past(const char* path) const { return day(path) && *day(path) <= today(); }
  static Day today() { return day_of(kToday); }

  /// A flag: one of the words it may have; "" for unsaid; "?" for anything else.
  std::string flag(const char* name, const Words& allowed) const {
    const Json::json_pointer at("/disclosure/" + std::string(name));
    if (!planted_.row.contains(at) || planted_.row[at].is_null() || planted_.row[at] == "") return {};
    const Json& value = planted_.row[at];
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    return allowed.count(text) ? text : "?";
  }

  bool decision() const { return planted_.dataset == "decisions"; }
  bool inspection() const { return planted_.dataset == "inspections"; }
  bool is_case() const { return decision() || inspection(); }
  bool notice() const { return planted_.dataset == "notices"; }
  bool penalty() const { return word("/category") == "penalty"; }
  /// Penalties and coercion, which follow an act.
  bool binds() const { return penalty() || word("/category").starts_with("coercive"); }
  std::optional<Day> decided() const { return day(inspection() ? "/inspected_on" : notice() ? "/event_on" : "/decision_date"); }

  std::string code() const { return credit_code_right(word("/party/uscc")) ? word("/party/uscc") : ""; }
  std::string kind() const {
    if (const std::string said = word("/party/kind"); !said.empty()) return said;
    if (!code().empty()) return code().starts_with("92") ? "individual_business" : "organisation";
    return word("/party/uscc").empty() && valid_identity() ? "natural_person" : "";
  }
  bool person() const { return kind() == "natural_person"; }
  bool party_unknown() const {
    if (kind().empty()) return true;
    const std::string name = word("/party/name");
    const bool may_be_somebody = (name.size() >= 6 && name.size() <= 12) || name.find("·") != name.npos;
    return kind() == "organisation" && code().empty() && may_be_somebody;
  }
  bool valid_identity() const { return identity_right(word("/party/id_number")); }

  std::vector<Day> births() const {
    std::vector<Day> out;
    if (const auto birth = day("/party/birth_date")) out.push_back(*birth);
    const std::string number = word("/party/id_number");
    if (!valid_identity()) return out;
    const std::string digits = number.size() == 15 ? "19" + number.substr(6, 6) : number.substr(6, 8);
    out.push_back(day_of(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2)));
    return out;
  }

  Words kinds() const {
    Words out;
    if (planted_.row.contains("penalty_kinds"))
      for (const auto& kind : planted_.row["penalty_kinds"]) out.insert(kind.get<std::string>());
    return out;
  }
  bool any_kind(const Words& of) const {
    const Words mine = kinds();
    return std::any_of(mine.begin(), mine.end(), [&](const std::string& kind) { return of.count(kind) > 0; });
  }
  bool only_kinds(const Words& of) const {
    const Words mine = kinds();
    return !mine.empty() && std::includes(of.begin(), of.end(), mine.begin(), mine.end());
  }
  bool summary() const { return word("/procedure") == "summary"; }

  bool has_redact_list() const { return planted_.row.contains("/disclosure/redact"_json_pointer); }
  bool redact_known() const {
    if (!has_redact_list()) return true;
    static const Words kUnknown = {"nothing", "document_number"};
    const Json& list = planted_.row["disclosure"]["redact"];
    return std::none_of(list.begin(), list.end(), [](const Json& name) { return kUnknown.count(name) > 0; });
  }

  /// The feed's statement fills what is unsaid, for persons only where it says so, and in its time.
  bool stated() const {
    if (!is_case()) return true;  // every feed of lists and notices carries one
    if (agency_.statement == Statement::kEverybody) return true;
    return agency_.statement == Statement::kOrganisations && !person() && !party_unknown();
  }
  std::string filled(const char* name, const Words& allowed) const {
    const std::string said = flag(name, allowed);
    return said.empty() && stated() ? "none" : said;
  }
  bool city() const { return agency_.city_rules; }
  const Planted& planted() const { return planted_; }

 private:
  const Planted& planted_;
  const Agency& agency_;
};

// withheld ------------------------------------------------------------------------------------------

/// One is eighteen from the day after the birthday.
bool under_18(Day birth, Day on) { return on <= plus_months(birth, 18 * 12); }

bool minor(const Reading& r) {
  if (r.flag("minor", {"true", "false"}) == "true") return true;
  if (!r.person() || !r.decided()) return false;
  const Day act = r.binds() ? r.day("/acted_on").value_or(*r.decided()) : *r.decided();
  const auto births = r.births();
  return std::any_of(births.begin(), births.end(), [&](Day birth) { return under_18(birth, act); });
}

bool minor_unknown(const Reading& r) {
  if (!r.person() || minor(r)) return false;
  const auto births = r.births();
  const std::string said = r.flag("minor", {"true", "false"});
  if (births.empty()) return said != "false";
  if (births.size() == 2 && births[0] != births[1]) return true;
  const bool no_day = r.binds() && !r.day("/acted_on");
  return no_day && under_18(births[0], plus_months(*r.decided(), -24));
}

const Words kSecrecy = {"none", "state", "work", "trade", "privacy"};
const Words kSeries = {"none", "open", "closed"};
const Words kCriminal = {"none", "suspected", "transferred", "under_investigation", "closed"};

bool says(const Reading& r, const char* flag, const Words& allowed, const Words& these) {
  return these.count(r.flag(flag, allowed)) > 0;
}

bool security_penalty(const Reading& r) {
  const std::string basis = r.word("/basis");
  return r.person() && r.penalty() &&
         (basis.find("治安管理处罚法") != basis.npos || basis.find("治安管理处罚条例") != basis.npos);
}

// expired -------------------------------------------------------------------------------------------

const Words kHeavy = {"吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留"};
const Words kMiddleWords = {"罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "其他"};

bool term_ended(const Reading& r) {
  if (r.day("/publish_until") && *r.day("/publish_until") < Reading::today()) return true;
  if (!r.decision()) return false;
  if (!r.penalty()) return false;
  // ndrc-36: the longest of what matches, from the decision.
  int months = r.summary() || r.only_kinds({"警告", "通报批评"}) ? 3 : 0;
  if (!r.summary() && r.any_kind(kMiddleWords)) months = std::max(months, 12);
  if (r.any_kind(kHeavy)) months = std::max(months, 36);
  if (months > 0 && plus_months(*r.decided(), months) < Reading::today()) return true;
  // The city's set: from publication, persons 24, others 60.
  const Day from = r.past("/first_published_on") ? *r.day("/first_published_on") : Reading::today();
  return r.city() && !r.kind().empty() && plus_months(from, r.person() ? 24 : 60) < Reading::today();
}

bool status_is(const Reading& r, const char* status) {
  return r.word("/status") == status && !(r.day("/status_on") && !r.past("/status_on"));
}

bool repaired(const Reading& r) {
  return r.past("/repaired_on") && !(r.city() && r.any_kind({"吊销许可证件"}));
}

// held ----------------------------------------------------------------------------------------------

bool unreviewed(const Reading& r) {
  if (r.stated()) return false;
  const bool named = !r.word("/disclosure/reviewed_by").empty();
  return !named || (r.day("/disclosure/reviewed_on") && !r.past("/disclosure/reviewed_on"));
}

bool unsaid(const Reading& r, const char* flag, const Words& allowed) {
  const std::string word = r.filled(flag, allowed);
  return word.empty() || word == "?";
}

bool doubted(const Reading& r, const char* reason) { return r.planted().doubts.count(reason) > 0; }

struct Row {
  const char* state;
  const char* reason;
  bool (*when)(const Reading&);
};

/// The table of section 6, row by row.
const Row kTable[] = {
    {"withheld", "minor", minor},
    {"withheld", "state_secret", [](const Reading& r) { return says(r, "secrecy", kSecrecy, {"work"}); }},
    {"withheld", "security", [](const Reading& r) { return says(r, "security_risk", {"true", "false"}, {"true"}); }},
    {"withheld", "series_case", [](const Reading& r) { return says(r, "series_case", kSeries, {"open"}); }},
    {"withheld", "criminal",
     [](const Reading& r) { return says(r, "criminal", kCriminal, {"suspected", "transferred", "under_investigation"}); }},
    {"withheld", "restricted_scope", [](const Reading& r) { return says(r, "scope", {"0", "1", "2"}, {"1", "2"}); }},
    {"withheld", "trade_secret",
     [](const Reading& r) { return says(r, "secrecy", kSecrecy, {"trade"}) && !r.has_redact_list(); }},
    {"withheld", "privacy",
     [](const Reading& r) { return says(r, "secrecy", kSecrecy, {"privacy"}) && !r.has_redact_list(); }},
    {"withheld", "public_security_record", security_penalty},
    {"withheld", "warning_only", [](const Reading& r) { return r.city() && r.penalty() && r.only_kinds({"警告"}); }},
    {"withheld", "summary_procedure", [](const Reading& r) { return r.city() && r.penalty() && r.summary(); }},

    {"expired", "term_ended", term_ended},
    {"expired", "repaired", repaired},

    {"withdrawn", "amended", [](const Reading& r) { return status_is(r, "amended"); }},
    {"withdrawn", "revoked", [](const Reading& r) { return status_is(r, "revoked"); }},
    {"withdrawn", "confirmed_illegal", [](const Reading& r) { return status_is(r, "confirmed_illegal"); }},
    {"withdrawn", "void", [](const Reading& r) { return status_is(r, "void"); }},
    {"withdrawn", "remade", [](const Reading& r) { return status_is(r, "remade"); }},

    {"held", "minor_unknown", minor_unknown},
    {"held", "party_unknown", [](const Reading& r) { return r.is_case() && r.party_unknown(); }},
    {"held", "minor_suspected", [](const Reading& r) { return doubted(r, "minor_suspected"); }},
    {"held", "secrecy_suspected", [](const Reading& r) { return doubted(r, "secrecy_suspected"); }},
    {"held", "secrecy_unknown", [](const Reading& r) { return unsaid(r, "secrecy", kSecrecy); }},
    {"held", "criminal_unknown",
     [](const Reading& r) {
       return r.is_case() ? unsaid(r, "criminal", kCriminal) : r.flag("criminal", kCriminal) == "?";
     }},
    {"held", "series_unknown",
     [](const Reading& r) {
       return r.is_case() ? unsaid(r, "series_case", kSeries) : r.flag("series_case", kSeries) == "?";
     }},
    {"held", "security_unknown", [](const Reading& r) { return unsaid(r, "security_risk", {"true", "false"}); }},
    {"held", "scope_unknown", [](const Reading& r) { return r.flag("scope", {"0", "1", "2"}) == "?"; }},
    {"held", "status_unknown",
     [](const Reading& r) {
       static const Words kStatus = {"",     "effective", "amended",  "revoked", "confirmed_illegal",
                                     "void", "remade",    "suspended"};
       return r.decision() && kStatus.count(r.word("/status")) == 0;
     }},
    {"held", "basis_unknown",
     [](const Reading& r) { return r.person() && r.any_kind({"行政拘留"}) && r.word("/basis").empty(); }},
    {"held", "unreviewed", unreviewed},
    {"held", "approval_missing",
     [](const Reading& r) {
       return r.city() && r.planted().dataset == "powers" && !(!r.word("/approved_by").empty() && r.past("/approved_on"));
     }},
    {"held", "redaction_unsure",
     [](const Reading& r) { return doubted(r, "redaction_unsure") || !r.redact_known(); }},
    {"held", "not_yet", [](const Reading& r) { return r.decided() && *r.decided() > Reading::today(); }},
};

}  // namespace

std::string Ruling::text() const {
  std::string out = state;
  for (const auto& reason : reasons) out += " " + reason;
  return out;
}

Ruling ruling_of(const Planted& planted) {
  const Reading r(planted);
  if (!planted.broken.empty()) return {"rejected", {planted.broken}};
  if (planted.secret || r.flag("secrecy", kSecrecy) == "state") return {"rejected", {"secret"}};
  Ruling ruling{"published", {}};
  for (const Row& row : kTable) {
    if (!row.when(r)) continue;
    if (ruling.reasons.empty()) ruling.state = row.state;  // the table is in the order of the states
    ruling.reasons.insert(row.reason);
  }
  return ruling;
}

}  // namespace gongshi::proof
