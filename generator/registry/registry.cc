#include "registry/registry.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <iterator>
#include <utility>

#include "registry/statement.h"

namespace gongshi {
namespace {

// What each version adds to the one before it, beginning with nothing.
const char* const kSchema[] = {R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records(
  key TEXT PRIMARY KEY, dataset TEXT NOT NULL, agency TEXT NOT NULL, feed TEXT NOT NULL,
  digest TEXT NOT NULL, updated_at TEXT NOT NULL, pulled_on TEXT NOT NULL,
  facts TEXT NOT NULL, view TEXT NOT NULL, count TEXT NOT NULL,
  state TEXT NOT NULL, reasons TEXT NOT NULL, address TEXT NOT NULL,
  published_on TEXT NOT NULL, changed_on TEXT NOT NULL, withdrawn_since TEXT NOT NULL,
  gone_on TEXT NOT NULL, gone_ground TEXT NOT NULL,
  due_on TEXT NOT NULL, term_ends_on TEXT NOT NULL,
  update_rejected INTEGER NOT NULL, audit_find TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX records_feed ON records(feed);
CREATE TABLE held_text(key TEXT PRIMARY KEY, text TEXT NOT NULL, since TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fingerprints(key TEXT NOT NULL, agency TEXT NOT NULL, month TEXT NOT NULL,
  fingerprint TEXT NOT NULL, PRIMARY KEY(key, fingerprint)) WITHOUT ROWID;
CREATE TABLE history(key TEXT NOT NULL, "on" TEXT NOT NULL, event TEXT NOT NULL, note TEXT NOT NULL);
CREATE INDEX history_key ON history(key);
CREATE TABLE rejections(key TEXT NOT NULL, feed TEXT NOT NULL, dataset TEXT NOT NULL,
  agency TEXT NOT NULL, reason TEXT NOT NULL, "column" TEXT NOT NULL, text TEXT NOT NULL,
  mend TEXT NOT NULL, row INTEGER NOT NULL, fingerprint TEXT NOT NULL);
CREATE INDEX rejections_feed ON rejections(feed);
CREATE INDEX rejections_key ON rejections(key);
CREATE TABLE feeds(feed TEXT PRIMARY KEY, fetched_on TEXT NOT NULL, result TEXT NOT NULL,
  message TEXT NOT NULL, rows INTEGER NOT NULL, rejected INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE releases(id TEXT PRIMARY KEY, as_of TEXT NOT NULL, sequence INTEGER NOT NULL,
  state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE first_shown(release TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(release, key))
  WITHOUT ROWID;
)sql",
                               R"sql(
CREATE TABLE validators(feed TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  basis TEXT NOT NULL) WITHOUT ROWID;
)sql",
                               R"sql(
CREATE TABLE removals(key TEXT NOT NULL, target TEXT NOT NULL, dataset TEXT NOT NULL,
  agency TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY(key, target)) WITHOUT ROWID;
)sql",
                               // Counts have come to tell the kind of violation and the place: every feed
                               // is to be read whole once.
                               R"sql(
CREATE TABLE told(key TEXT NOT NULL, "on" TEXT NOT NULL, feed TEXT NOT NULL, agency TEXT NOT NULL,
  digest TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY(key, "on")) WITHOUT ROWID;
DELETE FROM validators;
)sql",
                               R"sql(
CREATE TABLE beside(key TEXT NOT NULL, feed TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(key, feed))
  WITHOUT ROWID;
CREATE INDEX beside_feed ON beside(feed);
ALTER TABLE validators ADD COLUMN bytes TEXT NOT NULL DEFAULT '';
CREATE INDEX records_held ON records(feed) WHERE state='held';
)sql"};
constexpr int kSchemaVersion = std::size(kSchema);

const char kRecordColumns[] =
    "key, dataset, agency, feed, digest, updated_at, pulled_on, facts, view, count, state, reasons, "
    "address, published_on, changed_on, withdrawn_since, gone_on, gone_ground, due_on, term_ends_on, "
    "update_rejected, audit_find";

KnownRecord read_record(Statement& s) {
  KnownRecord r;
  for (std::string* column :
       {&r.key, &r.dataset, &r.agency, &r.feed, &r.digest, &r.updated_at, &r.pulled_on, &r.facts,
        &r.view, &r.count, &r.state, &r.reasons, &r.address, &r.published_on, &r.changed_on,
        &r.withdrawn_since, &r.gone_on, &r.gone_ground, &r.due_on, &r.term_ends_on})
    *column = s.text();
  r.update_rejected = s.number() != 0;
  r.audit_find = s.text();
  return r;
}

}  // namespace

Error registry_error(sqlite3* db) {
  const int code = sqlite3_errcode(db);
  std::string text = "登记库出错：" + std::string(sqlite3_errmsg(db)) + "。";
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) text += "可能有另一个 gongshi 正在运行，请稍后再试。";
  else if (code == SQLITE_FULL) text += "磁盘已满，请清理后再运行。";
  else if (code == SQLITE_NOMEM) text += "内存不够，请调高内存限制后再运行。";
  else if (code == SQLITE_IOERR || code == SQLITE_READONLY || code == SQLITE_CANTOPEN)
    text += "请检查磁盘是否已满、是否只能读、目录的属主和权限。";
  else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    return {"registry_damaged", text + "文件已损坏，下一次 gongshi nightly 或者 pull --recover 会换上昨夜的副本。",
            "registry.sqlite"};
  return {"registry", text, "registry.sqlite"};
}

