#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gongshi {

/// What is wrong with a file that is to be published.
inline Error bad_file(const std::string& text) { return {"bad_file", text, ""}; }

/// Whether `path` names a picture that clean_picture reads: png, jpg, jpeg, webp, svg.
bool is_picture(std::string_view path);

/// A picture without what no reader sees: camera, place, author, comments, previews, bytes after the
/// end. Of an SVG only shapes and text stay: one with scripts, styles, links or anything else that
/// is not known to be harmless is refused. Errors `bad_file`: not this format, damaged, refused.
Result<std::string> clean_picture(std::string_view path, std::string_view bytes);

/// The words in an SVG, for the detectors.
std::string words_of_svg(std::string_view svg);

}  // namespace gongshi
