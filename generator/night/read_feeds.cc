#include <algorithm>
#include <iterator>
#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "intake/intake.h"
#include "night/delivery.h"
#include "night/feed_basis.h"
#include "night/feed_standing.h"
#include "night/keep.h"
#include "night/named_pictures.h"
#include "night/told_figures.h"
#include "pull/fetch.h"

namespace gongshi {
namespace {

/// Before what was said of the same bytes when they were read.
const std::string kAsBefore = "与上次取得的完全相同。";

/// What one feed gave beside its records; thrown away when the feed turns out to be unreadable.
struct FeedRows {
  struct Agency {
    std::string code, name, short_name;
    Contacts contacts;
  };
  struct Officer {
    std::string agency, certificate, name;  ///< no name where the officer is not public
  };
  std::vector<Agency> agencies;
  std::vector<Officer> officers;
  std::vector<PullResult::Note> warnings;
  std::vector<RejectedRow> rejected;
  std::vector<Removal> removals;
  long repeated = 0;
  long taken_down = 0;  ///< stand in the other portal's list of withdrawals as well

  /// The very row again, as it was written, goes back once.
  void reject(RejectedRow&& row) {
    if (row.digest.empty() || seen_.insert(row.digest).second) rejected.push_back(std::move(row));
    else ++repeated;
  }

 private:
  std::set<std::string> seen_;
};

/// Reads feed after feed into one delivery.
class FeedReader {
 public:
  FeedReader(Workspace& work, PullResult& result)
      : work_(work), gate_(work.gate()), result_(result), pictures_(work.fs(), work.site()),
        delivery_{RowSpool(work.fs(), work.state() / "tmp" / "rows"), {}, {}, {}, {}} {}

  Result<Delivery> run(const std::set<std::string>& only) {
    GONGSHI_TRY(fill_directory());
    if (!work_.site().figures.empty()) {
      GONGSHI_ASSIGN(layouts_, LayoutBook::of(work_.site()));
    }
    std::vector<FetchTask> tasks;
    std::vector<std::pair<size_t, bool>> turns;  // a feed's place in feeds.json, and whether it is a task
    for (const bool agencies_first : {true, false})
      for (size_t i = 0; i < work_.site().feeds.size(); ++i) {
        const FeedConfig& feed = work_.site().feeds[i];
        if ((feed.dataset == "agencies") != agencies_first) continue;
        if (!only.empty() && !only.count(feed.id)) continue;
        turns.emplace_back(i, !is_portal_package(feed));
        if (is_portal_package(feed)) continue;
        GONGSHI_ASSIGN(Validators known, validators_of(feed));
        tasks.push_back({&feed, std::move(known)});
      }
    const stdfs::path tmp = work_.state() / "tmp";
    GONGSHI_TRY(work_.fs().make_dirs(tmp, 0700));
    const auto fetched = fetch_all(work_.fs(), tasks, tmp, work_.fetching());
    size_t next = 0;
    for (const auto& [order, task] : turns) {
      const FeedConfig& feed = work_.site().feeds[order];
      GONGSHI_TRY(take_feed(feed, order, task ? fetched[next++] : fetch_package(feed, tmp)));
    }
    return std::move(delivery_);
  }

 private:
  /// Agencies and officers known from earlier pulls, so that a failing feed of theirs does not orphan the others.
  Status fill_directory() {
    GONGSHI_TRY(work_.registry().each_of("officers", [&](const KnownRecord& known) -> Status {
      if (known.state != "published" || known.view.empty()) return {};
      GONGSHI_ASSIGN(const View view, gate_.open_view(known.view));
      work_.know_officer(known.agency, Facts::from_json(Json::parse(known.facts)).id, text_at(view.fields, "name"));
      return {};
    }));
    return work_.registry().each_of("agencies", [&](const KnownRecord& known) -> Status {
      std::string name, short_name;
      if (!known.view.empty()) {
        GONGSHI_ASSIGN(const View view, gate_.open_view(known.view));
        name = text_at(view.fields, "name");
        short_name = text_at(view.fields, "short_name");
        work_.know_contacts(known.agency, Contacts::of(view.fields));
      }
      directory_.add(known.agency, name, short_name);
      return {};
    });
  }

