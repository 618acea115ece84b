// What a View is and what of it is forbidden elsewhere. The redacting itself: redactor.cc.
#include "rules/view.h"

#include <algorithm>
#include <set>

#include "base/characters.h"
#include "base/text.h"
#include "rules/hide.h"
#include "rules/party_names.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

constexpr size_t kTellingDigits = 9;  // more than a date has
constexpr long kPhoneDigits = 10, kIdentityDigits = 14, kPassportDigits = 6;

/// What detectors find in the record's texts; illness and birth dates are no values to look for.
void found_within(const Record& record, const Facts& facts, const DatasetDefinition& definition, const Contacts& own,
                  std::vector<ForbiddenText>& out) {
  const Setting setting = setting_of(record, facts, definition, own);
  std::set<std::string> officers;
  for (const auto& field : definition.fields) {
    const Json* value = is_examined(field) ? find_at(record.fields, field.name) : nullptr;
    if (!value) continue;
    each_string(*value, [&](const std::string& text) {
      const auto findings = examine_in(field, text, setting).findings;
      if (findings.empty()) return;
      const std::u32string points = to_u32(text);
      for (const Finding& f : findings) {
        if (f.kind == PersonalKind::kHealth || f.kind == PersonalKind::kBirth) continue;
        out.push_back({kind_word(f.kind), to_utf8(std::u32string_view(points).substr(f.from, f.to - f.from))});
        if (f.officer) officers.insert(out.back().value);
      }
    });
  }
  for (ForbiddenText& value : out)
    if (value.kind == "name" && officers.contains(value.value)) value.kind = kOfficerName;
}

bool is_letter(char32_t c) { return c >= 0x80 || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z'); }

/// 示例区中山路: a place where a name should stand.
bool is_place(const std::u32string& text) {
  constexpr size_t kLongName = 4;
  return text.size() > kLongName && among(U"路街巷道村镇乡区县市号室栋幢", text.back());
}

/// A value proves that its record is there only if nothing else looks like it. A road without a number,
/// a service line, a torn number and a name that is an everyday word stand on honest pages too.
bool telling(const std::string& kind, const std::string& value) {
  const std::u32string text = to_u32(nfkc(value));
  const auto digits = std::count_if(text.begin(), text.end(), is_ascii_digit);
  const bool latin = std::any_of(text.begin(), text.end(), [](char32_t c) { return (c | 0x20) >= U'a' && (c | 0x20) <= U'z'; });
  if (kind == "address") return digits > 0 || contains(value, "号") || contains(value, "室");
  if (kind == "phone") {
    std::u32string number;
    std::copy_if(text.begin(), text.end(), std::back_inserter(number), is_ascii_digit);
    return digits >= kPhoneDigits && !number.starts_with(U"400") && !number.starts_with(U"800");
  }
  if (kind == "identity") return digits >= kIdentityDigits || (latin && digits >= kPassportDigits);
  if (kind == "name" || kind == kOfficerName) return std::count_if(text.begin(), text.end(), is_letter) > 1 && !is_masked(value) && !is_one_word(nfkc(value)) && !(surname_at(text, 0) < 2 && made_of_words(text)) && !is_place(text);
  return true;
}

/// Without what another portal has hidden; the words of its mark stand on many pages.
std::string unmarked(const std::string& value) { return std::string(trimmed(replaced(value, kRedacted, ""))); }

void add_text(const std::string& text, std::vector<ForbiddenText>& out) {
  if (!unmarked(text).empty()) out.push_back({"text", text});
}

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
    digits += is_ascii_digit(c);
    letters += is_letter(c) && c != U'年' && c != U'月' && c != U'日';
  }
  if (digits >= kTellingDigits || (digits > 0 && letters > 0)) out.push_back({"number", number});
}

}  // namespace

Json View::to_json() const {
  return {{"fields", fields},       {"redacted", redacted},     {"personal", personal},
          {"full_name", full_name}, {"redactions", redactions}, {"masks", masks}};
}

View View::from_json(const Json& json) {
  View view;
  view.fields = json.value("fields", Json::object());
  view.redacted = json.value("redacted", std::vector<std::string>());
  view.personal = json.value("personal", false);
  view.full_name = json.value("full_name", false);
  view.redactions = json.value("redactions", std::map<std::string, int>());
  view.masks = json.value("masks", size_t{0});
  return view;
}

