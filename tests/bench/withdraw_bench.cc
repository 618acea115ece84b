/// One record withdrawn from a site of many, beside the build of the whole in the same run, in processor time.
///
///     withdraw_bench [RECORDS] [WORDS-FILE] [FOLDER]

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/decisions.h"
#include "night/edition.h"
#include "night/night.h"
#include "night/publish_release.h"
#include "night/subtract.h"
#include "release/switch.h"

using namespace gongshi;

namespace {

constexpr uint64_t kSeed = 20261121;

/// Ends the run where a step fails.
template <class Outcome>
void must(const Outcome& outcome, const char* step) {
  if (outcome.ok()) return;
  fmt::print(stderr, "{}: {} {}\n", step, outcome.error().where, outcome.error().text);
  std::exit(4);
}

/// Processor time, which does not depend on who else uses the machine.
template <class Work>
double timed(const Work& work) {
  const auto used = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
  };
  const double start = used();
  work();
  return used() - start;
}

std::unique_ptr<Workspace> open(Fs& fs, const stdfs::path& folder) {
  Workspace::Failure failure;
  auto work = Workspace::open(fs, {folder / "site", folder / "out", folder / "state", GONGSHI_SOURCE_DIR, Date::parse("2026-11-21"), {}},
                              Workspace::Access::kWrite, failure);
  for (const auto& error : failure.errors) fmt::print(stderr, "{} {}\n", error.where, error.text);
  if (!work) std::exit(4);
  return work;
}

}  // namespace

int main(int argc, char** argv) {
  const long records = argc > 1 ? std::atol(argv[1]) : 10000;
  const std::string words = argc > 2 ? argv[2] : std::string(GONGSHI_SOURCE_DIR) + "/../shared/peers/vocab.txt";
  const stdfs::path folder = (argc > 3 ? std::string(argv[3]) : std::string("/tmp")) + "/withdraw-bench-" + std::to_string(getpid());
  bench::write_site(folder / "site", records, kSeed, words);
  DiskFs fs;
  auto work = open(fs, folder);
  Night night(*work, "nightly");
  const double pulled = timed([&] { must(night.pull({}, {}), "pull"); });
  Manifest manifest;
  const double built = timed([&] {
    auto made = build_release(*work);
    must(made, "build");
    manifest = *made;
  });
  // What the audit costs is measured elsewhere.
  must(work->registry().put_release({manifest.release, manifest.as_of.iso(), static_cast<long>(manifest.sequence()), "audited"}), "audit");
  const double published = timed([&] { must(publish_release(*work, manifest.release), "publish"); });

  std::optional<KnownRecord> chosen;
  must(work->registry().each([&](const KnownRecord& known) -> Status {
    if (!chosen && known.dataset == "decisions" && known.state == "published") chosen = known;
    return {};
  }), "choose");
  const Facts facts = Facts::from_json(Json::parse(chosen->facts));
  const std::string address = chosen->address.empty() ? work->gate().address(facts) : chosen->address;
  const double withdrawn = timed([&] {
    must(append_line(fs, folder / "site", "withdrawals.jsonl",
                     {{"dataset", "decisions"}, {"agency", facts.agency}, {"id", facts.id}, {"reason", "privacy"}, {"by", "试"}, {"on", "2026-11-21"}}),
         "line");
    must(withdraw_one(*work, chosen->key), "withdraw");
  });
  const bool gone = !stdfs::exists(folder / "out/current/site" / address);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("records {}\npull     {:8.1f} s\nbuild    {:8.1f} s\npublish  {:8.1f} s\nwithdraw {:8.1f} s  {}\n", records, pulled, built,
             published, withdrawn, gone ? "gone" : "STILL THERE");
  fmt::print("withdraw/build {:.3f}  peak {} MB\n", withdrawn / built, usage.ru_maxrss / 1024);
  work.reset();
  stdfs::remove_all(folder);
  return gone ? 0 : 4;
}
