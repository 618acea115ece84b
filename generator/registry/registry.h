#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

struct sqlite3;

namespace gongshi {

/// What STATE knows of one record. Strings are as the columns hold them: dates ISO or "".
/// A withheld or expired record has no facts and no view; only `reasons` says why.
struct KnownRecord {
  std::string key;      ///< keyed digest (Gate::record_key)
  std::string dataset, agency, feed;
  std::string digest;   ///< keyed digest of the content
  std::string updated_at;
  std::string pulled_on;
  std::string facts;    ///< JSON of Facts; "" when nothing may be kept
  std::string view;     ///< sealed View; "" when nothing may be kept
  std::string count;    ///< sealed CountRow; "" for datasets that are not counted
  std::string state;    ///< withheld, expired, withdrawn, held, published
  std::string reasons;  ///< JSON list of codes
  std::string address;  ///< fixed when first published; "" before
  std::string published_on, changed_on, withdrawn_since, gone_on, gone_ground;
  std::string due_on, term_ends_on;
  bool update_rejected = false;
  std::string audit_find;  ///< digest of the content an audit found fault with
};

/// A record that its feed still had when it was last read.
struct StandingKey {
  std::string key, feed;
  bool may_be_shown = false;  ///< not withheld or expired for good: facts are kept
};

/// One of the feeds that give a record, where several may.
struct KnownVoice {
  std::string feed;
  std::string word;  ///< "" it may be shown whole; strict: not so; removed; unreadable, secret: what its last row was
  auto operator<=>(const KnownVoice&) const = default;
};

/// A row that could not become a record, of its feed's latest pull. Holds no value of the row.
struct KnownRejection {
  std::string key;  ///< keyed digest where the row's key could be read, else ""
  std::string feed, dataset, agency, reason, column, text, mend;
  long row = 0;
  std::string fingerprint;  ///< keyed digest that tells a new rejection from yesterday's
};

/// One line of a record's history.
struct HistoryLine {
  std::string on, event, note;
};

/// What the last pulls of a feed gave.
struct FeedState {
  std::string feed;
  std::string fetched_on;  ///< last good fetch
  std::string result;      ///< fresh, unchanged, stale, failed
  std::string message;
  long rows = 0, rejected = 0;
};

/// What tells one version of a feed from the next, and under what the version that is stored was decided. Only of
/// feeds the same version of which would change nothing.
struct KnownValidators {
  std::string feed, etag, last_modified;  ///< the last two as the source gave them
  std::string basis;  ///< keyed digest of everything else that decided the rows
  std::string bytes;  ///< keyed digest of what came; "" where the same bytes have more to tell than that
};

/// A forbidden value's fingerprint, in its text form, with the record it belongs to.
struct KnownFingerprint {
  std::string key, agency, month, fingerprint;
};

/// A page that was taken down here and that a target has not yet said to be gone there.
struct KnownRemoval {
  std::string key;  ///< keyed digest of its address
  std::string dataset, agency, target, since;
};

/// A figure an agency declared through a feed, as it was told from a day on. What was once told stays, so
/// that a report confirmed before a later word keeps the earlier one.
struct KnownTold {
  std::string key;     ///< keyed digest of the cell it is about
  std::string feed, agency;
  std::string on;      ///< day of the pull
  std::string digest;  ///< keyed digest of the row; "" where the feed no longer has it
  std::string line;    ///< JSON in the form of declared.jsonl
};

struct KnownRelease {
  std::string id, as_of;
  long sequence = 0;
  std::string state;  ///< built, audited, refused, published (it or what is left of it); reduced: a smaller version

  bool was_public() const { return state == "published" || state == "reduced"; }
};

/// STATE/registry.sqlite: what is known, its state and its history. WAL, mode 0600, secure_delete;
/// the schema has a version. Knows nothing of the rules: it keeps what they hand it.
/// Errors carry the code `registry`, or `registry_damaged` for a file that is no longer what was written.
class Registry {
 public:
  static Result<std::unique_ptr<Registry>> open(const stdfs::path& file);
  /// False when the file's structure is damaged somewhere: every page is read.
  bool sound();
  /// Writes a copy, 0600, of everything but held texts, which their feeds give again; `file` must not exist.
  Status copy_to(const stdfs::path& file);
  /// Where the good copy of a registry lies: beside it. A transaction that takes a record's view away takes
  /// it from that copy before it commits, so that the copy never keeps what the registry may not.
  static stdfs::path copy_of(const stdfs::path& file) { return file.string() + ".copy"; }
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  /// All changes until commit() are one; without it they are undone when the registry closes.
  Status begin();
  Status commit();
  Status rollback();
  /// All changes that `work` makes are one; where it fails there are none.
  Status together(const std::function<Status()>& work);
  /// Folds the log into the database and empties it (design section 6, At rest).
  Status checkpoint();

