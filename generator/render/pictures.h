#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "render/attachments.h"

namespace gongshi {

/// Where the pictures that records name stand, in the site folder and in the web root.
inline constexpr std::string_view kPictureFolder = "images/";

/// `images/armband.png` of `images/armband-640.png`, and whether the name holds a width.
std::pair<std::string, bool> picture_family(const std::string& path);

/// One size of a picture.
struct PictureSize {
  std::string path;  ///< web-root relative: images/armband-640.png
  int width = 0, height = 0;
};

/// The sizes of a picture a record names (`armband.png` or `images/armband.png`), smallest first; empty
/// when there is none. `armband.png` is a picture, and `armband-640.png`, `armband-1280.png` beside it
/// are the same one in other sizes, of which a browser takes what fits its screen.
std::vector<PictureSize> picture_sizes(const Attachments& attachments, const std::string& name);

/// Width and height of a picture in px: PNG, JPEG, WebP, or an SVG that says its own. Errors
/// (`bad_file`): none of these, damaged, more than 10,000 px.
Result<std::pair<int, int>> picture_size(std::string_view bytes);

}  // namespace gongshi
