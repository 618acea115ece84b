#include "night/keep.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace gongshi {
namespace {

std::string day(const std::optional<Date>& date) { return date ? date->iso() : std::string(); }

FingerprintKind kind_of(const std::string& kind) {
  static const std::map<std::string, FingerprintKind> kinds = {
      {"identity", FingerprintKind::kIdentity}, {"phone", FingerprintKind::kPhone},
      {"bank", FingerprintKind::kBank},         {"plate", FingerprintKind::kPlate},
      {"email", FingerprintKind::kEmail},       {"number", FingerprintKind::kNumber},
      {"name", FingerprintKind::kName},         {"address", FingerprintKind::kAddress},
      {"text", FingerprintKind::kText}};
  return kinds.at(kind);
}

bool only_reasons_kept(State state) {
  return state == State::kWithheld || state == State::kExpired;
}

/// A tombstone shows the number; everything else of a withdrawn record stays forbidden.
std::vector<ForbiddenText> without_numbers(std::vector<ForbiddenText> values) {
  std::erase_if(values, [](const ForbiddenText& value) { return value.kind == "number"; });
  return values;
}

}  // namespace

Standing standing_of(const KnownRecord& known, const Site& site) {
  Standing standing;
  standing.digest = known.digest;
  standing.published_on = Date::parse(known.published_on);
  standing.gone_on = Date::parse(known.gone_on);
  standing.gone_ground = known.gone_ground;
  standing.withdrawn_since = Date::parse(known.withdrawn_since);
  standing.changed_on = Date::parse(known.changed_on);
  standing.update_rejected = known.update_rejected;
  standing.audit_find = !known.audit_find.empty() && known.audit_find == known.digest;
  const FeedConfig* feed = site.feed(known.feed);
  if (feed && feed->attests) standing.attests = &*feed->attests;
  return standing;
}

std::vector<KnownFingerprint> Keeper::fingerprints(const KnownRecord& known, const Facts& facts,
                                                   const std::vector<ForbiddenText>& values) const {
  std::vector<KnownFingerprint> prints;
  const std::string month = facts.main_date ? facts.main_date->month_id() : "";
  const bool published = known.state == "published" && known.dataset != "officers";
  for (const auto& value : values) {
    // An officer who is named beside another's case is hidden there, and shown in the cases of the officer's own.
    const bool officer = value.kind == kOfficerName;
    if (published && (officer || (value.kind == "name" && gate_.is_officer(known.agency, nfkc(value.value))))) continue;
    for (const auto& print : fingerprinter_.of(officer ? FingerprintKind::kName : kind_of(value.kind), value.value))
      prints.push_back({known.key, known.agency, month, print.text()});
  }
  return prints;
}

Status Keeper::settle(KnownRecord& known, const Verdict& verdict, const std::string& old_state) {
  known.state = state_name(verdict.state);
  known.reasons = Json(verdict.reasons).dump();
  known.due_on = day(verdict.terms.due_on);
  known.term_ends_on = day(verdict.terms.ends_on);
  known.withdrawn_since = verdict.state == State::kWithdrawn ? day(verdict.withdrawn_on) : "";
  if (known.state == old_state) return {};
  if (!old_state.empty()) known.changed_on = gate_.as_of().iso();
  return registry_.add_history(known.key,
                               {gate_.as_of().iso(), known.state, joined(verdict.reasons, "、")});
}

/// Since when a certificate is suspended or revoked: where its agency does not say, since the row first said so.
Facts Keeper::with_day_of_change(Facts facts, const KnownRecord* before) const {
  if (facts.dataset != "officers" || facts.changed_on || (facts.status != "suspended" && facts.status != "revoked")) return facts;
  facts.changed_on = gate_.as_of();
  if (before && !before->facts.empty()) {
    const Facts earlier = Facts::from_json(Json::parse(before->facts));
    if (earlier.status == facts.status && earlier.changed_on) facts.changed_on = earlier.changed_on;
  } else if (before && before->state == "expired") {  // its facts were let go of when it left
    if (const auto ended = Date::parse(before->term_ends_on)) facts.changed_on = certificate_invalid_since(*ended, gate_.calendar());
  }
  return facts;
}