Result<std::unique_ptr<Registry>> Registry::open(const stdfs::path& file) {
  sqlite3* db = nullptr;
  const mode_t before = ::umask(0077);  // the database and its log: 0600
  const int code = sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  std::unique_ptr<Registry> registry(new Registry(db, file));
  Status status = code == SQLITE_OK ? Status() : Status(registry_error(db));
  sqlite3_busy_timeout(db, 5000);
  if (status) status = registry->run("PRAGMA journal_mode=WAL");
  if (status) status = registry->run("PRAGMA secure_delete=ON");
  if (status) status = registry->run("PRAGMA synchronous=FULL");
  if (status) {
    Statement version(db, "PRAGMA user_version");
    auto stepped = version.step();
    const long long found = stepped && *stepped ? version.number() : 0;
    if (!stepped) {
      status = stepped.error();
    } else if (found >= 0 && found < kSchemaVersion) {
      status = registry->update_schema(static_cast<int>(found));
    } else if (found != kSchemaVersion) {
      status = Error{"registry", "登记库是另一个版本的 gongshi 写的，请换用相应的版本。", file.string()};
    }
  }
  ::umask(before);
  if (!status) return status.error();
  return registry;
}

Registry::~Registry() { sqlite3_close_v2(db_); }

Status Registry::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return registry_error(db_);
  return {};
}

Status Registry::update_schema(int found) {
  GONGSHI_TRY(run("BEGIN IMMEDIATE"));
  for (int version = found; version < kSchemaVersion; ++version) GONGSHI_TRY(run(kSchema[version]));
  GONGSHI_TRY(run(("PRAGMA user_version=" + std::to_string(kSchemaVersion)).c_str()));
  return run("COMMIT");
}

Status Registry::begin() { return run("BEGIN IMMEDIATE"); }
Status Registry::commit() {
  GONGSHI_TRY(shed_from_copy());
  return run("COMMIT");
}
Status Registry::rollback() {
  shed_.clear();
  return run("ROLLBACK");
}
Status Registry::together(const std::function<Status()>& work) {
  GONGSHI_TRY(begin());
  Status done = work();
  if (done) done = commit();
  if (!done) (void)rollback();
  return done;
}
Status Registry::checkpoint() { return run("PRAGMA wal_checkpoint(TRUNCATE)"); }

bool Registry::sound() {
  Statement s(db_, "PRAGMA quick_check(1)");
  const auto row = s.step();
  if (!row || !*row) return false;
  // The trees of all tables are looked at first. SQLite 3.40 then calls columns NULL that are not, in a table
  // WITHOUT ROWID whose key is not its first columns; a column that may not be NULL cannot be.
  const std::string said = s.text();
  return said == "ok" || said.starts_with("NULL value in ");
}

