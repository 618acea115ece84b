#include "night/pull_feeds.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "night/delivery.h"
#include "night/feed_basis.h"
#include "night/keep.h"
#include "night/recovery.h"
#include "night/told_figures.h"

namespace gongshi {
namespace {

constexpr double kShrinkLimit = 0.2;  // of a snapshot's known records

/// What a snapshot feed had, and what of it did not come again.
struct Snapshot {
  size_t present = 0;
  std::vector<std::string> gone;  ///< keys
};

/// One pull: settle rows that share a key, store, take note of what went.
class Pull {
 public:
  Pull(Workspace& work, const PullOrder& order)
      : work_(work), gate_(work.gate()), order_(order), keeper_(work.gate(), work.site(), work.registry()) {}

  Result<PullResult> run() {
    GONGSHI_ASSIGN(Delivery delivery, read_feeds(work_, wanted(), result_));
    fetched_ = delivery.fetched;
    portals_ = std::move(delivery.portals);
    for (auto& row : delivery.rejected) reject(std::move(row));
    GONGSHI_TRY(work_.registry().begin());
    GONGSHI_ASSIGN(told_, ToldFigures::load(work_.registry(), work_.as_of()));
    GONGSHI_ASSIGN(stored_under_, StoredUnder::load(work_, fetched_));
    for (const auto& feed : order_.dropped) GONGSHI_TRY(drop(feed));
    const auto settle = [this](const std::string& prefix, RowSpool::Rows& rows) -> Status {
      GONGSHI_TRY(settle_part(prefix, rows));
      return find_disappeared(prefix, rows);
    };
    GONGSHI_TRY(delivery.rows.each_part(settle));
    GONGSHI_TRY(seal_off_secrets());
    GONGSHI_TRY(take_removals(delivery.removals));
    GONGSHI_TRY(take_disappearances());
    GONGSHI_TRY(store_rejections());
    GONGSHI_TRY(store_feeds());
    GONGSHI_TRY(note_orphans());
    GONGSHI_TRY(note_fetched_whole(work_, fetched_));
    GONGSHI_TRY(stored_under_->note(work_));
    GONGSHI_TRY(work_.registry().commit());
    std::sort(result_.rejected.begin(), result_.rejected.end(), [](const auto& a, const auto& b) {
      return std::tie(a.feed, a.row) < std::tie(b.feed, b.row);
    });
    return std::move(result_);
  }

 private:
  /// The feeds to fetch; empty for all of them.
  std::set<std::string> wanted() const {
    if (order_.dropped.empty()) return order_.only;
    std::set<std::string> ids;
    for (const auto& feed : work_.site().feeds)
      if (!order_.dropped.count(feed.id) && (order_.only.empty() || order_.only.count(feed.id))) ids.insert(feed.id);
    return ids;
  }

  /// What the feed gave is withdrawn by its agency: rows of another feed may bring it back at once.
  Status drop(const std::string& feed) {
    GONGSHI_ASSIGN(const auto keys, work_.registry().standing_of_feed(feed));
    for (const auto& key : keys) {
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      known->gone_on = work_.as_of().iso();
      GONGSHI_TRY(work_.registry().put(*known));
    }
    for (const auto& [key, by] : told_->standing())
      if (by == feed) GONGSHI_TRY(told_->forget(key));
    GONGSHI_TRY(work_.registry().drop_feed(feed));
    result_.messages.push_back(
        {"dropped", "数据来源 " + feed + " 已停用，它的 " + std::to_string(keys.size()) + " 条记录按机关撤回处理。", feed});
    if (!work_.site().feed(feed)) return {};
    result_.needs_person = true;
    result_.messages.push_back(
        {"still_configured", "feeds.json 里还有数据来源 " + feed + "，请删去它，否则下次运行又会读入。", "feeds.json"});
    return {};
  }

