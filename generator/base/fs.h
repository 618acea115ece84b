#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gongshi {

namespace stdfs = std::filesystem;

/// What the system refused, in Chinese, with what to do about it: "写文件失败：磁盘已满…". `number` is errno.
Error io_error(std::string_view what, const stdfs::path& path, int number);

/// Every write, link, rename and fsync of the program goes through this interface, so that tests can
/// record it and make the n-th call fail. (SQLite and Xapian write their own files.)
/// Errors carry the code `io`, the path as `where` and the system's reason.
class Fs {
 public:
  virtual ~Fs() = default;

  /// Creates or truncates `path` with `bytes`. Never follows a link into shared storage: an existing
  /// symbolic link is an error.
  virtual Status write(const stdfs::path& path, std::string_view bytes, int mode = 0644) = 0;
  /// Appends `bytes` in one write and syncs the file.
  virtual Status append(const stdfs::path& path, std::string_view bytes, int mode = 0644) = 0;
  /// Creates the directory and its parents; existing ones are fine. `mode` is for those it creates.
  virtual Status make_dirs(const stdfs::path& path, int mode = 0755) = 0;
  virtual Status symlink(const stdfs::path& target, const stdfs::path& path) = 0;
  /// rename(2): replaces `to` atomically.
  virtual Status rename(const stdfs::path& from, const stdfs::path& to) = 0;
  /// Removes a file, a link or an empty directory; nothing there is fine.
  virtual Status remove(const stdfs::path& path) = 0;
  /// Removes a directory and all below it without following links; nothing there is fine.
  virtual Status remove_tree(const stdfs::path& path) = 0;
  /// fsync of a file or a directory.
  virtual Status sync(const stdfs::path& path) = 0;
  /// Everything written so far on the file system that holds `path` is on the disk afterwards: one
  /// call for a tree of many files.
  virtual Status sync_all(const stdfs::path& path) = 0;

  virtual Result<std::string> read(const stdfs::path& path) const = 0;
  /// The same piece by piece, for files that need not fit into memory; an error of `take` ends it.
  virtual Status read_pieces(const stdfs::path& path, const std::function<Status(std::string_view)>& take) const;
  /// Names in a directory, sorted by bytes.
  virtual Result<std::vector<std::string>> list(const stdfs::path& path) const = 0;
  /// The same with whether each is a directory, or a link to one.
  virtual Result<std::vector<std::pair<std::string, bool>>> entries(const stdfs::path& path) const;
  virtual Result<uint64_t> size(const stdfs::path& path) const = 0;  ///< Of a file, in bytes; follows links.
  virtual Result<std::string> read_link(const stdfs::path& path) const = 0;
  virtual bool exists(const stdfs::path& path) const = 0;  ///< Follows links.
  virtual bool is_dir(const stdfs::path& path) const = 0;  ///< Follows links.
  virtual bool is_link(const stdfs::path& path) const = 0;
};

/// The disk itself.
class DiskFs : public Fs {
 public:
  Status write(const stdfs::path& path, std::string_view bytes, int mode = 0644) override;
  Status append(const stdfs::path& path, std::string_view bytes, int mode = 0644) override;
  Status make_dirs(const stdfs::path& path, int mode = 0755) override;
  Status symlink(const stdfs::path& target, const stdfs::path& path) override;
  Status rename(const stdfs::path& from, const stdfs::path& to) override;
  Status remove(const stdfs::path& path) override;
  Status remove_tree(const stdfs::path& path) override;
  Status sync(const stdfs::path& path) override;
  Status sync_all(const stdfs::path& path) override;
  Result<std::string> read(const stdfs::path& path) const override;
  Status read_pieces(const stdfs::path& path, const std::function<Status(std::string_view)>& take) const override;
  Result<std::vector<std::string>> list(const stdfs::path& path) const override;
  Result<std::vector<std::pair<std::string, bool>>> entries(const stdfs::path& path) const override;
  Result<uint64_t> size(const stdfs::path& path) const override;
  Result<std::string> read_link(const stdfs::path& path) const override;
  bool exists(const stdfs::path& path) const override;
  bool is_dir(const stdfs::path& path) const override;
  bool is_link(const stdfs::path& path) const override;
};

}  // namespace gongshi