Status Registry::copy_to(const stdfs::path& file) {
  sqlite3* to = nullptr;
  const mode_t before = ::umask(0077);
  const int opened = sqlite3_open_v2(file.c_str(), &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  ::umask(before);
  sqlite3_backup* backup = opened == SQLITE_OK ? sqlite3_backup_init(to, "main", db_, "main") : nullptr;
  Status status;
  if (!backup) {
    status = registry_error(to);
  } else {
    const int stepped = sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK || stepped != SQLITE_DONE) status = registry_error(to);
  }
  sqlite3_close_v2(to);
  if (!status) return status;
  GONGSHI_ASSIGN(const auto copy, open(file));
  GONGSHI_TRY(copy->run("DELETE FROM held_text"));
  return copy->checkpoint();
}

Status Registry::note_shed(const KnownRecord& record) {
  Statement s(db_, "SELECT 1 FROM records WHERE key=? AND view<>''");
  GONGSHI_ASSIGN(const bool had, s.bind(record.key).step());
  if (had) shed_.push_back(record);
  return {};
}

Status Registry::shed_from_copy() {
  const stdfs::path file = copy_of(file_);
  const auto shed = std::exchange(shed_, {});
  if (shed.empty() || !stdfs::exists(file)) return {};
  std::error_code ec;
  auto copy = open(file);
  Status taken = copy ? (**copy).begin() : Status(copy.error());
  for (const auto& record : shed)
    if (taken) taken = (**copy).put(record);
  if (taken) taken = (**copy).commit();
  if (taken) taken = (**copy).checkpoint();
  // A copy that cannot be written is no use, and may hold what must go.
  if (!taken && !stdfs::remove(file, ec)) return taken;
  return {};
}

Result<std::optional<KnownRecord>> Registry::find(const std::string& key) {
  Statement s(db_, (std::string("SELECT ") + kRecordColumns + " FROM records WHERE key=?").c_str());
  GONGSHI_ASSIGN(const bool row, s.bind(key).step());
  if (!row) return std::optional<KnownRecord>();
  return std::optional<KnownRecord>(read_record(s));
}

Status Registry::put(const KnownRecord& r) {
  if (r.view.empty()) GONGSHI_TRY(note_shed(r));
  Statement s(db_, (std::string("INSERT OR REPLACE INTO records(") + kRecordColumns +
                    ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
                       .c_str());
  for (const std::string* column :
       {&r.key, &r.dataset, &r.agency, &r.feed, &r.digest, &r.updated_at, &r.pulled_on, &r.facts,
        &r.view, &r.count, &r.state, &r.reasons, &r.address, &r.published_on, &r.changed_on,
        &r.withdrawn_since, &r.gone_on, &r.gone_ground, &r.due_on, &r.term_ends_on})
    s.bind(*column);
  return s.bind(r.update_rejected ? 1LL : 0LL).bind(r.audit_find).run();
}

Status Registry::each_where(const std::string& where, const std::vector<std::string>& values,
                            const std::function<Status(const KnownRecord&)>& take) {
  Statement s(db_, (std::string("SELECT ") + kRecordColumns + " FROM records " + where + " ORDER BY key").c_str());
  for (const auto& value : values) s.bind(value);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return {};
    GONGSHI_TRY(take(read_record(s)));
  }
}

/// Page by page, so that nothing is being read while `take` writes.
Status Registry::each(const std::function<Status(KnownRecord&&)>& take) {
  constexpr int kPage = 256;
  Statement s(db_, fmt::format("SELECT {} FROM records WHERE key>? ORDER BY key LIMIT {}", kRecordColumns, kPage).c_str());
  std::vector<KnownRecord> page;
  std::string last;
  do {
    page.clear();
    s.again().bind(last);
    for (;;) {
      GONGSHI_ASSIGN(const bool row, s.step());
      if (!row) break;
      page.push_back(read_record(s));
    }
    if (!page.empty()) last = page.back().key;
    for (KnownRecord& known : page) GONGSHI_TRY(take(std::move(known)));
  } while (!page.empty());
  return {};
}

Status Registry::each_of(const std::string& dataset, const std::function<Status(const KnownRecord&)>& take) {
  return each_where("WHERE dataset=?", {dataset}, take);
}

Status Registry::each_in(const std::string& state, const std::function<Status(const KnownRecord&)>& take) {
  return each_where("WHERE state=?", {state}, take);
}

Status Registry::each_due_before(const std::string& day, const std::function<Status(const KnownRecord&)>& take) {
  return each_where("WHERE due_on<>'' AND due_on<? AND published_on='' AND state IN ('held', 'published')", {day}, take);
}

