// The target has the make of OUT: a store of partitions, releases of links, and `current`.
#include "base/digest.h"
#include "publish/carriers.h"
#include "publish/purge.h"
#include "release/signature.h"
#include "release/switch.h"

namespace gongshi {
namespace {

Status copy_file(Fs& fs, const stdfs::path& from, const stdfs::path& to, const std::string& digest) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(from));
  if (!digest.empty() && sha256_hex(bytes) != digest)
    return Error{"altered", "要送出的文件被改动过，没有送出。请重新生成并发布。", from.string()};
  GONGSHI_TRY(fs.make_dirs(to.parent_path()));
  return fs.write(to, bytes);
}

/// A partition enters the store of the target whole, or not at all.
Status bring_partition(Fs& fs, const stdfs::path& from, const std::string& digest, const stdfs::path& dir) {
  const stdfs::path stored = dir / "store" / digest;
  if (fs.exists(stored)) return {};
  const stdfs::path building = stored.string() + ".building";
  GONGSHI_ASSIGN(const std::string text, fs.read(from / kListName));
  GONGSHI_ASSIGN(const FileList files, parse_list(text, (from / kListName).string()));
  GONGSHI_TRY(copy_file(fs, from / kListName, building / kListName, digest));
  for (const auto& [name, file_digest] : files) GONGSHI_TRY(copy_file(fs, from / name, building / name, file_digest));
  GONGSHI_TRY(fs.sync_all(building));
  return fs.rename(building, stored);
}

Status bring_release(Fs& fs, const stdfs::path& site, const Manifest& manifest, const stdfs::path& dir) {
  const stdfs::path release = release_dir(dir, manifest.release);
  const stdfs::path building = release.string() + ".building";
  for (const auto& [partition, digest] : manifest.partitions) {
    GONGSHI_TRY(bring_partition(fs, site / partition, digest, dir));
    GONGSHI_ASSIGN(const std::string link, fs.read_link(site / partition));
    GONGSHI_TRY(fs.make_dirs((building / "site" / partition).parent_path()));
    GONGSHI_TRY(fs.symlink(link, building / "site" / partition));
  }
  for (const auto& [name, digest] : manifest.files) GONGSHI_TRY(copy_file(fs, site / name, building / "site" / name, digest));
  for (const auto& name : unlisted_files(fs, site)) GONGSHI_TRY(copy_file(fs, site / name, building / "site" / name, ""));
  for (const char* name : {kListName, kManifestName}) GONGSHI_TRY(copy_file(fs, site / name, building / "site" / name, ""));
  GONGSHI_TRY(fs.sync_all(building));
  GONGSHI_TRY(fs.remove_tree(release));
  GONGSHI_TRY(fs.rename(building, release));
  return fs.sync(dir / "releases");
}

}  // namespace

Result<Changes> bring_to_directory(Fs& fs, const Target& target, const PushOrder& order) {
  const stdfs::path dir = target.place;
  const stdfs::path site = release_dir(order.out, order.release) / "site";
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(fs, site));
  GONGSHI_TRY(fs.make_dirs(dir / "store"));
  GONGSHI_TRY(fs.make_dirs(dir / "releases"));
  GONGSHI_TRY(clean_leftovers(fs, dir));
  const std::string there = current_release(fs, dir);
  const auto before = there.empty() ? Result<Manifest>(Error()) : read_manifest(fs, release_dir(dir, there) / "site");
  Changes changes;
  if (!before.ok() || before->json() != manifest.json()) {
    changes = changes_between(before.ok() ? std::optional(*before) : std::nullopt, lists_in_store(fs, dir), manifest,
                              lists_in_store(fs, order.out));
    GONGSHI_TRY(note_for_purge(fs, target, order, changes));
    GONGSHI_TRY(bring_release(fs, site, manifest, dir));
    GONGSHI_TRY(publish(fs, dir, order.release));
  }
  auto pruned = prune(fs, dir, order.forget_previous ? 0 : 1);
  if (!pruned) return pruned.error();
  return changes;
}

}  // namespace gongshi
