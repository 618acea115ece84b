// What happened: histories, rejected rows, feeds, releases, and single notes.
#include <set>

#include "registry/registry.h"
#include "registry/statement.h"

namespace gongshi {
namespace {

KnownRejection read_rejection(Statement& s) {
  KnownRejection r;
  for (std::string* column : {&r.key, &r.feed, &r.dataset, &r.agency, &r.reason, &r.column, &r.text,
                              &r.mend, &r.fingerprint})
    *column = s.text();
  r.row = static_cast<long>(s.number());
  return r;
}

const char kRejectionColumns[] =
    "key, feed, dataset, agency, reason, \"column\", text, mend, fingerprint, row";

}  // namespace

Status Registry::add_history(const std::string& key, const HistoryLine& line) {
  return Statement(db_, "INSERT INTO history VALUES(?,?,?,?)")
      .bind(key).bind(line.on).bind(line.event).bind(line.note).run();
}

Result<std::vector<HistoryLine>> Registry::history(const std::string& key) {
  std::vector<HistoryLine> lines;
  Statement s(db_, "SELECT \"on\", event, note FROM history WHERE key=? ORDER BY rowid");
  s.bind(key);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return lines;
    HistoryLine line;
    for (std::string* column : {&line.on, &line.event, &line.note}) *column = s.text();
    lines.push_back(std::move(line));
  }
}

Result<std::vector<KnownRejection>> Registry::replace_rejections(
    const std::string& feed, const std::vector<KnownRejection>& rows) {
  std::set<std::string> seen;
  Statement before(db_, "SELECT fingerprint FROM rejections WHERE feed=?");
  before.bind(feed);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, before.step());
    if (!row) break;
    seen.insert(before.text());
  }
  GONGSHI_TRY(Statement(db_, "DELETE FROM rejections WHERE feed=?").bind(feed).run());
  std::vector<KnownRejection> fresh;
  for (const auto& r : rows) {
    Statement s(db_, (std::string("INSERT INTO rejections(") + kRejectionColumns +
                      ") VALUES(?,?,?,?,?,?,?,?,?,?)")
                         .c_str());
    for (const std::string* column : {&r.key, &r.feed, &r.dataset, &r.agency, &r.reason, &r.column,
                                      &r.text, &r.mend, &r.fingerprint})
      s.bind(*column);
    GONGSHI_TRY(s.bind(static_cast<long long>(r.row)).run());
    if (!seen.count(r.fingerprint)) fresh.push_back(r);
  }
  return fresh;
}

Result<std::vector<KnownRejection>> Registry::rejections() {
  std::vector<KnownRejection> rows;
  Statement s(db_, (std::string("SELECT ") + kRejectionColumns + " FROM rejections ORDER BY feed, row").c_str());
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return rows;
    rows.push_back(read_rejection(s));
  }
}

Result<std::vector<KnownRejection>> Registry::rejections_of(const std::string& key) {
  std::vector<KnownRejection> rows;
  Statement s(db_, (std::string("SELECT ") + kRejectionColumns + " FROM rejections WHERE key=? ORDER BY row").c_str());
  s.bind(key);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return rows;
    rows.push_back(read_rejection(s));
  }
}

Status Registry::put_feed(const FeedState& f) {
  return Statement(db_, "INSERT OR REPLACE INTO feeds VALUES(?,?,?,?,?,?)")
      .bind(f.feed).bind(f.fetched_on).bind(f.result).bind(f.message)
      .bind(static_cast<long long>(f.rows)).bind(static_cast<long long>(f.rejected)).run();
}

Result<std::map<std::string, FeedState>> Registry::feeds() {
  std::map<std::string, FeedState> feeds;
  Statement s(db_, "SELECT feed, fetched_on, result, message, rows, rejected FROM feeds");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return feeds;
    FeedState f;
    for (std::string* column : {&f.feed, &f.fetched_on, &f.result, &f.message}) *column = s.text();
    f.rows = static_cast<long>(s.number());
    f.rejected = static_cast<long>(s.number());
    feeds[f.feed] = f;
  }
}

Status Registry::put_validators(const KnownValidators& v) {
  return Statement(db_, "INSERT OR REPLACE INTO validators VALUES(?,?,?,?,?)")
      .bind(v.feed).bind(v.etag).bind(v.last_modified).bind(v.basis).bind(v.bytes).run();
}

Status Registry::drop_validators(const std::string& feed) {
  return Statement(db_, "DELETE FROM validators WHERE feed=?").bind(feed).run();
}

Result<std::optional<KnownValidators>> Registry::validators(const std::string& feed) {
  Statement s(db_, "SELECT feed, etag, last_modified, basis, bytes FROM validators WHERE feed=?");
  GONGSHI_ASSIGN(const bool row, s.bind(feed).step());
  if (!row) return std::optional<KnownValidators>();
  KnownValidators v;
  for (std::string* column : {&v.feed, &v.etag, &v.last_modified, &v.basis, &v.bytes}) *column = s.text();
  return std::optional<KnownValidators>(std::move(v));
}

Result<bool> Registry::waits_for_row(const std::string& feed) {
  return Statement(db_, "SELECT 1 FROM records WHERE feed=? AND state='held' AND key NOT IN (SELECT key FROM held_text) LIMIT 1")
      .bind(feed).step();
}

