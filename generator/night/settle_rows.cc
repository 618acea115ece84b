#include "night/settle_rows.h"

#include <algorithm>

#include "base/text.h"

namespace gongshi {

Status RowSettler::settle(const std::string& prefix, RowSpool::Rows& packed) {
  for (auto& [key, packed_rows] : packed) {
    std::vector<Incoming> rows;
    for (const auto& bytes : packed_rows) {
      Incoming row = Incoming::from_bytes(bytes);
      if (pull_.fetched.count(row.record.feed)) rows.push_back(std::move(row));
    }
    if (!rows.empty()) GONGSHI_TRY(settle_key(key, rows));
    packed_rows.resize(rows.size());
  }
  std::erase_if(packed, [](const auto& entry) { return entry.second.empty(); });
  for (auto at = pull_.rejected_keys.lower_bound(prefix);
       at != pull_.rejected_keys.end() && at->first.starts_with(prefix); ++at) {
    if (packed.count(at->first)) continue;
    GONGSHI_ASSIGN(auto known, work_.registry().find(at->first));
    if (!known || known->update_rejected) continue;
    known->update_rejected = true;
    GONGSHI_TRY(work_.registry().put(*known));
  }
  return {};
}

Status RowSettler::settle_key(const std::string& key, std::vector<Incoming>& rows) {
  const Settled settled = settle_same_key(rows, work_.as_of());
  pull_.result.rows.repeated += settled.repeated;
  pull_.result.rows.superseded += settled.superseded;
  if (settled.superseded > 0)
    for (const auto& row : rows) pull_.unsettled.insert(row.record.feed);
  for (const Incoming* row : settled.duplicates) {
    pull_.reject(work_.gate(), duplicate_row(row->record));
    for (auto& pulled : pull_.result.feeds)
      if (pulled.feed->id == row->record.feed) ++pulled.rejected;
  }
  if (!settled.winner) return mark_update_rejected(key);
  if (pull_.secret_keys.count(key)) {
    pull_.unsettled.insert(settled.winner->record.feed);
    ++pull_.result.rows.superseded;
    return {};
  }
  return store_winner(key, *settled.winner);
}

Status RowSettler::store_figure(const std::string& key, const Incoming& row) {
  pull_.told_now.insert(key);
  if (const std::string* owner = pull_.told->feed_of(key); owner && stands_before(*owner, row)) {
    ++pull_.result.rows.superseded;
    return {};
  }
  GONGSHI_ASSIGN(const auto outcome, pull_.told->take(key, row.record, row.digest));
  using Outcome = ToldFigures::Outcome;
  RowCounts& rows = pull_.result.rows;
  ++(outcome == Outcome::kSame ? rows.same : outcome == Outcome::kFresh ? rows.fresh : rows.changed);
  return {};
}

Status RowSettler::store_winner(const std::string& key, Incoming& row) {
  if (row.record.dataset == kDeclaredDataset) return store_figure(key, row);
  GONGSHI_ASSIGN(auto known, work_.registry().find(key));
  const bool rejected = rejected_after(key, row.record);
  if (!known) {
    ++pull_.result.rows.fresh;
    return keeper_.store(row.record, row.facts, row.digest, nullptr, rejected);
  }
  const bool silent = another_is_silent(row);
  const bool shut = silent && known->facts.empty();  // perhaps by the silent feed's word
  if (known->digest == row.digest) {
    ++pull_.result.rows.same;
  } else {
    const std::string at = text_at(row.record.fields, "updated_at");
    if (made_after(known->updated_at, at) && known->feed == row.record.feed &&
        known->updated_at.substr(0, 10) <= known->pulled_on) {  // a time after its pull orders nothing
      pull_.unsettled.insert(row.record.feed);
      ++pull_.result.rows.superseded;  // an older version delivered again
      return rejected ? mark_update_rejected(key) : Status();
    }
    if (from_lower_feed(*known, row)) {
      ++pull_.result.rows.superseded;
      GONGSHI_TRY(tighten(*known, row.facts));
      return rejected ? mark_update_rejected(key) : Status();
    }
    ++(shut ? pull_.result.rows.superseded : pull_.result.rows.changed);
  }
  if (shut) return {};
  if (!silent && !rejected && stands_as_stored(*known, row)) return {};
  if (silent) take_stricter_flags(row.facts, Facts::from_json(Json::parse(known->facts)));
  return keeper_.store(row.record, row.facts, row.digest, &*known, rejected);
}

bool RowSettler::stands_as_stored(const KnownRecord& known, const Incoming& row) const {
  return known.digest == row.digest && known.feed == row.record.feed && known.state == "published" &&
         known.gone_on.empty() && !known.update_rejected && known.updated_at.substr(0, 10) <= known.pulled_on &&
         pull_.stored_under->same(known.feed) && known.facts == canonical(row.facts.to_json());
}

bool RowSettler::another_is_silent(const Incoming& row) const {
  const auto& feeds = work_.site().feeds;
  return std::any_of(feeds.begin(), feeds.end(), [&](const FeedConfig& feed) {
    return feed.dataset == row.record.dataset && feed.speaks_for(row.record.agency) &&
           !pull_.fetched.count(feed.id);
  });
}

Status RowSettler::tighten(KnownRecord& known, const Facts& other) {
  if (known.facts.empty()) return {};
  Facts facts = Facts::from_json(Json::parse(known.facts));
  const size_t hidden = facts.redact.size();
  take_stricter_flags(facts, other);
  // What stands in the view was not hidden for the other's sake.
  if (facts.redact.size() > hidden) facts.redaction_unsure = true;
  known.facts = canonical(facts.to_json());
  return work_.registry().put(known);
}

bool RowSettler::rejected_after(const std::string& key, const Record& record) const {
  const auto at = pull_.rejected_keys.find(key);
  return at != pull_.rejected_keys.end() &&
         std::any_of(at->second.begin(), at->second.end(), [&](const auto& place) {
           return place.first != record.feed || place.second > record.row;
         });
}

bool RowSettler::from_lower_feed(const KnownRecord& known, const Incoming& row) const {
  return known.gone_on.empty() && stands_before(known.feed, row);
}

bool RowSettler::stands_before(const std::string& feed, const Incoming& row) const {
  if (feed == row.record.feed || pull_.fetched.count(feed)) return false;
  const auto& feeds = work_.site().feeds;
  const auto owner = std::find_if(feeds.begin(), feeds.end(), [&](const FeedConfig& one) { return one.id == feed; });
  return owner != feeds.end() && static_cast<size_t>(owner - feeds.begin()) < row.feed_order;
}

Status RowSettler::mark_update_rejected(const std::string& key) {
  GONGSHI_ASSIGN(auto known, work_.registry().find(key));
  if (!known) return {};
  known->update_rejected = true;
  return work_.registry().put(*known);
}

}  // namespace gongshi
