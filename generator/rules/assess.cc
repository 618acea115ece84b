#include "rules/assess.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "rules/age.h"
#include "rules/hide.h"
#include "rules/legal_basis.h"
#include "rules/party_names.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

constexpr size_t kTitleDigits = 7;
constexpr size_t kNumberPart = 6;  // bytes: two Han characters, or six letters and digits

/// A flag as a word; "unreadable" for one that says nothing anybody knows.
std::string flag_word(std::string_view name, const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) {
    if (name == "minor") return value.get<bool>() ? "true" : "false";
    return value.get<bool>() ? "yes" : "no";
  }
  if (value.is_number_integer()) return std::to_string(value.get<int>());
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

template <std::string Facts::*To>
void text(Facts& facts, const Json& value) {
  if (value.is_string()) facts.*To = value.get_ref<const std::string&>();
}

template <std::optional<Date> Facts::*To>
void day(Facts& facts, const Json& value) {
  if (value.is_string()) facts.*To = Date::parse(value.get_ref<const std::string&>());
}

template <std::vector<std::string> Facts::*To>
void list(Facts& facts, const Json& value) {
  if (!value.is_array()) return;
  for (const auto& entry : value)
    if (entry.is_string()) (facts.*To).push_back(entry.get<std::string>());
}

template <bool Facts::*To>
void filled(Facts& facts, const Json& value) {
  facts.*To = value.is_string() && !value.get_ref<const std::string&>().empty();
}

/// Which field each fact is read from.
struct Source {
  std::string_view field;
  void (*read)(Facts& facts, const Json& value);
};
constexpr Source kSources[] = {
    {"document_number", text<&Facts::document_number>},
    {"category", text<&Facts::category>},
    // STATE keeps facts: a person's number written there by mistake is none.
    {"item", [](Facts& facts, const Json& value) {
       if (value.is_string() && !is_identity(value.get_ref<const std::string&>())) text<&Facts::item>(facts, value);
     }},
    {"procedure", text<&Facts::procedure>},
    {"status", text<&Facts::status>},
    {"replaced_by", [](Facts& facts, const Json& value) {
       if (value.is_string() && !has_personal_shape(value.get_ref<const std::string&>())) text<&Facts::replaced_by>(facts, value);
     }},
    {"legal_review", text<&Facts::legal_review>},
    {"reason", text<&Facts::count_reason>},
    {"decision_date", day<&Facts::decision_date>},
    {"changed_on", day<&Facts::changed_on>},
    {"first_published_on", day<&Facts::first_published_on>},
    {"publish_until", day<&Facts::publish_until>},
    {"status_on", day<&Facts::status_on>},
    {"repaired_on", day<&Facts::repaired_on>},
    {"valid_until", day<&Facts::valid_until>},
    {"approved_on", day<&Facts::approved_on>},
    {"approved_by", filled<&Facts::approved>},
    {"recording", filled<&Facts::recorded>},
    {"penalty_kinds", list<&Facts::kinds>},
    {"measures", list<&Facts::measures>},
    {"officers", list<&Facts::officers>},
    {"count_only", [](Facts& facts, const Json& value) { facts.count_only = value.is_boolean() && value.get<bool>(); }},
    {"fine", [](Facts& facts, const Json& value) {
       facts.has_fine = true;
       facts.fine = value.is_number_integer() ? value.get<int64_t>() : 0;
     }},
};

struct Flag {
  std::string_view name;
  std::string Facts::*word;
};
constexpr Flag kFlags[] = {{"secrecy", &Facts::secrecy},         {"security_risk", &Facts::security_risk},
                           {"series_case", &Facts::series_case}, {"criminal", &Facts::criminal},
                           {"scope", &Facts::scope},             {"minor", &Facts::minor}};

