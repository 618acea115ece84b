#pragma once

#include <sys/stat.h>

#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/fs.h"

namespace gongshi::test {

/// The disk of a machine that loses its power: what was not synced may be gone. The n-th changing call and
/// all later ones fail; cut() then takes away what need not have reached the disk: of directories (names,
/// links, renames, removals) any number of the last steps since the last sync, as a journal gives them back
/// in order; of files any part that was not synced, also of those whose name is already there.
class PowerCutFs : public Fs {
 public:
  /// `grave`: an empty directory on the same file system, for what may have to come back. n = 0: no cut.
  PowerCutFs(size_t n, unsigned seed, stdfs::path grave) : n_(n), random_(seed), grave_(std::move(grave)) {}

  size_t calls() const { return calls_; }

  void cut(const stdfs::path& root) {
    const size_t kept = steps_.empty() ? 0 : random_() % (steps_.size() + 1);
    while (steps_.size() > kept) {
      steps_.back()();
      steps_.pop_back();
    }
    for (const auto& entry : stdfs::recursive_directory_iterator(root)) {
      if (entry.is_symlink() || !entry.is_regular_file() || !unsynced_.count(inode(entry.path()))) continue;
      const auto size = stdfs::file_size(entry.path());
      const auto left = random_() % 3;  // nothing, half, all of it
      stdfs::resize_file(entry.path(), left == 0 ? 0 : left == 1 ? size / 2 : size);
    }
  }

  Status write(const stdfs::path& path, std::string_view bytes, int mode = 0644) override {
    if (off()) return dark(path);
    const bool fresh = !disk_.exists(path);
    GONGSHI_TRY(disk_.write(path, bytes, mode));
    unsynced_.insert(inode(path));
    if (fresh) steps_.push_back([path] { stdfs::remove(path); });
    return {};
  }
  Status append(const stdfs::path& path, std::string_view bytes, int mode = 0644) override {
    if (off()) return dark(path);
    return disk_.append(path, bytes, mode);
  }
  Status make_dirs(const stdfs::path& path, int mode = 0755) override {
    if (off()) return dark(path);
    stdfs::path first;
    for (stdfs::path at = path; !at.empty() && !disk_.exists(at); at = at.parent_path()) first = at;
    GONGSHI_TRY(disk_.make_dirs(path, mode));
    if (!first.empty()) steps_.push_back([first] { stdfs::remove_all(first); });
    return {};
  }
  Status symlink(const stdfs::path& target, const stdfs::path& path) override {
    if (off()) return dark(path);
    GONGSHI_TRY(disk_.symlink(target, path));
    steps_.push_back([path] { stdfs::remove(path); });
    return {};
  }
  Status rename(const stdfs::path& from, const stdfs::path& to) override {
    if (off()) return dark(to);
    const stdfs::path old = bury(to);
    GONGSHI_TRY(disk_.rename(from, to));
    steps_.push_back([from, to, old] {
      stdfs::rename(to, from);
      if (!old.empty()) stdfs::rename(old, to);
    });
    return {};
  }
  Status remove(const stdfs::path& path) override {
    if (off()) return dark(path);
    return take_away(path);
  }
  Status remove_tree(const stdfs::path& path) override {
    if (off()) return dark(path);
    return take_away(path);
  }
  Status sync(const stdfs::path& path) override {
    if (off()) return dark(path);
    unsynced_.erase(inode(path));
    steps_.clear();
    return {};
  }
  Status sync_all(const stdfs::path& path) override {
    if (off()) return dark(path);
    unsynced_.clear();
    steps_.clear();
    return {};
  }

  Result<std::string> read(const stdfs::path& path) const override { return disk_.read(path); }
  Result<std::vector<std::string>> list(const stdfs::path& path) const override { return disk_.list(path); }
  Result<uint64_t> size(const stdfs::path& path) const override { return disk_.size(path); }
  Result<std::string> read_link(const stdfs::path& path) const override { return disk_.read_link(path); }
  bool exists(const stdfs::path& path) const override { return disk_.exists(path); }
  bool is_dir(const stdfs::path& path) const override { return disk_.is_dir(path); }
  bool is_link(const stdfs::path& path) const override { return disk_.is_link(path); }

 private:
  bool off() {
    ++calls_;
    return n_ != 0 && calls_ >= n_;
  }
  static Error dark(const stdfs::path& path) { return {"io", "断电（测试）。", path.string()}; }
  static ino_t inode(const stdfs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
  }
  static bool there(const stdfs::path& path) { return stdfs::exists(stdfs::symlink_status(path)); }

  /// Where it lies now; empty when there was nothing.
  stdfs::path bury(const stdfs::path& path) {
    if (!there(path)) return {};
    stdfs::path buried = grave_ / std::to_string(++buried_);
    stdfs::rename(path, buried);
    return buried;
  }
  Status take_away(const stdfs::path& path) {
    const stdfs::path buried = bury(path);
    if (!buried.empty()) steps_.push_back([buried, path] { stdfs::rename(buried, path); });
    return {};
  }

  DiskFs disk_;
  size_t n_, calls_ = 0;
  std::mt19937 random_;
  stdfs::path grave_;
  size_t buried_ = 0;
  std::vector<std::function<void()>> steps_;  // undoes the calls since the last sync
  std::set<ino_t> unsynced_;
};

}  // namespace gongshi::test
