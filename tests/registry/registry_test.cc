#include "registry/registry.h"

#include <sqlite3.h>

#include <algorithm>

#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;

namespace {

std::unique_ptr<Registry> opened(const Scratch& scratch) {
  auto registry = Registry::open(scratch / "registry.sqlite");
  INFO((registry.ok() ? std::string() : registry.error().text));
  REQUIRE(registry.ok());
  return std::move(*registry);
}

void run(const Scratch& scratch, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open((scratch / "registry.sqlite").c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
}

}  // namespace

TEST_CASE("what tells a feed's versions apart is kept, replaced and dropped") {
  const Scratch scratch;
  {
    const auto registry = opened(scratch);
    CHECK_FALSE(registry->validators("d")->has_value());
    REQUIRE(registry->put_validators({"d", "\"v1\"", "", "basis", "bytes"}).ok());
    REQUIRE(registry->put_validators({"d", "\"v2\"", "Fri, 20 Nov 2026 10:00:00 GMT", "other", ""}).ok());
  }
  const auto registry = opened(scratch);
  const auto known = *registry->validators("d");
  REQUIRE(known);
  CHECK(known->etag == "\"v2\"");
  CHECK(known->last_modified == "Fri, 20 Nov 2026 10:00:00 GMT");
  CHECK(known->basis == "other");
  CHECK(known->bytes.empty());
  REQUIRE(registry->drop_validators("d").ok());
  CHECK_FALSE(registry->validators("d")->has_value());
}

TEST_CASE("a feed is waited for as long as one of its records is held without its text") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  KnownRecord record;
  record.key = "k";
  record.feed = "d";
  record.state = "published";
  REQUIRE(registry->put(record).ok());
  CHECK_FALSE(*registry->waits_for_row("d"));
  record.key = "l";
  record.state = "held";
  REQUIRE(registry->put(record).ok());
  CHECK(*registry->waits_for_row("d"));
  CHECK_FALSE(*registry->waits_for_row("e"));
  REQUIRE(registry->hold_text("l", "{}", "2026-11-21").ok());
  CHECK_FALSE(*registry->waits_for_row("d"));
}

TEST_CASE("who gave a record beside its own feed is kept, replaced and forgotten with the feed") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  REQUIRE(registry->put_beside("k", {{"e", ""}, {"f", "removed"}}).ok());
  REQUIRE(registry->put_beside("l", {{"e", ""}}).ok());
  CHECK(*registry->beside("k") == std::vector<KnownVoice>{{"e", ""}, {"f", "removed"}});
  CHECK(registry->beside("m")->empty());
  CHECK(*registry->beside_by_feed() == std::map<std::string, long>{{"e", 2}, {"f", 1}});
  REQUIRE(registry->put_beside("k", {{"f", "removed"}}).ok());
  REQUIRE(registry->drop_feed("e").ok());
  CHECK(*registry->beside("k") == std::vector<KnownVoice>{{"f", "removed"}});
  CHECK(registry->beside("l")->empty());
}

TEST_CASE("a registry with fingerprints is sound and one with a torn page is not") {
  const Scratch scratch;
  const auto file = scratch / "registry.sqlite";
  {
    const auto registry = opened(scratch);
    std::vector<KnownFingerprint> prints;
    for (int i = 0; i < 2000; ++i) prints.push_back({"k" + std::to_string(i), "a", "2026-11", std::to_string(i)});
    REQUIRE(registry->begin().ok());
    REQUIRE(registry->add_fingerprints(prints).ok());
    REQUIRE(registry->commit().ok());
    REQUIRE(registry->checkpoint().ok());
    CHECK(registry->sound());
  }
  const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(file) / 2 / 4096 * 4096);
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(middle) << std::string(64, '\x5a');
  CHECK_FALSE(opened(scratch)->sound());
}

TEST_CASE("a registry of the version before is brought up to date and keeps what it knows") {
  const Scratch scratch;
  {
    const auto registry = opened(scratch);
    REQUIRE(registry->set_meta("name", "value").ok());
  }
  run(scratch, "DROP TABLE validators; DROP TABLE removals; DROP TABLE told; DROP TABLE beside; DROP INDEX records_held; PRAGMA user_version=1");
  const auto registry = opened(scratch);
  CHECK(*registry->meta("name") == "value");
  REQUIRE(registry->put_validators({"d", "\"v1\"", "", "basis", "bytes"}).ok());
}

TEST_CASE("a registry of a later program is not touched") {
  const Scratch scratch;
  opened(scratch);
  run(scratch, "PRAGMA user_version=99");
  const auto registry = Registry::open(scratch / "registry.sqlite");
  REQUIRE_FALSE(registry.ok());
  CHECK(registry.error().code == "registry");
}