Result<std::map<std::string, long>> Registry::reasons() {
  std::map<std::string, long> counts;
  Statement s(db_, "SELECT reasons, count(*) FROM records GROUP BY reasons");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return counts;
    const std::string list = s.text();
    counts[list] = static_cast<long>(s.number());
  }
}

Result<std::vector<std::string>> Registry::standing_of_feed(const std::string& feed) {
  return Statement(db_, "SELECT key FROM records WHERE feed=? AND gone_on='' ORDER BY key").bind(feed).texts();
}

Result<std::map<std::string, long>> Registry::standing_by_feed() {
  std::map<std::string, long> counts;
  Statement s(db_, "SELECT feed, count(*) FROM records WHERE gone_on='' GROUP BY feed");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return counts;
    const std::string feed = s.text();
    counts[feed] = static_cast<long>(s.number());
  }
}

Result<std::vector<StandingKey>> Registry::standing_keys(const std::string& prefix) {
  std::vector<StandingKey> keys;
  Statement s(db_, "SELECT key, feed, facts<>'' FROM records WHERE key>=? AND key<? AND gone_on='' ORDER BY key");
  s.bind(prefix).bind(prefix + "\x7f");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return keys;
    StandingKey& key = keys.emplace_back();
    key.key = s.text();
    key.feed = s.text();
    key.may_be_shown = s.number() != 0;
  }
}

Result<std::map<std::string, long>> Registry::states() {
  std::map<std::string, long> counts = {
      {"published", 0}, {"withheld", 0}, {"held", 0}, {"withdrawn", 0}, {"expired", 0}};
  Statement s(db_, "SELECT state, count(*) FROM records GROUP BY state");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return counts;
    const std::string state = s.text();
    counts[state] = static_cast<long>(s.number());
  }
}

Status Registry::hold_text(const std::string& key, const std::string& text, const std::string& since) {
  // The ninety days count from when the record was first held, not from its last delivery.
  return Statement(db_, "INSERT INTO held_text(key, text, since) VALUES(?,?,?) "
                        "ON CONFLICT(key) DO UPDATE SET text=excluded.text")
      .bind(key).bind(text).bind(since).run();
}

Result<std::string> Registry::held_text(const std::string& key) {
  Statement s(db_, "SELECT text FROM held_text WHERE key=?");
  GONGSHI_ASSIGN(const bool row, s.bind(key).step());
  return row ? s.text() : std::string();
}

Status Registry::drop_text(const std::string& key) {
  return Statement(db_, "DELETE FROM held_text WHERE key=?").bind(key).run();
}

Status Registry::drop_texts_before(const std::string& day) {
  return Statement(db_, "DELETE FROM held_text WHERE since<?").bind(day).run();
}

Status Registry::replace_fingerprints(const std::string& key,
                                      const std::vector<KnownFingerprint>& prints) {
  GONGSHI_TRY(Statement(db_, "DELETE FROM fingerprints WHERE key=?").bind(key).run());
  return add_fingerprints(prints);
}

Status Registry::add_fingerprints(const std::vector<KnownFingerprint>& prints) {
  if (prints.empty()) return {};
  Statement insert(db_, "INSERT OR IGNORE INTO fingerprints VALUES(?,?,?,?)");
  for (const auto& print : prints)
    GONGSHI_TRY(insert.again().bind(print.key).bind(print.agency).bind(print.month).bind(print.fingerprint).run());
  return {};
}

Result<std::vector<std::string>> Registry::fingerprints_of(const std::string& key) {
  std::vector<std::string> prints;
  Statement s(db_, "SELECT fingerprint FROM fingerprints WHERE key=? ORDER BY fingerprint");
  s.bind(key);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return prints;
    prints.push_back(s.text());
  }
}

Status Registry::each_fingerprint(const std::function<void(const KnownFingerprint&)>& take) {
  Statement s(db_, "SELECT key, agency, month, fingerprint FROM fingerprints ORDER BY key, fingerprint");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return {};
    KnownFingerprint print;
    for (std::string* column : {&print.key, &print.agency, &print.month, &print.fingerprint})
      *column = s.text();
    take(print);
  }
}

}  // namespace gongshi
