#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// The profiles that `content/profiles/` holds, by name: one folder each, of what a place's plan demands.
std::vector<std::string> profile_names(const Fs& fs, const stdfs::path& share);

/// The profile of a site whose place has no plan of its own here: what the law of the state demands.
inline constexpr const char* kPlainProfile = "plain";

/// Makes a new site folder: the files of `content/start/`, and over them, file by file, those of
/// `content/profiles/<profile>/`. site.json alone is joined: the profile's members stand before those
/// every site has, comments and all. Errors: `usage` for an unknown profile and for a
/// folder that has a site.json already, else the disk's.
Status start_site(Fs& fs, const stdfs::path& share, const std::string& profile, const stdfs::path& dir);

/// Two objects as they are written, comments kept, as one. Each begins with `{` and ends with `}`, with
/// nothing but blanks and comments outside; the first ends with a value.
std::string joined_objects(const std::string& first, const std::string& second);

}  // namespace gongshi
