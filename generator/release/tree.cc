#include "release/tree.h"

#include <algorithm>

#include "base/text.h"
#include "release/switch.h"

namespace gongshi {

TreeWriter::TreeWriter(Fs& fs, stdfs::path out, stdfs::path building, Manifest manifest, bool sm3)
    : fs_(fs),
      out_(std::move(out)),
      building_(std::move(building)),
      manifest_(std::move(manifest)),
      site_(fs, out_, building_ / "site", TreeSide::Access::kPublic, sm3),
      views_(fs, out_, building_ / "views", TreeSide::Access::kPrivate) {}

Result<std::unique_ptr<TreeWriter>> TreeWriter::begin(Fs& fs, const stdfs::path& out,
                                                      const std::string& id, Date as_of, bool sm3) {
  if (!is_release_id(id)) return Error{"bad_path", "发布版本号应为 YYYYMMDD-NNNN。", id};
  const auto building = out / "releases" / (id + ".building");
  if (fs.exists(out / "releases" / id) || fs.exists(building))
    return Error{"bad_path", "这个发布版本已经存在。", id};
  Manifest manifest;
  manifest.release = id;
  manifest.as_of = as_of;
  const std::string current = current_release(fs, out);
  if (!current.empty()) {
    const auto before = read_manifest(fs, release_dir(out, current) / "site");
    if (before.ok()) manifest.previous = Manifest::Previous{current, before->root()};
  }
  GONGSHI_TRY(fs.make_dirs(out / "store"));
  GONGSHI_TRY(fs.make_dirs(building / "site"));
  GONGSHI_TRY(fs.make_dirs(building / "views", 0700));
  return std::unique_ptr<TreeWriter>(new TreeWriter(fs, out, building, std::move(manifest), sm3));
}

Result<std::string> TreeWriter::stored_digest(const stdfs::path& link) const {
  GONGSHI_ASSIGN(const stdfs::path target, fs_.read_link(link));
  return target.filename().string();
}

Result<std::vector<std::string>> TreeWriter::carry_over(const std::string& partition,
                                                        const std::string& from_release) {
  GONGSHI_ASSIGN(const auto digest,
                 stored_digest(release_dir(out_, from_release) / "site" / partition));
  return site_.carry(partition, digest);
}

Result<std::vector<std::string>> TreeWriter::carry_over_views(const std::string& partition,
                                                              const std::string& from_release) {
  GONGSHI_ASSIGN(const auto digest,
                 stored_digest(release_dir(out_, from_release) / "views" / partition));
  return views_.carry(partition, digest);
}

Status TreeWriter::note_assets(const std::vector<std::string>& paths) {
  std::string text;
  for (const auto& path : paths) text += path + "\n";
  return fs_.write(building_ / "assets.txt", text);
}

Result<Manifest> TreeWriter::finish() {
  GONGSHI_TRY(site_.seal());
  GONGSHI_TRY(views_.seal());
  std::sort(plan_.begin(), plan_.end());
  plan_.erase(std::unique(plan_.begin(), plan_.end()), plan_.end());
  std::string plan;
  for (const auto& path : plan_) plan += path + "\n";
  GONGSHI_TRY(fs_.write(building_ / "plan.txt", plan));
  // A partition gets its name in the store only when its bytes are on the disk.
  GONGSHI_TRY(fs_.sync_all(building_));
  GONGSHI_TRY(site_.settle());
  GONGSHI_TRY(views_.settle());
  manifest_.partitions = site_.digests();
  manifest_.files = site_.loose();
  manifest_.sm3 = site_.sm3();
  GONGSHI_TRY(fs_.write(building_ / "site" / kListName, list_text(manifest_.files)));
  GONGSHI_TRY(fs_.write(building_ / "site" / kManifestName, manifest_.json()));
  FileList private_parts = views_.loose();
  for (const auto& [partition, digest] : views_.digests()) private_parts[partition + "/"] = digest;
  GONGSHI_TRY(fs_.write(building_ / "views.sha256", list_text(private_parts), 0600));
  GONGSHI_TRY(fs_.sync_all(building_));
  GONGSHI_TRY(fs_.rename(building_, release_dir(out_, id())));
  GONGSHI_TRY(fs_.sync(out_ / "releases"));
  return manifest_;
}

}  // namespace gongshi