Status Registry::tell(const KnownTold& told) {
  return Statement(db_, "INSERT OR REPLACE INTO told VALUES(?,?,?,?,?,?)")
      .bind(told.key).bind(told.on).bind(told.feed).bind(told.agency).bind(told.digest).bind(told.line).run();
}

Result<std::vector<KnownTold>> Registry::told() {
  std::vector<KnownTold> out;
  Statement s(db_, "SELECT key, \"on\", feed, agency, digest, line FROM told ORDER BY key, \"on\"");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return out;
    KnownTold one;
    for (std::string* column : {&one.key, &one.on, &one.feed, &one.agency, &one.digest, &one.line}) *column = s.text();
    out.push_back(std::move(one));
  }
}

Status Registry::put_release(const KnownRelease& r) {
  return Statement(db_, "INSERT OR REPLACE INTO releases VALUES(?,?,?,?)")
      .bind(r.id).bind(r.as_of).bind(static_cast<long long>(r.sequence)).bind(r.state).run();
}

Result<std::vector<KnownRelease>> Registry::releases() {
  std::vector<KnownRelease> out;
  Statement s(db_, "SELECT id, as_of, sequence, state FROM releases ORDER BY sequence");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return out;
    KnownRelease r;
    r.id = s.text();
    r.as_of = s.text();
    r.sequence = static_cast<long>(s.number());
    r.state = s.text();
    out.push_back(std::move(r));
  }
}

Status Registry::put_first_shown(const std::string& release, const std::vector<std::string>& keys) {
  for (const auto& key : keys)
    GONGSHI_TRY(Statement(db_, "INSERT OR IGNORE INTO first_shown VALUES(?,?)").bind(release).bind(key).run());
  return {};
}

Result<std::vector<std::string>> Registry::first_shown(const std::string& release) {
  return Statement(db_, "SELECT key FROM first_shown WHERE release=? ORDER BY key").bind(release).texts();
}

Status Registry::drop_feed(const std::string& feed) {
  for (const char* sql : {"DELETE FROM feeds WHERE feed=?", "DELETE FROM validators WHERE feed=?",
                          "DELETE FROM rejections WHERE feed=?", "DELETE FROM beside WHERE feed=?"})
    GONGSHI_TRY(Statement(db_, sql).bind(feed).run());
  return {};
}

Result<std::vector<KnownVoice>> Registry::beside(const std::string& key) {
  std::vector<KnownVoice> voices;
  Statement s(db_, "SELECT feed, word FROM beside WHERE key=? ORDER BY feed");
  s.bind(key);
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return voices;
    KnownVoice& voice = voices.emplace_back();
    voice.feed = s.text();
    voice.word = s.text();
  }
}

Status Registry::put_beside(const std::string& key, const std::vector<KnownVoice>& voices) {
  GONGSHI_TRY(Statement(db_, "DELETE FROM beside WHERE key=?").bind(key).run());
  for (const KnownVoice& voice : voices)
    GONGSHI_TRY(Statement(db_, "INSERT INTO beside VALUES(?,?,?)").bind(key).bind(voice.feed).bind(voice.word).run());
  return {};
}

Result<bool> Registry::any_beside() { return Statement(db_, "SELECT 1 FROM beside LIMIT 1").step(); }

Result<std::vector<std::string>> Registry::beside_of(const std::string& feed) {
  return Statement(db_, "SELECT key FROM beside WHERE feed=? AND word<>'removed' ORDER BY key").bind(feed).texts();
}

Result<std::map<std::string, long>> Registry::beside_by_feed() {
  std::map<std::string, long> counts;
  Statement s(db_, "SELECT b.feed, count(*) FROM beside b LEFT JOIN records r ON r.key=b.key "
                   "WHERE b.feed IS NOT r.feed GROUP BY b.feed");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return counts;
    const std::string feed = s.text();
    counts[feed] = static_cast<long>(s.number());
  }
}

Status Registry::add_removals(const std::vector<KnownRemoval>& removals) {
  for (const auto& removal : removals)
    GONGSHI_TRY(Statement(db_, "INSERT OR IGNORE INTO removals(key, target, dataset, agency, since) VALUES(?,?,?,?,?)")
                    .bind(removal.key).bind(removal.target).bind(removal.dataset).bind(removal.agency)
                    .bind(removal.since).run());
  return {};
}

Result<std::vector<KnownRemoval>> Registry::removals() {
  std::vector<KnownRemoval> out;
  Statement s(db_, "SELECT key, dataset, agency, target, since FROM removals ORDER BY since, key, target");
  for (;;) {
    GONGSHI_ASSIGN(const bool row, s.step());
    if (!row) return out;
    KnownRemoval removal;
    for (std::string* column : {&removal.key, &removal.dataset, &removal.agency, &removal.target, &removal.since})
      *column = s.text();
    out.push_back(std::move(removal));
  }
}

Status Registry::confirm_removals(const std::string& target) {
  return Statement(db_, "DELETE FROM removals WHERE target=?").bind(target).run();
}

Status Registry::set_meta(const std::string& name, const std::string& value) {
  return Statement(db_, "INSERT OR REPLACE INTO meta VALUES(?,?)").bind(name).bind(value).run();
}

Result<std::string> Registry::meta(const std::string& name) {
  Statement s(db_, "SELECT value FROM meta WHERE name=?");
  GONGSHI_ASSIGN(const bool row, s.bind(name).step());
  return row ? s.text() : std::string();
}

}  // namespace gongshi
