// The program itself, killed at any moment of its night. Where GONGSHI_KILLED_AMONG=100000 is set, so many other
// decisions stand on the site; GONGSHI_KILLS=20 is then enough for an hour.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>

#include <chrono>
#include <random>
#include <thread>

#include "bench/decisions.h"
#include "cli/typed.h"
#include "release/verify.h"

extern char** environ;

using namespace gongshi;
using namespace gongshi::test;

namespace {

namespace ch = std::chrono;

int number_of(const char* variable, int otherwise) {
  const char* wanted = std::getenv(variable);
  return wanted ? std::max(1, std::atoi(wanted)) : otherwise;
}

/// How many nights are killed; more for the long run.
int kills() { return number_of("GONGSHI_KILLS", 200); }

/// A site on which every night shows one decision for the first time and takes one down.
class KilledSite {
 public:
  KilledSite() {
    site_.fill(3);
    site_.rows().push_back(SmallSite::decision(number_));
    add_others(number_of("GONGSHI_KILLED_AMONG", 0));
    site_.write();
    REQUIRE(run_on(site_, {"nightly"}).exit <= 1);
    site_.set_day("2026-11-22");
  }

  void move_on() {
    site_.rows().resize(3);
    site_.rows().push_back(SmallSite::decision(number_, R"({"disclosure":{"secrecy":"privacy"}})"));
    leaving_ = number_++;
    site_.rows().push_back(SmallSite::decision(number_));
    site_.write();
  }

  /// How long a whole night takes.
  ch::microseconds whole_night() {
    move_on();
    const auto start = ch::steady_clock::now();
    REQUIRE(run_on(site_, {"nightly"}).exit <= 1);
    return ch::duration_cast<ch::microseconds>(ch::steady_clock::now() - start);
  }

  /// True when it was still at work.
  bool kill_after(ch::microseconds delay) {
    const Places places = site_.places();
    std::vector<std::string> words = {GONGSHI_BINARY, "--site", places.site, "--out", places.out, "--state", places.state,
                                      "--as-of", places.as_of->iso(), "nightly"};
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    for (const int fd : {1, 2}) posix_spawn_file_actions_addopen(&quiet, fd, "/dev/null", O_WRONLY, 0);
    pid_t pid = -1;
    REQUIRE(::posix_spawn(&pid, GONGSHI_BINARY, &quiet, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&quiet);
    std::this_thread::sleep_for(delay);
    ::kill(pid, SIGKILL);
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status);
  }

  void check_whole(const std::string& before) {
    DiskFs fs;
    const auto differences = verify(fs, site_.out() / "current/site");
    REQUIRE(differences.ok());
    CHECK(differences->empty());
    CHECK(site_.serves(SmallSite::address(leaving_)) != site_.serves(SmallSite::address(number_)));
    CHECK(site_.serves(SmallSite::address(leaving_)) == (site_.current() == before));
    CHECK(stdfs::exists(site_.out() / "current/index"));
  }

  void check_next_night() {
    const Ran ran = run_on(site_, {"nightly"});
    INFO(ran.out << ran.err);
    CHECK(ran.exit <= 1);
    CHECK(site_.serves(SmallSite::address(number_)));
    CHECK_FALSE(site_.serves(SmallSite::address(leaving_)));
    CHECK(SmallSite::holding(site_.out() / "store", SmallSite::decision(leaving_)["title"]).empty());
    CHECK_FALSE(stdfs::exists(site_.state() / "tmp"));
  }

  std::string current() const { return site_.current(); }

 private:
  /// Decisions of a hundred agencies over two years that stay as they are.
  void add_others(int count) {
    if (count == 0) return;
    site_.config()["rule_sets"] = Json::array({"national"});  // under which none of them has expired
    constexpr uint64_t kSeed = 20261121;
    const std::string words = GONGSHI_SOURCE_DIR "/../shared/peers/vocab.txt";
    REQUIRE(stdfs::exists(words));
    for (const auto& line : split(bench::Decisions(kSeed, words).agencies(), '\n'))
      if (!line.empty()) site_.rows("agencies").push_back(Json::parse(line));
    stdfs::create_directories(site_.site() / "feeds");
    bench::write_decisions(site_.site() / "feeds/others.jsonl", count, kSeed, words);
    site_.feed("others")["url"] = "feeds/others.jsonl";
  }

  SmallSite site_;
  int number_ = 100, leaving_ = 0;
};

}  // namespace

TEST_CASE("a night killed at any moment leaves one release whole and the next night succeeds") {
  ::setenv("GONGSHI_SHARE", GONGSHI_SOURCE_DIR, 1);
  KilledSite site;
  const auto whole = site.whole_night();
  std::mt19937 random(20261121);
  std::uniform_int_distribution<long> moment(0, whole.count());
  int killed = 0;
  for (int i = 0; i < kills(); ++i) {
    const ch::microseconds delay(moment(random));
    INFO("kill " << i << " after " << delay.count() << " µs of " << whole.count());
    site.move_on();
    const std::string before = site.current();
    killed += site.kill_after(delay);
    site.check_whole(before);
    site.check_next_night();
  }
  CHECK(killed * 2 > kills());
}
