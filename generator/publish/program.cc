#include "publish/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

extern char** environ;

namespace gongshi {
namespace {

constexpr size_t kMostOut = 64u << 20;
constexpr size_t kMostErr = 8u << 10;

int64_t now_ms() {
  namespace ch = std::chrono;
  return ch::duration_cast<ch::milliseconds>(ch::steady_clock::now().time_since_epoch()).count();
}

/// Both ends of a pipe; closed when it goes.
struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() { (void)(::pipe2(ends, O_CLOEXEC) == 0); }
  ~Pipe() {
    shut(0);
    shut(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void shut(int end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }
};

/// A program underway. It leads a process group of its own, so that with it go those it has started.
class Child {
 public:
  Status start(const std::vector<std::string>& argv) {
    std::vector<char*> words;
    for (const auto& word : argv) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, in_.ends[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out_.ends[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err_.ends[1], 2);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    sigset_t usual;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    const int failed = ::posix_spawnp(&pid_, words[0], &actions, &attributes, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    in_.shut(0);
    out_.shut(1);
    err_.shut(1);
    if (failed == 0) return {};
    return Error{"no_program", "运行不了 " + argv[0] + "。请确认已经安装。", argv[0]};
  }

  /// False when the time was up.
  bool talk(const std::string& input, int seconds, ProgramEnd& end) {
    const int64_t until = now_ms() + int64_t{seconds} * 1000;
    ::fcntl(in_.ends[1], F_SETFL, O_NONBLOCK);
    size_t sent = 0;
    if (input.empty()) in_.shut(1);
    while (out_.ends[0] >= 0 || err_.ends[0] >= 0) {
      const int64_t left = until - now_ms();
      if (left <= 0) return false;
      pollfd watched[] = {{out_.ends[0], POLLIN, 0}, {err_.ends[0], POLLIN, 0}, {in_.ends[1], POLLOUT, 0}};
      if (::poll(watched, 3, static_cast<int>(std::min<int64_t>(left, 60'000))) < 0 && errno != EINTR) return false;
      if (watched[0].revents != 0) take(out_, end.out, kMostOut, false);
      if (watched[1].revents != 0) take(err_, end.err, kMostErr, true);
      if (watched[2].revents != 0) give(input, sent);
    }
    return true;
  }

  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  void stop() { ::kill(-pid_, SIGKILL); }

 private:
  /// Keeps the beginning, or the end, of what comes.
  static void take(Pipe& pipe, std::string& text, size_t most, bool keep_end) {
    char block[1 << 16];
    const ssize_t n = ::read(pipe.ends[0], block, sizeof block);
    if (n <= 0) return pipe.shut(0);
    text.append(block, static_cast<size_t>(n));
    if (text.size() <= most) return;
    if (keep_end) text.erase(0, text.size() - most);
    else text.resize(most);
  }
  void give(const std::string& input, size_t& sent) {
    const ssize_t n = ::write(in_.ends[1], input.data() + sent, input.size() - sent);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0) sent += static_cast<size_t>(n);
    if (n < 0 || sent == input.size()) in_.shut(1);  // it may not care for the rest
  }

  Pipe in_, out_, err_;
  pid_t pid_ = -1;
};

/// A program that does not read its input must not end this one.
class NoBrokenPipe {
 public:
  NoBrokenPipe() : before_(::signal(SIGPIPE, SIG_IGN)) {}
  ~NoBrokenPipe() { ::signal(SIGPIPE, before_); }
  NoBrokenPipe(const NoBrokenPipe&) = delete;
  NoBrokenPipe& operator=(const NoBrokenPipe&) = delete;

 private:
  void (*before_)(int);
};

}  // namespace

std::string ProgramEnd::complaint() const {
  std::string text = err;
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

std::string ProgramEnd::told(const std::string& program) const {
  return program + " 以 " + std::to_string(exit) + " 结束（" + complaint() + "）";
}

Result<ProgramEnd> run_program(const std::vector<std::string>& argv, const std::string& input, int seconds) {
  const NoBrokenPipe guard;
  Child child;
  GONGSHI_TRY(child.start(argv));
  ProgramEnd end;
  const bool in_time = child.talk(input, seconds, end);
  if (!in_time) child.stop();
  end.exit = child.wait();
  if (!in_time)
    return Error{"too_slow", argv[0] + " " + std::to_string(seconds) + " 秒还没有做完，已停止。", argv[0]};
  return end;
}

}  // namespace gongshi