  /// Records whose feed is no longer in feeds.json stand as they are until somebody says what they are.
  Status note_orphans() {
    GONGSHI_ASSIGN(const auto standing, work_.registry().standing_by_feed());
    for (const auto& [feed, n] : standing)
      if (!work_.site().feed(feed))
        result_.messages.push_back(
            {"orphaned", "feeds.json 里已经没有数据来源 " + feed + "，它的 " + std::to_string(n) +
                             " 条记录仍照原样公示。不再报送的，请运行 gongshi pull --drop " + feed + "；改了名的，请改回原来的 id。",
             feed});
    return {};
  }

  void reject(RejectedRow row) {
    ++result_.rows.rejected;
    if (!row.id.empty() && !row.agency.empty()) {
      const std::string key = gate_.record_key(row.dataset, row.agency, row.id);
      if (row.reason == "secret") secret_keys_.insert(key);
      else rejected_keys_[key].push_back({row.feed, row.row});
    }
    result_.rejected.push_back(std::move(row));
  }

  /// Decides and stores the rows of all keys that begin with `prefix`, and marks the known records a
  /// later row of which could not be read.
  Status settle_part(const std::string& prefix, RowSpool::Rows& packed) {
    for (auto& [key, packed_rows] : packed) {
      std::vector<Incoming> rows;
      for (const auto& bytes : packed_rows) {
        Incoming row = Incoming::from_bytes(bytes);
        if (fetched_.count(row.record.feed)) rows.push_back(std::move(row));
      }
      if (!rows.empty()) GONGSHI_TRY(settle_key(key, rows));
      packed_rows.resize(rows.size());
    }
    std::erase_if(packed, [](const auto& entry) { return entry.second.empty(); });
    for (auto at = rejected_keys_.lower_bound(prefix);
         at != rejected_keys_.end() && at->first.starts_with(prefix); ++at) {
      if (packed.count(at->first)) continue;
      GONGSHI_ASSIGN(auto known, work_.registry().find(at->first));
      if (!known || known->update_rejected) continue;
      known->update_rejected = true;
      GONGSHI_TRY(work_.registry().put(*known));
    }
    return {};
  }

  Status seal_off_secrets() {
    for (const auto& key : secret_keys_) {
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      if (!known) continue;
      result_.secret_found = true;
      GONGSHI_TRY(keeper_.seal_off(std::move(*known), "state_secret"));
    }
    return {};
  }

  Status settle_key(const std::string& key, std::vector<Incoming>& rows) {
    const Settled settled = settle_same_key(rows, work_.as_of());
    result_.rows.repeated += settled.repeated;
    result_.rows.superseded += settled.superseded;
    if (settled.superseded > 0)
      for (const auto& row : rows) unsettled_.insert(row.record.feed);
    for (const Incoming* row : settled.duplicates) {
      reject(duplicate_row(row->record));
      for (auto& pulled : result_.feeds)
        if (pulled.feed->id == row->record.feed) ++pulled.rejected;
    }
    if (!settled.winner) return mark_update_rejected(key);
    if (secret_keys_.count(key)) {
      unsettled_.insert(settled.winner->record.feed);
      ++result_.rows.superseded;
      return {};
    }
    return store_winner(key, *settled.winner);
  }

  /// A declared figure is kept beside the records: it is none.
  Status store_figure(const std::string& key, const Incoming& row) {
    told_now_.insert(key);
    if (const std::string* owner = told_->feed_of(key); owner && stands_before(*owner, row)) {
      ++result_.rows.superseded;
      return {};
    }
    GONGSHI_ASSIGN(const auto outcome, told_->take(key, row.record, row.digest));
    using Outcome = ToldFigures::Outcome;
    ++(outcome == Outcome::kSame ? result_.rows.same : outcome == Outcome::kFresh ? result_.rows.fresh : result_.rows.changed);
    return {};
  }

