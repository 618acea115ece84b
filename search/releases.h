#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/fs.h"
#include "search/results_page.h"
#include "search/site_files.h"
#include "search/suggest.h"
#include "site/site.h"

namespace gongshi {

/// One release as the server sees it. Stays usable while a request holds it, whatever is switched.
struct ServedRelease {
  std::string id;     ///< what OUT/current points to
  stdfs::path index;  ///< OUT/releases/<id>/index
  SiteFiles files;
  ResultsPage results;
  std::shared_ptr<const LateCompletions> completions;
};

/// The release OUT/current points to, looked at anew for every request.
class Releases {
 public:
  Releases(const Site& site, stdfs::path out) : site_(site), out_(std::move(out)) {}

  /// Errors: `no_release` when there is none, else what kept its pages from being read.
  Result<std::shared_ptr<const ServedRelease>> current();

 private:
  const Site& site_;
  const stdfs::path out_;
  const DiskFs fs_;
  std::mutex mutex_;
  std::shared_ptr<const ServedRelease> latest_;
};

}  // namespace gongshi
