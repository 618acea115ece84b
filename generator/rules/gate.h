#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "intake/record.h"
#include "rules/facts.h"
#include "rules/lines.h"
#include "rules/public_record.h"
#include "rules/reasons.h"
#include "rules/rule_set.h"
#include "rules/terms.h"
#include "rules/view.h"
#include "rules/working_days.h"
#include "site/site.h"

namespace gongshi {

/// What the rules say of one record on one day.
struct Verdict {
  State state = State::kHeld;
  std::vector<std::string> reasons;  ///< all that apply, in the order of the table
  Terms terms;
  std::vector<std::string> marks;    ///< shown beside a published record
  // For withdrawn records:
  std::string withdrawn_reason, ground;
  std::optional<Date> withdrawn_on;
  bool tombstone_allowed = false;
};

/// False when one of a withdrawn record's reasons is a held one of the minor or secrecy group, or an audit found fault
/// with it: then nothing of it may remain, not even a tombstone.
bool leaves_tombstone(const std::vector<std::string>& reasons);

/// The only way from a Record to the outside: decides, redacts, and makes PublicRecord, Tombstone and
/// CountRow (promise P1). One Gate serves one site, key and as-of date.
///
/// In: Records, kept facts and views, rule sets, the webmaster's lines. Out: verdicts and public
/// types. Touches no disk.
class Gate {
 public:
  /// `key` is STATE/key. Errors are those of the rule sets (`bad_config`).
  static Result<Gate> make(const Site& site, std::string key, Date as_of);

  Date as_of() const { return as_of_; }
  const WorkingDays& calendar() const { return calendar_; }
  const Lines& lines() const { return lines_; }
  const std::string& key() const { return key_; }

  /// The keyed digest under which STATE knows a record.
  std::string record_key(const std::string& dataset, const std::string& agency,
                         const std::string& id) const;
  /// The same from an address key, for records whose id STATE does not hold.
  std::string lookup_key(const std::string& dataset, const std::string& agency,
                         const std::string& address_key) const;
  /// HMAC over the canonical fields but updated_at, source and reviewed_* (what a review line names).
  std::string content_digest(const Record& record) const;

  /// A row that must not stay in memory: secrecy `state`, or a secrecy marking.
  static bool is_secret(const Record& record);
  /// The same of a row that went back for something else, or of what stands in a file outside its rows: texts that
  /// may be a secrecy marking.
  static bool is_secret(const std::vector<std::string>& texts);
  /// True for the code of a reason of the withheld group: one of the law's, or one of a rule set's.
  bool withholds(std::string_view reason) const;

  Facts facts(const Record& record) const;
  /// `digest` is the record's content digest: review lines for that content may mask passages.
  View view(const Record& record, const Facts& facts, const std::string& digest = {}) const;
  /// What the webmaster's lines say, also of a record whose number is let go.
  LineVerdict lines_of(const Facts& facts, const std::string& digest) const;
  Verdict judge(const Facts& facts, const Standing& standing) const;
  /// What may be kept of a held record: its fields without identity and contact data, which is
  /// overwritten in its texts so that offsets stay (design section 6, At rest). `facts` as they are kept.
  Json keepable(const Record& record, const Facts& facts) const;
  /// A record read back from `keepable`.
  static Record from_kept(const Facts& facts, const Json& kept);

  /// Web-root relative address of a record's page (design section 7).
  std::string address(const Facts& facts) const;

  PublicRecord publish(View view, const Facts& facts, const Verdict& verdict,
                       const Standing& standing, const std::string& address, Date changed_on) const;
  Tombstone tombstone(const Facts& facts, const Verdict& verdict, const std::string& address) const;
  std::optional<CountRow> count(const Record& record, const Facts& facts) const;

  /// How an agency can be reached: its phones and addresses stay in the texts of its records.
  void know_contacts(const std::string& agency, Contacts contacts) { contacts_[agency] = std::move(contacts); }
  /// The name of a public officer stays in the texts of the records whose `officers` have the certificate; "" forgets it.
  void know_officer(const std::string& agency, const std::string& certificate, const std::string& name);
  /// True for the name of a public officer of the agency.
  bool is_officer(const std::string& agency, std::string_view name) const;
  /// What the texts of a record may show of its agency and of its officers.
  Contacts own_of(const Facts& facts) const;
  const std::map<std::string, Contacts>& contacts() const { return contacts_; }

  // Sealed forms: one line of JSON with a keyed digest. Opening checks the digest (`bad_seal`).
  std::string seal(const View& view) const;
  Result<View> open_view(const std::string& line) const;
  static std::string seal(const PublicRecord& record, const std::string& key);
  static Result<PublicRecord> open(const std::string& line, const std::string& key);
  static std::string seal(const Tombstone& tombstone, const std::string& key);
  static Result<Tombstone> open_tombstone(const std::string& line, const std::string& key);
  static std::string seal(const CountRow& row, const std::string& key);
  static Result<CountRow> open_count(const std::string& line, const std::string& key);

  /// By when an objection, correction or suggestion must be decided: the earliest deadline of the sets in
  /// force whose `when` names the dataset `corrections`; none where no set does.
  std::optional<Date> correction_due(const std::string& agency, Date received_on) const;

  /// Today's name policy for a record's agency: the strictest of the sets in force.
  NamePolicy name_policy(const Facts& facts) const;

 private:
  Gate(const Site& site, std::string key, Date as_of, std::vector<RuleSet> sets);
  std::vector<const RuleSet*> sets_for(const std::string& agency) const;
  /// The record's flags joined with its feed's attestation; nullopt where that does not speak today.
  std::optional<Facts> joined(const Facts& facts, const Attestation* attests, bool* reviewed) const;
  Date shown_from(const Facts& facts, const Standing& standing) const;

  const Site* site_;
  std::string key_;
  Date as_of_;
  std::vector<RuleSet> sets_;
  WorkingDays calendar_;
  Lines lines_;
  std::map<std::string, Contacts> contacts_;  ///< by agency
  std::map<std::pair<std::string, std::string>, std::string> officers_;  ///< names by agency and certificate
};

}  // namespace gongshi
