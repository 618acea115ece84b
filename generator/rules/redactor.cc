// From a Record to its View: what is public, and what is hidden in it.
#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"
#include "rules/assess.h"
#include "rules/hide.h"
#include "rules/party_names.h"
#include "rules/texts.h"
#include "rules/view.h"

namespace gongshi {
namespace {

/// Whose words stand where two passages overlap.
enum Rank { kThirdPerson, kParty, kNumber, kAsked };

/// Shorter values may stand anywhere by chance.
constexpr size_t kTellingLength = 5;

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

/// Collects the public fields and hides things in them, keeping count of what and where. All places are
/// found in the text as it came, so that offsets of review lines hold, and replaced at once.
class Redactor {
 public:
  Redactor(const Record& record, const Facts& facts, const DatasetDefinition& definition,
           const std::vector<LineVerdict::Mask>& masks, const Contacts& own)
      : record_(record), facts_(facts), definition_(definition), masks_(masks),
        setting_(setting_of(record, facts, definition, own)) {}

  View make(NamePolicy policy) {
    hidden_ = policy == NamePolicy::kHidden;
    take_public();
    mask_party(policy);
    take_redact_list();
    take_never_public();
    mask_entries();
    mask_named();
    meet_persons();
    for (const auto* field : shown_)
      if (holds_words(*field)) redact(*field);
    obey_redact_list();
    view_.masks = masks_.size();
    std::sort(view_.redacted.begin(), view_.redacted.end());
    view_.redacted.erase(std::unique(view_.redacted.begin(), view_.redacted.end()),
                         view_.redacted.end());
    return std::move(view_);
  }

 private:
  struct Hidden {
    std::string value, shown;
    int rank;
  };

  void take_public() {
    view_.fields = public_part(record_.fields, "");
    std::sort(shown_.begin(), shown_.end());
    if (!at_window()) erase_at(view_.fields, "photo");
    if (!facts_.party_kind.empty() && view_.fields.contains("party"))
      set_at(view_.fields, "party.kind", facts_.party_kind);
    const std::string code = text_at(view_.fields, "party.uscc");
    if (!code.empty() && (!uscc_valid(code) || facts_.party_kind == "natural_person"))
      erase_at(view_.fields, "party.uscc");
  }

  /// The members of an object that are public fields; noted in `shown_`.
  Json public_part(const Json& object, const std::string& prefix) {
    Json out = Json::object();
    auto& members = out.get_ref<Json::object_t&>();
    for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
      const FieldDefinition* field = definition_.field(prefix.empty() ? name : prefix + name);
      if (field && field->type != FieldType::kObject) {
        if (!field->is_public || value.is_null() || never_public(field->name, facts_.party_kind)) continue;
        members.emplace_hint(members.end(), name, field->listed_part(value));
        shown_.push_back(field);
      } else if (value.is_object()) {
        if (Json part = public_part(value, prefix + name + "."); !part.empty())
          members.emplace_hint(members.end(), name, std::move(part));
      }
    }
    return out;
  }

  void mask_party(NamePolicy policy) {
    // What another portal has hidden of a name is nobody's name.
    const auto told = [&](const char* field) { return replaced(text_at(record_.fields, field), kRedacted, ""); };
    const std::string said = text_at(record_.fields, "party.name"), name = told("party.name"), head = told("party.legal_representative");
    const bool business = facts_.party_kind == "individual_business";
    const bool person = facts_.party_kind == "natural_person" || facts_.party_unknown;
    if (business && !head.empty()) {
      hide_name(head);
      show_instead("party.legal_representative", mask_of(head));
      if (contains(name, head)) view_.personal = true;
    }
    if (business)
      for (const std::string& operator_name : persons_in_name(name, head.empty())) {
        hide_name(operator_name);
        view_.personal = true;
      }
    if (facts_.party_kind == "natural_person") erase_at(view_.fields, "party.legal_representative");
    if (business && said != name) view_.personal = true;
    if (said.empty() || !(person || (business && looks_like_person(name)))) return;
    view_.personal = true;
    // Another portal tells no kind of a shop whose person it has masked.
    if (name.empty() || (person && is_masked_shop(name))) return;
    // Penalties and coercion never show a full name, whatever a rule set allows.
    const bool full = policy == NamePolicy::kFull && facts_.category != "penalty" &&
                      !facts_.category.starts_with("coercive");
    if (full) {
      view_.full_name = true;
      for (const auto& form : name_forms(name)) setting_.shown_names.push_back(nfkc(form));
      return;
    }
    show_instead("party.name", mask_of(name));
    hide_name(name);
    if (person)
      for (const auto& form : name_forms(name)) hide_given(form, masked_name(form));
  }

