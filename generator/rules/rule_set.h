#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/json.h"
#include "rules/facts.h"
#include "rules/names.h"
#include "site/site.h"

namespace gongshi {

/// A condition of a rule set: every entry must hold (design section 6). An empty one always holds.
struct When {
  std::vector<std::string> dataset, category, procedure, party_kind, penalty_kinds, only_penalty_kinds;
  std::optional<int64_t> fine_below;  ///< 分

  bool holds(const Facts& facts) const;
  /// True where nothing is asked: it holds for every record.
  bool always() const;
};

/// One rule set, effective-dated data: what it withholds, how long it shows, by when.
struct RuleSet {
  struct Withhold {
    std::string reason;
    When when;
  };
  struct Term {
    When when;
    int months = 0;
    bool from_publication = false;
    bool otherwise = false;  ///< counts only where no other term of the set matches
  };
  struct Deadline {
    When when;
    int working_days = 0;
  };

  std::string id, title, source;
  Date from;
  std::optional<Date> until;
  std::vector<std::string> agencies;
  std::vector<Withhold> withhold;
  std::vector<Term> terms;
  std::vector<Deadline> deadlines;
  std::set<std::string> no_early_end, approval;
  std::optional<NamePolicy> names;  ///< only where the set says something of names
  std::string names_basis;
  std::string exception;  ///< what the set says of rules elsewhere (另有规定), shown with its deadlines

  /// In force on the day and for the agency.
  bool applies(const std::string& agency, Date as_of) const;
};

/// Reads one rule set; unknown keys and wrong types are errors (`bad_config`). `minor_fine_fen` is
/// what the word "minor_fine" in `fine_below` stands for.
Result<RuleSet> read_rule_set(const Json& json, const std::string& where, int64_t minor_fine_fen);

/// The rule sets that site.json names, `national` always among them, in that order.
Result<std::vector<RuleSet>> read_rule_sets(const Site& site);

}  // namespace gongshi
