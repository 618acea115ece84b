#pragma once

#include "base/fs.h"

namespace gongshi {

/// The folder with the built-in `templates/`, `themes/` and `content/`: what GONGSHI_SHARE names, else
/// `share_of` the running program.
stdfs::path program_share();

/// The share of a program that lies at `binary`: the checkout it was built in (`<checkout>/build/gongshi`),
/// or `<prefix>/share/gongshi` of an installed one (`<prefix>/bin/gongshi`). Where neither is there, the
/// program's own folder; reading it fails then with the name of what is missing.
stdfs::path share_of(const stdfs::path& binary);

}  // namespace gongshi
