#include "rules/texts.h"

#include "base/text.h"
#include "rules/names.h"

namespace gongshi {
namespace {

/// Names, ages and illness are looked for where cases and notices are told; the lists of powers,
/// services and standards speak of nobody.
bool tells_of_persons(const Facts& facts) { return facts.is_case() || facts.dataset == "notices"; }

}  // namespace

bool is_examined(const FieldDefinition& field) {
  if (field.name.starts_with("party.") || field.name == "officers" || !field.values.empty()) return false;
  switch (field.type) {
    case FieldType::kString:
    case FieldType::kText:
    case FieldType::kMarkdown:
    case FieldType::kStrings:
    case FieldType::kObjects:
      return true;
    default:
      return false;
  }
}

void each_string(Json& value, const std::function<void(std::string&)>& change) {
  if (value.is_string()) {
    change(value.get_ref<std::string&>());
  } else if (value.is_structured()) {
    for (auto& part : value) each_string(part, change);
  }
}

void each_string(const Json& value, const std::function<void(const std::string&)>& take) {
  if (value.is_string()) {
    take(value.get_ref<const std::string&>());
  } else if (value.is_structured()) {
    for (const auto& part : value) each_string(part, take);
  }
}

Setting setting_of(const Record& record, const Facts& facts, const Contacts& own) {
  Setting setting;
  setting.own = own;
  setting.persons = tells_of_persons(facts);
  setting.person_party = facts.party_kind == "natural_person" || facts.party_unknown;
  setting.year = facts.main_date ? facts.main_date->year() : 0;
  const std::string head = text_at(record.fields, "party.legal_representative");
  if (facts.party_kind == "organisation" && !head.empty()) setting.shown_names.push_back(nfkc(head));
  return setting;
}

Json doubts_of(const Record& record, const Facts& facts, const DatasetDefinition& definition) {
  Json out;
  const Setting setting = setting_of(record, facts);
  for (const auto& field : definition.fields) {
    if (!is_examined(field) || never_public(field.name, facts.party_kind)) continue;
    const Json* value = find_at(record.fields, field.name);
    if (!value) continue;
    each_string(*value, [&](const std::string& text) {
      for (const Doubt& doubt : examine(text, setting, field.type == FieldType::kMarkdown).doubts)
        out.push_back({{"reason", doubt.reason}, {"field", field.name}, {"from", doubt.from}, {"to", doubt.to}, {"why", doubt.why}});
    });
  }
  return out;
}

}  // namespace gongshi