  Status store_winner(const std::string& key, Incoming& row) {
    if (row.record.dataset == kDeclaredDataset) return store_figure(key, row);
    GONGSHI_ASSIGN(auto known, work_.registry().find(key));
    const bool rejected = rejected_after(key, row.record);
    if (!known) {
      ++result_.rows.fresh;
      return keeper_.store(row.record, row.facts, row.digest, nullptr, rejected);
    }
    const bool silent = another_is_silent(row);
    const bool shut = silent && known->facts.empty();  // perhaps by the silent feed's word
    if (known->digest == row.digest) {
      ++result_.rows.same;
    } else {
      const std::string at = text_at(row.record.fields, "updated_at");
      if (!at.empty() && at < known->updated_at && known->feed == row.record.feed &&
          known->updated_at.substr(0, 10) <= known->pulled_on) {  // a time after its pull orders nothing
        unsettled_.insert(row.record.feed);
        ++result_.rows.superseded;  // an older version delivered again
        return rejected ? mark_update_rejected(key) : Status();
      }
      if (from_lower_feed(*known, row)) {
        ++result_.rows.superseded;
        GONGSHI_TRY(tighten(*known, row.facts));
        return rejected ? mark_update_rejected(key) : Status();
      }
      ++(shut ? result_.rows.superseded : result_.rows.changed);
    }
    if (shut) return {};
    if (!silent && !rejected && stands_as_stored(*known, row)) return {};
    if (silent) take_stricter_flags(row.facts, Facts::from_json(Json::parse(known->facts)));
    return keeper_.store(row.record, row.facts, row.digest, &*known, rejected);
  }

  /// The same row under the same rules, of a published record: storing it again would change nothing.
  bool stands_as_stored(const KnownRecord& known, const Incoming& row) const {
    return known.digest == row.digest && known.feed == row.record.feed && known.state == "published" &&
           known.gone_on.empty() && !known.update_rejected && known.updated_at.substr(0, 10) <= known.pulled_on &&
           stored_under_->same(known.feed);
  }

  /// Another feed that may hold this key was not read tonight. What it said yesterday still counts, so
  /// until it is back the record may come down and not come out.
  bool another_is_silent(const Incoming& row) const {
    const auto& feeds = work_.site().feeds;
    return std::any_of(feeds.begin(), feeds.end(), [&](const FeedConfig& feed) {
      return feed.dataset == row.record.dataset && feed.speaks_for(row.record.agency) &&
             !fetched_.count(feed.id);
    });
  }

  /// A record keeps its content and takes the stricter of each flag.
  Status tighten(KnownRecord& known, const Facts& other) {
    if (known.facts.empty()) return {};
    Facts facts = Facts::from_json(Json::parse(known.facts));
    take_stricter_flags(facts, other);
    known.facts = canonical(facts.to_json());
    return work_.registry().put(known);
  }

  /// A row of this key that came after the good one could not be read: nobody knows what it says.
  bool rejected_after(const std::string& key, const Record& record) const {
    const auto at = rejected_keys_.find(key);
    return at != rejected_keys_.end() &&
           std::any_of(at->second.begin(), at->second.end(), [&](const auto& place) {
             return place.first != record.feed || place.second > record.row;
           });
  }

  /// Another feed, named earlier, still gives this record: its content stands.
  bool from_lower_feed(const KnownRecord& known, const Incoming& row) const {
    return known.gone_on.empty() && stands_before(known.feed, row);
  }

  /// A feed named earlier than the row's that was not read tonight.
  bool stands_before(const std::string& feed, const Incoming& row) const {
    if (feed == row.record.feed || fetched_.count(feed)) return false;
    const auto& feeds = work_.site().feeds;
    const auto owner = std::find_if(feeds.begin(), feeds.end(), [&](const FeedConfig& one) { return one.id == feed; });
    return owner != feeds.end() && static_cast<size_t>(owner - feeds.begin()) < row.feed_order;
  }