  /// The version of the feed that is stored, where the same version again would change nothing: not where more than
  /// the rows has changed since, nor where a record waits for its row.
  Result<std::optional<KnownValidators>> stored_version(const FeedConfig& feed) {
    GONGSHI_ASSIGN(auto known, work_.registry().validators(feed.id));
    if (!known || shares_keys(work_.site(), feed)) return std::optional<KnownValidators>();
    GONGSHI_ASSIGN(const bool waits, work_.registry().waits_for_row(feed.id));
    GONGSHI_ASSIGN(const std::string basis, feed_basis(work_, feed));
    if (waits || basis != known->basis) known.reset();
    return known;
  }

  /// What the feed's source may be asked by.
  Result<Validators> validators_of(const FeedConfig& feed) {
    GONGSHI_ASSIGN(const auto stored, stored_version(feed));
    return stored ? Validators{stored->etag, stored->last_modified} : Validators();
  }

  /// What tells the version that came from another, where it may come again and change nothing.
  Result<std::optional<KnownValidators>> version_of(const FeedConfig& feed, const Fetched& fetched) {
    if (shares_keys(work_.site(), feed)) return std::optional<KnownValidators>();
    GONGSHI_ASSIGN(std::string basis, feed_basis(work_, feed));
    KnownValidators version{feed.id, fetched.validators.etag, fetched.validators.last_modified, std::move(basis), ""};
    if (feed.delta) return std::optional(std::move(version));
    std::string digests;
    for (const auto& page : fetched.pages) {
      Sha256 digest;
      GONGSHI_TRY(work_.fs().read_pieces(page, [&](std::string_view piece) { return digest.add(piece), Status(); }));
      digests += digest.hex();
    }
    if (const auto portal = delivery_.portals.find(feed.id); portal != delivery_.portals.end())
      for (const auto& [file, told] : portal->second) digests += file + '\x1f' + told.on + '\x1f' + told.reason + '\x1f' + told.ground + '\n';
    version.bytes = hmac_hex(gate_.key(), digests);
    return std::optional(std::move(version));
  }

  Result<Fetched> fetch_package(const FeedConfig& feed, const stdfs::path& tmp) {
    GONGSHI_ASSIGN(PortalFiles files, fetch_portal(work_.fs(), feed, tmp, work_.fetching()));
    delivery_.portals[feed.id] = std::move(files.withdrawn);
    return std::move(files.fetched);
  }

  Status take_feed(const FeedConfig& feed, size_t order, const Result<Fetched>& fetched) {
    PulledFeed pulled;
    pulled.feed = &feed;
    if (!fetched) return fail(std::move(pulled), fetched.error());
    if (fetched->unchanged) {
      GONGSHI_ASSIGN(const auto stored, stored_version(feed));
      // How an agency can be reached may have come to be another since it was asked.
      if (!stored) return take_feed(feed, order, fetch_all(work_.fs(), {{&feed, {}}}, work_.state() / "tmp", work_.fetching()).front());
      pulled.result = "unchanged";
      pulled.data_on = work_.as_of().iso();
      pulled.message = "对方说没有变化，沿用已有的数据。";
      result_.feeds.push_back(std::move(pulled));
      return {};
    }
    GONGSHI_ASSIGN(pulled.validators, version_of(feed, *fetched));
    GONGSHI_ASSIGN(const auto stored, stored_version(feed));
    if (stored && !stored->bytes.empty() && stored->bytes == pulled.validators->bytes)
      return take_as_stored(std::move(pulled), *fetched);
    return read_one(std::move(pulled), order, *fetched);
  }

  /// The very bytes whose rows all stand as they are.
  Status take_as_stored(PulledFeed pulled, const Fetched& fetched) {
    for (const auto& page : fetched.pages) GONGSHI_TRY(work_.fs().remove(page));
    GONGSHI_ASSIGN(const auto known, work_.registry().feeds());
    const FeedState& before = known.at(pulled.feed->id);
    pulled.result = "fresh";
    pulled.rows = before.rows;
    pulled.data_on = work_.as_of().iso();
    pulled.message = (before.message.starts_with(kAsBefore) ? "" : kAsBefore) + before.message;
    result_.rows.read += pulled.rows;
    result_.rows.same += pulled.rows;
    result_.feeds.push_back(std::move(pulled));
    return {};
  }

