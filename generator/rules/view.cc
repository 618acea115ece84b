#include "rules/view.h"

#include <algorithm>
#include <functional>

#include "base/identifiers.h"
#include "base/text.h"
#include "rules/personal_numbers.h"
#include "rules/hide.h"
#include "rules/names.h"

namespace gongshi {
namespace {

constexpr size_t kGuardedDigits = 7;
constexpr size_t kTellingDigits = 9;  // more than a date has

bool guarded(FieldType type) {
  return type == FieldType::kString || type == FieldType::kStrings || type == FieldType::kObjects;
}

/// False for code lists, dates, amounts and the like: they say nothing about anybody, and what they
/// say is needed to place the record.
bool holds_words(const FieldDefinition& field) {
  switch (field.type) {
    case FieldType::kString:
    case FieldType::kText:
    case FieldType::kMarkdown:
    case FieldType::kCode:
    case FieldType::kId:
    case FieldType::kStrings:
    case FieldType::kPhone:
    case FieldType::kPlain:
    case FieldType::kObjects:
      return field.values.empty();
    default:
      return false;
  }
}

bool free_text(FieldType type) { return type == FieldType::kText || type == FieldType::kMarkdown; }

/// Calls `change` for every string in a value.
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

/// Collects the public fields and hides things in them, keeping count of where.
class Redactor {
 public:
  Redactor(const Record& record, const Facts& facts, const DatasetDefinition& definition)
      : record_(record), facts_(facts), definition_(definition) {}

  View make(NamePolicy policy) {
    take_public();
    mask_party(policy);
    obey_redact_list();
    guard_strings();
    std::sort(view_.redacted.begin(), view_.redacted.end());
    view_.redacted.erase(std::unique(view_.redacted.begin(), view_.redacted.end()),
                         view_.redacted.end());
    return std::move(view_);
  }

 private:
  void take_public() {
    for (const auto& field : definition_.fields) {
      if (!field.is_public || free_text(field.type) || field.type == FieldType::kObject) continue;
      if (never_public(field.name, facts_.party_kind)) continue;
      const Json* value = find_at(record_.fields, field.name);
      if (value && !value->is_null()) set_at(view_.fields, field.name, *value);
    }
    if (!facts_.party_kind.empty() && view_.fields.contains("party"))
      set_at(view_.fields, "party.kind", facts_.party_kind);
    const std::string code = text_at(view_.fields, "party.uscc");
    if (!code.empty() && (!uscc_valid(code) || facts_.party_kind == "natural_person"))
      erase_at(view_.fields, "party.uscc");
  }

  void mask_party(NamePolicy policy) {
    const std::string name = text_at(record_.fields, "party.name");
    const std::string head = text_at(record_.fields, "party.legal_representative");
    const bool business = facts_.party_kind == "individual_business";
    const bool person = facts_.party_kind == "natural_person" || facts_.party_unknown;
    if (business && !head.empty()) {
      hide_name(head, masked_name(head));
      show_instead("party.legal_representative", masked_name(head));
    }
    if (facts_.party_kind == "natural_person") erase_at(view_.fields, "party.legal_representative");
    if (name.empty() || !(person || (business && looks_like_person(name)))) return;
    view_.personal = true;
    // Penalties and coercion never show a full name, whatever a rule set allows.
    const bool full = policy == NamePolicy::kFull && facts_.category != "penalty" &&
                      !facts_.category.starts_with("coercive");
    if (full) {
      view_.full_name = true;
      return;
    }
    const std::string shown = policy == NamePolicy::kHidden ? kRedacted : masked_name(name);
    show_instead("party.name", shown);
    hide_name(name, shown);
  }

  void show_instead(const char* field, const std::string& shown) {
    if (find_at(view_.fields, field)) set_at(view_.fields, field, shown);
  }

  void hide_name(const std::string& name, const std::string& shown) {
    for (const auto& form : name_forms(name)) hide(form, shown);
  }

  void obey_redact_list() {
    const Json* list = find_at(record_.fields, "disclosure.redact");
    if (!list || !list->is_array()) return;
    for (const auto& entry : *list) {
      if (!entry.is_string()) continue;
      const std::string field = entry.get<std::string>();
      if (const Json* value = find_at(record_.fields, field))
        each_string(*value, [&](const std::string& text) {
          hide(text, kRedacted);
        });
      if (const Json* shown = find_at(view_.fields, field)) {
        if (shown->is_string()) set_at(view_.fields, field, kRedacted);
        else erase_at(view_.fields, field);
        view_.redacted.push_back(field);
      }
      // A party whose name is hidden must not be found by its code or its head.
      if (field == "party.name") {
        erase_at(view_.fields, "party.uscc");
        erase_at(view_.fields, "party.legal_representative");
      }
    }
  }

  void guard_strings() {
    for (const auto& field : definition_.fields) {
      // Certificate numbers of the officers are public (行政处罚法第三十九条) and long.
      if (!guarded(field.type) || field.name == "officers") continue;
      const Json* value = find_at(view_.fields, field.name);
      if (!value) continue;
      Json copy = *value;
      bool found = false;
      each_string(copy, std::function<void(std::string&)>([&](std::string& text) {
                    if (!has_personal_shape(text) && !has_digit_run(text, kGuardedDigits)) return;
                    text = kRedacted;
                    found = true;
                  }));
      if (!found) continue;
      set_at(view_.fields, field.name, std::move(copy));
      view_.redacted.push_back(field.name);
    }
  }

