#include "rules/gate.h"

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/identifiers.h"
#include "base/text.h"
#include "rules/assess.h"
#include "rules/counted.h"
#include "rules/hide.h"
#include "rules/secrecy_marking.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

constexpr int kTombstoneMonths = 12;

/// Held reasons of the groups minor and secrecy, and what an audit found on the notice itself.
bool leaves_nothing(const std::string& reason) {
  return reason == "minor_unknown" || reason == "minor_suspected" || reason == "secrecy_unknown" ||
         reason == "secrecy_suspected" || reason == "audit_find";
}

/// What the webmaster or an agency says of a record passes the detectors like every free text, and nobody is there to
/// clear a doubt about it.
std::string guarded(const std::string& text) {
  const std::string line = single_line(text);
  if (line.empty()) return line;
  const Examination seen = examine(line, {});
  return seen.doubts.empty() ? redacted_text(line, seen) : "";
}

}  // namespace

bool leaves_tombstone(const std::vector<std::string>& reasons) {
  return std::none_of(reasons.begin(), reasons.end(), leaves_nothing);
}

Result<Gate> Gate::make(const Site& site, std::string key, Date as_of) {
  GONGSHI_ASSIGN(auto sets, read_rule_sets(site));
  return Gate(site, std::move(key), as_of, std::move(sets));
}

Gate::Gate(const Site& site, std::string key, Date as_of, std::vector<RuleSet> sets)
    : site_(&site), key_(std::move(key)), as_of_(as_of), sets_(std::move(sets)),
      calendar_(site.calendar), lines_(site, as_of) {}

std::string Gate::record_key(const std::string& dataset, const std::string& agency,
                             const std::string& id) const {
  return lookup_key(dataset, agency, address_key(dataset, agency, id));
}

std::string Gate::lookup_key(const std::string& dataset, const std::string& agency,
                             const std::string& address_key) const {
  return hmac_hex(key_, "record\x1f" + dataset + '\x1f' + agency + '\x1f' + address_key).substr(0, 40);
}

std::string Gate::content_digest(const Record& record) const {
  // The canonical form of one object, without copying a text of pages.
  std::string content = "content\x1f";
  char before = '{';
  const auto name_member = [&](std::string_view name) {
    content.append(1, before).append("\"").append(name).append("\":");
    before = ',';
  };
  bool told_unreadable = record.unreadable.empty();
  const auto tell_unreadable = [&] {
    name_member("unreadable");
    append_canonical(record.unreadable, content);
    told_unreadable = true;
  };
  for (const auto& [name, value] : record.fields.get_ref<const Json::object_t&>()) {
    if (!told_unreadable && name > "unreadable") tell_unreadable();
    if (name == "updated_at" || name == "source") continue;
    name_member(name);
    if (name == "id") {
      append_canonical(record.norm_id, content);
    } else if (name == "disclosure" && value.is_object()) {
      before = '{';
      for (const auto& [flag, word] : value.get_ref<const Json::object_t&>()) {
        if (flag == "reviewed_by" || flag == "reviewed_on") continue;
        name_member(flag);
        append_canonical(word, content);
      }
      content += before == '{' ? "{}" : "}";
      before = ',';
    } else {
      append_canonical(value, content);
    }
  }
  if (!told_unreadable) tell_unreadable();
  return hmac_hex(key_, content + "}");
}

bool Gate::is_secret(const Record& record) {
  return text_at(record.fields, "disclosure.secrecy") == "state" || carries_secrecy_marking(record);
}

bool Gate::is_secret(const std::vector<std::string>& texts) { return carries_secrecy_marking(texts); }

void Gate::know_officer(const std::string& agency, const std::string& certificate, const std::string& name) {
  const std::pair key(agency, normalized_id(certificate));
  if (name.empty()) officers_.erase(key);
  else officers_[key] = nfkc(name);
}

bool Gate::is_officer(const std::string& agency, std::string_view name) const {
  for (auto officer = officers_.lower_bound({agency, ""}); officer != officers_.end() && officer->first.first == agency; ++officer)
    if (officer->second == name) return true;
  return false;
}

