#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "publish/changes.h"
#include "site/targets.h"

namespace gongshi {

/// One release on its way to one target.
struct PushOrder {
  stdfs::path out;
  std::string release;
  std::string base_url;      ///< for the addresses a purge is told; may be empty
  stdfs::path notes;         ///< STATE/targets/<id>: what was underway, so that the next push finishes it
  bool forget_previous = false;  ///< something was taken down that the release kept there may still show
};

/// How that went.
struct Pushed {
  std::string target, kind, release;
  std::string result;   ///< done, unchanged, failed
  long sent = 0, removed = 0;
  std::string message;  ///< why it failed: one Chinese sentence
  double seconds = 0;

  bool confirmed() const { return result != "failed"; }
};

/// Brings a release to a target, whole: readers there see the old one until the new one is there and
/// verified (an object store: what is no longer public goes first). Then what lies before it is purged. After
/// a failure the next push begins where it must; the same release again is `unchanged`.
Pushed push_release(Fs& fs, const Target& target, const PushOrder& order);

}  // namespace gongshi
