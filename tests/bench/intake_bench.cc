/// Reading, Record and all rules over many decisions, beside nlohmann's own SAX parse of the same file
/// in the same run. Each measurement is a process of its own, so that its peak memory is its own.
///
///     intake_bench [RECORDS] [WORDS-FILE] [FOLDER]

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "base/json.h"
#include "bench/decisions.h"
#include "intake/intake.h"
#include "rules/gate.h"

using namespace gongshi;

namespace {

constexpr uint64_t kSeed = 20261121;

struct Figures {
  double seconds = 0;
  long counted = 0;     ///< records
  long peak_kib = 0;
};

/// Runs `work` in a child; gives its time, what it counted, and its peak memory.
template <typename Work>
Figures measured(const Work& work) {
  int ends[2];
  if (pipe(ends) != 0) std::exit(4);
  const pid_t child = fork();
  if (child == 0) {
    const auto start = std::chrono::steady_clock::now();
    Figures figures;
    figures.counted = work();
    figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const bool told = write(ends[1], &figures, sizeof figures) == sizeof figures;
    _exit(told ? 0 : 4);
  }
  close(ends[1]);
  Figures figures;
  const bool read_all = read(ends[0], &figures, sizeof figures) == sizeof figures;
  close(ends[0]);
  rusage usage{};
  int status = 0;
  if (wait4(child, &status, 0, &usage) != child || status != 0 || !read_all) {
    fmt::print(stderr, "a measurement failed\n");
    std::exit(4);
  }
  figures.peak_kib = usage.ru_maxrss;
  return figures;
}

struct Silent : nlohmann::json_sax<nlohmann::json> {
  bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }
};

/// The file as the parser reads files itself: from a stream, one value after another.
long sax_stream(const std::string& path) {
  Silent silent;
  std::ifstream file(path, std::ios::binary);
  long values = 0;
  while (file.peek() != EOF) {
    if (!nlohmann::json::sax_parse(file, &silent, nlohmann::json::input_format_t::json, false)) return -1;
    ++values;
    while (file.peek() == '\n') file.get();
  }
  return values;
}

/// The same line by line from memory, which it does faster.
long sax_lines(const std::string& path) {
  Silent silent;
  std::ifstream file(path, std::ios::binary);
  long lines = 0;
  for (std::string line; std::getline(file, line); ++lines)
    if (!nlohmann::json::sax_parse(line, &silent)) return -1;
  return lines;
}

/// Json::parse alone: what the objects cost that everything else works on.
long dom_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  long lines = 0;
  for (std::string line; std::getline(file, line); ++lines)
    if (!nlohmann::json::parse(line, nullptr, false).is_object()) return -1;
  return lines;
}

long rules_over(const std::string& path, const std::string& folder, const std::string& agencies, unsigned hands) {
  DiskFs fs;
  (void)fs.write(folder + "/site.json", R"({"name":"试","rehearsal":true})");
  (void)fs.write(folder + "/feeds.json", R"([{"id":"f","dataset":"decisions","agency":"*","url":"d.jsonl"}])");
  auto loaded = load_site(fs, folder, GONGSHI_SOURCE_DIR);
  const Date day = *Date::parse("2026-11-21");
  auto gate = Gate::make(loaded.site, "key", day);
  if (!gate) return -1;
  AgencyDirectory directory;
  for (size_t at = 0, end; (end = agencies.find('\n', at)) != std::string::npos; at = end + 1)
    directory.add(text_at(Json::parse(agencies.substr(at, end - at)), "agency"), "", "");
  long decided = 0, published = 0;
  const auto prepare = [&](IntakeRow&& row) -> RowWork::After {
    const auto* record = std::get_if<Record>(&row);
    if (!record || Gate::is_secret(*record)) return {};
    const Facts facts = gate->facts(*record);
    Standing standing;
    standing.digest = gate->content_digest(*record);
    const Verdict verdict = gate->judge(facts, standing);
    const bool shown = verdict.state == State::kPublished && !gate->view(*record, facts).fields.empty();
    return [&decided, &published, shown] {
      ++decided;
      published += shown;
    };
  };
  auto reading = read_feed(fs, path, loaded.site.feeds[0], *loaded.site.definition("decisions"), directory, day,
                           RowWork{prepare, hands});
  if (!reading || published == 0) return -1;
  return decided;
}

}  // namespace

int main(int argc, char** argv) {
  const long records = argc > 1 ? std::atol(argv[1]) : 100000;
  const std::string words = argc > 2 ? argv[2] : std::string(GONGSHI_SOURCE_DIR) + "/../shared/peers/vocab.txt";
  const std::string folder = (argc > 3 ? std::string(argv[3]) : std::string("/tmp")) + "/intake-bench-" + std::to_string(getpid());
  stdfs::create_directories(folder);
  const std::string file = folder + "/d.jsonl";
  const double mb = static_cast<double>(bench::write_decisions(file, records, kSeed, words)) / 1e6;
  const std::string agencies = bench::Decisions(kSeed, words).agencies();
  const Figures sax = measured([&] { return sax_stream(file); });
  const Figures sax_of_lines = measured([&] { return sax_lines(file); });
  const Figures dom = measured([&] { return dom_lines(file); });
  const Figures one = measured([&] { return rules_over(file, folder, agencies, 1); });
  const Figures rules = measured([&] { return rules_over(file, folder, agencies, 2); });
  stdfs::remove_all(folder);
  if (sax.counted != records || rules.counted < records * 9 / 10) {
    fmt::print(stderr, "read {} and decided {} of {} records\n", sax.counted, rules.counted, records);
    return 4;
  }
  fmt::print("records {}  bytes each {:.0f}\n", records, mb * 1e6 / static_cast<double>(records));
  fmt::print("nlohmann SAX        {:8.1f} MB/s  (from the file; line by line from memory {:.1f})\n", mb / sax.seconds,
             mb / sax_of_lines.seconds);
  fmt::print("nlohmann objects    {:8.1f} MB/s\n", mb / dom.seconds);
  for (const auto& [threads, figures] : {std::pair{"one thread ", one}, {"two threads", rules}})
    fmt::print("rules, {}  {:8.1f} MB/s  {:.1f} us a record  peak {} MB\n", threads, mb / figures.seconds,
               figures.seconds * 1e6 / static_cast<double>(records), figures.peak_kib / 1024);
  fmt::print("ratio               {:8.2f}  (aim: 0.5 or more)\n", sax.seconds / rules.seconds);
  return 0;
}
