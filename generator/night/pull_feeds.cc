#include "night/pull_feeds.h"

#include <algorithm>

#include "base/digest.h"
#include "night/disappearances.h"
#include "night/recovery.h"
#include "night/settle_rows.h"

namespace gongshi {
namespace {

/// One pull: read, settle the rows of each key, take down what went, note what there is to tell.
class Pull {
 public:
  Pull(Workspace& work, const PullOrder& order)
      : work_(work), gate_(work.gate()), order_(order), keeper_(work.gate(), work.site(), work.registry()),
        voices_(work, pull_) {}

  Result<PullResult> run() {
    // What another feed still has of a dropped one's is to be read, be it as it was.
    if (!order_.dropped.empty())
      for (const auto& feed : work_.site().feeds) GONGSHI_TRY(work_.registry().drop_validators(feed.id));
    GONGSHI_ASSIGN(Delivery delivery, read_feeds(work_, wanted(), pull_.result));
    pull_.fetched = delivery.fetched;
    pull_.portals = std::move(delivery.portals);
    for (auto& row : delivery.rejected) pull_.reject(gate_, std::move(row));
    GONGSHI_TRY(work_.registry().begin());
    GONGSHI_ASSIGN(pull_.told, ToldFigures::load(work_.registry(), work_.as_of()));
    GONGSHI_ASSIGN(pull_.stored_under, StoredUnder::load(work_, pull_.fetched));
    for (const auto& feed : order_.dropped) GONGSHI_TRY(drop(feed));
    GONGSHI_TRY(voices_.load());
    RowSettler settler(work_, keeper_, pull_, voices_);
    Disappearances disappearances(work_, pull_);
    GONGSHI_TRY(disappearances.take_named(voices_));
    const auto settle = [&](const std::string& prefix, RowSpool::Rows& rows) -> Status {
      GONGSHI_TRY(settler.settle(prefix, rows));
      return disappearances.find(prefix, rows);
    };
    GONGSHI_TRY(delivery.rows.each_part(settle));
    GONGSHI_TRY(disappearances.weigh(order_.accepted));
    GONGSHI_TRY(settler.settle_rest());
    GONGSHI_TRY(seal_off_secrets());
    GONGSHI_TRY(note_unreadable());
    GONGSHI_TRY(take_removals(delivery.removals));
    GONGSHI_TRY(disappearances.take());
    GONGSHI_TRY(store_rejections());
    GONGSHI_TRY(store_feeds());
    GONGSHI_TRY(note_orphans());
    GONGSHI_TRY(note_fetched_whole(work_, pull_.fetched));
    GONGSHI_TRY(pull_.stored_under->note(work_));
    GONGSHI_TRY(work_.registry().commit());
    std::sort(pull_.result.rejected.begin(), pull_.result.rejected.end(), [](const auto& a, const auto& b) {
      return std::tie(a.feed, a.row) < std::tie(b.feed, b.row);
    });
    return std::move(pull_.result);
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
    for (const auto& [key, by] : pull_.told->standing())
      if (by == feed) GONGSHI_TRY(pull_.told->forget(key));
    GONGSHI_TRY(work_.registry().drop_feed(feed));
    pull_.result.messages.push_back(
        {"dropped", "数据来源 " + feed + " 已停用，它的 " + std::to_string(keys.size()) + " 条记录按机关撤回处理。", feed});
    if (!work_.site().feed(feed)) return {};
    pull_.result.needs_person = true;
    pull_.result.messages.push_back(
        {"still_configured", "feeds.json 里还有数据来源 " + feed + "，请删去它，否则下次运行又会读入。", "feeds.json"});
    return {};
  }

  /// Records whose feed is no longer in feeds.json stand as they are until somebody says what they are.
  Status note_orphans() {
    const auto tell = [&](const std::map<std::string, long>& records, const std::string& whose, const std::string& stand,
                          const std::string& renamed) {
      for (const auto& [feed, n] : records)
        if (!work_.site().feed(feed))
          pull_.result.messages.push_back({"orphaned", "feeds.json 里已经没有数据来源 " + feed + "，" + whose + std::to_string(n) + " 条记录仍" +
                                                           stand + "。不再报送的，请运行 gongshi pull --drop " + feed + renamed + "。",
                                           feed});
    };
    GONGSHI_ASSIGN(const auto beside, work_.registry().beside_by_feed());
    tell(beside, "别的来源也报送的 ", "按它最后说的从严处理", "");
    GONGSHI_ASSIGN(const auto standing, work_.registry().standing_by_feed());
    tell(standing, "它的 ", "照它最后报送的处理", "；改了名的，请改回原来的 id");
    return {};
  }

