#include "night/settle_rows.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace gongshi {
namespace {

/// The row says that it was made after the record had been removed.
bool made_after_removal(const Incoming& row, const KnownRecord& known) {
  return text_at(row.record.fields, "updated_at").substr(0, 10) > known.gone_on;
}

}  // namespace

Status RowSettler::settle(const std::string& prefix, RowSpool::Rows& packed) {
  for (auto& [key, packed_rows] : packed) {
    std::vector<Incoming> rows;
    for (const auto& bytes : packed_rows) {
      Incoming row = Incoming::from_bytes(bytes);
      if (pull_.fetched.count(row.record.feed)) rows.push_back(std::move(row));
    }
    packed_rows.resize(rows.size());
    if (rows.empty()) continue;
    GONGSHI_ASSIGN(const bool later, put_off(key, rows));
    if (!later) GONGSHI_TRY(settle_key(key, rows));
  }
  std::erase_if(packed, [](const auto& entry) { return entry.second.empty(); });
  for (auto at = pull_.rejected_keys.lower_bound(prefix);
       at != pull_.rejected_keys.end() && at->first.starts_with(prefix); ++at) {
    if (packed.count(at->first)) continue;
    GONGSHI_ASSIGN(auto known, work_.registry().find(at->first));
    if (!known || known->update_rejected) continue;
    GONGSHI_TRY(mark_update_rejected(at->first));
  }
  return {};
}

Voices::Said RowSettler::said_of(const std::vector<Incoming>& rows) const {
  Voices::Said said;
  for (const Incoming& row : rows) {
    bool& strict = said[row.record.feed];
    if (!voices_.several() || strict || row.record.dataset == kDeclaredDataset) continue;
    KnownRecord alone;
    alone.feed = row.record.feed;
    alone.digest = row.digest;
    strict = Voices::speaks_against(row.facts) || work_.gate().judge(row.facts, standing_of(alone, work_.site())).state != State::kPublished;
  }
  return said;
}

Result<bool> RowSettler::put_off(const std::string& key, const std::vector<Incoming>& rows) {
  if (!voices_.several()) return false;
  GONGSHI_ASSIGN(const auto known, work_.registry().find(key));
  const Voices::Said said = said_of(rows);
  GONGSHI_ASSIGN(const auto heard, voices_.of(key, known, said));
  voices_.count(key, known, said, heard);
  if (heard.undecided)
    for (const Incoming& row : rows) GONGSHI_TRY(later_.add(key, row.to_bytes()));
  return heard.undecided;
}

Status RowSettler::settle_rest() {
  return later_.each_part([&](const std::string&, RowSpool::Rows& packed) -> Status {
    for (const auto& [key, packed_rows] : packed) {
      std::vector<Incoming> rows;
      for (const auto& bytes : packed_rows) rows.push_back(Incoming::from_bytes(bytes));
      GONGSHI_TRY(settle_key(key, rows));
    }
    return {};
  });
}

Status RowSettler::settle_key(const std::string& key, std::vector<Incoming>& rows) {
  const Voices::Said said = said_of(rows);  // before one feed's word goes into another's
  const Settled settled = settle_same_key(rows, work_.as_of());
  pull_.result.rows.repeated += settled.repeated;
  pull_.result.rows.superseded += settled.superseded;
  for (const Incoming& row : rows) {
    if (settled.repeated > 0) pull_.repeating.insert(row.record.feed);
    // A time that lies ahead will order versions once it has come.
    const bool ahead = text_at(row.record.fields, "updated_at").substr(0, 10) > work_.as_of().iso();
    if (settled.superseded > 0 || ahead) pull_.unsettled.insert(row.record.feed);
  }
  for (const Incoming* row : settled.duplicates) {
    pull_.reject(work_.gate(), duplicate_row(row->record));
    for (auto& pulled : pull_.result.feeds)
      if (pulled.feed->id == row->record.feed) ++pulled.rejected;
  }
  if (!settled.winner) return mark_update_rejected(key);
  if (pull_.secret_keys.count(key)) {
    for (const auto& [feed, strict] : said) pull_.unsettled.insert(feed);
    ++pull_.result.rows.superseded;
    GONGSHI_ASSIGN(const auto known, work_.registry().find(key));
    GONGSHI_ASSIGN(const auto heard, voices_.of(key, known, said));
    return voices_.add(key, said, heard);
  }
  const long superseded = pull_.result.rows.superseded;
  GONGSHI_TRY(store_winner(key, *settled.winner, said));
  if (pull_.result.rows.superseded > superseded)
    for (const auto& [feed, strict] : said) pull_.repeating.insert(feed);
  return {};
}

