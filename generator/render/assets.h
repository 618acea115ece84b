#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/fs.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// Style sheets, scripts and images from `themes/` (the site folder's over the built-in ones),
/// named by their content: `assets/web.1a2b3c4d.css`, so that they may be cached for ever.
///
/// The sheets of web pages, the 长辈版, kiosks, screens and print go out with `tokens.css` and
/// `theme-<theme>.css` before them; `kiosk_page.css`, which is laid over web.css, scripts and images go
/// out as they are.
class Assets {
 public:
  /// Errors: `bad_theme` when the theme of site.json or one of the sheets is missing.
  static Result<Assets> load(const Fs& fs, const Site& site);

  /// Web-root relative path of `web.css`, `site.js`, `icon.svg` …; empty when there is none.
  std::string path(const std::string& name) const;
  std::vector<std::string> paths() const;
  Status emit(FileSink& sink) const;

 private:
  struct File {
    std::string path, bytes;
  };
  void add(const std::string& name, std::string bytes);
  std::map<std::string, File> files_;
};

}  // namespace gongshi