  Status seal_off_secrets() {
    for (const auto& [key, feeds] : pull_.secret_keys) {
      for (const auto& feed : feeds) {
        GONGSHI_TRY(voices_.note_word(key, feed, "secret"));
        GONGSHI_TRY(work_.registry().drop_validators(feed));
      }
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      if (!known) continue;
      GONGSHI_TRY(work_.registry().drop_validators(known->feed));  // its row is to be read when it comes again
      pull_.result.secret_found = true;
      pull_.order_after_rejected(*known, work_.as_of());
      GONGSHI_TRY(keeper_.seal_off(std::move(*known), "state_secret"));
    }
    return {};
  }

  Status note_unreadable() {
    if (!voices_.several()) return {};
    for (const auto& [key, places] : pull_.rejected_keys) {
      GONGSHI_ASSIGN(const auto known, work_.registry().find(key));
      if (known && !known->update_rejected) continue;  // a good row came after it
      for (const auto& [feed, row] : places) GONGSHI_TRY(voices_.note_word(key, feed, "unreadable"));
    }
    return {};
  }

  Status take_removals(const std::vector<Removal>& removals) {
    const auto tell_unknown = [&](const Removal& removal) {
      pull_.result.warnings.push_back({removal.feed, removal.dataset, removal.agency, removal.id, removal.row, "id",
                                       "没有登记过这个编号，没有可以撤下的记录，请核对编号。"});
    };
    for (const auto& removal : removals) {
      if (removal.dataset == kDeclaredDataset) {
        GONGSHI_ASSIGN(const bool told, pull_.told->forget(gate_.record_key(removal.dataset, removal.agency, removal.id)));
        if (!told) tell_unknown(removal);
        ++(told ? pull_.result.rows.changed : pull_.result.rows.same);
        continue;
      }
      GONGSHI_ASSIGN(auto known, work_.registry().find(
                                     gate_.record_key(removal.dataset, removal.agency, removal.id)));
      if (!known) tell_unknown(removal);
      const std::string on = removal.removed_on.empty() ? work_.as_of().iso() : removal.removed_on;
      // A day that lies ahead can still be put right.
      const bool told = known && !known->gone_on.empty() && (known->gone_on <= work_.as_of().iso() || known->gone_on == on);
      if (known) GONGSHI_TRY(voices_.note_word(known->key, removal.feed, "removed"));
      if (!known || told) {
        ++pull_.result.rows.same;
        continue;
      }
      ++pull_.result.rows.changed;
      known->gone_on = on;
      known->gone_ground = removal.ground;
      GONGSHI_TRY(work_.registry().put(*known));
    }
    return {};
  }

  Status store_rejections() {
    std::map<std::string, std::vector<KnownRejection>> by_feed;
    for (const auto& id : pull_.fetched) by_feed[id];
    for (const auto& row : pull_.result.rejected) {
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
      pull_.result.new_rejections += static_cast<long>(fresh.size());
    }
    return {};
  }

  Status store_feeds() {
    GONGSHI_ASSIGN(auto known, work_.registry().feeds());
    for (auto& pulled : pull_.result.feeds) {
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

  /// Next time the same version need not be read, if all its rows are settled: nothing waits that the same rows might
  /// bring on another night.
  Status store_validators(PulledFeed& pulled) {
    const std::string& id = pulled.feed->id;
    GONGSHI_ASSIGN(const bool waits, work_.registry().waits_for_row(id));
    if (!pulled.validators || pulled.rejected > 0 || waits || pull_.unsettled.count(id))
      return work_.registry().drop_validators(id);
    if (pull_.repeating.contains(id)) pulled.validators->bytes.clear();
    return work_.registry().put_validators(*pulled.validators);
  }

  Workspace& work_;
  const Gate& gate_;
  const PullOrder& order_;
  Keeper keeper_;
  PullLedger pull_;
  Voices voices_;
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