Contacts Gate::own_of(const Facts& facts) const {
  const auto known = contacts_.find(facts.agency);
  Contacts own = known == contacts_.end() ? Contacts() : known->second;
  for (const std::string& certificate : facts.officers)
    if (const auto officer = officers_.find({facts.agency, normalized_id(certificate)}); officer != officers_.end())
      own.officers.push_back(officer->second);
  return own;
}

Facts Gate::facts(const Record& record) const {
  return assess(record, *site_->definition(record.dataset));
}

LineVerdict Gate::lines_of(const Facts& facts, const std::string& digest) const {
  if (!facts.number_let_go) return lines_.of(facts.dataset, facts.agency, facts.id, digest);
  for (const std::string& key : lines_.keys())
    if (lookup_key(facts.dataset, facts.agency, key) == facts.id) return lines_.of_key(key, digest);
  return {};
}

View Gate::view(const Record& record, const Facts& facts, const std::string& digest) const {
  const LineVerdict lines = lines_of(facts, digest);
  return make_view(record, facts, *site_->definition(record.dataset), name_policy(facts), lines.masks,
                   own_of(facts));
}

bool Gate::withholds(std::string_view reason) const {
  if (state_of_reason(reason) == State::kWithheld) return true;
  return std::any_of(sets_.begin(), sets_.end(), [&](const RuleSet& set) {
    return std::any_of(set.withhold.begin(), set.withhold.end(), [&](const auto& rule) { return rule.reason == reason; });
  });
}

std::vector<const RuleSet*> Gate::sets_for(const std::string& agency) const {
  std::vector<const RuleSet*> out;
  for (const auto& set : sets_)
    if (set.applies(agency, as_of_)) out.push_back(&set);
  return out;
}

NamePolicy Gate::name_policy(const Facts& facts) const {
  std::optional<NamePolicy> policy;
  for (const RuleSet* set : sets_for(facts.agency))
    if (set->names && (!policy || *set->names > *policy)) policy = set->names;
  return policy.value_or(NamePolicy::kSurnameMou);
}

std::optional<Date> Gate::correction_due(const std::string& agency, Date received_on) const {
  std::optional<Date> due;
  for (const RuleSet* set : sets_for(agency))
    for (const auto& deadline : set->deadlines) {
      const auto& named = deadline.when.dataset;
      if (std::find(named.begin(), named.end(), "corrections") == named.end()) continue;
      const Date day = calendar_.after(received_on, deadline.working_days);
      if (!due || day < *due) due = day;
    }
  return due;
}

Json Gate::keepable(const Record& record, const Facts& facts) const {
  Json kept = record.fields;
  for (const char* field : {"party.id_number", "party.id_type", "party.birth_date", "party.phone",
                            "party.address", "party.legal_representative_id",
                            "party.organisation_code", "party.registration_number", "source"})
    erase_at(kept, field);
  const DatasetDefinition& definition = *site_->definition(record.dataset);
  if (facts.number_let_go) erase_at(kept, "id"), erase_at(kept, "document_number");
  const Setting setting = setting_of(record, facts, definition, own_of(facts));
  each_string(kept, [](std::string& text) {
    if (is_identity(text)) text = kRedacted;
  });
  for (const auto& field : definition.fields)
    if (Json* value = is_examined(field) ? find_at(kept, field.name) : nullptr)
      each_string(*value, [&](std::string& text) { text = keepable_text(text, examine_in(field, text, setting)); });
  return kept;
}

Record Gate::from_kept(const Facts& facts, const Json& kept) {
  Record record;
  record.dataset = facts.dataset;
  record.agency = facts.agency;
  record.id = facts.id;
  record.norm_id = normalized_id(facts.id);
  record.fields = kept;
  record.feed = facts.feed;
  return record;
}

std::string Gate::address(const Facts& facts) const {
  const DatasetDefinition* definition = site_->definition(facts.dataset);
  const std::string key = address_key(facts.dataset, facts.agency, facts.id);
  if (facts.dataset == "agencies") return "agencies/" + facts.agency + ".html";
  const std::string file = facts.agency + "-" + key + ".html";
  if (!definition || !definition->page) return facts.dataset + "/index.html#" + key;
  if (facts.dataset == "officers")
    return "officers/" + key.substr(key.size() - 10, 2) + "/" + file;
  if (facts.main_date) return facts.dataset + "/" + facts.main_date->month_id() + "/" + file;
  return facts.dataset + "/" + file;
}