TEST_CASE("a registry from before counts told kind of violation and place has every feed read whole once") {
  const Scratch scratch;
  {
    const auto registry = opened(scratch);
    REQUIRE(registry->put_validators({"d", "\"v1\"", "", "basis", "bytes"}).ok());
    REQUIRE(registry->set_meta("name", "value").ok());
  }
  run(scratch, "DROP TABLE told; DROP TABLE beside; DROP INDEX records_held; ALTER TABLE validators DROP COLUMN bytes; PRAGMA user_version=3");
  const auto registry = opened(scratch);
  CHECK_FALSE(*registry->validators("d"));
  CHECK(*registry->meta("name") == "value");
  CHECK(registry->told()->empty());
}

TEST_CASE("of a declared figure every version is kept and one of the same day replaced") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  REQUIRE(registry->tell({"k", "f", "a", "2026-01-09", "d2", "{\"n\":2}"}).ok());
  REQUIRE(registry->tell({"k", "f", "a", "2026-01-08", "d1", "{\"n\":1}"}).ok());
  REQUIRE(registry->tell({"k", "f", "a", "2026-01-09", "d3", "{\"n\":3}"}).ok());
  const auto told = registry->told();
  REQUIRE(told.ok());
  REQUIRE(told->size() == 2);
  CHECK((*told)[0].on == "2026-01-08");
  CHECK((*told)[1].line == "{\"n\":3}");
  CHECK((*told)[1].digest == "d3");
}

TEST_CASE("records are given by dataset, by state and by what was due, and reasons are counted") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  const auto put = [&](const char* key, const char* dataset, const char* state, const char* due, const char* published,
                       const char* reasons) {
    KnownRecord record;
    record.key = key;
    record.dataset = dataset;
    record.state = state;
    record.due_on = due;
    record.published_on = published;
    record.reasons = reasons;
    REQUIRE(registry->put(record).ok());
  };
  put("e", "decisions", "held", "2026-11-20", "", R"(["unreviewed","minor_unknown"])");
  put("d", "decisions", "held", "2026-11-21", "", R"(["unreviewed"])");
  put("c", "decisions", "published", "2026-11-19", "", "[]");
  put("b", "decisions", "published", "2026-11-19", "2026-11-19", "[]");
  put("a", "agencies", "held", "", "", R"(["unreviewed"])");
  std::string keys;
  const auto note = [&](const KnownRecord& record) { return keys += record.key, Status(); };
  REQUIRE(registry->each_of("decisions", note).ok());
  CHECK(keys == "bcde");
  keys.clear();
  REQUIRE(registry->each_in("held", note).ok());
  CHECK(keys == "ade");
  keys.clear();
  REQUIRE(registry->each_due_before("2026-11-21", note).ok());
  CHECK(keys == "ce");
  const auto reasons = registry->reasons();
  REQUIRE(reasons.ok());
  CHECK(*reasons == std::map<std::string, long>{{"[]", 2}, {R"(["unreviewed"])", 2}, {R"(["unreviewed","minor_unknown"])", 1}});
  const Status stopped = registry->each_in("held", [](const KnownRecord&) -> Status { return Error{"stop", "够了。", "a"}; });
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code == "stop");
}

TEST_CASE("every record is given once in the order of its key while the one at hand is being written") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  constexpr int kRecords = 700;  // several pages
  for (int i = 0; i < kRecords; ++i) {
    KnownRecord record;
    record.key = "k" + std::to_string(1000 + i);
    record.dataset = "decisions";
    record.state = "held";
    REQUIRE(registry->put(record).ok());
  }
  REQUIRE(registry->begin().ok());
  std::vector<std::string> keys;
  REQUIRE(registry->each([&](KnownRecord&& record) -> Status {
    keys.push_back(record.key);
    record.state = "published";
    return registry->put(record);
  }).ok());
  REQUIRE(registry->commit().ok());
  CHECK(keys.size() == kRecords);
  CHECK(std::is_sorted(keys.begin(), keys.end()));
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  const auto states = registry->states();
  REQUIRE(states.ok());
  CHECK(states->at("published") == kRecords);
  CHECK(states->at("held") == 0);
  int seen = 0;
  const Status stopped = registry->each([&](const KnownRecord&) -> Status {
    if (++seen == 300) return Error{"stop", "够了。", "a"};
    return {};
  });
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().code == "stop");
  CHECK(seen == 300);
}

TEST_CASE("changes made together are all there or none of them") {
  const Scratch scratch;
  const auto registry = opened(scratch);
  REQUIRE(registry->together([&] { return registry->set_meta("a", "1"); }).ok());
  const Status failed = registry->together([&]() -> Status {
    REQUIRE(registry->set_meta("a", "2").ok());
    REQUIRE(registry->set_meta("b", "2").ok());
    return Error{"stop", "够了。", "a"};
  });
  REQUIRE_FALSE(failed.ok());
  CHECK(failed.error().code == "stop");
  CHECK(*registry->meta("a") == "1");
  CHECK(registry->meta("b")->empty());
  REQUIRE(registry->together([&] { return registry->set_meta("b", "3"); }).ok());  // nothing is left open
  CHECK(*registry->meta("b") == "3");
}
