#include "night/pull_feeds.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "intake/intake.h"
#include "night/keep.h"
#include "pull/fetch.h"

namespace gongshi {
namespace {

constexpr double kShrinkLimit = 0.2;  // of a snapshot's known records

/// A row read tonight, waiting until all rows of its key are there.
struct Incoming {
  Record record;
  Facts facts;
  std::string digest;
  size_t feed_order = 0;
};

/// One pull: fetch and read all feeds, settle rows that share a key, store, take note of what went.
class Pull {
 public:
  Pull(Workspace& work, const std::set<std::string>& accepted)
      : work_(work), gate_(work.gate()), accepted_(accepted),
        keeper_(work.gate(), work.site(), work.registry()) {}

  Result<PullResult> run(const std::set<std::string>& only) {
    GONGSHI_TRY(fill_directory());
    for (const bool agencies_first : {true, false})
      for (size_t i = 0; i < work_.site().feeds.size(); ++i) {
        const FeedConfig& feed = work_.site().feeds[i];
        if ((feed.dataset == "agencies") != agencies_first) continue;
        if (!only.empty() && !only.count(feed.id)) continue;
        GONGSHI_TRY(read_one(feed, i));
      }
    GONGSHI_TRY(work_.registry().begin());
    GONGSHI_TRY(settle_rows());
    GONGSHI_TRY(take_removals());
    GONGSHI_TRY(take_disappearances());
    GONGSHI_TRY(store_rejections());
    GONGSHI_TRY(store_feeds());
    GONGSHI_TRY(work_.registry().commit());
    std::sort(result_.rejected.begin(), result_.rejected.end(), [](const auto& a, const auto& b) {
      return std::tie(a.feed, a.row) < std::tie(b.feed, b.row);
    });
    return std::move(result_);
  }

 private:
  /// Agencies known from earlier pulls, so that a failing agencies feed does not orphan the others.
  Status fill_directory() {
    return work_.registry().each([&](const KnownRecord& known) -> Status {
      if (known.dataset != "agencies") return {};
      std::string name, short_name;
      if (!known.view.empty()) {
        GONGSHI_ASSIGN(const View view, gate_.open_view(known.view));
        name = text_at(view.fields, "name");
        short_name = text_at(view.fields, "short_name");
      }
      directory_.add(known.agency, name, short_name);
      return {};
    });
  }

  Status read_one(const FeedConfig& feed, size_t order) {
    PulledFeed pulled;
    pulled.feed = &feed;
    const stdfs::path tmp = work_.state() / "tmp";
    GONGSHI_TRY(work_.fs().make_dirs(tmp, 0700));
    auto fetched = fetch(work_.fs(), feed, tmp);
    if (!fetched) return fail(std::move(pulled), fetched.error());

    std::vector<Incoming> rows;
    std::vector<RejectedRow> rejected;
    std::vector<Removal> removals;
    const DatasetDefinition& definition = *work_.site().definition(feed.dataset);
    std::set<std::string> delivered;  // digests of the rows as written
    const auto take = [&](IntakeRow&& row) {
      if (repeats(row, delivered)) {
        ++result_.rows.repeated;
      } else if (auto* record = std::get_if<Record>(&row)) {
        take_record(std::move(*record), order, rows, rejected);
      } else if (auto* reject = std::get_if<RejectedRow>(&row)) {
        rejected.push_back(std::move(*reject));
      } else {
        removals.push_back(std::get<Removal>(std::move(row)));
      }
    };
    auto reading = read_feed(work_.fs(), fetched->file, feed, definition, directory_, work_.as_of(), take);
    GONGSHI_TRY(work_.fs().remove(fetched->file));
    if (!reading) return fail(std::move(pulled), reading.error());

    pulled.result = "fresh";
    pulled.rows = reading->rows;
    pulled.data_on = work_.as_of().iso();
    pulled.rejected = static_cast<long>(rejected.size());
    pulled.message = "按 " + reading->format + "、" + reading->encoding + " 读取。";
    if (!reading->unused_columns.empty())
      pulled.message += "没有用到的列：" + joined(reading->unused_columns, "、") + "。";
    result_.rows.read += reading->rows;
    for (auto& row : rows) {
      if (feed.dataset == "agencies")
        directory_.add(row.record.agency, text_at(row.record.fields, "name"),
                       text_at(row.record.fields, "short_name"));
      rows_[gate_.record_key(row.record.dataset, row.record.agency, row.record.id)].push_back(
          std::move(row));
    }
    for (auto& row : rejected) reject(std::move(row));
    for (auto& row : removals) removals_.push_back(std::move(row));
    fetched_.insert(feed.id);
    result_.feeds.push_back(std::move(pulled));
    return {};
  }

  /// The very row again, whether or not it could be read.
  static bool repeats(const IntakeRow& row, std::set<std::string>& delivered) {
    std::string digest;
    if (const auto* record = std::get_if<Record>(&row)) digest = record->digest;
    if (const auto* reject = std::get_if<RejectedRow>(&row)) digest = reject->digest;
    return !digest.empty() && !delivered.insert(digest).second;
  }

