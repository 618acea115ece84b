#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/json.h"

namespace gongshi {

/// What the rules read of a record, and what STATE keeps of it beside its public view: dates, kinds,
/// amounts, flags and the verdict on age. No name, no identity number, no birth date, no free text.
/// Flags are words; "" is unsaid, "unreadable" was there and could not be read.
struct Facts {
  std::string dataset, agency, id, document_number, category, item, procedure, feed;
  std::optional<Date> main_date, decision_date, changed_on, first_published_on, publish_until,
      status_on, repaired_on, reviewed_on, approved_on, valid_until;
  std::string status;       ///< "" effective
  std::string gone_reason;  ///< why the portal it came from took it down, of the withdrawn group; "" agency_removed
  std::string replaced_by;  ///< the number of the decision in its place, as it came
  std::string party_kind;  ///< organisation, individual_business, natural_person, "" unknown
  bool party_unknown = false;
  /// The name of a person who is party, or of an operator, is an everyday word (白雪): no text can be told by it.
  bool name_is_word = false;
  /// "" no natural person is party; `minor`, `under_14`, `adult`, `unknown`
  std::string age;
  std::string secrecy, security_risk, series_case, criminal, scope, minor;
  std::vector<std::string> redact;  ///< fields whose values must be hidden wherever they stand
  bool reviewed = false;  ///< the record itself says who reviewed it
  bool approved = false;
  bool security_basis = false;  ///< rests on 治安管理处罚法 or 条例
  bool basis_missing = false;   ///< 行政拘留 of a person without a readable basis
  bool redaction_unsure = false;
  bool minor_suspected = false, secrecy_suspected = false;
  /// Passages in doubt: [{"reason","field","from","to","why"}], offsets in code points, no text. Null: none.
  Json doubts;
  bool personal_number = false;   ///< the id or the document number holds an identity, phone or bank number
  bool number_let_go = false;     ///< both are forgotten for it; `id` is the record's key in STATE
  bool count_only = false;
  std::string count_reason;
  std::vector<std::string> kinds, measures;
  std::string legal_review;  ///< passed, not_required, pending, failed; "" unsaid
  bool recorded = false;     ///< has a number of the 全过程记录
  std::vector<std::string> officers;  ///< certificate numbers
  int64_t fine = 0;  ///< 分
  bool has_fine = false;

  Json to_json() const;
  static Facts from_json(const Json& json);

  /// Of a held record whose number is personal: keeps `key` in its stead (design section 6, At rest).
  void let_go_of_number(const std::string& key);

  bool is_case() const { return dataset == "decisions" || dataset == "inspections"; }
  bool has_case_flag() const;  ///< a minor, series, criminal or scope flag is there
};

/// The stricter word of one flag.
void take_stricter_word(std::string& word, const std::string& other);

/// The stricter of each flag, and what either wants hidden (design section 5: two feeds of one agency hold a key). Of two
/// words on whether a decision stands, that which ends more on the as-of date; of two that lie ahead the sooner.
void take_stricter_flags(Facts& facts, const Facts& other, Date as_of);

}  // namespace gongshi
