#include "release/run_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "base/date.h"
#include "base/fs.h"

namespace gongshi {
namespace {

/// Now in UTC+8, to the second.
std::string now_text() {
  const auto now = std::chrono::system_clock::now() + std::chrono::hours(8);
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(now - day));
  return fmt::format("{} {:02}:{:02}:{:02}", Date::from_days(day.time_since_epoch().count()).iso(),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string host_name() {
  char name[256] = "";
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "?";
}

std::string holder(int fd) {
  char text[512];
  const ssize_t n = ::pread(fd, text, sizeof text, 0);
  return n > 0 ? std::string(text, static_cast<size_t>(n)) : std::string("未留下说明");
}

}  // namespace

Result<RunLock> RunLock::take(const std::filesystem::path& state_dir) {
  const auto path = state_dir / "lock";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return io_error("打开运行锁", path, errno);
  RunLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK)
      return Error{"locked",
                   fmt::format("另一次运行还没有结束（{}），请等它结束后再试。", holder(fd)),
                   path.string()};
    return io_error("取得运行锁", path, errno);
  }
  const std::string text =
      fmt::format("进程 {}，主机 {}，开始于 {}", ::getpid(), host_name(), now_text());
  if (::ftruncate(fd, 0) != 0 ||
      ::pwrite(fd, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    return io_error("写运行锁", path, errno);
  return lock;
}

RunLock::RunLock(RunLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

RunLock::~RunLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace gongshi
