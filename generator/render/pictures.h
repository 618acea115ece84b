#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/fs.h"
#include "base/result.h"
#include "site/site.h"

namespace gongshi {

/// One size of a picture.
struct PictureSize {
  std::string path;  ///< web-root relative: images/armband-640.png
  int width = 0, height = 0;
};

/// The pictures records may show: the files of the site folder's `images/`. `armband.png` is a picture,
/// and `armband-640.png`, `armband-1280.png` beside it are the same one in other sizes, of which a
/// browser takes what fits its screen.
///
/// png, jpeg, webp and svg go out. A file that says more than it shows (camera data, comments, text
/// chunks), and an svg with a script, a style, an entity or a link to elsewhere, does not: `load` skips
/// it, and `mistakes` says why.
class Pictures {
 public:
  static Pictures load(const Fs& fs, const Site& site);

  /// The sizes of a picture a record names (`armband.png` or `images/armband.png`), smallest first;
  /// empty when there is none.
  std::vector<PictureSize> sizes(const std::string& name) const;
  const std::vector<Error>& mistakes() const { return mistakes_; }
  std::vector<std::string> paths() const;
  /// Writes every picture.
  Status emit(FileSink& sink) const;

 private:
  struct File {
    int width = 0, height = 0;
    std::string bytes;
  };
  std::map<std::string, File> files_;  ///< by name
  std::vector<Error> mistakes_;
};

/// Width and height of a picture in px. Errors (`bad_picture`): not one of the four formats, damaged,
/// or one that says more than it shows.
Result<std::pair<int, int>> picture_size(const std::string& bytes);

}  // namespace gongshi