PublicRecord Gate::publish(View view, const Facts& facts, const Verdict& verdict,
                           const Standing& standing, const std::string& address,
                           Date changed_on) const {
  tighten_names(view, name_policy(facts));
  const LineVerdict lines = lines_of(facts, standing.digest);
  tighten_masks(view, lines.masks);
  // The name of a person is no longer known here, so a note could tell it.
  const std::string note = view.personal ? "" : guarded(lines.refused_note);
  if (!note.empty()) view.fields[kObjectionNote] = note;
  PublicRecord record;
  record.dataset_ = facts.dataset;
  record.agency_ = facts.agency;
  record.id_ = facts.id;
  record.address_ = address;
  record.fields_ = PackedJson(view.fields);
  record.main_date_ = facts.main_date;
  if (facts.first_published_on && *facts.first_published_on <= as_of_)
    record.first_published_on_ = facts.first_published_on;
  record.published_on_ = standing.published_on.value_or(as_of_);
  record.changed_on_ = changed_on;
  record.due_on_ = verdict.terms.due_on;
  record.term_ends_on_ = verdict.terms.ends_on;
  record.deadline_working_days_ = verdict.terms.deadline_working_days;
  record.rule_sets_ = verdict.terms.rule_sets;
  record.marks_ = verdict.marks;
  record.redacted_ = std::move(view.redacted);
  record.redactions_ = std::move(view.redactions);
  record.personal_ = view.personal;
  if (const std::string name = text_at(view.fields, "party.name"); view.full_name && !contains(name, kRedacted))
    record.masked_name_ = masked_name(name);
  const Date shown = shown_from(facts, standing);
  const auto counted_from = facts.is_case() ? facts.main_date : facts.changed_on;
  if (counted_from) record.working_days_taken_ = calendar_.between(*counted_from, shown);
  if (verdict.terms.due_on)
    record.late_working_days_ = calendar_.between(*verdict.terms.due_on, shown);
  return record;
}

Tombstone Gate::tombstone(const Facts& facts, const Verdict& verdict,
                          const std::string& address) const {
  Tombstone stone;
  stone.dataset_ = facts.dataset;
  stone.agency_ = facts.agency;
  stone.address_ = address;
  if (!facts.number_let_go) stone.document_number_ = facts.document_number.empty() ? facts.id : facts.document_number;
  stone.withdrawn_on_ = *verdict.withdrawn_on;
  stone.until_ = verdict.terms.ends_on.value_or(stone.withdrawn_on_.plus_months(kTombstoneMonths));
  stone.reason_ = verdict.withdrawn_reason;
  stone.main_date_ = facts.main_date;
  stone.ground_ = guarded(verdict.ground);
  const auto* replaced_by = site_->definition(facts.dataset)->field("replaced_by");
  const bool hidden = std::find(facts.redact.begin(), facts.redact.end(), "replaced_by") != facts.redact.end();
  if (replaced_by != nullptr && replaced_by->is_public && !hidden) stone.replaced_by_ = facts.replaced_by;
  return stone;
}

std::optional<CountRow> Gate::count(const Record& record, const Facts& facts) const {
  if (!facts.is_case()) return std::nullopt;
  const auto fen = [&](const char* field) {
    const Json* value = find_at(record.fields, field);
    return value && value->is_number_integer() ? value->get<int64_t>() : 0;
  };
  CountRow row;
  row.dataset_ = facts.dataset;
  row.agency_ = facts.agency;
  row.category_ = facts.category;
  row.kinds_ = counted_kinds(record, facts);
  row.measures_ = facts.measures;
  row.fine_ = fen("fine");
  row.confiscated_ = fen("confiscated");
  row.amount_ = fen("amount");
  const auto counted = counted_on(record, facts);
  row.month_ = counted ? counted->month_id() : "";
  row.region_ = counted_region(record, site_->config.regions);
  row.party_kind_ = facts.party_kind;
  row.outcome_ = counted_outcome(record, facts);
  row.procedure_ = facts.procedure;
  row.circumstance_ = counted_circumstance(record);
  row.violation_ = counted_violation(record, site_->violations);
  row.place_ = counted_place(record, site_->config.places);
  return row;
}

}  // namespace gongshi
