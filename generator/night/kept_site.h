#pragma once

#include <optional>
#include <string>

#include "base/file_sink.h"
#include "base/fs.h"
#include "site/site.h"

namespace gongshi {

/// Beside a release, among what only the program reads, stands the site folder it was made with: texts, templates,
/// themes, pictures and configuration, no data and no address of a feed. A smaller release is made with just that, so
/// that taking down adds nothing that came later and that no audit has seen; and it can be made while somebody mends the
/// folder. Two partitions: what is read, and pictures and documents.
inline constexpr const char* kSiteParts[] = {"_site", "_files"};

/// SHA-256 over path and bytes of each file of a part.
Result<std::string> site_digest(const Fs& fs, const stdfs::path& site_dir, const std::string& part);

/// Writes the parts that the sink does not have yet.
Status keep_site(const Fs& fs, const stdfs::path& site_dir, FileSink& sink);

/// The site as `release` was made with it, unfolded into `into`, which is made anew. Pages and pictures that are gone
/// from `site_dir` since are gone from it too, where it can be read without them. Its feeds have no addresses. None where
/// the release has none or the program no longer reads it.
Result<std::optional<Site>> kept_site(Fs& fs, const stdfs::path& out, const std::string& release,
                                      const stdfs::path& site_dir, const stdfs::path& share, const stdfs::path& into);

/// Fields that are no longer public today are none in the kept definitions either: rules that tighten apply to what is kept.
void show_no_more(Site& kept, const Site& today);

}  // namespace gongshi
