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
Result<Instant> made_at(const stdfs::path& out, const std::string& release) {
  const stdfs::path plan = release_dir(out, release) / "plan.txt";
  const auto made = changed_at(plan);
  if (!made) return io_error("读文件", plan, errno);
  return *made;
}

/// True when no file below the folder was changed later.
bool unchanged_since(const Fs& fs, const stdfs::path& folder, const Instant& made) {
  const auto files = files_below(fs, folder);
  return files.ok() && std::all_of(files->begin(), files->end(), [&](const std::string& file) {
           const auto changed = changed_at(folder / file);
           return changed && *changed <= made;
         });
}

}  // namespace

Result<std::set<std::string>> untouched(const Fs& fs, const stdfs::path& out, const std::string& release,
                                        const std::map<std::string, std::string>& partitions) {
  GONGSHI_ASSIGN(const Instant made, made_at(out, release));
  std::set<std::string> names;
  for (const auto& [name, digest] : partitions)
    if (unchanged_since(fs, out / "store" / digest, made)) names.insert(name);
  return names;
}

Result<bool> index_untouched(const Fs& fs, const stdfs::path& out, const std::string& release) {
  GONGSHI_ASSIGN(const Instant made, made_at(out, release));
  return unchanged_since(fs, release_dir(out, release) / "index", made);
}

}  // namespace gongshi
