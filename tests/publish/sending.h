#pragma once

#include "publish/push.h"
#include "release/small_release.h"
#include "support/faulty_fs.h"

namespace gongshi::test {

inline const std::string kPage = "decisions/2026-02/11990101009900013A-one-0123456789.html";
inline const std::string kSecond = "decisions/2026-02/11990101009900013A-two-0123456789.html";

/// A site of a few files with two record pages.
inline Files two_pages(const std::string& edition) {
  Files files = small_site(edition);
  files[kPage] = "the first case";
  files[kSecond] = "the second case";
  files["search/post.js"] = "postings " + edition;
  return files;
}

/// OUT, and what a webmaster would find at a target.
struct Sending {
  Scratch scratch;
  DiskFs fs;
  stdfs::path out = scratch / "out";
  Target target;
  std::string release;

  Sending() { target.id = "www"; }
  void build(const std::string& day, const Files& files) { release = built_and_published(out, day, files); }
  stdfs::path site() const { return release_dir(out, release) / "site"; }
  PushOrder order(bool forget_previous = false) const {
    return {out, release, "https://www.example.gov.cn/gs", scratch / "notes", forget_previous};
  }
  Pushed push(bool forget_previous = false) { return push_release(fs, target, order(forget_previous)); }
  Pushed push(Fs& disk, bool forget_previous = false) { return push_release(disk, target, order(forget_previous)); }
};

/// A file that holds the text somewhere below, links not followed.
inline bool holds(const stdfs::path& root, const std::string& text) {
  for (const auto& entry : stdfs::recursive_directory_iterator(root))
    if (entry.is_regular_file() && !entry.is_symlink() && slurp(entry.path()).find(text) != std::string::npos) return true;
  return false;
}

}  // namespace gongshi::test
