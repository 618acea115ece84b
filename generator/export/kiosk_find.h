#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"
#include "export/find_tree.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// What the keyboard of a kiosk finds (docs/halls.md): agencies with their lists, organisations that
/// have a page, officers, guides, powers by pinyin and initials, with and without the place in front;
/// certificates and document numbers by their digits. Of persons as parties nothing but the number.
std::vector<FindItem> find_items(const Site& site, const Edition& edition);

/// kiosk/find/<beginning>.js; that of the empty one is `_`.
std::string find_path(const std::string& prefix);

/// Puts the files of all beginnings, each a script that hands its node over.
Status put_find_files(const Site& site, const Edition& edition, FileSink& sink);
/// The paths of the same.
std::vector<std::string> find_paths(const Site& site, const Edition& edition);

}  // namespace gongshi