Status RowSettler::store_figure(const std::string& key, const Incoming& row) {
  pull_.told_now.insert(key);
  if (const std::string* owner = pull_.told->feed_of(key); owner && !pull_.fetched.contains(*owner) && named_before(*owner, row)) {
    ++pull_.result.rows.superseded;
    return {};
  }
  GONGSHI_ASSIGN(const auto outcome, pull_.told->take(key, row.record, row.digest));
  using Outcome = ToldFigures::Outcome;
  RowCounts& rows = pull_.result.rows;
  ++(outcome == Outcome::kSame ? rows.same : outcome == Outcome::kFresh ? rows.fresh : rows.changed);
  return {};
}

Status RowSettler::store_winner(const std::string& key, Incoming& row, const Voices::Said& said) {
  if (row.record.dataset == kDeclaredDataset) return store_figure(key, row);
  GONGSHI_ASSIGN(auto known, work_.registry().find(key));
  GONGSHI_ASSIGN(const auto heard, voices_.of(key, known, said));
  const bool rejected = heard.unreadable || rejected_after(key, row.record);
  if (heard.secret || (heard.removed && !made_after_removal(row, *known))) {
    ++pull_.result.rows.superseded;
    GONGSHI_TRY(voices_.add(key, said, heard));
    return known ? tighten(*known, row.facts) : Status();
  }
  if (!known) {
    ++pull_.result.rows.fresh;
    return store(key, row, said, heard, nullptr, rejected);
  }
  if (from_lower_feed(*known, row, heard)) {
    ++pull_.result.rows.superseded;
    GONGSHI_TRY(voices_.note(key, said, heard));
    GONGSHI_TRY(tighten(*known, row.facts));
    return rejected ? mark_update_rejected(key) : Status();
  }
  const bool silent = heard.strict || another_is_silent(row);
  const bool shut = silent && known->facts.empty();  // perhaps by the silent feed's word
  if (older_version(*known, row) && (known->digest != row.digest || known->update_rejected)) {
    pull_.unsettled.insert(row.record.feed);
    ++pull_.result.rows.superseded;  // its content is not taken, its flags count
    GONGSHI_TRY(voices_.add(key, said, heard));
    GONGSHI_TRY(tighten(*known, row.facts));
    return rejected ? mark_update_rejected(key) : Status();
  }
  RowCounts& rows = pull_.result.rows;
  ++(known->digest == row.digest ? rows.same : shut ? rows.superseded : rows.changed);
  if (shut) return voices_.add(key, said, heard);
  if (!silent && !rejected && stands_as_stored(*known, row)) return {};
  if (silent) take_stricter_flags(row.facts, Facts::from_json(Json::parse(known->facts)), work_.as_of());
  return store(key, row, said, heard, &*known, rejected);
}

Status RowSettler::store(const std::string& key, const Incoming& row, const Voices::Said& said, const Voices::Heard& heard,
                         const KnownRecord* before, bool rejected) {
  GONGSHI_TRY(voices_.note(key, said, heard));
  GONGSHI_TRY(keeper_.store(row.record, row.facts, row.digest, before, rejected));
  if (heard.leaving) GONGSHI_TRY(keep_day_of_removal(*before));
  return rejected ? mark_update_rejected(key) : Status();
}

Status RowSettler::keep_day_of_removal(const KnownRecord& before) {
  GONGSHI_ASSIGN(auto known, work_.registry().find(before.key));
  known->gone_on = before.gone_on;
  known->gone_ground = before.gone_ground;
  return work_.registry().put(*known);
}

bool RowSettler::older_version(const KnownRecord& known, const Incoming& row) const {
  return known.feed == row.record.feed && made_after(known.updated_at, text_at(row.record.fields, "updated_at")) &&
         known.updated_at.substr(0, 10) <= known.pulled_on;  // a time after its pull orders nothing
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
  take_stricter_flags(facts, other, work_.as_of());
  // What stands in the view was not hidden for the other's sake.
  if (facts.redact.size() > hidden) facts.redaction_unsure = true;
  const std::string before = std::exchange(known.facts, canonical(facts.to_json()));
  return known.facts == before ? Status() : work_.registry().put(known);
}

bool RowSettler::rejected_after(const std::string& key, const Record& record) const {
  const auto at = pull_.rejected_keys.find(key);
  return at != pull_.rejected_keys.end() &&
         std::any_of(at->second.begin(), at->second.end(), [&](const auto& place) {
           return place.first != record.feed || place.second > record.row;
         });
}

bool RowSettler::from_lower_feed(const KnownRecord& known, const Incoming& row, const Voices::Heard& heard) const {
  return heard.standing.contains(known.feed) && named_before(known.feed, row) && (heard.strict || !known.facts.empty());
}

bool RowSettler::named_before(const std::string& feed, const Incoming& row) const {
  const FeedConfig* config = work_.site().feed(feed);
  return config != nullptr && static_cast<size_t>(config - work_.site().feeds.data()) < row.feed_order;
}

Status RowSettler::mark_update_rejected(const std::string& key) {
  GONGSHI_ASSIGN(auto known, work_.registry().find(key));
  if (!known) return {};
  known->update_rejected = true;
  pull_.order_after_rejected(*known, work_.as_of());
  return work_.registry().put(*known);
}

}  // namespace gongshi
