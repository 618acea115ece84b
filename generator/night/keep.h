#pragma once

#include <string>
#include <vector>

#include "base/fingerprint.h"
#include "registry/registry.h"
#include "rules/gate.h"

namespace gongshi {

/// What the registry and the rules know of one record, side by side.
Standing standing_of(const KnownRecord& known, const Site& site);

/// Writes what may be kept of a record in this state, and nothing else (design section 6, At rest):
/// published: view and facts; held: facts, text in its table; withdrawn: facts; withheld and expired:
/// reasons. Fingerprints of what must not appear replace the values themselves.
class Keeper {
 public:
  Keeper(const Gate& gate, const Site& site, Registry& registry)
      : gate_(gate), site_(site), registry_(registry), fingerprinter_(gate.key()) {}

  /// A row that came in: decides and stores. `before` is what was known, or nullptr.
  Status store(const Record& record, const Facts& facts, const std::string& digest,
               const KnownRecord* before, bool update_rejected);
  /// Decides a known record again for the as-of date. True when something changed.
  Result<bool> reconsider(KnownRecord known);
  /// A known record of whose key a secret row came: withheld at once. No row is the same as it any more.
  Status seal_off(KnownRecord known, const std::string& reason);

 private:
  Facts with_day_of_change(Facts facts, const KnownRecord* before) const;
  /// Takes the verdict into the record: state, reasons, dates, history when the state changed.
  Status settle(KnownRecord& known, const Verdict& verdict, const std::string& old_state);
  std::vector<KnownFingerprint> fingerprints(const KnownRecord& known, const Facts& facts,
                                             const std::vector<ForbiddenText>& values) const;
  /// A held record that may be shown now: its kept text becomes a view. False without text.
  Result<bool> revive(KnownRecord& known, const Facts& facts);

  const Gate& gate_;
  const Site& site_;
  Registry& registry_;
  Fingerprinter fingerprinter_;
};

}  // namespace gongshi
