#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "base/packed_json.h"

namespace gongshi {

/// What everybody may see of one record: allow-listed fields, personal data redacted. Only the rules
/// room makes one (promise P1), so whoever holds one may publish all of it.
/// A field no definition has: why an objection to the record was refused.
inline constexpr const char* kObjectionNote = "objection_note";

class PublicRecord {
 public:
  const std::string& dataset() const { return dataset_; }
  const std::string& agency() const { return agency_; }
  const std::string& id() const { return id_; }
  /// Web-root relative address, fixed when first published: `decisions/2026-03/<agency>-<key>.html`;
  /// for datasets without pages `<dataset>/index.html#<key>`.
  const std::string& address() const { return address_; }
  /// Fields in the record's own shape; money in 分, dates "YYYY-MM-DD". Unpacked anew for every call.
  Json fields() const { return fields_.unpacked(); }
  /// One of them, by name or dotted path; null, or "", where the record has none such.
  Json value(std::string_view field) const { return fields_.value(field); }
  std::string text(std::string_view field) const { return std::string(fields_.text(field)); }
  std::optional<Date> date(std::string_view field) const { return Date::parse(text(field)); }

  /// The dataset's main date (decision date, inspection date), or none.
  std::optional<Date> main_date() const { return main_date_; }
  /// The true day of first publication here; for a record new in this release its as-of date.
  Date published_on() const { return published_on_; }
  std::optional<Date> first_published_on() const { return first_published_on_; }  ///< elsewhere
  /// Day this record's page last changed.
  Date changed_on() const { return changed_on_; }
  std::optional<Date> due_on() const { return due_on_; }
  std::optional<Date> term_ends_on() const { return term_ends_on_; }  ///< last day shown
  int late_working_days() const { return late_working_days_; }        ///< 0 when on time
  /// Working days between the decision and its publication (the first day not counted).
  int working_days_taken() const { return working_days_taken_; }
  int deadline_working_days() const { return deadline_working_days_; }  ///< 0 when none applies
  /// Rule sets that gave term and deadline, by id.
  const std::vector<std::string>& rule_sets() const { return rule_sets_; }
  /// A natural person is the party: noindex, in no sitemap and no Atom, few fields in /data/.
  bool personal() const { return personal_; }
  /// The name for /data/ of a person whose full one a rule set lets the page show; "" where the page shows no more.
  const std::string& masked_name() const { return masked_name_; }
  /// For a field that names a record of which nothing may be shown.
  void leave_out(std::string_view field);
  /// The same for one of the texts in a list.
  void leave_out_of(std::string_view field, std::string_view text);
  /// `suspended`, `objection_open`, `objection_refused`, `corrected`, `certificate_invalid`.
  const std::vector<std::string>& marks() const { return marks_; }
  const std::vector<std::string>& redacted() const { return redacted_; }  ///< fields with redactions
  /// Passages hidden, by kind in Chinese (证件号码, 自然人姓名), for the night report.
  const std::map<std::string, int>& redactions() const { return redactions_; }

 private:
  friend class Gate;
  PublicRecord() = default;

  std::string dataset_, agency_, id_, address_, masked_name_;
  PackedJson fields_;
  std::optional<Date> main_date_, first_published_on_, due_on_, term_ends_on_;
  Date published_on_, changed_on_;
  int late_working_days_ = 0, working_days_taken_ = 0, deadline_working_days_ = 0;
  std::vector<std::string> rule_sets_, marks_, redacted_;
  std::map<std::string, int> redactions_;
  bool personal_ = false;
};

/// What stays at the address of a withdrawn record (处罚法第四十八条: 撤回并公开说明理由).
class Tombstone {
 public:
  const std::string& dataset() const { return dataset_; }
  const std::string& agency() const { return agency_; }
  const std::string& address() const { return address_; }
  const std::string& document_number() const { return document_number_; }  ///< "" where it is somebody's number
  Date withdrawn_on() const { return withdrawn_on_; }
  Date until() const { return until_; }                  ///< last day the tombstone stands
  const std::string& reason() const { return reason_; }  ///< revoked, remade, order, …
  const std::string& ground() const { return ground_; }
  /// The decision that took this one's place: in an edition the id of a public one, until then what the agency wrote.
  const std::string& replaced_by() const { return replaced_by_; }
  /// For a ground that says what is hidden of the record.
  void leave_out_ground() { ground_.clear(); }
  /// Keeps the id of that decision where it is public; without one the notice forgets that there is another.
  void settle_replaced_by(const PublicRecord* successor) { replaced_by_ = successor ? successor->id() : ""; }
  std::optional<Date> main_date() const { return main_date_; }

 private:
  friend class Gate;
  Tombstone() = default;

  std::string dataset_, agency_, address_, document_number_, reason_, ground_, replaced_by_;
  Date withdrawn_on_, until_;
  std::optional<Date> main_date_;
};

/// What statistics may know of any record, public or not: no id, no text (promise P1).
class CountRow {
 public:
  const std::string& dataset() const { return dataset_; }  ///< decisions or inspections
  const std::string& agency() const { return agency_; }
  const std::string& category() const { return category_; }  ///< penalty, permit, …
  /// Of a penalty its kinds; of an 行政征收征用 either 征收 or 征用.
  const std::vector<std::string>& kinds() const { return kinds_; }
  const std::vector<std::string>& measures() const { return measures_; }
  int64_t fine() const { return fine_; }              ///< 分
  int64_t confiscated() const { return confiscated_; }
  int64_t amount() const { return amount_; }
  /// 2026-03: decided; of executions and of other acts completed (see counted_on)
  const std::string& month() const { return month_; }
  const std::string& region() const { return region_; }
  const std::string& party_kind() const { return party_kind_; }
  /// granted, refused, revoked of permits; `followed` of an inspection that led to another act
  const std::string& outcome() const { return outcome_; }
  const std::string& procedure() const { return procedure_; }        ///< summary, ordinary, hearing
  const std::string& circumstance() const { return circumstance_; }  ///< reduced, exempted, …
  const std::string& violation() const { return violation_; }  ///< of the site's list, "" none of them
  const std::string& place() const { return place_; }          ///< of the site's list, "" none of them

 private:
  friend class Gate;
  CountRow() = default;

  std::string dataset_, agency_, category_, month_, region_, party_kind_, outcome_, procedure_, circumstance_,
      violation_, place_;
  std::vector<std::string> kinds_, measures_;
  int64_t fine_ = 0, confiscated_ = 0, amount_ = 0;
};

/// Everything one release shows, in the order of its addresses. Pages, lists, index, exports, feeds
/// and sitemaps are made from this and nothing else, so a smaller edition makes a smaller release.
struct Edition {
  Date as_of;
  std::vector<PublicRecord> records;  ///< sorted by dataset, then address
  std::vector<Tombstone> tombstones;  ///< sorted by address

  /// The records of one dataset: a range of `records`.
  std::pair<const PublicRecord*, const PublicRecord*> of(std::string_view dataset) const;
};

}  // namespace gongshi
