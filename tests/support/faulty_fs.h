#pragma once

#include <string>
#include <vector>

#include "base/fs.h"

namespace gongshi::test {

/// The disk, with every changing call recorded and one of them failing: the n-th, counted from 1.
/// Syncing is recorded and not done, so that a test of many nights does not wait for the disk.
class FaultyFs : public Fs {
 public:
  enum class Fault {
    kFail,  ///< the n-th call fails, later ones work: a disk that was full for a moment
    kKill,  ///< the n-th call and all later ones fail: the process was killed there
  };

  /// n = 0: nothing fails.
  explicit FaultyFs(size_t n = 0, Fault fault = Fault::kFail) : n_(n), fault_(fault) {}

  /// Changing calls so far: the operation and the last name of its path.
  const std::vector<std::string>& calls() const { return calls_; }

  Status write(const stdfs::path& path, std::string_view bytes, int mode = 0644) override {
    if (fails("write", path)) {
      // What was underway is torn: half of it is there.
      if (calls_.size() == n_)
        (void)disk_.write(path, bytes.substr(0, bytes.size() / 2), mode).ok();
      return fault("write", path);
    }
    return disk_.write(path, bytes, mode);
  }
  Status append(const stdfs::path& path, std::string_view bytes, int mode = 0644) override {
    if (fails("append", path)) return fault("append", path);
    return disk_.append(path, bytes, mode);
  }
  Status make_dirs(const stdfs::path& path, int mode = 0755) override {
    if (fails("make_dirs", path)) return fault("make_dirs", path);
    return disk_.make_dirs(path, mode);
  }
  Status symlink(const stdfs::path& target, const stdfs::path& path) override {
    if (fails("symlink", path)) return fault("symlink", path);
    return disk_.symlink(target, path);
  }
  Status rename(const stdfs::path& from, const stdfs::path& to) override {
    if (fails("rename", to)) return fault("rename", to);
    return disk_.rename(from, to);
  }
  Status remove(const stdfs::path& path) override {
    if (fails("remove", path)) return fault("remove", path);
    return disk_.remove(path);
  }
  Status remove_tree(const stdfs::path& path) override {
    if (fails("remove_tree", path)) {
      if (calls_.size() == n_) remove_half(path);
      return fault("remove_tree", path);
    }
    return disk_.remove_tree(path);
  }
  Status sync(const stdfs::path& path) override {
    if (fails("sync", path)) return fault("sync", path);
    return {};
  }
  Status sync_all(const stdfs::path& path) override {
    if (fails("sync_all", path)) return fault("sync_all", path);
    return {};
  }

  Result<std::string> read(const stdfs::path& path) const override { return disk_.read(path); }
  Result<std::vector<std::string>> list(const stdfs::path& path) const override {
    return disk_.list(path);
  }
  Result<uint64_t> size(const stdfs::path& path) const override { return disk_.size(path); }
  Result<std::string> read_link(const stdfs::path& path) const override {
    return disk_.read_link(path);
  }
  bool exists(const stdfs::path& path) const override { return disk_.exists(path); }
  bool is_dir(const stdfs::path& path) const override { return disk_.is_dir(path); }
  bool is_link(const stdfs::path& path) const override { return disk_.is_link(path); }

 private:
  bool fails(const char* operation, const stdfs::path& path) {
    calls_.push_back(std::string(operation) + " " + path.filename().string());
    return n_ != 0 && (calls_.size() == n_ || (fault_ == Fault::kKill && calls_.size() > n_));
  }
  static Error fault(const char* operation, const stdfs::path& path) {
    return {"io", std::string(operation) + "失败（测试）。", path.string()};
  }
  void remove_half(const stdfs::path& path) {
    std::error_code ec;
    std::vector<stdfs::path> files;
    for (stdfs::recursive_directory_iterator it(path, ec), end; !ec && it != end; it.increment(ec))
      if (!it->is_directory() || it->is_symlink()) files.push_back(it->path());
    for (size_t i = 0; i < files.size() / 2; ++i) stdfs::remove(files[i], ec);
  }

  DiskFs disk_;
  size_t n_;
  Fault fault_;
  std::vector<std::string> calls_;
};

}  // namespace gongshi::test