void read_flags(const Record& record, Facts& facts) {
  const Json* said = find_at(record.fields, "disclosure");
  const auto unreadable = [&](std::string_view name) {
    return !record.unreadable.empty() && record.unreadable.count("disclosure." + std::string(name)) > 0;
  };
  for (const Flag& flag : kFlags) {
    if (unreadable(flag.name)) facts.*flag.word = "unreadable";
    else if (const Json* value = said ? find_at(*said, flag.name) : nullptr) facts.*flag.word = flag_word(flag.name, *value);
  }
  facts.redact = strings_at(record.fields, "disclosure.redact");
  if (!said) return;
  facts.reviewed_on = Date::parse(text_at(*said, "reviewed_on"));
  facts.reviewed = !text_at(*said, "reviewed_by").empty() && !unreadable("reviewed_on");
}

void read_party(const Record& record, const DatasetDefinition& definition, Facts& facts) {
  facts.party_kind = party_kind_of(record);
  const std::string name = text_at(record.fields, "party.name");
  const bool coded = uscc_valid(text_at(record.fields, "party.uscc"));
  facts.party_unknown = facts.party_kind.empty() ||
                        (facts.party_kind == "organisation" && !coded && may_be_person(name));
  facts.age = age_of_party(record, facts.party_kind, definition.date);
  const bool business = facts.party_kind == "individual_business";
  if (facts.party_kind == "organisation" && !facts.party_unknown) return;
  for (const std::string& whole : {business && !looks_like_person(name) ? std::string() : name, business ? text_at(record.fields, "party.legal_representative") : std::string()})
    for (const auto& form : name_forms(whole)) facts.name_is_word = facts.name_is_word || is_one_word(nfkc(form));
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

bool says_name(const std::string& number, const std::string& name) {
  const auto forms = name_forms(name);
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return mentions(number, form); });
}

bool holds_personal_number(const Record& record, const std::string& number) {
  if (has_shape_of_person(number)) return true;
  for (const char* field : {"party.id_number", "party.phone"}) {
    const std::string value = nfkc(text_at(record.fields, field));
    if (value.size() >= kNumberPart && contains(nfkc(number), value)) return true;
  }
  return false;
}

/// A number that is itself personal data cannot be shown as an address or a reference.
bool number_unsafe(const Record& record, const Facts& facts, const std::string& number) {
  if (holds_personal_number(record, number)) return true;
  if (const Json* entries = find_at(record.fields, "entries"); entries && entries->is_array())
    for (const Json& entry : *entries)
      if (const std::string candidate = text_at(entry, "name"); names_person(candidate) && says_name(number, candidate)) return true;
  const bool business = facts.party_kind == "individual_business";
  if (facts.party_kind != "natural_person" && !business) return false;
  const std::string name = text_at(record.fields, "party.name");
  const bool named = !business || looks_like_person(name);
  if (named && says_name(number, name)) return true;
  return business && mentions(number, text_at(record.fields, "party.legal_representative"));
}

/// True when a title has digits in a row that nobody can tell: none of those that stand in it in their own right
/// (the record's own number, valid credit codes) and none of those that are hidden in it.
bool title_untold(const std::string& title, const Facts& facts) {
  if (!has_digit_run(title, kTitleDigits)) return false;
  std::vector<Replacement> list;
  Setting setting;
  setting.persons = false;
  for (const Finding& f : examine(title, setting).findings) list.push_back({f.from, f.to, "、", 0});
  for (const std::string& number : {facts.id, facts.document_number})
    for (auto& place : places_of(title, number, "、", 0)) list.push_back(std::move(place));
  std::string rest = with_replacements(title, std::move(list));
  for (size_t at = 0; at + 18 <= rest.size(); ++at)
    if (uscc_valid(std::string_view(rest).substr(at, 18))) rest.replace(at, 18, "、");
  return has_digit_run(rest, kTitleDigits);
}

/// A name of which nobody could say whom it names.
bool names_without_end(const Record& record) {
  const auto endless = [](const std::string& name) { return to_u32(name).size() > kLongestName; };
  const Json* entries = find_at(record.fields, "entries");
  return endless(text_at(record.fields, "party.name")) || endless(text_at(record.fields, "party.legal_representative")) ||
         (entries && entries->is_array() && std::any_of(entries->begin(), entries->end(), [&](const Json& entry) { return endless(text_at(entry, "name")); }));
}

