// The sealed forms in which public types leave memory and come back: `<mac> <json>`.
#include <algorithm>

#include "base/digest.h"
#include "rules/gate.h"

namespace gongshi {
namespace {

constexpr size_t kMacLength = 32;

std::string sealed(const std::string& kind, const Json& json, const std::string& key) {
  const std::string body = canonical(json);
  return hmac_hex(key, kind + '\x1f' + body).substr(0, kMacLength) + " " + body;
}

Result<Json> unsealed(const std::string& kind, const std::string& line, const std::string& key) {
  const Error error{"bad_seal", "STATE 或者发布目录里的一行被改动过，没有采用。请重新运行 gongshi pull。", kind};
  if (line.size() <= kMacLength || line[kMacLength] != ' ') return error;
  const std::string body = line.substr(kMacLength + 1);
  if (hmac_hex(key, kind + '\x1f' + body).substr(0, kMacLength) != line.substr(0, kMacLength))
    return error;
  Json json = Json::parse(body, nullptr, false);
  if (json.is_discarded()) return error;
  return json;
}

Json day(const std::optional<Date>& date) { return date ? Json(date->iso()) : Json(); }

std::optional<Date> day_at(const Json& json, const char* name) {
  return Date::parse(text_at(json, name));
}

}  // namespace

std::string Gate::seal(const View& view) const { return sealed("view", view.to_json(), key_); }

Result<View> Gate::open_view(const std::string& line) const {
  GONGSHI_ASSIGN(const Json json, unsealed("view", line, key_));
  return View::from_json(json);
}

std::string Gate::seal(const PublicRecord& r, const std::string& key) {
  return sealed("record",
                {{"dataset", r.dataset_},
                 {"agency", r.agency_},
                 {"id", r.id_},
                 {"address", r.address_},
                 {"fields", r.fields_.unpacked()},
                 {"main_date", day(r.main_date_)},
                 {"first_published_on", day(r.first_published_on_)},
                 {"due_on", day(r.due_on_)},
                 {"term_ends_on", day(r.term_ends_on_)},
                 {"published_on", r.published_on_.iso()},
                 {"changed_on", r.changed_on_.iso()},
                 {"late_working_days", r.late_working_days_},
                 {"working_days_taken", r.working_days_taken_},
                 {"deadline_working_days", r.deadline_working_days_},
                 {"rule_sets", r.rule_sets_},
                 {"marks", r.marks_},
                 {"redacted", r.redacted_},
                 {"redactions", r.redactions_},
                 {"personal", r.personal_},
                 {"masked_name", r.masked_name_}},
                key);
}

Result<PublicRecord> Gate::open(const std::string& line, const std::string& key) {
  GONGSHI_ASSIGN(const Json json, unsealed("record", line, key));
  PublicRecord r;
  r.dataset_ = text_at(json, "dataset");
  r.agency_ = text_at(json, "agency");
  r.id_ = text_at(json, "id");
  r.address_ = text_at(json, "address");
  if (const Json* fields = find_at(json, "fields")) r.fields_ = PackedJson(*fields);
  r.main_date_ = day_at(json, "main_date");
  r.first_published_on_ = day_at(json, "first_published_on");
  r.due_on_ = day_at(json, "due_on");
  r.term_ends_on_ = day_at(json, "term_ends_on");
  r.published_on_ = day_at(json, "published_on").value_or(Date());
  r.changed_on_ = day_at(json, "changed_on").value_or(Date());
  r.late_working_days_ = json.value("late_working_days", 0);
  r.working_days_taken_ = json.value("working_days_taken", 0);
  r.deadline_working_days_ = json.value("deadline_working_days", 0);
  r.rule_sets_ = json.value("rule_sets", std::vector<std::string>());
  r.marks_ = json.value("marks", std::vector<std::string>());
  r.redacted_ = json.value("redacted", std::vector<std::string>());
  r.redactions_ = json.value("redactions", std::map<std::string, int>());
  r.personal_ = json.value("personal", false);
  r.masked_name_ = text_at(json, "masked_name");
  return r;
}

std::string Gate::seal(const Tombstone& t, const std::string& key) {
  return sealed("tombstone",
                {{"dataset", t.dataset_},
                 {"agency", t.agency_},
                 {"address", t.address_},
                 {"document_number", t.document_number_},
                 {"reason", t.reason_},
                 {"ground", t.ground_},
                 {"replaced_by", t.replaced_by_},
                 {"withdrawn_on", t.withdrawn_on_.iso()},
                 {"until", t.until_.iso()},
                 {"main_date", day(t.main_date_)}},
                key);
}

Result<Tombstone> Gate::open_tombstone(const std::string& line, const std::string& key) {
  GONGSHI_ASSIGN(const Json json, unsealed("tombstone", line, key));
  Tombstone t;
  t.dataset_ = text_at(json, "dataset");
  t.agency_ = text_at(json, "agency");
  t.address_ = text_at(json, "address");
  t.document_number_ = text_at(json, "document_number");
  t.reason_ = text_at(json, "reason");
  t.ground_ = text_at(json, "ground");
  t.replaced_by_ = text_at(json, "replaced_by");
  t.withdrawn_on_ = day_at(json, "withdrawn_on").value_or(Date());
  t.until_ = day_at(json, "until").value_or(Date());
  t.main_date_ = day_at(json, "main_date");
  return t;
}

std::string Gate::seal(const CountRow& row, const std::string& key) {
  return sealed("count",
                {{"dataset", row.dataset_},
                 {"agency", row.agency_},
                 {"category", row.category_},
                 {"kinds", row.kinds_},
                 {"measures", row.measures_},
                 {"fine", row.fine_},
                 {"confiscated", row.confiscated_},
                 {"amount", row.amount_},
                 {"month", row.month_},
                 {"region", row.region_},
                 {"party_kind", row.party_kind_},
                 {"outcome", row.outcome_},
                 {"procedure", row.procedure_},
                 {"circumstance", row.circumstance_},
                 {"violation", row.violation_},
                 {"place", row.place_}},
                key);
}

Result<CountRow> Gate::open_count(const std::string& line, const std::string& key) {
  GONGSHI_ASSIGN(const Json json, unsealed("count", line, key));
  CountRow row;
  row.dataset_ = text_at(json, "dataset");
  row.agency_ = text_at(json, "agency");
  row.category_ = text_at(json, "category");
  row.kinds_ = json.value("kinds", std::vector<std::string>());
  row.measures_ = json.value("measures", std::vector<std::string>());
  row.fine_ = json.value("fine", int64_t{0});
  row.confiscated_ = json.value("confiscated", int64_t{0});
  row.amount_ = json.value("amount", int64_t{0});
  row.month_ = text_at(json, "month");
  row.region_ = text_at(json, "region");
  row.party_kind_ = text_at(json, "party_kind");
  row.outcome_ = text_at(json, "outcome");
  row.procedure_ = text_at(json, "procedure");
  row.circumstance_ = text_at(json, "circumstance");
  row.violation_ = text_at(json, "violation");
  row.place_ = text_at(json, "place");
  return row;
}

}  // namespace gongshi
