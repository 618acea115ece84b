#include <algorithm>

#include "base/text.h"
#include "intake/intake.h"
#include "night/delivery.h"
#include "pull/fetch.h"

namespace gongshi {
namespace {

/// Reads feed after feed into one delivery.
class FeedReader {
 public:
  FeedReader(Workspace& work, PullResult& result)
      : work_(work), gate_(work.gate()), result_(result) {}

  Result<Delivery> run(const std::set<std::string>& only) {
    GONGSHI_TRY(fill_directory());
    for (const bool agencies_first : {true, false})
      for (size_t i = 0; i < work_.site().feeds.size(); ++i) {
        const FeedConfig& feed = work_.site().feeds[i];
        if ((feed.dataset == "agencies") != agencies_first) continue;
        if (!only.empty() && !only.count(feed.id)) continue;
        GONGSHI_TRY(read_one(feed, i));
      }
    return std::move(delivery_);
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
      delivery_.rows[gate_.record_key(row.record.dataset, row.record.agency, row.record.id)].push_back(
          std::move(row));
    }
    for (auto& row : rejected) delivery_.rejected.push_back(std::move(row));
    for (auto& row : removals) delivery_.removals.push_back(std::move(row));
    delivery_.fetched.insert(feed.id);
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

  Workspace& work_;
  const Gate& gate_;
  PullResult& result_;
  AgencyDirectory directory_;
  Delivery delivery_;
};

}  // namespace

Result<Delivery> read_feeds(Workspace& work, const std::set<std::string>& only, PullResult& result) {
  return FeedReader(work, result).run(only);
}

}  // namespace gongshi