  void take_record(Record&& record, size_t order, std::vector<Incoming>& rows,
                   std::vector<RejectedRow>& rejected) {
    if (Gate::is_secret(record)) {
      // Dropped in memory: agency, dataset and reason stay, nothing of the row.
      RejectedRow row{"secret", record.feed, record.dataset, record.agency, record.id, record.row, "",
                      "涉密信息误入非涉密系统，程序没有保存这一行。",
                      "请立即按保密规定处置来源系统，并通知保密工作部门。", true, {}};
      rejected.push_back(std::move(row));
      return;
    }
    for (const auto& warning : record.warnings)
      result_.warnings.push_back({record.feed, record.dataset, record.agency, record.id, record.row,
                                  warning.field, warning.text});
    Incoming in{std::move(record), {}, {}, order};
    in.facts = gate_.facts(in.record);
    in.digest = gate_.content_digest(in.record);
    if (in.facts.age == "under_14")
      result_.warnings.push_back({in.record.feed, in.record.dataset, in.record.agency, "",
                                  in.record.row, "party.birth_date",
                                  "当事人不满十四周岁，依法不予处罚，请核对数据。"});
    rows.push_back(std::move(in));
  }

  Status fail(PulledFeed pulled, const Error& error) {
    GONGSHI_ASSIGN(auto known, work_.registry().feeds());
    const auto before = known.find(pulled.feed->id);
    pulled.result = "failed";
    if (before != known.end()) pulled.data_on = before->second.fetched_on;
    pulled.message = error.text;
    result_.messages.push_back({"feed_failed", "数据源 " + pulled.feed->id + "：" + error.text, error.where});
    result_.needs_person = true;
    result_.feeds.push_back(std::move(pulled));
    return {};
  }

  void reject(RejectedRow row) {
    ++result_.rows.rejected;
    if (!row.id.empty() && !row.agency.empty()) {
      const std::string key = gate_.record_key(row.dataset, row.agency, row.id);
      if (row.reason == "secret") secret_keys_.insert(key);
      else rejected_keys_.insert(key);
    }
    result_.rejected.push_back(std::move(row));
  }

  Status settle_rows() {
    for (auto& [key, rows] : rows_) GONGSHI_TRY(settle_key(key, rows));
    for (const auto& key : rejected_keys_) {
      if (rows_.count(key)) continue;
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      if (!known || known->update_rejected) continue;
      known->update_rejected = true;
      GONGSHI_TRY(work_.registry().put(*known));
    }
    for (const auto& key : secret_keys_) {
      GONGSHI_ASSIGN(auto known, work_.registry().find(key));
      if (!known) continue;
      result_.secret_found = true;
      GONGSHI_TRY(keeper_.seal_off(std::move(*known), "state_secret"));
    }
    return {};
  }

  /// All rows of one key: repeats, order by updated_at within a feed, the first feed's content and
  /// the strictest flags between feeds.
  Status settle_key(const std::string& key, std::vector<Incoming>& rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Incoming& a, const Incoming& b) {
      return a.feed_order < b.feed_order;
    });
    std::vector<Incoming*> winners;  // one a feed
    for (size_t begin = 0; begin < rows.size();) {
      size_t end = begin;
      while (end < rows.size() && rows[end].feed_order == rows[begin].feed_order) ++end;
      if (Incoming* winner = settle_feed_rows(key, rows, begin, end)) winners.push_back(winner);
      begin = end;
    }
    if (winners.empty()) return mark_update_rejected(key);
    Incoming& first = *winners.front();
    for (size_t i = 1; i < winners.size(); ++i) {
      take_stricter_flags(first.facts, winners[i]->facts);
      // The strict word must also be in what is compared and kept.
      first.digest = sha256_hex(first.digest + canonical(winners[i]->facts.to_json()));
      ++result_.rows.superseded;
    }
    if (secret_keys_.count(key)) {
      ++result_.rows.superseded;
      return {};
    }
    return store_winner(key, first);
  }

  Incoming* settle_feed_rows(const std::string& key, std::vector<Incoming>& rows, size_t begin, size_t end) {
    std::vector<Incoming*> distinct;
    for (size_t i = begin; i < end; ++i) {
      const bool repeated = std::any_of(distinct.begin(), distinct.end(), [&](const Incoming* other) {
        return other->digest == rows[i].digest && other->facts.reviewed == rows[i].facts.reviewed;
      });
      if (repeated) ++result_.rows.repeated;
      else distinct.push_back(&rows[i]);
    }
    if (distinct.size() == 1) return distinct.front();
    const auto when = [](const Incoming* row) { return text_at(row->record.fields, "updated_at"); };
    std::set<std::string> instants;
    for (const Incoming* row : distinct) {
      const std::string at = when(row);
      // A time after the pull orders nothing.
      if (!at.empty() && at.substr(0, 10) <= work_.as_of().iso()) instants.insert(at);
    }
    if (instants.size() != distinct.size()) {
      for (const Incoming* row : distinct) {
        reject({"duplicate", row->record.feed, row->record.dataset, row->record.agency, row->record.id,
                row->record.row, "id", "同一编号有几行内容不同，又没有先后可分。",
                "请只留下正确的一行，或者填写 updated_at（更新时间）。", true, {}});
        bump_feed_rejected(row->record.feed);
      }
      rejected_keys_.insert(key);
      return nullptr;
    }
    std::sort(distinct.begin(), distinct.end(),
              [&](const Incoming* a, const Incoming* b) { return when(a) > when(b); });
    result_.rows.superseded += static_cast<long>(distinct.size()) - 1;
    return distinct.front();
  }

