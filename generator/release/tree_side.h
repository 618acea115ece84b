#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file_sink.h"
#include "base/fs.h"
#include "release/file_list.h"

namespace gongshi {

/// One side of a release being built: the web root, or the private views beside it. Files are
/// written below `dir`; whole partitions then move to OUT/store, and a link takes their place.
class TreeSide : public FileSink {
 public:
  enum class Access { kPublic, kPrivate };

  /// `dir` is OUT/releases/<id>.building/<side>.
  TreeSide(Fs& fs, stdfs::path out, stdfs::path dir, Access access);

  Status add(const std::string& path, std::string_view bytes) override;
  bool wants(const std::string& path) const override;
  Result<Held> held(const std::string& path) const override;
  /// Takes over a partition that lies in the store; returns the paths it holds.
  Result<std::vector<std::string>> carry(const std::string& partition, const std::string& digest);

  /// Writes the list of every new partition. No file can be added afterwards.
  Status seal();
  /// Moves every sealed partition to the store (or drops it where the store holds it already,
  /// mending there what was altered) and links every partition.
  Status settle();

  /// Partitions written or carried so far.
  std::vector<std::string> partitions() const;
  /// After seal: digest of each partition.
  const std::map<std::string, std::string>& digests() const { return digests_; }
  const FileList& loose() const { return loose_; }

 private:
  Status settle_one(const std::string& partition, const std::string& digest);
  Status mend(const stdfs::path& stored, const stdfs::path& fresh, const FileList& files);
  Status link(const std::string& partition, const std::string& digest);
  Status make_parent(const stdfs::path& file);

  int file_mode() const { return access_ == Access::kPublic ? 0644 : 0600; }
  int dir_mode() const { return access_ == Access::kPublic ? 0755 : 0700; }

  Fs& fs_;
  stdfs::path out_;
  stdfs::path dir_;
  Access access_;
  std::map<std::string, FileList> partitions_;  ///< new ones: name within the partition → digest
  std::map<std::string, std::string> digests_;
  std::map<std::string, FileList> carried_;
  FileList loose_;
  std::set<stdfs::path> made_;  ///< directories known to exist
  bool sealed_ = false;
};

}  // namespace gongshi
