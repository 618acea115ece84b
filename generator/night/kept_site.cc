#include "night/kept_site.h"

#include <algorithm>
#include <functional>

#include "base/digest.h"
#include "base/json.h"
#include "release/file_list.h"
#include "release/switch.h"
#include "release/views.h"

namespace gongshi {
namespace {

constexpr const char* kFolders[] = {"templates", "themes", "pages", "images", "datasets", "rules", "calendars", "annual", "presets"};
/// Of the webmaster's lines those that pages show. Not feeds.json, whose addresses may hold a password.
constexpr const char* kFiles[] = {"site.json", "violations.json", "corrections.jsonl"};
/// What a webmaster deletes there is not to be seen any more.
constexpr const char* kShown[] = {"pages/", "images/"};

std::string list_path() { return std::string(kSitePartition) + "/list.json"; }

using Take = std::function<Status(const std::string& path, const std::string& bytes)>;

Status each_below(const Fs& fs, const stdfs::path& dir, const std::string& folder, const Take& take) {
  GONGSHI_ASSIGN(const auto entries, fs.entries(dir / folder));
  for (const auto& [name, is_dir] : entries) {
    const std::string path = folder + "/" + name;
    if (name.starts_with(".") || fs.is_link(dir / path)) continue;
    if (is_dir) {
      GONGSHI_TRY(each_below(fs, dir, path, take));
      continue;
    }
    GONGSHI_ASSIGN(const std::string bytes, fs.read(dir / path));
    GONGSHI_TRY(take(path, bytes));
  }
  return {};
}

Status each_file(const Fs& fs, const stdfs::path& dir, const Take& take) {
  for (const char* folder : kFolders)
    if (fs.is_dir(dir / folder)) GONGSHI_TRY(each_below(fs, dir, folder, take));
  for (const char* file : kFiles) {
    if (!fs.exists(dir / file)) continue;
    GONGSHI_ASSIGN(const std::string bytes, fs.read(dir / file));
    GONGSHI_TRY(take(file, bytes));
  }
  return {};
}

bool is_gone(const Fs& fs, const stdfs::path& site_dir, const std::string& path) {
  return std::any_of(std::begin(kShown), std::end(kShown), [&](const char* folder) { return path.starts_with(folder); }) &&
         fs.is_dir(site_dir) && !fs.exists(site_dir / path);
}

}  // namespace

Result<std::string> site_digest(const Fs& fs, const stdfs::path& site_dir) {
  std::string all;
  GONGSHI_TRY(each_file(fs, site_dir, [&](const std::string& path, const std::string& bytes) -> Status {
    all += path + "\n" + sha256_hex(bytes) + "\n";
    return {};
  }));
  return sha256_hex(all);
}

Status keep_site(const Fs& fs, const stdfs::path& site_dir, FileSink& sink) {
  std::map<std::string, std::string> digests;  // one file of the same bytes is enough
  Json list = Json::object();
  GONGSHI_TRY(each_file(fs, site_dir, [&](const std::string& path, const std::string& bytes) -> Status {
    const std::string digest = sha256_hex(bytes);
    list[path] = digest;
    if (!digests.emplace(digest, path).second) return {};
    return sink.add(std::string(kSitePartition) + "/" + digest, bytes);
  }));
  return sink.add(list_path(), canonical(list));
}

Result<std::optional<Site>> kept_site(Fs& fs, const stdfs::path& out, const std::string& release,
                                      const stdfs::path& site_dir, const stdfs::path& share, const stdfs::path& into) {
  if (!fs.exists(release_dir(out, release) / "views" / list_path())) return std::optional<Site>();
  GONGSHI_ASSIGN(const std::string listed, read_private(fs, out, release, list_path()));
  GONGSHI_TRY(fs.remove_tree(into));
  GONGSHI_TRY(fs.make_dirs(into, 0700));
  GONGSHI_TRY(fs.write(into / "feeds.json", "[]", 0600));
  const Json list = Json::parse(listed);
  for (const auto& [path, digest] : list.items()) {
    if (is_gone(fs, site_dir, path)) continue;
    GONGSHI_ASSIGN(const std::string bytes,
                   read_private(fs, out, release, std::string(kSitePartition) + "/" + digest.get<std::string>()));
    GONGSHI_TRY(fs.make_dirs((into / path).parent_path(), 0700));
    GONGSHI_TRY(fs.write(into / path, bytes, 0600));
  }
  LoadedSite loaded = load_site(fs, into, share);
  if (!loaded.errors.empty()) return std::optional<Site>();
  return std::optional(std::move(loaded.site));
}

}  // namespace gongshi