  Status mark_update_rejected(const std::string& key) {
    GONGSHI_ASSIGN(auto known, work_.registry().find(key));
    if (!known) return {};
    known->update_rejected = true;
    return work_.registry().put(*known);
  }

  Status take_removals(const std::vector<Removal>& removals) {
    for (const auto& removal : removals) {
      if (removal.dataset == kDeclaredDataset) {
        GONGSHI_ASSIGN(const bool told, told_->forget(gate_.record_key(removal.dataset, removal.agency, removal.id)));
        ++(told ? result_.rows.changed : result_.rows.same);
        continue;
      }
      GONGSHI_ASSIGN(auto known, work_.registry().find(
                                     gate_.record_key(removal.dataset, removal.agency, removal.id)));
      if (!known || !known->gone_on.empty()) {
        ++result_.rows.same;
        continue;
      }
      ++result_.rows.changed;
      known->gone_on = removal.removed_on.empty() ? work_.as_of().iso() : removal.removed_on;
      known->gone_ground = removal.ground;
      GONGSHI_TRY(work_.registry().put(*known));
    }
    return {};
  }

  /// Notes the known records of this part that their snapshot no longer has.
  Status find_disappeared(const std::string& prefix, const RowSpool::Rows& rows) {
    GONGSHI_ASSIGN(const auto standing, work_.registry().standing_keys(prefix));
    for (const auto& [key, feed, may_be_shown] : standing) {
      const FeedConfig* config = work_.site().feed(feed);
      if (!config || config->delta || !fetched_.count(feed)) continue;
      // Of what expired at another portal nothing is left that could go again.
      if (portals_.count(feed) && !may_be_shown && !rows.count(key)) continue;
      ++snapshots_[feed].present;
      if (!rows.count(key) && !rejected_keys_.count(key) && !secret_keys_.count(key))
        snapshots_[feed].gone.push_back(key);
    }
    return {};
  }

  /// A record its snapshot no longer has is withdrawn by its agency. When very many go at once
  /// something is wrong with the delivery: they wait until a person accepts.
  Status take_disappearances() {
    for (const auto& [key, feed] : told_->standing())
      if (const FeedConfig* config = work_.site().feed(feed);
          config && !config->delta && fetched_.count(feed) && !told_now_.count(key) && !rejected_keys_.count(key))
        GONGSHI_TRY(told_->forget(key));
    for (const auto& [feed, snapshot] : snapshots_) {
      const size_t gone = snapshot.gone.size();
      const bool many = gone == snapshot.present ||
                        (gone > 1 && static_cast<double>(gone) > kShrinkLimit * static_cast<double>(snapshot.present));
      if (gone > 0 && many && !order_.accepted.count(feed) && !order_.accepted.count("*")) {
        unsettled_.insert(feed);
        result_.needs_person = true;
        result_.messages.push_back(
            {"shrunk", "数据源 " + feed + " 少了 " + std::to_string(gone) + " 条（原有 " +
                           std::to_string(snapshot.present) + " 条），暂不撤下。核实后请运行 gongshi pull --accept " +
                           feed + "。",
             feed});
        continue;
      }
      for (const auto& key : snapshot.gone) {
        GONGSHI_ASSIGN(auto known, work_.registry().find(key));
        if (!known) continue;
        take_down(feed, *known);
        GONGSHI_TRY(work_.registry().put(*known));
      }
    }
    return {};
  }

  /// A vanished record is withdrawn by its agency; at another portal it is withdrawn where that portal
  /// says so, and has expired else.
  void take_down(const std::string& feed, KnownRecord& known) const {
    known.gone_on = work_.as_of().iso();
    const auto portal = portals_.find(feed);
    if (portal == portals_.end() || known.facts.empty()) return;
    Facts facts = Facts::from_json(Json::parse(known.facts));
    const auto line = portal->second.find(page_file(known.dataset, known.agency, facts.id));
    if (line != portal->second.end()) {
      if (const auto on = Date::parse(line->second.on); on && *on < work_.as_of()) known.gone_on = on->iso();
      known.gone_ground = line->second.ground;
      return;
    }
    known.gone_on.clear();
    facts.publish_until = work_.as_of().plus_days(-1);
    known.facts = canonical(facts.to_json());
  }