namespace {

/// 李某甲, 欧阳某乙: what stands for third persons, in place of which nothing of the name may be shown.
std::string without_masks(const std::string& text) {
  const std::u32string points = to_u32(text);
  std::vector<Replacement> list;
  for (size_t i = points.find(U'某'); i != points.npos; i = points.find(U'某', i + 1)) {
    if (i == 0 || i + 1 >= points.size() || !among(U"甲乙丙丁戊己庚辛壬癸0123456789", points[i + 1])) continue;
    const size_t two = i >= 2 && surname_at(points, i - 2) == 2 ? 2 : 0;
    const size_t surname = two > 0 ? two : surname_at(points, i - 1);
    size_t end = i + 2;
    while (end < points.size() && points[end] >= U'0' && points[end] <= U'9') ++end;
    if (surname > 0) list.push_back({i - surname, end, kRedacted, 0});
  }
  return with_replacements(text, std::move(list));
}

}  // namespace

void tighten_names(View& view, NamePolicy policy) {
  if (policy == NamePolicy::kHidden) each_string(view.fields, [](std::string& text) { text = without_masks(text); });
  if (!view.personal || policy == NamePolicy::kFull) return;
  const std::string shown = text_at(view.fields, "party.name");
  std::string tighter = shown;
  if (view.full_name) tighter = masked_name(shown);
  if (policy == NamePolicy::kHidden) tighter = kRedacted;
  if (tighter == shown || shown.empty()) return;
  auto forms = all_forms(shown);
  std::stable_sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.text.size() > b.text.size(); });
  each_string(view.fields, [&](std::string& text) {
    for (const auto& [form, mask] : forms) text = replaced(text, form, policy == NamePolicy::kHidden ? tighter : mask);
  });
  view.full_name = false;
}

void tighten_masks(View& view, const std::vector<LineVerdict::Mask>& masks) {
  // The offsets speak of the text as it came, which is not kept; the whole field goes until it comes again.
  for (size_t i = view.masks; i < masks.size(); ++i) {
    if (!find_at(view.fields, masks[i].field)) continue;
    set_at(view.fields, masks[i].field, kRedacted);
    view.redacted.push_back(masks[i].field);
  }
  std::sort(view.redacted.begin(), view.redacted.end());
  view.redacted.erase(std::unique(view.redacted.begin(), view.redacted.end()), view.redacted.end());
}

std::vector<ForbiddenText> personal_values(const Record& record, const Facts& facts,
                                            const DatasetDefinition& definition, const Contacts& own) {
  std::vector<ForbiddenText> out;
  const auto add = [&](const char* kind, const char* field) {
    const std::string value = unmarked(text_at(record.fields, field));
    if (!value.empty()) out.push_back({kind, value});
  };
  add("identity", "party.id_number");
  add("identity", "party.legal_representative_id");
  const bool organisation = facts.party_kind == "organisation" && !facts.party_unknown;
  if (!organisation) {
    add("phone", "party.phone");
    add("address", "party.address");
  }
  const std::string name = unmarked(text_at(record.fields, "party.name")), head = unmarked(text_at(record.fields, "party.legal_representative"));
  const bool business = facts.party_kind == "individual_business";
  if (names_somebody(name) && !organisation && (!business || looks_like_person(name)))
    for (const auto& form : name_forms(name)) out.push_back({"name", form});
  if (business)
    for (const auto& form : name_forms(head)) out.push_back({"name", form});
  if (!organisation)
    for (const auto& person : persons_in_name(name, business && head.empty()))
      out.push_back({"name", person});
  for (const auto& field : definition.fields)
    if (const Json* value = is_named_person(field) ? find_at(record.fields, field.name) : nullptr)
      each_string(*value, [&](const std::string& told) {
        if (!told.empty() && !names_organisation(told))
          for (const auto& form : name_forms(unmarked(told))) out.push_back({"name", form});
      });
  found_within(record, facts, definition, own, out);
  std::erase_if(out, [](const ForbiddenText& entry) { return !telling(entry.kind, entry.value); });
  for (const std::string& field : facts.redact)
    if (const Json* value = find_at(record.fields, field))
      each_string(*value, [&](const std::string& text) { add_text(text, out); });
  return out;
}

std::vector<ForbiddenText> record_values(const Record& record) {
  std::vector<ForbiddenText> out;
  add_number(record.id, out);
  add_number(text_at(record.fields, "document_number"), out);
  for (const auto& [name, value] : record.fields.items())
    if (name != "disclosure" && name != "agency" && name != "source")
      each_string(value, [&](const std::string& text) { add_text(text, out); });
  return out;
}

std::vector<ForbiddenText> view_values(const View& view, const Facts& facts) {
  std::vector<ForbiddenText> out;
  add_number(facts.id, out);
  add_number(facts.document_number, out);
  each_string(view.fields, [&](const std::string& text) { add_text(text, out); });
  return out;
}

}  // namespace gongshi
