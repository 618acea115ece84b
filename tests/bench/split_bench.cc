/// One portal split by agency: four sites, each with a night of its own process, and a fifth that reads their open
/// data, beside one site of all the records in the same run. Says so and ends 4 where the joined site has not the
/// same pages.
///
///     split_bench GONGSHI RECORDS [WORDS-FILE] [FOLDER]

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/json.h"
#include "bench/decisions.h"
#include "bench/process.h"

namespace stdfs = std::filesystem;
using namespace gongshi;
using bench::Cost;
using bench::tell;

namespace {

constexpr uint64_t kSeed = 20261121;
constexpr size_t kParts = 4;

std::string agency_of(const std::string& line) {
  constexpr std::string_view kKey = R"("agency":")";
  const size_t begin = line.find(kKey) + kKey.size();
  return line.substr(begin, line.find('"', begin) - begin);
}

/// The rows of each agency go to one part.
void split(const stdfs::path& whole, const std::vector<stdfs::path>& parts) {
  std::map<std::string, size_t> part_of;
  for (const auto& part : parts) {
    stdfs::create_directories(part / "feeds");
    for (const char* file : {"site.json", "feeds.json"}) stdfs::copy_file(whole / file, part / file);
  }
  for (const char* file : {"feeds/a.jsonl", "feeds/o.jsonl", "feeds/p.jsonl", "feeds/d.jsonl"}) {
    std::vector<std::ofstream> out;
    for (const auto& part : parts) out.emplace_back(part / file, std::ios::binary);
    std::ifstream in(whole / file);
    for (std::string line; std::getline(in, line);)
      out[part_of.try_emplace(agency_of(line), part_of.size() % parts.size()).first->second] << line << '\n';
  }
}

/// A site that reads what the parts have published.
void join(const stdfs::path& whole, const std::vector<stdfs::path>& outs, const stdfs::path& site) {
  stdfs::create_directories(site);
  stdfs::copy_file(whole / "site.json", site / "site.json");
  Json feeds = Json::array();
  for (size_t i = 0; i < outs.size(); ++i)
    for (const auto& [id, dataset] : {std::pair("a", "agencies"), std::pair("o", "officers"), std::pair("p", "powers"), std::pair("d", "decisions")})
      feeds.push_back({{"id", id + std::to_string(i)}, {"dataset", dataset}, {"agency", "*"}, {"preset", "portal"},
                       {"url", (outs[i] / "current/site/data/datapackage.json").string()}});
  std::ofstream(site / "feeds.json") << feeds.dump();
}

std::set<std::string> pages(const stdfs::path& out) {
  std::set<std::string> found;
  const auto root = stdfs::canonical(out / "current/site");
  for (const auto& entry : stdfs::recursive_directory_iterator(root, stdfs::directory_options::follow_directory_symlink))
    if (entry.path().extension() == ".html") found.insert(entry.path().lexically_relative(root).string());
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "split_bench GONGSHI RECORDS [WORDS-FILE] [FOLDER]\n");
    return 2;
  }
  const long records = std::atol(argv[2]);
  const std::string words = argc > 3 ? argv[3] : std::string(GONGSHI_SOURCE_DIR) + "/../shared/peers/vocab.txt";
  const stdfs::path folder = (argc > 4 ? std::string(argv[4]) : std::string("/var/tmp")) + "/split-bench-" + std::to_string(::getpid());
  std::vector<stdfs::path> parts, outs;
  for (size_t i = 0; i < kParts; ++i) {
    parts.push_back(folder / ("part" + std::to_string(i)));
    outs.push_back(folder / ("out" + std::to_string(i)));
  }
  bench::write_site(folder / "whole", records, kSeed, words);
  split(folder / "whole", parts);
  join(folder / "whole", outs, folder / "city");
  const auto night = [&](const stdfs::path& site, const stdfs::path& out) {
    return bench::Process({argv[1], "--site", site.string(), "--out", out.string(), "--as-of", "2026-11-16", "nightly"});
  };
  fmt::print("{} decisions\n", records);
  const Cost whole = night(folder / "whole", folder / "out").wait();
  tell("one site of all", whole, whole);
  std::vector<bench::Process> running;
  for (size_t i = 0; i < kParts; ++i) running.push_back(night(parts[i], outs[i]));
  Cost four;  // at once
  for (auto& process : running) {
    const Cost one = process.wait();
    four = {four.cpu + one.cpu, std::max(four.wall, one.wall), four.peak + one.peak, four.wrote + one.wrote};
  }
  tell("four parts at once", four, whole);
  tell("the site that joins them", night(folder / "city", folder / "joined").wait(), whole);
  const auto expected = pages(folder / "out"), joined = pages(folder / "joined");
  fmt::print("{} pages of one site, {} of the one that joins the parts\n", expected.size(), joined.size());
  for (const auto& path : expected)
    if (!joined.contains(path)) fmt::print("not joined: {}\n", path);
  stdfs::remove_all(folder);
  return expected == joined ? 0 : 4;
}
