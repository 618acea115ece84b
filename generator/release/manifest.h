#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/fs.h"
#include "base/result.h"
#include "release/file_list.h"

namespace gongshi {

/// What `site/release.json` says of a release: public, the one page that names the release and the
/// as-of date, and the root of the digests of every file.
struct Manifest {
  struct Previous {
    std::string release;
    std::string root;
  };

  std::string release;  ///< YYYYMMDD-NNNN: as-of date and sequence
  Date as_of;
  std::optional<Previous> previous;               ///< what was current when this was built
  std::map<std::string, std::string> partitions;  ///< path → SHA-256 of its files.sha256
  FileList files;                                 ///< loose files
  std::string sm3;                                ///< SM3 of the web root's files.sm3; empty where there is none
  std::string stated_root;                        ///< as read from a file; empty in a new one

  int sequence() const;
  /// After this day a copy should no longer be taken for up to date: fourteen days on.
  Date expires_on() const { return as_of.plus_days(14); }
  /// SHA-256 over the lines `<digest>  <path>` of partitions (with a final `/`) and files, sorted.
  std::string root() const;
  std::string json() const;
  static Result<Manifest> parse(std::string_view bytes, const std::string& where);
};

/// The manifest in a web root. Errors: `io`, or `altered` when it is no manifest.
Result<Manifest> read_manifest(const Fs& fs, const stdfs::path& site_dir);

bool is_release_id(std::string_view id);
/// The as-of date of a release id.
std::optional<Date> release_date(std::string_view id);
/// The next free id for an as-of date.
Result<std::string> next_release_id(const Fs& fs, const stdfs::path& out, Date as_of);

}  // namespace gongshi
