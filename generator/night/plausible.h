#pragma once

#include <string>
#include <vector>

#include "night/workspace.h"

namespace gongshi {

/// Why a release that is clean should still not be shown before a person has looked.
struct Misgiving {
  std::string clause;   ///< 页面比上次发布少了一成以上
  Error message;        ///< the same with figures, and what to do
  bool acceptable = true;  ///< `--accept` sets it aside
};

/// Compares a release with the last one that was published in the ordinary way: pages fell by more than a
/// tenth (and by more than a handful), an agency is gone that nobody withdrew, no feed at all could be
/// fetched. And a STATE that is older than the site adds nothing (recovery.h).
Result<std::vector<Misgiving>> doubts_about(Workspace& work, const std::string& release);

/// The release was published: the next one is compared with it.
Status note_plausible(Workspace& work, const std::string& release);

}  // namespace gongshi
