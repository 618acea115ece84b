#include "cli/share.h"

#include <cstdlib>

namespace gongshi {

stdfs::path program_share() {
  if (const char* given = std::getenv("GONGSHI_SHARE")) return given;
  std::error_code ec;
  return share_of(stdfs::read_symlink("/proc/self/exe", ec));
}

stdfs::path share_of(const stdfs::path& binary) {
  const stdfs::path prefix = binary.parent_path().parent_path();
  std::error_code ec;
  for (const stdfs::path& candidate : {prefix, prefix / "share/gongshi"})
    if (stdfs::is_directory(candidate / "templates", ec)) return candidate;
  return binary.parent_path();
}

}  // namespace gongshi
