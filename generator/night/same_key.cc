#include <algorithm>

#include "base/digest.h"
#include "night/delivery.h"

namespace gongshi {
namespace {

std::string updated_at(const Incoming* row) { return text_at(row->record.fields, "updated_at"); }

/// The row made after every other, or nullptr. A time after the pull orders nothing.
Incoming* newest(const std::vector<Incoming*>& rows, Date as_of) {
  const auto at = [&](const Incoming* row) {
    const std::string said = updated_at(row);
    return said.substr(0, 10) > as_of.iso() ? std::string() : said;
  };
  const auto latest = std::max_element(rows.begin(), rows.end(), [&](const Incoming* a, const Incoming* b) { return at(a) < at(b); });
  const bool after_all = std::all_of(rows.begin(), rows.end(), [&](const Incoming* row) {
    return row == *latest || made_after(at(*latest), at(row));
  });
  return after_all ? *latest : nullptr;
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
  Incoming* winner = newest(distinct, as_of);
  if (winner) settled.superseded += static_cast<long>(distinct.size()) - 1;
  else settled.duplicates.insert(settled.duplicates.end(), distinct.begin(), distinct.end());
  return winner;
}

}  // namespace

bool made_after(const std::string& at, const std::string& other) {
  constexpr size_t kDay = 10;
  const bool of_one_day = at.substr(0, kDay) == other.substr(0, kDay);
  if (at.empty() || other.empty() || (of_one_day && std::min(at.size(), other.size()) == kDay)) return false;
  return at > other;
}

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
    Facts& facts = settled.winner->facts;
    const auto status = [&] { return std::make_pair(facts.status, facts.status_on); };
    const auto own = status();
    take_stricter_flags(facts, winner->facts, as_of);
    if (status() != own)  // what is shown beside it is of the same word
      for (const char* field : {"status", "status_on", "replaced_by"}) {
        const Json* said = find_at(winner->record.fields, field);
        if (said) settled.winner->record.fields[field] = *said;
        else if (field != std::string_view("replaced_by")) settled.winner->record.fields.erase(field);
      }
    // The strict word must also be in what is compared with yesterday.
    settled.winner->digest = sha256_hex(settled.winner->digest + canonical(winner->facts.to_json()));
    ++settled.superseded;
  }
  return settled;
}

}  // namespace gongshi
