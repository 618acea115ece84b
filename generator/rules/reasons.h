#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/facts.h"
#include "rules/lines.h"
#include "rules/rule_set.h"

namespace gongshi {

/// A record's state is the first of this order that has a reason. Never renumber: kept in STATE.
enum class State { kWithheld = 0, kExpired = 1, kWithdrawn = 2, kHeld = 3, kPublished = 4 };

const char* state_name(State state);  ///< withheld, expired, withdrawn, held, published

/// What STATE knows of a record beside its facts.
struct Standing {
  std::string digest;                ///< content digest
  std::optional<Date> published_on;  ///< first switched release; nullopt before that
  std::optional<Date> gone_on;       ///< its feed no longer has it
  std::string gone_ground;
  std::optional<Date> withdrawn_since;  ///< day this record was first found withdrawn
  std::optional<Date> changed_on;       ///< day its content or state last changed
  bool update_rejected = false;
  bool audit_find = false;
  const Attestation* attests = nullptr;
};

/// Everything a rule may look at.
struct Case {
  const Facts& facts;      ///< flags already joined with what the feed attests
  const Standing& standing;
  const LineVerdict& lines;
  const std::vector<const RuleSet*>& sets;  ///< those in force for this agency on this day
  std::optional<Date> term_end;             ///< earliest end of the terms and `publish_until`
  bool reviewed;
  Date as_of;
};

/// One row of the law: which records it catches and where that is written.
struct Reason {
  const char* code;
  State state;
  const char* source;   ///< the article
  const char* meaning;  ///< Chinese, one sentence a webmaster can read out
  bool (*applies)(const Case&);
};

/// All statutory reasons in the order of the states. Configuration cannot change this table.
std::span<const Reason> statutory_reasons();

/// A reason of the withheld group that no law but a rule set gives (docs/rule-sets.md). One that is not in
/// this table works as well; people then read its code.
struct AddedReason {
  const char* code;
  const char* meaning;  ///< as of Reason
  const char* word;     ///< in short, for counts and history
  const char* change;   ///< what would have to change before the record is shown
};
std::span<const AddedReason> added_reasons();

/// The state a reason code leads to; nullopt for an unknown word. Reasons that rule sets add
/// (`warning_only`, `summary_procedure`, …) are of the withheld group.
std::optional<State> state_of_reason(std::string_view code);
/// Held reasons a person may clear after looking; time and failed updates cannot be cleared.
bool may_be_cleared(std::string_view code);
/// The meaning in Chinese; the code itself when unknown.
std::string reason_meaning(std::string_view code);
std::string reason_source(std::string_view code);

/// The law under which a decision that no longer stands comes down (the penalties act for penalties, the State
/// Council's three systems for the rest); "" for the other reasons.
std::string law_of_status(std::string_view reason, std::string_view category);

}  // namespace gongshi
