// STATE in somebody else's hands: locked by another program, damaged between two nights.
#include <sqlite3.h>

#include <fstream>

#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// Another program that keeps the registry locked.
class Holder {
 public:
  explicit Holder(const stdfs::path& file) {
    REQUIRE(sqlite3_open(file.c_str(), &db_) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db_, "BEGIN EXCLUSIVE; PRAGMA user_version", nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  ~Holder() {
    sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(db_);
  }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace

TEST_CASE("a registry that another program keeps locked ends the night in words and changes nothing") {
  SmallSite site;
  site.fill(3);
  site.night();
  const std::string before = site.current();
  {
    const Holder holder(site.state() / "registry.sqlite");
    const Ran ran = run_on(site, {"--json", "nightly"});
    CHECK(ran.exit == 4);
    CHECK(contains(ran.out + ran.err, "正在运行"));
    CHECK(site.current() == before);
  }
  CHECK(run_on(site, {"--json", "nightly"}).exit == 0);
}

TEST_CASE("a registry damaged anywhere gives way to the good copy or says so and no record is lost") {
  SmallSite site;
  site.fill(30);
  site.write();
  const long known = run_on(site, {"--json", "nightly"}).json()["known"];
  REQUIRE(known > 30);
  const stdfs::path file = site.state() / "registry.sqlite";
  const std::string sound = slurp(file);
  // The head, a page in the middle, the last page; a file cut short, emptied, or of something else.
  const std::vector<std::string> damaged = {
      std::string(100, 'Z') + sound.substr(100), sound.substr(0, sound.size() / 2) + std::string(4096, 'Z') + sound.substr(sound.size() / 2 + 4096),
      sound.substr(0, sound.size() - 4096) + std::string(4096, 'Z'), sound.substr(0, sound.size() / 3), std::string(8192, '\0'), "hello"};
  for (size_t i = 0; i < damaged.size(); ++i) {
    INFO("damage " << i);
    std::ofstream(file, std::ios::binary) << damaged[i];
    const Ran ran = run_on(site, {"--json", "nightly"});
    INFO(ran.out << ran.err);
    CHECK((ran.exit == 0 || ran.exit == 1));
    CHECK(ran.json()["known"] == known);
    CHECK(site.serves(SmallSite::address(1)));
  }
}
