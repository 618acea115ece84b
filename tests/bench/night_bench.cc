/// Whole nights of the program as cron runs it: the first, one without a change, and such with 0.1 % and 1 % of
/// the records changed, once among those of the last month, as clerks change them, and once spread over all
/// months, which is the worst case; processor and wall time, peak memory, bytes written. In the same run a plain
/// writer puts the bytes of the same tree into another one: the limit that no generator passes. Where Hugo is
/// installed and its site stands in ../shared/peers, it makes a page of each of the same records, once from
/// nothing, once with nothing changed and once with 0.1 % changed; up to 200,000 records, as it holds every page in
/// memory (some 46 kB each).
///
///     night_bench GONGSHI RECORDS [WORDS-FILE] [FOLDER]

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "bench/decisions.h"
#include "bench/hugo.h"
#include "bench/process.h"

namespace stdfs = std::filesystem;
using namespace gongshi;
using bench::Cost;
using bench::run;
using bench::seconds;
using bench::tell;

namespace {

constexpr uint64_t kSeed = 20261121;
constexpr long kMostForHugo = 200'000;
/// The last days of the year in which the records end: the last month is then of the newer generation of the search
/// without a server, as what clerks change is.
constexpr const char* kFirst = "2025-12-29";
constexpr const char* kNext = "2025-12-30";
constexpr const char* kLast = "2025-12-31";

/// Every file of the tree, written into another by open, write and close. Reading it is not counted, nor is
/// removing each file once it stands, so that a large tree needs its room once.
Cost write_plainly(const stdfs::path& tree, const stdfs::path& copy, size_t& files) {
  Cost cost;
  const auto own = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  };
  stdfs::create_directories(copy);
  for (const auto& entry : stdfs::recursive_directory_iterator(tree, stdfs::directory_options::follow_directory_symlink)) {
    const auto to = copy / stdfs::relative(entry.path(), tree);
    std::string bytes;
    if (!entry.is_directory()) {
      std::ifstream in(entry.path(), std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto begin = std::chrono::steady_clock::now();
    const double used = own();
    if (entry.is_directory()) {
      stdfs::create_directories(to);
    } else {
      const int file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
      if (file < 0 || ::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
        fmt::print(stderr, "cannot write {}\n", to.string());
        std::exit(4);
      }
      ::close(file);
      ++files;
      cost.wrote += bytes.size();
    }
    cost.cpu += own() - used;
    cost.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!entry.is_directory()) stdfs::remove(to);
  }
  return cost;
}

/// Hugo's nights over the same records, beside the first night of the program.
void compare_hugo(const stdfs::path& folder, long records, const std::string& words, const Cost& whole) {
  const std::string peer = std::string(GONGSHI_SOURCE_DIR) + "/../shared/peers/hugo";
  const std::string hugo = "/usr/bin/hugo";
  if (!stdfs::exists(hugo) || !stdfs::exists(peer)) {
    fmt::print("no Hugo to compare with: {} or {} is missing\n", hugo, peer);
    return;
  }
  if (records > kMostForHugo) {
    fmt::print("Hugo is left out above {} records\n", kMostForHugo);
    return;
  }
  const std::string feed = (folder / "site/feeds/d.jsonl").string(), content = (folder / "hugo").string();
  const auto night = [&](const char* what, const bench::Changed& changed) {
    bench::write_decisions(feed, records, kSeed, words, changed);
    bench::write_hugo(feed, content);
    tell(what, run({hugo, "-s", peer, "-c", content, "-d", (folder / "hugo-out").string(), "--quiet", "--noBuildLock"}), whole);
  };
  ::setenv("HUGO_CACHEDIR", (folder / "hugo-cache").c_str(), 1);
  ::setenv("HUGO_RESOURCEDIR", (folder / "hugo-made").c_str(), 1);
  night("Hugo, from nothing", {});
  night("Hugo, nothing changed", {});
  night("Hugo, 0.1 % changed", {.of_all = 1000});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "night_bench GONGSHI RECORDS [WORDS-FILE] [FOLDER]\n");
    return 2;
  }
  const long records = std::atol(argv[2]);
  const std::string words = argc > 3 ? argv[3] : std::string(GONGSHI_SOURCE_DIR) + "/../shared/peers/vocab.txt";
  const stdfs::path folder = (argc > 4 ? std::string(argv[4]) : std::string("/var/tmp")) + "/night-bench-" + std::to_string(::getpid());
  const std::string site = (folder / "site").string(), feed = site + "/feeds/d.jsonl";
  bench::write_site(site, records, kSeed, words);
  const auto night = [&](const char* day) {
    return run({argv[1], "--site", site, "--out", (folder / "out").string(), "--as-of", day, "nightly"});
  };
  fmt::print("{} decisions\n", records);
  const Cost first = night(kFirst);
  tell("the first night", first, first);
  size_t files = 0;
  const Cost plain = write_plainly(folder / "out/current/site", folder / "plain", files);
  tell("the same tree, plainly", plain, first);
  stdfs::remove_all(folder / "plain");
  tell("nothing changed", night(kNext), first);
  const auto after = [&](const char* what, const bench::Changed& changed) {
    bench::write_decisions(feed, records, kSeed, words, changed);
    tell(what, night(kLast), first);
  };
  after("0.1 % changed, last month", {.of_last_month = 40});
  after("1 % changed, last month", {.of_last_month = 4});
  if (stdfs::space(folder).available > 2 * plain.wrote) {
    after("0.1 % changed anywhere", {.of_all = 1000, .of_last_month = 4});
    after("1 % changed anywhere", {.of_all = 100, .of_last_month = 4});
  } else {
    fmt::print("changes anywhere were left out: the disk has no room for a second tree\n");
  }
  fmt::print("{} files, {:.2f} ms CPU each in the first night\n", files, 1000 * first.cpu / static_cast<double>(files));
  stdfs::remove_all(folder / "out");
  compare_hugo(folder, records, words, first);
  stdfs::remove_all(folder);
  return 0;
}