  Status read_one(PulledFeed pulled, size_t order, const Fetched& fetched) {
    const FeedConfig& feed = *pulled.feed;
    FeedRows rows;
    Status spooled;
    const DatasetDefinition& definition = *work_.site().definition(feed.dataset);
    const auto prepare = [&](IntakeRow&& row) -> RowWork::After {
      put_secrecy_first(row);
      if (auto* record = std::get_if<Record>(&row); record && is_taken_down(feed, *record)) return [&rows] { ++rows.taken_down; };
      if (auto* record = std::get_if<Record>(&row)) return prepare_record(std::move(*record), order, rows, spooled);
      if (auto* reject = std::get_if<RejectedRow>(&row))
        return [&rows, back = std::move(*reject)]() mutable { rows.reject(std::move(back)); };
      return [&rows, gone = std::get<Removal>(std::move(row))]() mutable { rows.removals.push_back(std::move(gone)); };
    };
    auto reading = read_pages(feed, definition, fetched.pages, prepare);
    for (const auto& page : fetched.pages) GONGSHI_TRY(work_.fs().remove(page));
    GONGSHI_TRY(spooled);
    if (!reading) return fail(std::move(pulled), reading.error());
    if (Gate::is_secret(reading->suspects)) {
      // Of such a file its secret rows alone count, for what they take down.
      for (auto& row : rows.rejected) {
        if (row.reason != "secret") continue;
        ++pulled.rejected;
        ++result_.rows.read;
        delivery_.rejected.push_back(std::move(row));
      }
      return fail(std::move(pulled), secret_file(feed.id));
    }

    pulled.result = "fresh";
    pulled.rows = reading->rows;
    pulled.data_on = work_.as_of().iso();
    pulled.rejected = static_cast<long>(rows.rejected.size());
    pulled.message = "按 " + reading->format + "、" + reading->encoding + " 读取。" + reading->note;
    if (fetched.pages.size() > 1) pulled.message += "共 " + std::to_string(fetched.pages.size()) + " 页。";
    if (!reading->unused_columns.empty())
      pulled.message += "没有用到的列：" + joined(reading->unused_columns, "、") + "。";
    result_.rows.read += reading->rows;
    result_.rows.repeated += rows.repeated;
    result_.rows.superseded += rows.taken_down;
    if (rows.taken_down > 0) pulled.message += "有 " + std::to_string(rows.taken_down) + " 条也在对方的撤下清单里，按撤下处理。";
    if (pulled.validators && !rows.warnings.empty()) pulled.validators->bytes.clear();  // they are told every night
    for (auto& agency : rows.agencies) {
      directory_.add(agency.code, agency.name, agency.short_name);
      work_.know_contacts(agency.code, std::move(agency.contacts));
    }
    for (const auto& officer : rows.officers) work_.know_officer(officer.agency, officer.certificate, officer.name);
    for (auto& warning : rows.warnings) result_.warnings.push_back(std::move(warning));
    for (auto& row : rows.rejected) delivery_.rejected.push_back(std::move(row));
    for (auto& row : rows.removals) delivery_.removals.push_back(std::move(row));
    if (feed.preset == "portal") delivery_.portals[feed.id];  // one file of /data/ says nothing of withdrawals
    delivery_.fetched.insert(feed.id);
    result_.feeds.push_back(std::move(pulled));
    return {};
  }

  /// A portal's own list says so, whatever its data still have.
  bool is_taken_down(const FeedConfig& feed, const Record& record) const {
    const auto portal = delivery_.portals.find(feed.id);
    return portal != delivery_.portals.end() && !portal->second.empty() &&
           portal->second.contains(page_file(record.dataset, record.agency, record.id));
  }

  /// The pages one after another as one feed. Rows are numbered through all pages; a row that goes back
  /// says where on which page it stands.
  Result<FeedReading> read_pages(const FeedConfig& feed, const DatasetDefinition& definition,
                                 const std::vector<stdfs::path>& pages,
                                 const std::function<RowWork::After(IntakeRow&&)>& prepare) {
    FeedReading all;
    for (size_t page = 0; page < pages.size(); ++page) {
      const std::string place = "第 " + std::to_string(page + 1) + " 页";
      const auto numbered = [&](IntakeRow&& row) -> RowWork::After {
        if (auto* record = std::get_if<Record>(&row)) record->row += all.rows;
        if (auto* reject = std::get_if<RejectedRow>(&row)) {
          if (pages.size() > 1) reject->mend += "（在" + place + "第 " + std::to_string(reject->row) + " 行。）";
          reject->row += all.rows;
        }
        return prepare(std::move(row));
      };
      auto reading = read_feed(work_.fs(), pages[page], feed, definition, directory_, work_.as_of(),
                               RowWork{numbered, work_.jobs()}, gate_.key());
      if (!reading) {
        Error error = reading.error();
        if (pages.size() > 1) error.text = place + "：" + error.text;
        return error;
      }
      if (page == 0) {
        all = std::move(*reading);
        continue;
      }
      all.rows += reading->rows;
      std::move(reading->suspects.begin(), reading->suspects.end(), std::back_inserter(all.suspects));
      for (auto& column : reading->unused_columns)
        if (std::find(all.unused_columns.begin(), all.unused_columns.end(), column) == all.unused_columns.end())
          all.unused_columns.push_back(std::move(column));
    }
    return all;
  }

