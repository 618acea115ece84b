#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "intake/record.h"
#include "intake/typed_value.h"
#include "rules/detectors.h"
#include "rules/facts.h"
#include "rules/lines.h"
#include "rules/names.h"
#include "site/definition.h"

namespace gongshi {

/// The public fields of a record after redaction, not yet bound to a day.
struct View {
  Json fields = Json::object();
  std::vector<std::string> redacted;  ///< fields with something hidden, by name
  bool personal = false;              ///< the party is, or is named after, a natural person
  bool full_name = false;             ///< the party's full name is shown (policy `full`)
  std::map<std::string, int> redactions;  ///< passages hidden, by kind_label, for the night report
  size_t masks = 0;                   ///< passages of review lines that are hidden in it

  Json to_json() const;
  static View from_json(const Json& json);
};

/// Only fields the definition calls public, none that never_public names; a natural person's name masked
/// at every occurrence, third persons likewise, `disclosure.redact` and the masks of review lines obeyed,
/// what detectors find replaced visibly (个人信息保护法第二十五条、第五十一条).
View make_view(const Record& record, const Facts& facts, const DatasetDefinition& definition,
               NamePolicy policy, const std::vector<LineVerdict::Mask>& masks = {}, const Contacts& own = {});

/// Hides what review lines ask to hide and the view, made before them, still shows.
void tighten_masks(View& view, const std::vector<LineVerdict::Mask>& masks);

/// Makes a kept view as tight as today's policy asks. Never loosens.
void tighten_names(View& view, NamePolicy policy);

/// What is visible in place of what was hidden.
inline constexpr const char* kRedacted = kHiddenMark;

/// The name of somebody whom a text calls an officer or expert. It is hidden there; since officers' names are to be published,
/// it is forbidden elsewhere only while the record itself is not public.
inline constexpr const char* kOfficerName = "officer";

/// A value that must not appear in a release, before it is turned into a fingerprint.
struct ForbiddenText {
  /// identity, phone, bank, plate, email, number, name, address, text, or kOfficerName
  std::string kind;
  std::string value;
};

/// Personal values of the record: forbidden whatever its state.
std::vector<ForbiddenText> personal_values(const Record& record, const Facts& facts,
                                            const DatasetDefinition& definition,
                                           const Contacts& own = {});
/// What else is forbidden while the record is not public: its id, number and texts.
std::vector<ForbiddenText> record_values(const Record& record);
/// The same from a view, when a published record comes down and its text is no longer kept.
std::vector<ForbiddenText> view_values(const View& view, const Facts& facts);

}  // namespace gongshi
