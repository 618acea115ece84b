#include "rules/assess.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "rules/age.h"
#include "rules/hide.h"
#include "rules/names.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

constexpr size_t kTitleDigits = 7;
constexpr size_t kNumberPart = 6;  // bytes: two Han characters, or six letters and digits

/// A flag as a word: what the record says, "unreadable", or "".
std::string flag(const Record& record, const std::string& name) {
  if (record.unreadable.count("disclosure." + name)) return "unreadable";
  const Json* value = find_at(record.fields, "disclosure." + name);
  if (!value) return "";
  if (value->is_string()) return value->get<std::string>();
  if (value->is_boolean()) {
    if (name == "minor") return value->get<bool>() ? "true" : "false";
    return value->get<bool>() ? "yes" : "no";
  }
  if (value->is_number_integer()) return std::to_string(value->get<int>());
  return "unreadable";
}

std::vector<std::string> strings_at(const Json& fields, const char* name) {
  const Json* value = find_at(fields, name);
  std::vector<std::string> out;
  if (value && value->is_array())
    for (const auto& entry : *value)
      if (entry.is_string()) out.push_back(entry.get<std::string>());
  return out;
}

int64_t fen_at(const Json& fields, const char* name) {
  const Json* value = find_at(fields, name);
  return value && value->is_number_integer() ? value->get<int64_t>() : 0;
}

void read_party(const Record& record, Facts& facts) {
  facts.party_kind = party_kind_of(record);
  const std::string name = text_at(record.fields, "party.name");
  const bool coded = uscc_valid(text_at(record.fields, "party.uscc"));
  facts.party_unknown = facts.party_kind.empty() ||
                        (facts.party_kind == "organisation" && !coded && may_be_person(name));
  facts.age = age_of_party(record, facts.party_kind);
}

void read_basis(const Record& record, Facts& facts) {
  const std::string basis = nfkc(text_at(record.fields, "basis"));
  facts.security_basis = contains(basis, "治安管理处罚法") || contains(basis, "治安管理处罚条例");
  const bool detained = std::find(facts.kinds.begin(), facts.kinds.end(), "行政拘留") != facts.kinds.end();
  facts.basis_missing = detained && facts.party_kind == "natural_person" &&
                        (trimmed(basis).empty() || record.unreadable.count("basis") > 0);
}

/// Datasets whose ids are codes given out by an office, long digits among them.
bool code_list(const std::string& dataset) {
  return dataset == "agencies" || dataset == "officers" || dataset == "powers" ||
         dataset == "services" || dataset == "inspection-items";
}

/// Permits for building works have eighteen digits with a day in the middle; only the check character
/// tells them from identity numbers.
bool has_shape_of_person(const std::string& number) {
  const std::u32string text = to_u32(nfkc(number));
  const auto shapes = personal_shapes(text);
  return std::any_of(shapes.begin(), shapes.end(), [&](const PersonalShape& shape) {
    constexpr size_t kIdentityLength = 18;
    const bool whole = shape.kind == ShapeKind::kIdentity && shape.end - shape.begin == kIdentityLength;
    return !whole || id_number_valid(to_utf8(std::u32string_view(text).substr(shape.begin, kIdentityLength)));
  });
}

/// A number that is itself personal data cannot be shown as an address or a reference.
bool number_unsafe(const Record& record, const std::string& number) {
  if (has_shape_of_person(number)) return true;
  for (const char* field : {"party.id_number", "party.phone"}) {
    const std::string value = nfkc(text_at(record.fields, field));
    if (value.size() >= 6 && contains(nfkc(number), value)) return true;
  }
  const std::string kind = party_kind_of(record);
  const std::string name = text_at(record.fields, "party.name");
  const bool person = kind == "natural_person" || (kind == "individual_business" && looks_like_person(name));
  for (const auto& form : name_forms(name))
    if (person && mentions(number, form)) return true;
  return kind == "individual_business" &&
         mentions(number, text_at(record.fields, "party.legal_representative"));
}

/// A value that must be redacted cannot be hidden in the number a record is known by.
bool redacted_in_number(const Record& record, const std::string& number) {
  const auto found = [&](const auto& self, const Json& value) -> bool {
    if (value.is_string()) {
      const auto& text = value.template get_ref<const std::string&>();
      return text.size() >= kNumberPart && mentions(number, text);
    }
    return value.is_structured() && std::any_of(value.begin(), value.end(), [&](const Json& part) {
             return self(self, part);
           });
  };
  for (const auto& name : strings_at(record.fields, "disclosure.redact"))
    if (const Json* value = find_at(record.fields, name); value && found(found, *value)) return true;
  return false;
}

bool marked_line(std::string_view line) {
  line = trimmed(line);
  for (const std::string_view word : {"绝密", "机密", "秘密"}) {
    if (!line.starts_with(word)) continue;
    std::string_view rest = trimmed(line.substr(word.size()));
    if (rest.starts_with("★") || rest.starts_with("☆")) return true;
    size_t digits = 0;
    while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') ++digits;
    if (digits == 0 || digits > 2) return false;
    rest = trimmed(rest.substr(digits));
    for (const std::string_view unit : {"年", "个月", "月", "日", "天"})
      if (rest == unit) return true;
  }
  return false;
}

