#include "night/pull_ledger.h"

namespace gongshi {

void PullLedger::reject(const Gate& gate, RejectedRow row) {
  ++result.rows.rejected;
  if (!row.id.empty() && !row.agency.empty()) {
    const std::string key = gate.record_key(row.dataset, row.agency, row.id);
    if (row.reason == "secret") secret_keys.insert(key);
    else rejected_keys[key].push_back({row.feed, row.row});
  } else {
    ++keyless[row.feed];
  }
  result.rejected.push_back(std::move(row));
}

}  // namespace gongshi
