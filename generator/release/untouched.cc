#include "release/untouched.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "base/fs.h"
#include "release/file_list.h"
#include "release/switch.h"

namespace gongshi {
namespace {

using Instant = std::pair<int64_t, int64_t>;  // seconds, nanoseconds

std::optional<Instant> changed_at(const stdfs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return Instant(found.st_ctim.tv_sec, found.st_ctim.tv_nsec);
}

/// Written after every file of the release, and never again.
stdfs::path plan_of(const stdfs::path& out, const std::string& release) { return release_dir(out, release) / "plan.txt"; }

}  // namespace

Result<std::set<std::string>> untouched(const Fs& fs, const stdfs::path& out, const std::string& release,
                                        const std::map<std::string, std::string>& partitions) {
  const auto made = changed_at(plan_of(out, release));
  if (!made) return io_error("读文件", plan_of(out, release), errno);
  std::set<std::string> names;
  for (const auto& [name, digest] : partitions) {
    const stdfs::path stored = out / "store" / digest;
    const auto files = files_below(fs, stored);
    const bool same = files.ok() && std::all_of(files->begin(), files->end(), [&](const std::string& file) {
                        const auto changed = changed_at(stored / file);
                        return changed && *changed <= *made;
                      });
    if (same) names.insert(name);
  }
  return names;
}

bool index_untouched(const Fs& fs, const stdfs::path& out, const std::string& release) {
  const stdfs::path index = release_dir(out, release) / "index";
  std::error_code ec;
  const auto made = stdfs::last_write_time(plan_of(out, release), ec);
  const auto files = files_below(fs, index);
  return !ec && files.ok() && std::all_of(files->begin(), files->end(), [&](const std::string& file) {
    const auto written = stdfs::last_write_time(index / file, ec);
    return !ec && written <= made;
  });
}

}  // namespace gongshi