  Standing as_delivered(const Incoming& in) const {
    KnownRecord row;
    row.feed = in.record.feed;
    row.digest = in.digest;
    return standing_of(row, work_.site());
  }

  /// What the rules read of the record, on any thread; what is done with it, in the order of the rows.
  RowWork::After prepare_record(Record&& record, size_t order, FeedRows& rows, Status& spooled) {
    if (record.dataset == kDeclaredDataset)
      if (auto row = undeclarable(*layouts_, record))
        return [&rows, back = std::move(*row)]() mutable { rows.reject(std::move(back)); };
    std::vector<PullResult::Note> notes;
    // Another portal's pictures lie with it.
    if (work_.site().feeds[order].preset != "portal")
      for (auto& warning : pictures_.missing(record)) record.warnings.push_back(std::move(warning));
    for (const auto& warning : record.warnings)
      notes.push_back({record.feed, record.dataset, record.agency, record.id, record.row, warning.field, warning.text});
    std::optional<FeedRows::Agency> agency;
    if (record.dataset == "agencies")
      agency = {record.agency, text_at(record.fields, "name"), text_at(record.fields, "short_name"),
                Contacts::of(record.fields)};
    std::optional<FeedRows::Officer> officer;
    if (record.dataset == "officers") officer = {record.agency, record.id, text_at(record.fields, "name")};
    std::string key = gate_.record_key(record.dataset, record.agency, record.id);
    Incoming in{std::move(record), {}, {}, order};
    in.facts = gate_.facts(in.record);
    if (in.facts.count_only && !gate_.withholds(in.facts.count_reason))
      return [&rows, back = unknown_reason_row(in.record)]() mutable { rows.reject(std::move(back)); };
    in.digest = gate_.content_digest(in.record);
    if (officer && gate_.judge(in.facts, as_delivered(in)).state != State::kPublished) officer->name.clear();
    if (in.facts.age == "under_14")
      notes.push_back({in.record.feed, in.record.dataset, in.record.agency, "", in.record.row, "party.birth_date",
                       "当事人不满十四周岁，依法不予处罚，请核对数据。"});
    return [this, &rows, &spooled, key = std::move(key), bytes = in.to_bytes(), notes = std::move(notes),
            agency = std::move(agency), officer = std::move(officer)]() mutable {
      std::move(notes.begin(), notes.end(), std::back_inserter(rows.warnings));
      if (agency) rows.agencies.push_back(std::move(*agency));
      if (officer) rows.officers.push_back(std::move(*officer));
      if (spooled) spooled = delivery_.rows.add(key, bytes);
    };
  }

  Status fail(PulledFeed pulled, const Error& error) {
    GONGSHI_ASSIGN(auto known, work_.registry().feeds());
    const auto before = known.find(pulled.feed->id);
    pulled.result = "failed";
    if (before != known.end()) pulled.data_on = before->second.fetched_on;
    if (is_stale(*pulled.feed, pulled.data_on, work_.as_of())) pulled.result = "stale";
    pulled.message = error.text;
    if (!pulled.data_on.empty()) pulled.message += "网站仍用 " + pulled.data_on + " 取得的数据。";
    const std::string source = "数据来源 " + pulled.feed->id;
    result_.messages.push_back({"feed_failed", (pulled.message.starts_with(source) ? "" : source + "：") + pulled.message,
                                work_.site().located(error).where});
    result_.needs_person = true;
    result_.feeds.push_back(std::move(pulled));
    return {};
  }

  Workspace& work_;
  const Gate& gate_;
  PullResult& result_;
  NamedPictures pictures_;
  AgencyDirectory directory_;
  std::optional<LayoutBook> layouts_;
  Delivery delivery_;
};

}  // namespace

Result<Delivery> read_feeds(Workspace& work, const std::set<std::string>& only, PullResult& result) {
  return FeedReader(work, result).run(only);
}

}  // namespace gongshi
