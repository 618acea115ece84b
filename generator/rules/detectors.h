#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/characters.h"
#include "base/identifiers.h"
#include "base/json.h"
#include "rules/lexicon.h"
#include "rules/reading.h"

namespace gongshi {

/// What kind of personal data a passage is. The order is the order of the night report.
enum class PersonalKind {
  kIdentity, kPhone, kBank, kPlate, kPassport, kMail, kAccount, kAddress, kHealth, kBirth, kName
};
inline constexpr int kPersonalKinds = 11;

/// Personal data in a text: code points [from, to) of the text as it was written.
struct Finding {
  PersonalKind kind;
  size_t from = 0, to = 0;
  std::string name;  ///< of a person, as NFKC has it; empty for other kinds
  bool officer = false;  ///< named as an officer or expert
};

/// A passage that a person must look at before the record is shown.
struct Doubt {
  std::string reason;  ///< redaction_unsure, minor_suspected, secrecy_suspected
  size_t from = 0, to = 0;
  std::string why;     ///< Chinese, in short
};

/// What of its own agency may stand in a record's texts: how it can be reached, and who of it acted.
struct Contacts {
  std::vector<std::string> phones;     ///< digits only
  std::vector<std::string> addresses;  ///< NFKC
  std::vector<std::string> officers;   ///< NFKC; names of the record's `officers`

  /// From the public fields of a record of the dataset `agencies`.
  static Contacts of(const Json& agency);
};

/// What a detector must know of the record around the text.
struct Setting {
  bool persons = true;        ///< names, illness and under-age persons are looked for as well as numbers
  bool person_party = false;  ///< the party is, or is named after, a natural person
  int year = 0;               ///< of the decision, by which under-age is told from a birth year; 0 unknown
  std::vector<std::string> shown_names;    ///< public in their own right: its officers, the head of an organisation
  Contacts own;  ///< of the record's own agency
};

struct Examination {
  std::vector<Finding> findings;  ///< by place, none overlapping another
  std::vector<Doubt> doubts;
};

/// Looks at a text once. Time is linear in its length: no detector looks further than one sentence.
Examination examine(std::string_view text, const Setting& setting, bool markdown = false);

/// A text under examination, for detectors.
struct Page {
  const Reading& reading;
  const Setting& setting;
  const std::vector<CueHit>& cues;
  Examination& out;
  std::vector<Finding> found;  ///< in points, before they are put in order
  size_t listed = 0;           ///< lists of names before this point have been walked

  void find(PersonalKind kind, size_t begin, size_t end) { found.push_back({kind, begin, end, {}, false}); }
  void doubt(const char* reason, size_t begin, size_t end, const char* why) {
    out.doubts.push_back({reason, reading.from(begin), reading.to(end), why});
  }
};

/// One detector: which cue wakes it, what it finds, and where that is written.
struct Detector {
  const char* name;
  Cue cue;
  const char* source;     ///< article or standard
  const char* condition;  ///< Chinese, for docs/rules.md
  const char* effect;     ///< Chinese: what stands instead, or the reason that holds the record
  void (*look)(Page& page, const CueHit& cue);
};
std::span<const Detector> detectors();

PersonalKind kind_of(ShapeKind shape);
/// What stands in place of a finding: `■证件号码已隐去■`. Names have a mask of their own.
const char* replacement_of(PersonalKind kind);
const char* kind_label(PersonalKind kind);  ///< 证件号码, for the night report
const char* kind_word(PersonalKind kind);   ///< identity, phone, … as fingerprints call it

// The detectors, grouped by file.
void look_at_phone_label(Page& page, const CueHit& cue);
void look_at_bank_label(Page& page, const CueHit& cue);
void look_at_identity_label(Page& page, const CueHit& cue);
void look_at_passport_label(Page& page, const CueHit& cue);
void look_at_account_label(Page& page, const CueHit& cue);
void look_at_digits(Page& page, const CueHit& cue);
void look_at_spelled(Page& page, const CueHit& cue);
void look_at_fill(Page& page, const CueHit& cue);
void look_at_broken(Page& page, const CueHit& cue);
void look_at_landline(Page& page, const CueHit& cue);
void look_at_star(Page& page, const CueHit& cue);
void look_at_birth(Page& page, const CueHit& cue);
void look_at_home(Page& page, const CueHit& cue);
void look_at_place(Page& page, const CueHit& cue);
void look_at_street(Page& page, const CueHit& cue);
void look_at_dwelling(Page& page, const CueHit& cue);
void look_at_illness(Page& page, const CueHit& cue);
void look_at_patient(Page& page, const CueHit& cue);
void look_at_witness(Page& page, const CueHit& cue);
void look_at_hand(Page& page, const CueHit& cue);
void look_at_sex(Page& page, const CueHit& cue);
void look_at_near(Page& page, const CueHit& cue);
void look_at_deed(Page& page, const CueHit& cue);
void look_at_kin(Page& page, const CueHit& cue);
void look_at_title(Page& page, const CueHit& cue);
void look_at_listed(Page& page, const CueHit& cue);
void look_at_official(Page& page, const CueHit& cue);
void look_at_profession(Page& page, const CueHit& cue);
void look_at_addressed(Page& page, const CueHit& cue);
void look_at_age(Page& page, const CueHit& cue);
void look_at_bracketed_age(Page& page, const CueHit& cue);
void look_at_nickname(Page& page, const CueHit& cue);
void look_at_child(Page& page, const CueHit& cue);
void look_at_grade(Page& page, const CueHit& cue);
void look_at_secrecy(Page& page, const CueHit& cue);
/// An identity number in [begin, end) that says its holder may be under age is a doubt.
void look_at_birth_in(Page& page, size_t begin, size_t end);
/// The name before a bracket or comma that goes on with what only persons have: 李小四（身份证号…
void look_before_person_data(Page& page, size_t at);

constexpr size_t kMobileDigits = 11, kIdentitySize = 18;  ///< an identity number may end in X
/// What may stand between the digits of one number.
inline bool joins_digits(char32_t c) { return c == U' ' || is_hyphen(c); }

/// A person's name stands in [begin, end), unless it is public in its own right.
void find_person(Page& page, size_t begin, size_t end);
/// True where a word begins that begins with a surname and is no name: 安全, 许可.
bool is_no_name(const Reading& reading, size_t at);
/// A name in [begin, begin + size) with nothing around it that says so: no doubtful surname, no everyday word in it.
bool plain_name(const Reading& reading, size_t begin, size_t size);
/// True where a title stands behind a surname alone: 王科长, 孙女士.
bool is_addressed(const Reading& reading, size_t at);
/// One of the commonest characters of given names.
bool is_common_given(char32_t c);
/// Surnames that are ordinary words at least as often.
bool is_doubtful_surname(char32_t c);

/// The sentence around a point: [begin, end).
struct Sentence {
  size_t begin, end;
};
Sentence sentence_around(const Reading& reading, size_t at);
/// True where what is born, or has an age, is an animal or a plant.
bool born_is_no_person(const Reading& reading, const Sentence& sentence);

/// The end of a person's name that begins at `at`, or `at` when none does. `strict`: only where what
/// follows cannot be a part of it; else a name of three characters is taken when nothing speaks
/// against it. A masked name (李某某) counts only with `masked`.
size_t name_end(const Reading& reading, size_t at, bool strict, bool masked);

}  // namespace gongshi