  /// Replaces a value wherever it stands in the words of the view.
  void hide(const std::string& value, const std::string& shown) {
    for (const auto& field : definition_.fields) {
      const Json* at = find_at(view_.fields, field.name);
      if (!at || !holds_words(field)) continue;
      Json copy = *at;
      bool found = false;
      each_string(copy, std::function<void(std::string&)>([&](std::string& text) {
                    if (auto hidden = with_hidden(text, value, shown)) {
                      text = std::move(*hidden);
                      found = true;
                    }
                  }));
      if (!found) continue;
      set_at(view_.fields, field.name, std::move(copy));
      view_.redacted.push_back(field.name);
    }
  }

  const Record& record_;
  const Facts& facts_;
  const DatasetDefinition& definition_;
  View view_;
};

void numbers_within(const std::string& text, std::vector<ForbiddenText>& out) {
  for (auto& number : personal_numbers(text)) out.push_back({number.kind, number.digits});
}

bool is_letter(char32_t c) { return c >= 0x80 || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

/// What is written with digits alone is no name (2026 stands on every page).
bool names_somebody(const std::string& name) {
  const std::u32string text = to_u32(nfkc(name));
  return std::any_of(text.begin(), text.end(), is_letter);
}

/// A number proves that its record is there only if nothing else looks like it: a word without a
/// digit (行政处罚决定书 in place of a number), a year and month, or a short serial number may be
/// anything.
void add_number(const std::string& number, std::vector<ForbiddenText>& out) {
  size_t digits = 0, letters = 0;
  for (const char32_t c : to_u32(nfkc(number))) {
    digits += c >= U'0' && c <= U'9';
    letters += is_letter(c) && c != U'年' && c != U'月' && c != U'日';
  }
  if (digits >= kTellingDigits || (digits > 0 && letters > 0)) out.push_back({"number", number});
}

}  // namespace

Json View::to_json() const {
  return {{"fields", fields}, {"redacted", redacted}, {"personal", personal}, {"full_name", full_name}};
}

View View::from_json(const Json& json) {
  View view;
  view.fields = json.value("fields", Json::object());
  view.redacted = json.value("redacted", std::vector<std::string>());
  view.personal = json.value("personal", false);
  view.full_name = json.value("full_name", false);
  return view;
}

View make_view(const Record& record, const Facts& facts, const DatasetDefinition& definition,
               NamePolicy policy) {
  return Redactor(record, facts, definition).make(policy);
}

void tighten_names(View& view, NamePolicy policy) {
  if (!view.personal || policy == NamePolicy::kFull) return;
  const std::string shown = text_at(view.fields, "party.name");
  std::string tighter = shown;
  if (view.full_name) tighter = masked_name(shown);
  if (policy == NamePolicy::kHidden) tighter = kRedacted;
  if (tighter == shown || shown.empty()) return;
  each_string(view.fields, std::function<void(std::string&)>([&](std::string& text) {
                text = replaced(text, shown, tighter);
              }));
  view.full_name = false;
}

std::vector<ForbiddenText> personal_values(const Record& record, const Facts& facts,
                                            const DatasetDefinition& definition) {
  std::vector<ForbiddenText> out;
  const auto add = [&](const char* kind, const char* field) {
    const std::string value = text_at(record.fields, field);
    if (!value.empty()) out.push_back({kind, value});
  };
  add("identity", "party.id_number");
  add("identity", "party.legal_representative_id");
  const bool organisation = facts.party_kind == "organisation" && !facts.party_unknown;
  if (!organisation) {
    add("phone", "party.phone");
    add("address", "party.address");
  }
  const std::string name = text_at(record.fields, "party.name");
  const bool business = facts.party_kind == "individual_business";
  if (names_somebody(name) && !organisation && (!business || looks_like_person(name)))
    for (const auto& form : name_forms(name)) out.push_back({"name", form});
  if (business) add("name", "party.legal_representative");
  for (const auto& field : definition.fields)
    if (free_text(field.type))
      if (const Json* value = find_at(record.fields, field.name))
        each_string(*value, [&](const std::string& text) { numbers_within(text, out); });
  if (const Json* list = find_at(record.fields, "disclosure.redact"); list && list->is_array())
    for (const auto& entry : *list)
      if (entry.is_string())
        if (const Json* value = find_at(record.fields, entry.get<std::string>()))
          each_string(*value, [&](const std::string& text) { out.push_back({"text", text}); });
  return out;
}

std::vector<ForbiddenText> record_values(const Record& record) {
  std::vector<ForbiddenText> out;
  add_number(record.id, out);
  add_number(text_at(record.fields, "document_number"), out);
  for (const auto& [name, value] : record.fields.items())
    if (name != "disclosure" && name != "agency" && name != "source")
      each_string(value, [&](const std::string& text) { out.push_back({"text", text}); });
  return out;
}

std::vector<ForbiddenText> view_values(const View& view, const Facts& facts) {
  std::vector<ForbiddenText> out;
  add_number(facts.id, out);
  add_number(facts.document_number, out);
  each_string(view.fields, [&](const std::string& text) { out.push_back({"text", text}); });
  return out;
}

}  // namespace gongshi