Status Keeper::store(const Record& record, const Facts& told, const std::string& digest,
                     const KnownRecord* before, bool update_rejected) {
  const Facts facts = with_day_of_change(told, before);
  KnownRecord known = before ? *before : KnownRecord();
  const std::string old_state = known.state;
  if (!before || known.digest != digest) known.changed_on = gate_.as_of().iso();
  known.key = gate_.record_key(record.dataset, record.agency, record.id);
  known.dataset = record.dataset;
  known.agency = record.agency;
  known.feed = record.feed;
  known.digest = digest;
  known.updated_at = text_at(record.fields, "updated_at");
  known.pulled_on = gate_.as_of().iso();
  known.gone_on.clear();
  known.gone_ground.clear();
  known.update_rejected = update_rejected;
  const auto row = gate_.count(record, facts);
  known.count = row ? Gate::seal(*row, gate_.key()) : "";

  const Verdict verdict = gate_.judge(facts, standing_of(known, site_));
  GONGSHI_TRY(settle(known, verdict, old_state));
  const bool reasons_only = only_reasons_kept(verdict.state);
  Facts kept_facts = facts;
  const bool unsure = std::ranges::find(verdict.reasons, "redaction_unsure") != verdict.reasons.end();
  if (facts.personal_number && unsure) kept_facts.let_go_of_number(known.key);
  known.facts = reasons_only ? "" : canonical(kept_facts.to_json());
  known.view = verdict.state == State::kPublished ? gate_.seal(gate_.view(record, facts, known.digest)) : "";
  if (verdict.state == State::kHeld) {
    // A text whose ninety days are over does not begin them anew because the same row comes every night.
    const bool held_before = before && before->state == "held" && before->digest == digest;
    GONGSHI_ASSIGN(const std::string kept, registry_.held_text(known.key));
    if (!held_before || !kept.empty())
      GONGSHI_TRY(registry_.hold_text(known.key, canonical(gate_.keepable(record, kept_facts)), known.pulled_on));
  } else {
    GONGSHI_TRY(registry_.drop_text(known.key));
  }

  auto values = personal_values(record, facts, *site_.definition(record.dataset), gate_.own_of(facts));
  if (verdict.state != State::kPublished) {
    auto rest = record_values(record);
    if (verdict.tombstone_allowed && !kept_facts.number_let_go) rest = without_numbers(std::move(rest));
    values.insert(values.end(), rest.begin(), rest.end());
  }
  GONGSHI_TRY(registry_.replace_fingerprints(known.key, fingerprints(known, facts, values)));
  return registry_.put(known);
}

Result<bool> Keeper::revive(KnownRecord& known, const Facts& facts) {
  if (!site_.definition(known.dataset)) return false;
  GONGSHI_ASSIGN(const std::string text, registry_.held_text(known.key));
  if (text.empty()) return false;
  const Record record = Gate::from_kept(facts, Json::parse(text));
  known.view = gate_.seal(gate_.view(record, facts, known.digest));
  GONGSHI_TRY(registry_.drop_text(known.key));
  const auto values = personal_values(record, facts, *site_.definition(record.dataset), gate_.own_of(facts));
  GONGSHI_TRY(registry_.add_fingerprints(fingerprints(known, facts, values)));
  return true;
}

Result<bool> Keeper::reconsider(KnownRecord known) {
  if (known.facts.empty()) return false;  // only the next delivery can change it
  const KnownRecord before = known;
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  const Verdict verdict = gate_.judge(facts, standing_of(known, site_));
  if (verdict.state == State::kPublished && facts.number_let_go) return false;
  if (verdict.state == State::kPublished && known.view.empty()) {
    GONGSHI_ASSIGN(const bool revived, revive(known, facts));
    if (!revived) return false;
  }
  GONGSHI_TRY(settle(known, verdict, before.state));

  if (before.state == "published" && verdict.state != State::kPublished) {
    GONGSHI_ASSIGN(const View view, gate_.open_view(known.view));
    auto values = view_values(view, facts);
    if (verdict.tombstone_allowed) values = without_numbers(std::move(values));
    GONGSHI_TRY(registry_.add_fingerprints(fingerprints(known, facts, values)));
    // A held record's view is already redacted and may come back when the doubt is cleared.
    if (verdict.state != State::kHeld) known.view.clear();
  }
  if (only_reasons_kept(verdict.state)) {
    known.facts.clear();
    known.view.clear();
  }
  if (verdict.state != State::kHeld && verdict.state != State::kPublished)
    GONGSHI_TRY(registry_.drop_text(known.key));
  const bool changed = known.state != before.state || known.reasons != before.reasons ||
                       known.due_on != before.due_on || known.term_ends_on != before.term_ends_on ||
                       known.view != before.view || known.withdrawn_since != before.withdrawn_since;
  if (changed) GONGSHI_TRY(registry_.put(known));
  return changed;
}

Status Keeper::seal_off(KnownRecord known, const std::string& reason) {
  GONGSHI_TRY(registry_.add_history(known.key, {gate_.as_of().iso(), "withheld", reason}));
  known.state = state_name(State::kWithheld);
  known.reasons = Json::array({reason}).dump();
  known.digest.clear();
  known.facts.clear();
  known.view.clear();
  GONGSHI_TRY(registry_.drop_text(known.key));
  return registry_.put(known);
}

}  // namespace gongshi
