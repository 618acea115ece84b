#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// The address of `rel="next"` in the `Link` headers of an answer (RFC 8288), as written.
std::optional<std::string> next_in_links(const std::vector<std::string>& links);

/// The address under `next` of a page `{"records":[…],"next":"…"}`, as written; none when it is absent,
/// null or empty, or when the file is no such page. Reads the file once, as a stream, whatever its
/// size. Error `unreadable` when nobody can tell whether there is a next page.
Result<std::optional<std::string>> next_in_page(const stdfs::path& file);

}  // namespace gongshi
