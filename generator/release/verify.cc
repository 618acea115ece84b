#include "release/verify.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "release/manifest.h"
#include "release/signature.h"

namespace gongshi {
namespace {

using Kind = Difference::Kind;

/// One comparison underway.
class Comparison {
 public:
  Comparison(const Fs& fs, const stdfs::path& site, const std::set<std::string>& names_only)
      : fs_(fs), site_(site), names_only_(names_only) {}

  Result<std::vector<Difference>> run() {
    GONGSHI_ASSIGN(const auto present, files_below(fs_, site_));
    present_.insert(present.begin(), present.end());
    // The signature stands for itself and is checked by check_signature.
    expected_ = {kManifestName, kListName, kSignatureName, kPublicKeyName};
    compare_manifest();
    for (const auto& path : present)
      if (!expected_.contains(path)) note(Kind::kAdded, path);
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  void note(Kind kind, const std::string& path) { found_.push_back({kind, path}); }

  void compare_manifest() {
    if (!present_.contains(kManifestName)) return note(Kind::kMissing, kManifestName);
    const auto manifest = read_manifest(fs_, site_);
    if (!manifest.ok()) return note(Kind::kAltered, kManifestName);
    if (manifest->stated_root != manifest->root()) note(Kind::kAltered, kManifestName);
    compare_file(kListName, sha256_hex(list_text(manifest->files)));
    for (const auto& [path, digest] : manifest->files) compare_file(path, digest);
    for (const auto& [path, digest] : manifest->partitions) compare_partition(path, digest);
  }

  void compare_partition(const std::string& partition, const std::string& digest) {
    if (!fs_.is_dir(site_ / partition)) return note(Kind::kMissing, partition + "/");
    const std::string list = partition + "/" + kListName;
    compare_file(list, digest);
    const auto text = fs_.read(site_ / list);
    const auto files = text.ok() ? parse_list(*text, list) : Result<FileList>(text.error());
    if (!files.ok()) return;
    const bool read = !names_only_.contains(partition);
    for (const auto& [name, expected] : *files) {
      const std::string path = (stdfs::path(partition) / name).string();
      if (read)
        compare_file(path, expected);
      else if (expected_.insert(path); !present_.contains(path))
        note(Kind::kMissing, path);
    }
  }

  void compare_file(const std::string& path, const std::string& digest) {
    expected_.insert(path);
    if (!present_.contains(path)) return note(Kind::kMissing, path);
    const auto bytes = fs_.read(site_ / path);
    if (!bytes.ok() || sha256_hex(*bytes) != digest) note(Kind::kAltered, path);
  }

  const Fs& fs_;
  const stdfs::path& site_;
  const std::set<std::string>& names_only_;
  std::set<std::string> present_;
  std::set<std::string> expected_;
  std::vector<Difference> found_;
};

}  // namespace

std::string_view difference_word(Kind kind) {
  switch (kind) {
    case Kind::kAdded:
      return "多出";
    case Kind::kMissing:
      return "缺少";
    case Kind::kAltered:
      return "被改动";
  }
  return "被改动";
}

Result<std::vector<Difference>> verify(const Fs& fs, const stdfs::path& site_dir, const std::set<std::string>& names_only) {
  return Comparison(fs, site_dir, names_only).run();
}

}  // namespace gongshi