  Result<std::optional<KnownRecord>> find(const std::string& key);
  Status put(const KnownRecord& record);
  /// Every record in the order of its key; `take` may write the one it is given.
  Status each(const std::function<Status(KnownRecord&&)>& take);
  /// Those of one dataset.
  Status each_of(const std::string& dataset, const std::function<Status(const KnownRecord&)>& take);
  /// Those in one state.
  Status each_in(const std::string& state, const std::function<Status(const KnownRecord&)>& take);
  /// Those to be shown or held that never have been shown and were due before `day`, ISO.
  Status each_due_before(const std::string& day, const std::function<Status(const KnownRecord&)>& take);
  /// Lists of reasons as JSON, and how many records have each.
  Result<std::map<std::string, long>> reasons();
  /// The records that are not gone whose key begins with `prefix`, in order.
  Result<std::vector<StandingKey>> standing_keys(const std::string& prefix);
  /// The keys of the records of a feed that are not gone, in order.
  Result<std::vector<std::string>> standing_of_feed(const std::string& feed);
  /// Feeds that gave records which are not gone, and how many.
  Result<std::map<std::string, long>> standing_by_feed();
  Result<std::map<std::string, long>> states();

  /// Held records' text, in this one table only.
  Status hold_text(const std::string& key, const std::string& text, const std::string& since);
  Result<std::string> held_text(const std::string& key);
  Status drop_text(const std::string& key);
  Status drop_texts_before(const std::string& day);

  Status replace_fingerprints(const std::string& key, const std::vector<KnownFingerprint>& prints);
  Status add_fingerprints(const std::vector<KnownFingerprint>& prints);
  Result<std::vector<std::string>> fingerprints_of(const std::string& key);
  Status each_fingerprint(const std::function<void(const KnownFingerprint&)>& take);

  Status add_history(const std::string& key, const HistoryLine& line);
  Result<std::vector<HistoryLine>> history(const std::string& key);

  /// Puts a feed's rejections of this pull in place of those before; gives the ones not seen before.
  Result<std::vector<KnownRejection>> replace_rejections(const std::string& feed,
                                                         const std::vector<KnownRejection>& rows);
  Result<std::vector<KnownRejection>> rejections();
  Result<std::vector<KnownRejection>> rejections_of(const std::string& key);

  Status put_feed(const FeedState& feed);
  Result<std::map<std::string, FeedState>> feeds();

  /// By feed.
  Result<std::vector<KnownVoice>> beside(const std::string& key);
  Status put_beside(const std::string& key, const std::vector<KnownVoice>& voices);
  Result<bool> any_beside();
  /// Keys of the records that a feed gives, as far as it has not removed them.
  Result<std::vector<std::string>> beside_of(const std::string& feed);
  /// Feeds, and of how many records the content is not theirs.
  Result<std::map<std::string, long>> beside_by_feed();

  /// Forgets what a feed's pulls gave: state, rejections, validators, what it gave beside others. Its records stay.
  Status drop_feed(const std::string& feed);

  Status put_validators(const KnownValidators& validators);
  Status drop_validators(const std::string& feed);
  Result<std::optional<KnownValidators>> validators(const std::string& feed);
  /// Some record of the feed is held whose text is not kept any more: only its row can bring it out.
  Result<bool> waits_for_row(const std::string& feed);

  /// Adds a version; one of the same day is replaced.
  Status tell(const KnownTold& told);
  /// Every version, by key and day.
  Result<std::vector<KnownTold>> told();

  Status put_release(const KnownRelease& release);
  Result<std::vector<KnownRelease>> releases();  ///< oldest first
  /// Records that a built release shows for the first time.
  Status put_first_shown(const std::string& release, const std::vector<std::string>& keys);
  Result<std::vector<std::string>> first_shown(const std::string& release);

  /// Notes that these pages were taken down and `targets` still show them; what was noted stays.
  Status add_removals(const std::vector<KnownRemoval>& removals);
  Result<std::vector<KnownRemoval>> removals();
  /// The target shows none of them any more.
  Status confirm_removals(const std::string& target);

  Status set_meta(const std::string& name, const std::string& value);
  Result<std::string> meta(const std::string& name);

 private:
  Registry(sqlite3* db, stdfs::path file) : db_(db), file_(std::move(file)) {}
  /// Notes a record that is about to lose its view.
  Status note_shed(const KnownRecord& record);
  Status shed_from_copy();
  Status run(const char* sql);
  Status each_where(const std::string& where, const std::vector<std::string>& values,
                    const std::function<Status(const KnownRecord&)>& take);
  /// Brings the schema from the version found to the one of this program.
  Status update_schema(int found);

  sqlite3* db_;
  stdfs::path file_;
  std::vector<KnownRecord> shed_;  ///< of this transaction
};

}  // namespace gongshi