  /// What stands in place of a name: 李某, or nothing of it where a rule set says `hidden`.
  std::string mask_of(const std::string& name) const { return hidden_ ? kRedacted : masked_name(name); }

  void show_instead(const char* field, const std::string& shown) {
    if (find_at(view_.fields, field)) set_at(view_.fields, field, shown);
  }

  /// Hides whoever the name names, by every form and part of it and with those in its brackets.
  void hide_name(const std::string& name) {
    for (auto& [form, mask] : all_forms(name))
      if (hidden_ || !contains(mask, form)) names_.push_back({form, hidden_ ? kRedacted : mask, kParty});
  }

  /// Whoever is named whole is often called by the given name alone from then on. That of one who only works for a
  /// company called the same is its name as well.
  void hide_given(const std::string& name, const std::string& mask) {
    const std::string given = given_name(name);
    if (given.empty() || (facts_.party_kind != "natural_person" && contains(text_at(record_.fields, "party.name"), given))) return;
    const std::u32string masked = to_u32(mask);
    const size_t surname = bare_name(name).size() - to_u32(given).size();
    given_.push_back({given, hidden_ ? kRedacted : to_utf8(std::u32string_view(masked).substr(std::min(surname, masked.size()))), kThirdPerson});
  }

  /// Given names alone: where nothing is hidden yet, and no street or shop is called so.
  void add_given(const std::string& text, std::vector<Replacement>& list) {
    constexpr std::u32string_view kPlaces = U"路街巷镇乡村店厂馆社";
    std::vector<Replacement> more;
    for (const auto& hidden : given_)
      for (auto& place : places_of(text, hidden.value, hidden.shown, hidden.rank)) more.push_back(std::move(place));
    if (more.empty()) return;
    const std::u32string points = to_u32(text);
    std::erase_if(more, [&](const Replacement& given) {
      return (given.to < points.size() && kPlaces.find(points[given.to]) != kPlaces.npos) ||
             std::ranges::any_of(list, [&](const Replacement& r) { return r.from < given.to && given.from < r.to; });
    });
    add(list, std::move(more), "自然人姓名");
  }

  /// The values that must be hidden wherever they stand.
  void take_redact_list() {
    for (const auto& field : facts_.redact)
      if (const Json* value = find_at(record_.fields, field)) {
        each_string(*value, [&](const std::string& text) { values_.push_back({text, kRedacted, kAsked}); });
        if (field == "party.name" || field == "party")
          for (std::string& form : shortened_names(text_at(record_.fields, "party.name"))) values_.push_back({std::move(form), kRedacted, kAsked});
      }
  }

  /// The picture of an officer is shown of those alone who sit at a public window.
  bool at_window() const {
    const Json* window = find_at(record_.fields, "window");
    return window && window->is_boolean() && window->get<bool>();
  }

  /// What the party's own fields say and may not show is hidden in every text as well.
  void take_never_public() {
    static const std::pair<const char*, PersonalKind> kFields[] = {
        {"party.id_number", PersonalKind::kIdentity},
        {"party.legal_representative_id", PersonalKind::kIdentity},
        {"party.phone", PersonalKind::kPhone},
        {"party.address", PersonalKind::kAddress}};
    if (facts_.party_kind == "organisation" && !facts_.party_unknown) return;
    for (const auto& [field, kind] : kFields) hide_elsewhere(text_at(record_.fields, field), kind);
  }

  /// What was told for personal data in one place is hidden in the others, where nothing tells it.
  void hide_elsewhere(const std::string& value, PersonalKind kind) {
    if (to_u32(value).size() >= kTellingLength) values_.push_back({value, replacement_of(kind), kNumber});
  }

