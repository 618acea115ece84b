#include <algorithm>

#include "base/digest.h"
#include "night/delivery.h"

namespace gongshi {
namespace {

std::string updated_at(const Incoming* row) { return text_at(row->record.fields, "updated_at"); }

/// True when every row says when it was made, no two the same. A time after the pull orders nothing, nor
/// does a day without a time beside a time of that day.
bool in_order(const std::vector<Incoming*>& rows, Date as_of) {
  std::set<std::string> instants;
  std::map<std::string, int> of_day;
  for (const Incoming* row : rows) {
    const std::string at = updated_at(row);
    if (at.empty() || at.substr(0, 10) > as_of.iso() || !instants.insert(at).second) return false;
    ++of_day[at.substr(0, 10)];
  }
  return std::none_of(instants.begin(), instants.end(), [&](const std::string& at) {
    return at.size() == 10 && of_day[at] > 1;
  });
}

/// The rows of one feed: its winner, or nullptr when they differ and nothing orders them.
Incoming* settle_feed(const std::vector<Incoming*>& rows, Date as_of, Settled& settled) {
  std::vector<Incoming*> distinct;
  for (Incoming* row : rows) {
    const bool repeated = std::any_of(distinct.begin(), distinct.end(), [&](const Incoming* other) {
      return other->digest == row->digest && other->facts.reviewed == row->facts.reviewed;
    });
    if (repeated) ++settled.repeated;
    else distinct.push_back(row);
  }
  if (distinct.size() == 1) return distinct.front();
  if (!in_order(distinct, as_of)) {
    settled.duplicates.insert(settled.duplicates.end(), distinct.begin(), distinct.end());
    return nullptr;
  }
  settled.superseded += static_cast<long>(distinct.size()) - 1;
  return *std::max_element(distinct.begin(), distinct.end(), [](const Incoming* a, const Incoming* b) {
    return updated_at(a) < updated_at(b);
  });
}

}  // namespace

Settled settle_same_key(std::vector<Incoming>& rows, Date as_of) {
  Settled settled;
  std::map<size_t, std::vector<Incoming*>> by_feed;
  for (auto& row : rows) by_feed[row.feed_order].push_back(&row);
  for (const auto& [order, of_feed] : by_feed) {
    Incoming* winner = settle_feed(of_feed, as_of, settled);
    if (!winner) continue;
    if (!settled.winner) {
      settled.winner = winner;
      continue;
    }
    take_stricter_flags(settled.winner->facts, winner->facts);
    // The strict word must also be in what is compared with yesterday.
    settled.winner->digest = sha256_hex(settled.winner->digest + canonical(winner->facts.to_json()));
    ++settled.superseded;
  }
  return settled;
}

}  // namespace gongshi
