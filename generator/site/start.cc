#include "site/start.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr const char* kJoined = "site.json";

/// Every file below a folder: relative path → path.
Status gather(const Fs& fs, const stdfs::path& folder, const stdfs::path& relative,
              std::map<std::string, stdfs::path>& files) {
  GONGSHI_ASSIGN(const auto names, fs.list(folder));
  for (const auto& name : names) {
    if (fs.is_dir(folder / name)) GONGSHI_TRY(gather(fs, folder / name, relative / name, files));
    else files[(relative / name).string()] = folder / name;
  }
  return {};
}

Status write_file(Fs& fs, const stdfs::path& path, const std::string& bytes) {
  GONGSHI_TRY(fs.make_dirs(path.parent_path()));
  return fs.write(path, bytes);
}

}  // namespace

std::vector<std::string> profile_names(const Fs& fs, const stdfs::path& share) {
  std::vector<std::string> names;
  if (const auto found = fs.list(share / "content" / "profiles"); found.ok())
    for (const auto& name : *found)
      if (fs.is_dir(share / "content" / "profiles" / name)) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string joined_objects(const std::string& first, const std::string& second) {
  const size_t end = first.rfind('}');
  const size_t begin = second.find('{');
  std::string out(first.substr(0, end));
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out + "," + second.substr(begin + 1);
}

Status start_site(Fs& fs, const stdfs::path& share, const std::string& profile, const stdfs::path& dir) {
  if (fs.exists(dir / kJoined)) return Error{"usage", "这个目录里已经有 site.json，没有改动它。", dir.string()};
  std::map<std::string, stdfs::path> files;
  GONGSHI_TRY(gather(fs, share / "content" / "start", "", files));
  const auto known = profile_names(fs, share);
  if (std::find(known.begin(), known.end(), profile) == known.end())
    return Error{"usage", "没有“" + profile + "”这个方案，可以写：" + joined(known, "、") + "。", "--profile"};
  GONGSHI_ASSIGN(const std::string base, fs.read(files[kJoined]));
  GONGSHI_TRY(gather(fs, share / "content" / "profiles" / profile, "", files));
  GONGSHI_ASSIGN(const std::string own, fs.read(files[kJoined]));
  for (const auto& [name, path] : files) {
    if (name == kJoined) continue;
    GONGSHI_ASSIGN(const std::string bytes, fs.read(path));
    GONGSHI_TRY(write_file(fs, dir / name, bytes));
  }
  // Last: a folder with site.json is whole.
  return write_file(fs, dir / kJoined, joined_objects(own, base));
}

}  // namespace gongshi