  /// What stands for a field hidden as a whole: of several paragraphs, how many and why.
  std::string in_place_of(const std::string& text) const {
    const auto lines = split(text, '\n');
    const auto paragraphs = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return !trimmed(line).empty(); });
    const std::string why = facts_.secrecy == "trade" ? "商业秘密" : facts_.secrecy == "privacy" ? "个人隐私" : "";
    if (paragraphs < 2 || why.empty()) return kRedacted;
    return "■此处隐去 " + std::to_string(paragraphs) + " 段，涉及" + why + "■";
  }

  /// The mark in the shape of what it stands for, so that whoever reads the field still sees that something was there.
  Json mark_for(const std::string& field, const Json& shown) const {
    const FieldDefinition* defined = definition_.field(field);
    if (shown.is_object()) return field == "party" ? Json{{"name", kRedacted}} : Json::object();
    if (!shown.is_array()) return kRedacted;
    if (defined && !defined->members.empty()) return Json::array({{{defined->members.front().first, kRedacted}}});
    return Json::array({kRedacted});
  }

  void obey_redact_list() {
    for (const auto& field : facts_.redact) {
      if (const Json* shown = find_at(view_.fields, field)) {
        set_at(view_.fields, field, shown->is_string() ? Json(in_place_of(text_at(record_.fields, field))) : mark_for(field, *shown));
        view_.redacted.push_back(field);
      }
      // A party whose name is hidden must not be found by its code or its head.
      if (field == "party.name") {
        erase_at(view_.fields, "party.uscc");
        erase_at(view_.fields, "party.legal_representative");
      }
      // What is no text may be said in other words in every text.
      const FieldDefinition* asked_field = definition_.field(field);
      if (asked_field && !holds_words(*asked_field)) hide_texts();
      if (field != "document" && !found_apart(field)) {
        if (find_at(view_.fields, "document")) view_.redacted.push_back("document");
        erase_at(view_.fields, "document");
      }
    }
  }

  void hide_texts() {
    for (const auto* field : shown_) {
      if (field->type != FieldType::kText || !find_at(view_.fields, field->name)) continue;
      set_at(view_.fields, field->name, kRedacted);
      view_.redacted.push_back(field->name);
    }
  }

  /// True when every value of the field could be found in the document; what cannot be told apart there
  /// may still be said in other words (design section 5, `redact`).
  bool found_apart(const std::string& field) const {
    const Json* value = find_at(record_.fields, field);
    const std::string document = text_at(record_.fields, "document");
    if (!value || document.empty()) return true;
    if (!value->is_string() && !value->is_array()) return false;
    bool all = true;
    each_string(*value, [&](const std::string& text) { all = all && !places_of(document, text, {}, 0).empty(); });
    return all;
  }

  /// Candidates of an examination, winners of a draw: the name masked beside the number.
  void mask_entries() {
    Json* entries = find_at(view_.fields, "entries");
    if (!entries || !entries->is_array()) return;
    for (auto& entry : *entries) {
      if (const std::string number = text_at(entry, "number"); plain_name(Reading(number), 0, to_u32(number).size())) {
        entry["number"] = mask_of(number);
        hide_name(number);
      }
      const std::string candidate = text_at(entry, "name");
      if (!names_person(candidate)) continue;
      entry["name"] = mask_of(candidate);
      hide_name(candidate);
      view_.redacted.push_back("entries");
    }
  }

  /// Whoever a field of the site names (sensitivity `name`); only what is an organisation for sure stays.
  void mask_named() {
    for (const auto* field : shown_) {
      Json* value = is_named_person(*field) ? find_at(view_.fields, field->name) : nullptr;
      if (!value) continue;
      each_string(*value, [&](std::string& told) {
        if (told.empty() || names_organisation(told)) return;
        hide_name(told);
        told = mask_of(told);
        view_.redacted.push_back(field->name);
      });
    }
  }

  static bool is_name_of_party(const FieldDefinition& field) {
    return field.name == "party.name" || field.name == "party.legal_representative";
  }

  /// What is written beside a party's name: 赵小满 139…; of the name itself nothing.
  std::vector<Finding> numbers_in_name(const std::string& text) const {
    Setting setting = setting_;
    setting.persons = false;
    std::vector<Finding> found = examine(text, setting).findings;
    std::erase_if(found, [](const Finding& f) {
      return f.kind == PersonalKind::kName || f.kind == PersonalKind::kAccount || f.kind == PersonalKind::kPassport;
    });
    return found;
  }

  /// Third persons are met in the order of the fields, and each keeps the mask of the first meeting.
  void meet_persons() {
    for (const auto* field : shown_) {
      const bool own = is_name_of_party(*field);
      const Json* value = own || is_examined(*field) ? find_at(view_.fields, field->name) : nullptr;
      if (!value) continue;
      each_string(*value, [&](const std::string& text) {
        auto& seen = seen_[field->name].emplace_back(own ? numbers_in_name(text) : examine_in(*field, text, setting_).findings);
        const std::u32string points = seen.empty() ? std::u32string() : to_u32(text);
        for (const Finding& f : seen) {
          if (f.kind == PersonalKind::kName && !is_party(f.name)) persons_.mask_of(f.name);
          if (f.kind < PersonalKind::kHealth)
            hide_elsewhere(to_utf8(std::u32string_view(points).substr(f.from, f.to - f.from)), f.kind);
        }
      });
    }
    for (const auto& [name, mask] : persons_.all()) {
      names_.push_back({name, hidden_ ? kRedacted : mask, kThirdPerson});
      hide_given(name, mask);
    }
  }

  /// A name whose characters a tag or a reference parts stands in no text as a whole; it is masked where it was met.
  void add_parted_name(const Finding& f, std::vector<Replacement>& list) {
    const bool covered = std::any_of(list.begin(), list.end(), [&](const Replacement& r) { return r.from < f.to && f.from < r.to; });
    if (covered) return;
    const auto known = std::find_if(names_.begin(), names_.end(), [&](const Hidden& hidden) {
      return hidden.value == f.name || !places_of_name(f.name, hidden.value, {}, 0).empty();
    });
    list.push_back({f.from, f.to, known == names_.end() ? std::string(kRedacted) : known->shown, kThirdPerson});
    ++view_.redactions["自然人姓名"];
  }

  bool is_party(const std::string& name) const {
    return std::any_of(names_.begin(), names_.end(), [&](const Hidden& hidden) {
      return !places_of_name(name, hidden.value, {}, 0).empty();
    });
  }

  void redact(const FieldDefinition& field) {
    Json* value = find_at(view_.fields, field.name);
    if (!value) return;
    // The name of an organisation stays whole, whoever is called like it; only its own operator goes.
    const bool own = is_name_of_party(field);
    const auto seen = seen_.find(field.name);
    size_t place = 0;
    bool found = false;
    each_string(*value, [&](std::string& text) {
      std::vector<Replacement> list;
      for (const auto& hidden : values_) add(list, places_of(text, hidden.value, hidden.shown, hidden.rank));
      for (const auto& hidden : names_)
        if (!own || hidden.rank != kThirdPerson) add(list, places_of_name(text, hidden.value, hidden.shown, hidden.rank), "自然人姓名");
      if (seen != seen_.end()) add_findings(seen->second[place++], list);
      if (!own) add_given(text, list);
      const bool reference = field.type == FieldType::kId && field.name != "document_number";
      if ((reference && has_personal_shape(text)) || (field.type == FieldType::kCode && is_identity(text)))
        list.push_back({0, to_u32(text).size(), kRedacted, kNumber});
      for (const auto& mask : masks_)
        if (mask.field == field.name) list.push_back({mask.from, mask.to, kRedacted, kAsked});
      if (list.empty()) return;
      found = true;
      if (field.type == FieldType::kMarkdown)
        for (Replacement& r : list) r.shown = replaced(std::move(r.shown), "*", "\\*");  // J*** is no emphasis
      text = with_replacements(text, std::move(list));
    });
    if (found) view_.redacted.push_back(field.name);
  }

  void add_findings(const std::vector<Finding>& findings, std::vector<Replacement>& list) {
    for (const Finding& f : findings) {
      if (f.kind == PersonalKind::kName) {  // masked above, with every other place it stands in
        add_parted_name(f, list);
        continue;
      }
      list.push_back({f.from, f.to, replacement_of(f.kind), kNumber});
      ++view_.redactions[kind_label(f.kind)];
    }
  }

  void add(std::vector<Replacement>& list, std::vector<Replacement> more, const char* kind = nullptr) {
    if (kind && !more.empty()) view_.redactions[kind] += static_cast<int>(more.size());
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  const Record& record_;
  const Facts& facts_;
  const DatasetDefinition& definition_;
  const std::vector<LineVerdict::Mask>& masks_;
  Setting setting_;
  std::vector<const FieldDefinition*> shown_;  ///< the public fields the record fills
  std::vector<Hidden> values_, names_, given_;
  bool hidden_ = false;  ///< no part of a name is shown
  PersonMasks persons_;
  std::map<std::string, std::vector<std::vector<Finding>>> seen_;  ///< by field, in the order of its texts
  View view_;
};

}  // namespace

View make_view(const Record& record, const Facts& facts, const DatasetDefinition& definition,
               NamePolicy policy, const std::vector<LineVerdict::Mask>& masks, const Contacts& own) {
  return Redactor(record, facts, definition, masks, own).make(policy);
}

}  // namespace gongshi
