// Registries that earlier programs wrote (data/version-N.sql: one of each schema version that is kept, dumped
// after two nights), opened by today's.

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "registry/registry.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;
using gongshi::test::Scratch;
using gongshi::test::slurp;

namespace {

const stdfs::path kData = stdfs::path(GONGSHI_SOURCE_DIR) / "tests/registry/data";

/// Dumps by the version they are of.
std::map<int, stdfs::path> dumps() {
  std::map<int, stdfs::path> found;
  for (const auto& entry : stdfs::directory_iterator(kData))
    if (entry.path().extension() == ".sql") found[std::stoi(entry.path().stem().string().substr(8))] = entry.path();
  return found;
}

/// A registry file while no Registry has it open.
class File {
 public:
  explicit File(const stdfs::path& file) { REQUIRE(sqlite3_open(file.c_str(), &db_) == SQLITE_OK); }
  ~File() { sqlite3_close(db_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void run(const std::string& sql) { REQUIRE(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK); }
  /// Every row of a query, its cells joined.
  std::vector<std::string> rows(const std::string& sql) {
    std::vector<std::string> out;
    const auto take = [](void* to, int cells, char** values, char**) {
      std::string row;
      for (int i = 0; i < cells; ++i) row += (values[i] ? values[i] : "") + std::string("\x1f");
      static_cast<std::vector<std::string>*>(to)->push_back(row);
      return 0;
    };
    REQUIRE(sqlite3_exec(db_, sql.c_str(), take, &out, nullptr) == SQLITE_OK);
    return out;
  }
  std::map<std::string, std::vector<std::string>> tables() {
    std::map<std::string, std::vector<std::string>> out;
    for (std::string name : rows("SELECT name FROM sqlite_master WHERE type='table'")) {
      name.pop_back();
      out[name] = rows("SELECT * FROM " + name + " ORDER BY 1, 2");
    }
    return out;
  }
  std::string version() { return rows("PRAGMA user_version").front(); }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace

TEST_CASE("a registry of every earlier version is opened and no row of it is lost or changed") {
  const Scratch fresh;
  REQUIRE(Registry::open(fresh / "registry.sqlite").ok());
  const std::string latest = File(fresh / "registry.sqlite").version();
  REQUIRE(dumps().count(1) == 1);
  for (const auto& [version, dump] : dumps()) {
    INFO(dump);
    const Scratch scratch;
    const stdfs::path file = scratch / "registry.sqlite";
    std::map<std::string, std::vector<std::string>> before;
    {
      File old(file);
      old.run(slurp(dump));
      REQUIRE(old.version() == std::to_string(version) + "\x1f");
      before = old.tables();
    }
    REQUIRE(before.at("records").size() == 10);
    REQUIRE(Registry::open(file).ok());
    File now(file);
    CHECK(now.version() == latest);
    const auto after = now.tables();
    CHECK(after.size() == File(fresh / "registry.sqlite").tables().size());
    for (const auto& [table, rows] : before) {
      INFO(table);
      if (table != "validators" || version >= 4) CHECK(after.at(table) == rows);
    }
  }
}

TEST_CASE("what an earlier version knew is read as it was written") {
  for (const auto& [version, dump] : dumps()) {
    INFO(dump);
    const Scratch scratch;
    File(scratch / "registry.sqlite").run(slurp(dump));
    const auto opened = Registry::open(scratch / "registry.sqlite");
    REQUIRE(opened.ok());
    Registry& registry = **opened;
    CHECK(registry.sound());
    CHECK(*registry.states() ==
          std::map<std::string, long>{{"published", 5}, {"withheld", 1}, {"held", 1}, {"withdrawn", 2}, {"expired", 1}});
    std::set<std::string> addresses;
    REQUIRE(registry.each([&](const KnownRecord& record) -> Status {
      if (record.published_on.empty()) CHECK(record.address.empty());
      else CHECK(record.published_on == "2026-11-18");
      if (!record.address.empty()) CHECK(addresses.insert(record.address).second);
      if (record.state == "published") CHECK_FALSE(record.view.empty());
      if (record.state == "withheld" || record.state == "expired") CHECK((record.view + record.facts).empty());
      if (record.state == "held") CHECK(contains(*registry.held_text(record.key), "示例第4商贸有限公司"));
      CHECK_FALSE(registry.history(record.key)->empty());
      return {};
    }).ok());
    CHECK(addresses.size() == 7);
    CHECK(registry.feeds()->at("d").fetched_on == "2026-11-19");
    CHECK(registry.rejections()->size() == 1);
    CHECK(registry.releases()->size() == 2);
    long prints = 0;
    REQUIRE(registry.each_fingerprint([&](const KnownFingerprint&) { ++prints; }).ok());
    CHECK(prints > 0);
  }
}
