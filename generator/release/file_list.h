#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// Path → SHA-256 in hexadecimal; its text form is what `sha256sum -c` reads.
using FileList = std::map<std::string, std::string>;

/// Name of the list that every partition, and the web root for its loose files, holds.
inline constexpr const char* kListName = "files.sha256";
inline constexpr const char* kManifestName = "release.json";

/// `<hex>  <name>` a line, sorted by name.
std::string list_text(const FileList& files);
/// The list in `text`; an error (`altered`) for anything list_text does not write.
Result<FileList> parse_list(std::string_view text, const std::string& where);

/// The partition a path of the web root belongs to, or "" for a loose file. Datasets with dates: the path
/// up to the first month (`decisions/2026-03`, `decisions/by-<agency>/2026-03`), what stands above is
/// loose; those with buckets: the first two segments; anything else below a directory: the first segment.
std::string partition_of(std::string_view path);
/// `2026-03`, or what stands for a month where there is none: `undated`, `all`.
bool is_month(std::string_view segment);

/// True for a path that may be written: relative, ASCII letters, digits and `._~-` in segments that
/// do not begin with a dot, and none of the names of the lists themselves.
bool path_allowed(std::string_view path);

/// Every file below `dir`, relative, sorted; links are followed. Errors: `io`; `altered` for links
/// that lead in a circle.
Result<std::vector<std::string>> files_below(const Fs& fs, const stdfs::path& dir);

}  // namespace gongshi
