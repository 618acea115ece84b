#pragma once

#include <map>
#include <string>

#include "release/switch.h"
#include "release/tree.h"
#include "release/verify.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {

using Files = std::map<std::string, std::string>;

/// A site of a few files, some of them the same in every edition.
inline Files small_site(const std::string& edition) {
  return {{"index.html", "home " + edition},
          {"asof.js", "as of " + edition},
          {"agencies/index.html", "agencies"},
          {"agencies/99010100000000000X.html", "an agency"},
          {"decisions/index.html", "lists " + edition},
          {"decisions/2026-02/a-1.html", "decision one"},
          {"decisions/2026-02/a-2.html", "decision two"},
          {"decisions/2026-03/a-3.html", "decision three " + edition},
          {"assets/site.01234567.css", "body{}"}};
}

/// Builds a release of these files; the id it got, or the error.
inline Result<std::string> build(Fs& fs, const stdfs::path& out, const std::string& day,
                                 const Files& files, bool sm3 = false) {
  const Date as_of = *Date::parse(day);
  GONGSHI_ASSIGN(const auto id, next_release_id(fs, out, as_of));
  GONGSHI_ASSIGN(auto tree, TreeWriter::begin(fs, out, id, as_of, sm3));
  std::vector<std::string> plan;
  for (const auto& [path, bytes] : files) {
    GONGSHI_TRY(tree->add(path, bytes));
    plan.push_back(path);
  }
  GONGSHI_TRY(tree->private_sink().add("decisions/2026-03/views.jsonl", "{\"n\":3}\n{\"n\":4}\n"));
  GONGSHI_TRY(tree->private_sink().add("agencies/views.jsonl", "{\"n\":1}"));
  tree->plan(plan);
  GONGSHI_TRY(tree->finish());
  return id;
}

inline std::string built(const stdfs::path& out, const std::string& day, const Files& files) {
  DiskFs fs;
  const auto id = build(fs, out, day, files);
  INFO((id.ok() ? "" : id.error().text + id.error().where));
  REQUIRE(id.ok());
  return *id;
}

inline std::string built_and_published(const stdfs::path& out, const std::string& day,
                                       const Files& files) {
  DiskFs fs;
  const auto id = built(out, day, files);
  REQUIRE(publish(fs, out, id).ok());
  return id;
}

/// Differences of a web root, one a line; empty when it is whole.
inline std::string differences(const stdfs::path& site) {
  DiskFs fs;
  const auto found = verify(fs, site);
  if (!found.ok()) return found.error().text;
  std::string out;
  for (const auto& difference : *found)
    out += std::string(difference_word(difference.kind)) + " " + difference.path + "\n";
  return out;
}

}  // namespace gongshi::test