  Status store_rejections() {
    std::map<std::string, std::vector<KnownRejection>> by_feed;
    for (const auto& id : fetched_) by_feed[id];
    for (const auto& row : result_.rejected) {
      KnownRejection known;
      if (!row.id.empty() && !row.agency.empty())
        known.key = gate_.record_key(row.dataset, row.agency, row.id);
      known.feed = row.feed;
      known.dataset = row.dataset;
      known.agency = row.agency;
      known.reason = row.reason;
      known.column = row.column;
      known.text = row.text;
      known.mend = row.mend;
      known.row = row.row;
      known.fingerprint = hmac_hex(gate_.key(), row.reason + '\x1f' + row.agency + '\x1f' + row.id +
                                                    '\x1f' + row.column + '\x1f' + row.text)
                              .substr(0, 32);
      by_feed[row.feed].push_back(std::move(known));
    }
    for (const auto& [feed, rows] : by_feed) {
      GONGSHI_ASSIGN(const auto fresh, work_.registry().replace_rejections(feed, rows));
      result_.new_rejections += static_cast<long>(fresh.size());
    }
    return {};
  }

  Status store_feeds() {
    GONGSHI_ASSIGN(auto known, work_.registry().feeds());
    for (const auto& pulled : result_.feeds) {
      FeedState state = known[pulled.feed->id];
      state.feed = pulled.feed->id;
      state.result = pulled.result;
      state.message = pulled.message;
      if (pulled.result == "fresh") {
        state.fetched_on = work_.as_of().iso();
        state.rows = pulled.rows;
        state.rejected = pulled.rejected;
        GONGSHI_TRY(store_validators(pulled));
      } else if (pulled.result == "unchanged") {
        state.fetched_on = work_.as_of().iso();
      }
      GONGSHI_TRY(work_.registry().put_feed(state));
    }
    return {};
  }

  /// Next time the feed may be asked only for what changed, if all its rows are settled: nothing waits
  /// that the same rows might bring on another night.
  Status store_validators(const PulledFeed& pulled) {
    const std::string& id = pulled.feed->id;
    GONGSHI_ASSIGN(const bool held, work_.registry().holds_any(id));
    if (!pulled.validators || pulled.rejected > 0 || held || unsettled_.count(id))
      return work_.registry().drop_validators(id);
    return work_.registry().put_validators(*pulled.validators);
  }

  Workspace& work_;
  const Gate& gate_;
  const PullOrder& order_;
  Keeper keeper_;
  PullResult result_;
  std::set<std::string> fetched_;  // feeds that were read whole
  std::map<std::string, PortalWithdrawals> portals_;  // by feed
  std::map<std::string, std::vector<std::pair<std::string, long>>> rejected_keys_;  // key → feed, row
  std::set<std::string> secret_keys_;
  std::optional<ToldFigures> told_;
  std::optional<StoredUnder> stored_under_;
  std::set<std::string> told_now_;  // keys of the figures told in this pull
  std::map<std::string, Snapshot> snapshots_;  // by feed
  std::set<std::string> unsettled_;            // feeds of which something waits or was passed over
};

}  // namespace

Result<PullResult> pull_feeds(Workspace& work, const PullOrder& order) {
  Pull pull(work, order);
  auto result = pull.run();
  if (!result) {
    (void)work.registry().rollback();
    (void)work.fs().remove_tree(work.state() / "tmp");
    return result;
  }
  // Feed bytes are gone; what is left of them in the log goes too.
  GONGSHI_TRY(work.fs().remove_tree(work.state() / "tmp"));
  GONGSHI_TRY(work.registry().checkpoint());
  return result;
}

}  // namespace gongshi
