#pragma once

#include <optional>
#include <string>

#include "base/file_sink.h"
#include "base/fs.h"
#include "site/site.h"

namespace gongshi {

/// Beside a release, among what only the program reads, stands the site folder it was made with: texts, templates,
/// themes, pictures and configuration, no data. A smaller release is made with just that, so that taking down adds
/// nothing that came later and that no audit has seen; and it can be made while somebody mends the folder.
inline constexpr const char* kSitePartition = "_site";

/// SHA-256 over path and bytes of each of these files.
Result<std::string> site_digest(const Fs& fs, const stdfs::path& site_dir);

/// Writes them below kSitePartition.
Status keep_site(const Fs& fs, const stdfs::path& site_dir, FileSink& sink);

/// The site as `release` was made with it, unfolded into `into`, which is made anew. Pages and pictures that are gone
/// from `site_dir` since are gone from it too. It has no feeds. None where the release has none or the program no longer reads it.
Result<std::optional<Site>> kept_site(Fs& fs, const stdfs::path& out, const std::string& release,
                                      const stdfs::path& site_dir, const stdfs::path& share, const stdfs::path& into);

}  // namespace gongshi