/// Of the id and the document number, which are mostly the same.
template <class Test>
bool any_number(const Record& record, const Facts& facts, Test&& test) {
  return test(record.id) || (facts.document_number != record.id && test(facts.document_number));
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

}  // namespace

bool is_identity(const std::string& number) {
  std::string text = nfkc(number);
  std::erase_if(text, [](char c) { return c == ' ' || c == '-'; });
  return text.size() == 18 && id_number_valid(text) && !uscc_valid(text);
}

bool is_code_list(std::string_view dataset) {
  constexpr std::string_view kLists[] = {"agencies", "officers", "powers", "services", "inspection-items"};
  return std::find(std::begin(kLists), std::end(kLists), dataset) != std::end(kLists);
}

std::string party_kind_of(const Record& record) {
  const std::string kind = text_at(record.fields, "party.kind");
  const std::string code = text_at(record.fields, "party.uscc");
  const bool coded = uscc_valid(code);
  const bool business = coded && code.starts_with("92");
  // Many systems call an individual business an organisation; its code knows better.
  if (!kind.empty()) return kind == "organisation" && business ? "individual_business" : kind;
  if (coded) return business ? "individual_business" : "organisation";
  if (code.empty() && id_number_valid(nfkc(text_at(record.fields, "party.id_number"))))
    return "natural_person";
  return "";
}

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
  Facts facts;
  facts.dataset = record.dataset;
  facts.agency = record.agency;
  facts.id = record.id;
  facts.feed = record.feed;
  for (const auto& [name, value] : record.fields.get_ref<const Json::object_t&>())
    for (const Source& source : kSources)
      if (source.field == name) source.read(facts, value);
  if (record.dataset == "inspections") facts.category = "inspection";
  if (!definition.date.empty()) facts.main_date = Date::parse(text_at(record.fields, definition.date));
  if (!facts.decision_date && facts.is_case()) facts.decision_date = facts.main_date;
  if (record.unreadable.count("status")) facts.status = "unreadable";
  if (!facts.count_only) facts.count_reason.clear();
  read_flags(record, facts);
  if (facts.minor == "true") facts.age = "minor";
  // Persons are guarded in any dataset that has a party. A notice has none as a rule; its flags then
  // speak of the matter.
  if (facts.is_case() || record.fields.contains("party")) {
    read_party(record, definition, facts);
    const bool person = facts.party_kind == "natural_person";
    const LegalBasis basis = legal_basis_of(record, person || facts.party_unknown);
    const bool detained = std::find(facts.kinds.begin(), facts.kinds.end(), "行政拘留") != facts.kinds.end();
    facts.security_basis = basis.security;
    facts.basis_missing = person && detained && !basis.named;
  }
  const std::string title = text_at(record.fields, "title");
  // A certificate number that is its holder's identity number.
  const bool holder = is_identity(record.id), officer = std::any_of(facts.officers.begin(), facts.officers.end(), is_identity);
  facts.personal_number = holder || (!is_code_list(record.dataset) && any_number(record, facts, [&](const std::string& number) {
                                        return holds_personal_number(record, number);
                                      }));
  const bool endless = names_without_end(record);
  facts.redaction_unsure = holder || officer || endless ||
      redact_list_unknown(record, definition) || title_untold(title, facts) ||
      any_number(record, facts, [&](const std::string& number) { return redacted_in_number(record, number); }) ||
      (!is_code_list(record.dataset) &&
       any_number(record, facts, [&](const std::string& number) { return number_unsafe(record, facts, number); }));
  // STATE keeps facts: a number of an officer's own is none.
  std::erase_if(facts.officers, [](const std::string& one) { return !certificate_number_usual(one) && has_personal_shape(one); });
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