  Status store_winner(const std::string& key, Incoming& row) {
    seen_.insert(key);
    GONGSHI_ASSIGN(auto known, work_.registry().find(key));
    const bool rejected = rejected_keys_.count(key) > 0;
    if (!known) {
      ++result_.rows.fresh;
      return keeper_.store(row.record, row.facts, row.digest, nullptr, rejected);
    }
    if (known->digest == row.digest) {
      ++result_.rows.same;
    } else {
      const std::string at = text_at(row.record.fields, "updated_at");
      if (!at.empty() && !known->updated_at.empty() && at < known->updated_at &&
          known->feed == row.record.feed) {
        ++result_.rows.superseded;  // an older version delivered again
        return {};
      }
      if (from_lower_feed(*known, row)) {
        ++result_.rows.superseded;
        return {};
      }
      ++result_.rows.changed;
    }
    return keeper_.store(row.record, row.facts, row.digest, &*known, rejected);
  }

  /// Another feed, named earlier, still gives this record: its content stands.
  bool from_lower_feed(const KnownRecord& known, const Incoming& row) const {
    if (known.feed == row.record.feed || !known.gone_on.empty()) return false;
    const auto& feeds = work_.site().feeds;
    const auto owner = std::find_if(feeds.begin(), feeds.end(),
                                    [&](const FeedConfig& feed) { return feed.id == known.feed; });
    return owner != feeds.end() && static_cast<size_t>(owner - feeds.begin()) < row.feed_order &&
           !fetched_.count(known.feed);
  }

  Status mark_update_rejected(const std::string& key) {
    GONGSHI_ASSIGN(auto known, work_.registry().find(key));
    if (!known) return {};
    seen_.insert(key);
    known->update_rejected = true;
    return work_.registry().put(*known);
  }

  Status take_removals() {
    for (const auto& removal : removals_) {
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

  /// A record its snapshot no longer has is withdrawn by its agency. When very many go at once
  /// something is wrong with the delivery: they wait until a person accepts.
  Status take_disappearances() {
    for (const auto& feed : work_.site().feeds) {
      if (feed.delta || !fetched_.count(feed.id)) continue;
      GONGSHI_ASSIGN(const auto keys, work_.registry().keys_of_feed(feed.id));
      std::vector<KnownRecord> gone;
      size_t present = 0;
      for (const auto& key : keys) {
        GONGSHI_ASSIGN(auto known, work_.registry().find(key));
        if (!known || !known->gone_on.empty()) continue;
        ++present;
        if (!seen_.count(key) && !rejected_keys_.count(key) && !secret_keys_.count(key))
          gone.push_back(std::move(*known));
      }
      const bool many = gone.size() == present || (gone.size() > 1 && static_cast<double>(gone.size()) >
                                                                          kShrinkLimit * static_cast<double>(present));
      if (!gone.empty() && many && !accepted_.count(feed.id) && !accepted_.count("*")) {
        result_.needs_person = true;
        result_.messages.push_back(
            {"shrunk", "数据源 " + feed.id + " 少了 " + std::to_string(gone.size()) + " 条（原有 " +
                           std::to_string(present) + " 条），暂不撤下。核实后请运行 gongshi pull --accept " +
                           feed.id + "。",
             feed.id});
        continue;
      }
      for (auto& known : gone) {
        known.gone_on = work_.as_of().iso();
        GONGSHI_TRY(work_.registry().put(known));
      }
    }
    return {};
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
      }
      GONGSHI_TRY(work_.registry().put_feed(state));
    }
    return {};
  }

  void bump_feed_rejected(const std::string& feed) {
    for (auto& pulled : result_.feeds)
      if (pulled.feed->id == feed) ++pulled.rejected;
  }

  Workspace& work_;
  const Gate& gate_;
  const std::set<std::string>& accepted_;
  Keeper keeper_;
  AgencyDirectory directory_;
  PullResult result_;
  std::map<std::string, std::vector<Incoming>> rows_;  // by record key
  std::vector<Removal> removals_;
  std::set<std::string> rejected_keys_, secret_keys_, seen_, fetched_;
};

}  // namespace

Result<PullResult> pull_feeds(Workspace& work, const std::set<std::string>& only,
                              const std::set<std::string>& accepted) {
  Pull pull(work, accepted);
  auto result = pull.run(only);
  if (!result) {
    (void)work.registry().rollback();
    return result;
  }
  // Feed bytes are gone; what is left of them in the log goes too.
  GONGSHI_TRY(work.fs().remove_tree(work.state() / "tmp"));
  GONGSHI_TRY(work.registry().checkpoint());
  return result;
}

}  // namespace gongshi
