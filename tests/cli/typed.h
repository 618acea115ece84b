#pragma once

#include <sys/wait.h>

#include <cstdlib>

#include "cli/verbs.h"
#include "night/small_site.h"

namespace gongshi::test {

/// What a process left: exit code, standard output and standard error.
struct Ran {
  int exit = -1;
  std::string out, err;
  /// Standard output as the one object it must be.
  Json json() const {
    INFO(out << err);
    const Json parsed = Json::parse(out, nullptr, false);
    REQUIRE(parsed.is_object());
    return parsed;
  }
};

inline std::string quoted(const std::string& word) { return "'" + replaced(word, "'", "'\\''") + "'"; }

/// Runs the program itself with these words; `folder` takes its output.
inline Ran run_program(const Scratch& folder, const std::vector<std::string>& words) {
  std::string line = "cd " + quoted(folder.path()) + " && GONGSHI_SHARE=" + quoted(GONGSHI_SOURCE_DIR) + " " +
                     quoted(GONGSHI_BINARY);
  for (const auto& word : words) line += " " + quoted(word);
  const int code = std::system((line + " >stdout.txt 2>stderr.txt </dev/null").c_str());
  return {WIFEXITED(code) ? WEXITSTATUS(code) : -1, slurp(folder / "stdout.txt"), slurp(folder / "stderr.txt")};
}

/// The same on a site's own places and day.
inline Ran run_on(const SmallSite& site, std::vector<std::string> words) {
  const Places places = site.places();
  std::vector<std::string> all = {"--site", places.site, "--out", places.out, "--state", places.state,
                                  "--as-of", places.as_of->iso()};
  all.insert(all.end(), words.begin(), words.end());
  return run_program(site.folder(), all);
}

}  // namespace gongshi::test
