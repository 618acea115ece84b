#include "night/pull_ledger.h"

#include <algorithm>

#include "night/delivery.h"

namespace gongshi {

void PullLedger::reject(const Gate& gate, RejectedRow row) {
  ++result.rows.rejected;
  if (!row.id.empty() && !row.agency.empty()) {
    const std::string key = gate.record_key(row.dataset, row.agency, row.id);
    std::string& latest = rejected_at[{key, row.feed}];
    if (row.updated_at.substr(0, 10) <= gate.as_of().iso()) latest = std::max(latest, row.updated_at);
    if (row.reason == "secret") secret_keys[key].insert(row.feed);
    else rejected_keys[key].push_back({row.feed, row.row});
  } else {
    ++keyless[row.feed];
  }
  result.rejected.push_back(std::move(row));
}

void PullLedger::order_after_rejected(KnownRecord& known, Date as_of) const {
  const auto at = rejected_at.find({known.key, known.feed});
  if (at == rejected_at.end() || at->second.empty() || (!known.updated_at.empty() && !made_after(at->second, known.updated_at))) return;
  known.updated_at = at->second;
  known.pulled_on = as_of.iso();
}

}  // namespace gongshi
