#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// Files of a release's sealed views, as they were given to TreeWriter::private_sink, sorted.
Result<std::vector<std::string>> view_files(const Fs& fs, const stdfs::path& out,
                                            const std::string& id);

/// The bytes of one file that was given to TreeWriter::private_sink, compared with the list of its partition first:
/// `altered` when they are not what was written.
Result<std::string> read_private(const Fs& fs, const stdfs::path& out, const std::string& id, const std::string& path);

/// Calls `each` with every line of one file of views, in order, without its line feed; an error
/// that `each` returns ends the reading and is returned.
Status read_view(const Fs& fs, const stdfs::path& out, const std::string& id,
                 const std::string& path, const std::function<Status(std::string_view)>& each);

}  // namespace gongshi
