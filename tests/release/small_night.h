#pragma once

#include "release/small_release.h"

namespace gongshi::test {

/// One night: clear up, build, switch, forget the old.
inline Status night(Fs& fs, const stdfs::path& out, const std::string& day, const Files& files) {
  GONGSHI_TRY(clean_leftovers(fs, out));
  GONGSHI_ASSIGN(const auto id, build(fs, out, day, files));
  GONGSHI_TRY(publish(fs, out, id));
  GONGSHI_TRY(purge(fs, out, {"decisions/2026-02/a-1.html"}));
  GONGSHI_TRY(prune(fs, out, 1));
  return {};
}

inline Files second_site() {
  auto files = small_site("two");
  files.erase("decisions/2026-02/a-1.html");
  return files;
}

inline void check_whole(const stdfs::path& out) {
  CHECK(differences(out / "current" / "site").empty());
  const auto home = slurp(out / "current" / "site" / "index.html");
  const auto asof = slurp(out / "current" / "site" / "asof.js");
  const bool old_release = home == "home one" && asof == "as of one";
  const bool new_release = home == "home two" && asof == "as of two";
  CHECK((old_release || new_release));
}

}  // namespace gongshi::test
