#include "base/fs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace gongshi {
namespace {

/// What a person can do about it.
struct Cause {
  int number;
  const char* text;
};
constexpr Cause kCauses[] = {
    {ENOSPC, "磁盘已满，或者文件个数到了上限（inode 用完）。请清理后再运行。"},
    {EDQUOT, "磁盘配额已用完。请清理或者调高配额后再运行。"},
    {EROFS, "磁盘只能读。请检查挂载方式，以及磁盘是否出错。"},
    {EACCES, "没有权限。请检查目录的属主和权限。"},
    {EPERM, "没有权限。请检查目录的属主和权限。"},
    {EIO, "磁盘读写出错。请检查磁盘是否损坏。"},
    {EMFILE, "打开的文件太多。请调高允许打开的文件个数（ulimit -n）。"},
    {ENFILE, "本机打开的文件太多。请稍后再运行。"},
    {ENOENT, "没有这个文件或者目录。请检查路径。"},
    {ENOTDIR, "路径里有一段不是目录。请检查路径。"},
    {EISDIR, "它是目录，不是文件。请检查路径。"},
    {ELOOP, "它是链接，或者链接绕成了圈。请检查路径。"},
    {ENAMETOOLONG, "名称太长。"},
};

}  // namespace

Error io_error(std::string_view what, const stdfs::path& path, int number) {
  std::string text = std::string(what) + "失败：";
  for (const Cause& cause : kCauses)
    if (cause.number == number) return {"io", text + cause.text, path.string()};
  return {"io", text + "系统的错误号是 " + std::to_string(number) + "。请检查磁盘空间和目录权限。", path.string()};
}

namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Status write_all(int fd, std::string_view bytes, const stdfs::path& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return io_error("写入", path, errno);
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

template <class Take>
Status each_block(int fd, const stdfs::path& path, const Take& take) {
  char block[1 << 16];
  for (;;) {
    const ssize_t n = ::read(fd, block, sizeof block);
    if (n == 0) return {};
    if (n > 0) {
      GONGSHI_TRY(take(std::string_view(block, static_cast<size_t>(n))));
    } else if (errno != EINTR) {
      return io_error("读取", path, errno);
    }
  }
}

}  // namespace

Status DiskFs::write(const stdfs::path& path, std::string_view bytes, int mode) {
  const Descriptor fd(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode));
  if (fd.get() < 0) return io_error("写入", path, errno);
  return write_all(fd.get(), bytes, path);
}

Status DiskFs::append(const stdfs::path& path, std::string_view bytes, int mode) {
  const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode));
  if (fd.get() < 0) return io_error("追加", path, errno);
  GONGSHI_TRY(write_all(fd.get(), bytes, path));
  if (::fsync(fd.get()) != 0) return io_error("落盘", path, errno);
  return {};
}

Status DiskFs::make_dirs(const stdfs::path& path, int mode) {
  stdfs::path at;
  for (const auto& part : path) {
    at /= part;
    if (at.empty() || at == "/") continue;
    if (::mkdir(at.c_str(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST)
      return io_error("建立目录", at, errno);
  }
  if (!is_dir(path)) return io_error("建立目录", path, ENOTDIR);
  return {};
}

Status DiskFs::symlink(const stdfs::path& target, const stdfs::path& path) {
  if (::symlink(target.c_str(), path.c_str()) != 0) return io_error("建立链接", path, errno);
  return {};
}

Status DiskFs::rename(const stdfs::path& from, const stdfs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return io_error("改名", to, errno);
  return {};
}

Status DiskFs::remove(const stdfs::path& path) {
  if (::remove(path.c_str()) != 0 && errno != ENOENT) return io_error("删除", path, errno);
  return {};
}

Status DiskFs::remove_tree(const stdfs::path& path) {
  std::error_code ec;
  stdfs::remove_all(path, ec);
  if (ec) return io_error("删除", path, ec.value());
  return {};
}

Status DiskFs::sync(const stdfs::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("落盘", path, errno);
  if (::fsync(fd.get()) != 0) return io_error("落盘", path, errno);
  return {};
}

Status DiskFs::sync_all(const stdfs::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("落盘", path, errno);
  if (::syncfs(fd.get()) != 0) return io_error("落盘", path, errno);
  return {};
}

Status Fs::read_pieces(const stdfs::path& path, const std::function<Status(std::string_view)>& take) const {
  GONGSHI_ASSIGN(const std::string bytes, read(path));
  return take(bytes);
}

Result<std::string> DiskFs::read(const stdfs::path& path) const {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("读取", path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return io_error("读取", path, errno);
  if (S_ISDIR(info.st_mode)) return io_error("读取", path, EISDIR);
  std::string bytes;
  bytes.reserve(static_cast<size_t>(info.st_size));
  GONGSHI_TRY(each_block(fd.get(), path, [&](std::string_view block) { return bytes.append(block), Status(); }));
  return bytes;
}

Status DiskFs::read_pieces(const stdfs::path& path, const std::function<Status(std::string_view)>& take) const {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return io_error("读取", path, errno);
  return each_block(fd.get(), path, take);
}

Result<std::vector<std::string>> DiskFs::list(const stdfs::path& path) const {
  std::error_code ec;
  std::vector<std::string> names;
  for (stdfs::directory_iterator it(path, ec), end; !ec && it != end; it.increment(ec))
    names.push_back(it->path().filename().string());
  if (ec) return io_error("列目录", path, ec.value());
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<std::pair<std::string, bool>>> Fs::entries(const stdfs::path& path) const {
  GONGSHI_ASSIGN(const auto names, list(path));
  std::vector<std::pair<std::string, bool>> out;
  for (const auto& name : names) out.emplace_back(name, is_dir(path / name));
  return out;
}

// The directory itself says what most of its entries are, without a question for each.
Result<std::vector<std::pair<std::string, bool>>> DiskFs::entries(const stdfs::path& path) const {
  std::error_code ec, dangling;
  std::vector<std::pair<std::string, bool>> out;
  for (stdfs::directory_iterator it(path, ec), end; !ec && it != end; it.increment(ec))
    out.emplace_back(it->path().filename().string(), it->is_directory(dangling));
  if (ec) return io_error("列目录", path, ec.value());
  std::sort(out.begin(), out.end());
  return out;
}

Result<uint64_t> DiskFs::size(const stdfs::path& path) const {
  std::error_code ec;
  const auto size = stdfs::file_size(path, ec);
  if (ec) return io_error("读取大小", path, ec.value());
  return static_cast<uint64_t>(size);
}

Result<std::string> DiskFs::read_link(const stdfs::path& path) const {
  std::error_code ec;
  auto target = stdfs::read_symlink(path, ec);
  if (ec) return io_error("读取链接", path, ec.value());
  return target.string();
}

bool DiskFs::exists(const stdfs::path& path) const {
  std::error_code ec;
  return stdfs::exists(path, ec);
}

bool DiskFs::is_dir(const stdfs::path& path) const {
  std::error_code ec;
  return stdfs::is_directory(path, ec);
}

bool DiskFs::is_link(const stdfs::path& path) const {
  std::error_code ec;
  return stdfs::is_symlink(path, ec);
}

}  // namespace gongshi
