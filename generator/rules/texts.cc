#include "rules/texts.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "rules/names.h"

namespace gongshi {
namespace {

/// Names, ages and illness are looked for where cases and notices are told, and in what a site defines itself, of which
/// nobody knows what it tells; the built-in lists of powers, services and standards speak of nobody.
bool tells_of_persons(const Facts& facts, const DatasetDefinition& definition) {
  return facts.is_case() || facts.dataset == "notices" || definition.own;
}

/// The lines a guide gives for questions and complaints are there to be called; a mobile number may be somebody's own.
void add_guide_lines(const Json& fields, Contacts& own) {
  for (const char* field : {"phone", "supervision"}) {
    std::string digits = nfkc(text_at(fields, field));
    std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
    const bool landline = digits.starts_with("0") && (!digits.starts_with("01") || digits.starts_with("010"));
    if (landline || digits.starts_with("400") || digits.starts_with("800")) own.phones.push_back(digits);
  }
}

}  // namespace

bool is_examined(const FieldDefinition& field) {
  if (field.name.starts_with("party.") || !field.values.empty()) return false;
  switch (field.type) {
    case FieldType::kString:
    case FieldType::kText:
    case FieldType::kMarkdown:
    case FieldType::kStrings:
    case FieldType::kObjects:
    case FieldType::kPhone:
    case FieldType::kPlain:
      return true;
    default:
      return false;
  }
}

Examination examine_in(const FieldDefinition& field, std::string_view text, const Setting& setting) {
  const bool officers = field.name == "officers", open = field.type == FieldType::kPhone || field.type == FieldType::kPlain;
  if (!officers && !open) return examine(text, setting, field.type == FieldType::kMarkdown);
  if (officers && certificate_number_usual(trimmed(text))) return {};
  Setting numbers = setting;
  numbers.persons = false;
  Examination seen = examine(text, numbers);
  std::erase_if(seen.findings, [](const Finding& f) { return f.kind == PersonalKind::kName; });
  const bool home = contains(text, "家住") || contains(text, "家庭住址") || contains(text, "户籍");
  if (open)
    std::erase_if(seen.findings, [&](const Finding& f) {
      return f.kind == PersonalKind::kPhone || f.kind == PersonalKind::kMail || f.kind == PersonalKind::kAccount ||
             (f.kind == PersonalKind::kAddress && !home);
    });
  return seen;
}

std::vector<Held> held_fields(const Json& fields, const DatasetDefinition& definition) {
  std::vector<Held> out;
  const auto collect = [&](const auto& self, const Json& object, const std::string& prefix) -> void {
    for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
      const FieldDefinition* field = definition.field(prefix.empty() ? name : prefix + name);
      if (field && field->type != FieldType::kObject) out.push_back({field, &value});
      else if (value.is_object()) self(self, value, prefix + name + ".");
    }
  };
  collect(collect, fields, "");
  std::sort(out.begin(), out.end(), [](const Held& a, const Held& b) { return a.field < b.field; });
  return out;
}

bool is_named_person(const FieldDefinition& field) {
  return field.sensitivity == Sensitivity::kName && field.type != FieldType::kObjects && !field.name.starts_with("party.");
}

Setting setting_of(const Record& record, const Facts& facts, const DatasetDefinition& definition, const Contacts& own) {
  Setting setting;
  setting.own = own;
  if (record.dataset == "services") add_guide_lines(record.fields, setting.own);
  setting.persons = tells_of_persons(facts, definition);
  setting.person_party = facts.party_kind == "natural_person" || facts.party_unknown;
  setting.year = facts.main_date ? facts.main_date->year() : 0;
  setting.shown_names = own.officers;
  const std::string head = text_at(record.fields, "party.legal_representative");
  if (facts.party_kind == "organisation" && !head.empty()) setting.shown_names.push_back(nfkc(head));
  return setting;
}

namespace {

/// A name in one member and a school class in another speak of the same person.
void add_entry_doubts(const Json& entries, const Setting& setting, const std::string& field, Json& out) {
  for (const Json& entry : entries) {
    std::string all;
    each_string(entry, [&](const std::string& text) { all += (all.empty() ? "" : "，") + text; });
    for (const Doubt& doubt : examine(all, setting).doubts)
      if (doubt.reason == "minor_suspected")
        out.push_back({{"reason", doubt.reason}, {"field", field}, {"from", 0}, {"to", 0}, {"why", doubt.why}});
  }
}

}  // namespace

Json doubts_of(const Record& record, const Facts& facts, const DatasetDefinition& definition) {
  Json out;
  if (facts.personal_number)
    out.push_back({{"reason", "redaction_unsure"}, {"field", "id"}, {"from", 0}, {"to", 0},
                   {"why", "编号像证件号码、电话或账号，系统不保存，清单里用一串代码代替；请机关改用正式的文书号，确认不是个人信息的，用原编号放行，下次报送时生效"}});
  const Setting setting = setting_of(record, facts, definition);
  for (const auto& [field, value] : held_fields(record.fields, definition)) {
    if (!is_examined(*field) || never_public(field->name, facts.party_kind)) continue;
    if (field->type == FieldType::kObjects) add_entry_doubts(*value, setting, field->name, out);
    each_string(*value, [&, held = field](const std::string& text) {
      for (const Doubt& doubt : examine_in(*held, text, setting).doubts)
        out.push_back({{"reason", doubt.reason}, {"field", held->name}, {"from", doubt.from}, {"to", doubt.to}, {"why", doubt.why}});
    });
  }
  return out;
}

std::string not_to_be_shown(std::string_view text, const Site& site) {
  Setting setting;
  if (const std::string phone = text_at(site.config.contacts, "phone"); !phone.empty())
    setting.own = Contacts::of({{"phone", phone}});
  const Examination seen = examine(text, setting);
  std::set<std::string> kinds;
  for (const Finding& finding : seen.findings) kinds.insert(kind_label(finding.kind));
  for (const Doubt& doubt : seen.doubts) kinds.insert(doubt.why);
  return joined({kinds.begin(), kinds.end()}, "、");
}

}  // namespace gongshi
