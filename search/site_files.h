#pragma once

#include <string>

#include "base/fs.h"
#include "search/response.h"

namespace gongshi {

/// Serves the files of one release's web root. Follows the release's links into OUT/store and
/// nowhere else, so that nothing of STATE or of the machine is ever reached.
class SiteFiles {
 public:
  /// `out` is OUT, `root` the release's web root below it.
  SiteFiles(const stdfs::path& out, const stdfs::path& root);

  /// The file at a decoded address path (`/decisions/`); a directory gives its index.html, or a
  /// redirection when the closing slash is missing. Anything else is the release's 404 page.
  Response get(const std::string& path) const;
  /// The 404 page with status 404.
  Response not_found() const;

 private:
  bool open(const stdfs::path& file, Response& response) const;
  bool inside(const stdfs::path& real) const;

  stdfs::path root_, real_root_, real_store_;
};

/// An address path whose parts are plain names: begins with a slash, no empty part, none beginning
/// with a dot, no control character.
bool plain_path(const std::string& path);

}  // namespace gongshi
