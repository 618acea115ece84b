#include "release/switch.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "release/manifest.h"

namespace gongshi {
namespace {

constexpr const char* kNext = "current.next";
constexpr const char* kRemoved = ".removed";

/// A directory loses its name first, so that nobody takes half of it for the whole.
Status delete_dir(Fs& fs, const stdfs::path& dir) {
  const stdfs::path removed = dir.string() + kRemoved;
  GONGSHI_TRY(fs.remove_tree(removed));
  GONGSHI_TRY(fs.rename(dir, removed));
  return fs.remove_tree(removed);
}

/// Adds the names of the store directories that links below `dir` point to.
Status collect_links(const Fs& fs, const stdfs::path& dir, std::set<std::string>& out) {
  if (!fs.is_dir(dir)) return {};
  GONGSHI_ASSIGN(const auto names, fs.list(dir));
  for (const auto& name : names) {
    const auto path = dir / name;
    if (fs.is_link(path)) {
      GONGSHI_ASSIGN(const stdfs::path target, fs.read_link(path));
      out.insert(target.filename().string());
    } else if (fs.is_dir(path)) {
      GONGSHI_TRY(collect_links(fs, path, out));
    }
  }
  return {};
}

Status collect_garbage(Fs& fs, const stdfs::path& out) {
  if (!fs.is_dir(out / "store")) return {};
  std::set<std::string> linked;
  GONGSHI_ASSIGN(const auto releases, list_releases(fs, out));
  for (const auto& id : releases) {
    GONGSHI_TRY(collect_links(fs, release_dir(out, id) / "site", linked));
    GONGSHI_TRY(collect_links(fs, release_dir(out, id) / "views", linked));
  }
  GONGSHI_ASSIGN(const auto stored, fs.list(out / "store"));
  for (const auto& digest : stored)
    if (!linked.contains(digest)) GONGSHI_TRY(delete_dir(fs, out / "store" / digest));
  return {};
}

/// What a reader of `site` finds at an address; empty for nothing. Of a record without a page only
/// whether it is there.
std::string shown_at(const Fs& fs, const stdfs::path& site, const std::string& address) {
  const size_t hash = address.find('#');
  const auto bytes = fs.read(site / address.substr(0, hash));
  if (!bytes.ok()) return {};
  if (hash == std::string::npos) return *bytes;
  return contains(*bytes, "id=\"" + address.substr(hash + 1) + "\"") ? "there" : "";
}

}  // namespace

stdfs::path release_dir(const stdfs::path& out, const std::string& id) {
  return out / "releases" / id;
}

Result<std::vector<std::string>> list_releases(const Fs& fs, const stdfs::path& out) {
  if (!fs.is_dir(out / "releases")) return std::vector<std::string>();
  GONGSHI_ASSIGN(auto names, fs.list(out / "releases"));
  std::erase_if(names, [&](const std::string& name) {
    return !is_release_id(name) || !fs.exists(release_dir(out, name) / "site" / kManifestName);
  });
  return names;
}

std::string current_release(const Fs& fs, const stdfs::path& out) {
  const auto target = fs.read_link(out / "current");
  if (!target.ok()) return {};
  std::string id = stdfs::path(*target).filename().string();
  return is_release_id(id) && fs.is_dir(release_dir(out, id)) ? id : std::string();
}

std::string previous_release(const Fs& fs, const stdfs::path& out) {
  const std::string current = current_release(fs, out);
  const auto releases = list_releases(fs, out);
  if (current.empty() || !releases.ok()) return {};
  const auto manifest = read_manifest(fs, release_dir(out, current) / "site");
  if (manifest.ok() && manifest->previous &&
      std::binary_search(releases->begin(), releases->end(), manifest->previous->release))
    return manifest->previous->release;
  const auto at = std::lower_bound(releases->begin(), releases->end(), current);
  return at == releases->begin() ? std::string() : *std::prev(at);
}

Result<std::vector<std::string>> read_plan(const Fs& fs, const stdfs::path& out,
                                           const std::string& id) {
  GONGSHI_ASSIGN(const auto text, fs.read(release_dir(out, id) / "plan.txt"));
  auto paths = split(text, '\n');
  std::erase(paths, "");
  return paths;
}

Result<std::vector<std::string>> read_assets(const Fs& fs, const stdfs::path& out,
                                             const std::string& id) {
  const auto list = release_dir(out, id) / "assets.txt";
  if (id.empty() || !fs.exists(list)) return std::vector<std::string>();
  GONGSHI_ASSIGN(const auto text, fs.read(list));
  auto paths = split(text, '\n');
  std::erase(paths, "");
  return paths;
}

Status publish(Fs& fs, const stdfs::path& out, const std::string& id) {
  if (!is_release_id(id) || !fs.exists(release_dir(out, id) / "site" / kManifestName))
    return Error{"no_release", "没有这个发布版本，请先运行 gongshi build。", id};
  GONGSHI_TRY(fs.remove(out / kNext));
  GONGSHI_TRY(fs.symlink(stdfs::path("releases") / id, out / kNext));
  GONGSHI_TRY(fs.rename(out / kNext, out / "current"));
  return fs.sync(out);
}

Result<std::vector<std::string>> prune(Fs& fs, const stdfs::path& out, size_t keep, const std::string& spared) {
  const std::string current = current_release(fs, out);
  GONGSHI_ASSIGN(auto releases, list_releases(fs, out));
  std::erase(releases, current);
  keep -= std::min<size_t>(keep, std::erase(releases, spared));
  releases.resize(releases.size() - std::min(keep, releases.size()));
  for (const auto& id : releases) GONGSHI_TRY(delete_dir(fs, release_dir(out, id)));
  GONGSHI_TRY(collect_garbage(fs, out));
  return releases;
}

Result<std::vector<std::string>> purge(Fs& fs, const stdfs::path& out, const std::vector<std::string>& addresses,
                                       const std::string& spared) {
  const std::string current = current_release(fs, out);
  GONGSHI_ASSIGN(auto releases, list_releases(fs, out));
  std::erase(releases, current);
  std::erase(releases, spared);
  std::erase_if(releases, [&](const std::string& id) {
    return std::none_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
      const auto shown = shown_at(fs, release_dir(out, id) / "site", address);
      return !shown.empty() && (current.empty() ||
                                shown != shown_at(fs, release_dir(out, current) / "site", address));
    });
  });
  for (const auto& id : releases) GONGSHI_TRY(delete_dir(fs, release_dir(out, id)));
  GONGSHI_TRY(collect_garbage(fs, out));
  return releases;
}

Status clean_leftovers(Fs& fs, const stdfs::path& out) {
  GONGSHI_TRY(fs.remove(out / kNext));
  for (const char* room : {"releases", "store"}) {
    if (!fs.is_dir(out / room)) continue;
    GONGSHI_ASSIGN(const auto names, fs.list(out / room));
    for (const auto& name : names)
      if (name.ends_with(".building") || name.ends_with(kRemoved))
        GONGSHI_TRY(fs.remove_tree(out / room / name));
  }
  return {};
}

}  // namespace gongshi