bool any_marked(const Json& value) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (!contains(text, "密")) return false;  // no compatibility form of it exists
    for (const auto& line : split(nfkc(text), '\n'))
      if (marked_line(line)) return true;
    return false;
  }
  if (value.is_structured())
    return std::any_of(value.begin(), value.end(), [](const Json& v) { return any_marked(v); });
  return false;
}

}  // namespace

std::string party_kind_of(const Record& record) {
  const std::string kind = text_at(record.fields, "party.kind");
  const std::string code = text_at(record.fields, "party.uscc");
  const bool business = uscc_valid(code) && code.starts_with("92");
  // Many systems call an individual business an organisation; its code knows better.
  if (!kind.empty()) return kind == "organisation" && business ? "individual_business" : kind;
  if (uscc_valid(code)) return business ? "individual_business" : "organisation";
  if (code.empty() && id_number_valid(nfkc(text_at(record.fields, "party.id_number"))))
    return "natural_person";
  return "";
}

bool carries_secrecy_marking(const Record& record) { return any_marked(record.fields); }

bool redact_list_unknown(const Record& record, const DatasetDefinition& definition) {
  if (record.unreadable.count("disclosure.redact")) return true;
  static const char* const kNeeded[] = {"id", "agency", "document_number", "category", "decision_date"};
  for (const auto& name : strings_at(record.fields, "disclosure.redact")) {
    if (!definition.field(name)) return true;
    if (std::find(std::begin(kNeeded), std::end(kNeeded), name) != std::end(kNeeded)) return true;
  }
  return false;
}

Facts assess(const Record& record, const DatasetDefinition& definition) {
  const auto date = [&](const std::string& field) { return Date::parse(text_at(record.fields, field)); };
  Facts facts;
  facts.dataset = record.dataset;
  facts.agency = record.agency;
  facts.id = record.id;
  facts.feed = record.feed;
  facts.document_number = text_at(record.fields, "document_number");
  facts.category = record.dataset == "inspections" ? "inspection" : text_at(record.fields, "category");
  facts.item = text_at(record.fields, "item");
  facts.procedure = text_at(record.fields, "procedure");
  facts.main_date = definition.date.empty() ? std::nullopt : date(definition.date);
  facts.decision_date = date("decision_date");
  if (!facts.decision_date && facts.is_case()) facts.decision_date = facts.main_date;
  facts.changed_on = date("changed_on");
  facts.first_published_on = date("first_published_on");
  facts.publish_until = date("publish_until");
  facts.status_on = date("status_on");
  facts.repaired_on = date("repaired_on");
  facts.valid_until = date("valid_until");
  facts.approved_on = date("approved_on");
  facts.approved = !text_at(record.fields, "approved_by").empty();
  facts.reviewed_on = date("disclosure.reviewed_on");
  facts.reviewed = !text_at(record.fields, "disclosure.reviewed_by").empty() &&
                   !record.unreadable.count("disclosure.reviewed_on");
  facts.status = record.unreadable.count("status") ? "unreadable" : text_at(record.fields, "status");
  facts.secrecy = flag(record, "secrecy");
  facts.security_risk = flag(record, "security_risk");
  facts.series_case = flag(record, "series_case");
  facts.criminal = flag(record, "criminal");
  facts.scope = flag(record, "scope");
  facts.minor = flag(record, "minor");
  facts.has_redact_list = !strings_at(record.fields, "disclosure.redact").empty();
  facts.kinds = strings_at(record.fields, "penalty_kinds");
  facts.measures = strings_at(record.fields, "measures");
  facts.legal_review = text_at(record.fields, "legal_review");
  facts.recorded = !text_at(record.fields, "recording").empty();
  facts.officers = strings_at(record.fields, "officers");
  facts.fine = fen_at(record.fields, "fine");
  facts.has_fine = find_at(record.fields, "fine") != nullptr;
  facts.count_only = record.fields.value("count_only", false);
  facts.count_reason = facts.count_only ? text_at(record.fields, "reason") : "";
  if (facts.minor == "true") facts.age = "minor";
  // Persons are guarded in any dataset that has a party. A notice has none as a rule; its flags then
  // speak of the matter.
  if (facts.is_case() || record.fields.contains("party")) {
    read_party(record, facts);
    read_basis(record, facts);
  }
  facts.redaction_unsure = redact_list_unknown(record, definition) ||
                           has_digit_run(text_at(record.fields, "title"), kTitleDigits) ||
                           has_personal_shape(text_at(record.fields, "title")) ||
                           redacted_in_number(record, record.id) ||
                           redacted_in_number(record, facts.document_number) ||
                           (!code_list(record.dataset) &&
                            (number_unsafe(record, record.id) ||
                             number_unsafe(record, facts.document_number)));
  facts.doubts = doubts_of(record, facts, definition);
  for (const auto& doubt : facts.doubts) {
    const std::string reason = text_at(doubt, "reason");
    if (reason == "redaction_unsure") facts.redaction_unsure = true;
    if (reason == "minor_suspected") facts.minor_suspected = true;
    if (reason == "secrecy_suspected") facts.secrecy_suspected = true;
  }
  return facts;
}

}  // namespace gongshi
