#include "bench/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

namespace gongshi::bench {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// What a process that has ended, and was not waited for yet, wrote.
uint64_t written_by(pid_t child) {
  std::ifstream io("/proc/" + std::to_string(child) + "/io");
  std::string key;
  for (uint64_t value = 0; io >> key >> value;)
    if (key == "wchar:") return value;
  return 0;
}

}  // namespace

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

Process::Process(const std::vector<std::string>& words) : name_(words[0]), child_(::fork()), began_(now()) {
  if (child_ != 0) return;
  const int quiet = ::open("/dev/null", O_WRONLY);
  ::dup2(quiet, 1);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

Cost Process::wait() {
  siginfo_t ended{};
  ::waitid(P_PID, static_cast<id_t>(child_), &ended, WEXITED | WNOWAIT);
  Cost cost;
  cost.wall = now() - began_;
  cost.wrote = written_by(child_);
  int status = 0;
  rusage usage{};
  ::wait4(child_, &status, 0, &usage);
  cost.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  cost.peak = usage.ru_maxrss;
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    fmt::print(stderr, "{} ended with {}\n", name_, status);
    std::exit(4);
  }
  return cost;
}

Cost run(const std::vector<std::string>& words) { return Process(words).wait(); }

void tell(const char* what, const Cost& cost, const Cost& whole) {
  fmt::print("{:<28} {:8.1f} s CPU  {:8.1f} s  {:6.1f} % of the first  {:5} MB peak  {:8.1f} MB written\n", what, cost.cpu, cost.wall,
             100 * cost.cpu / whole.cpu, cost.peak / 1024, static_cast<double>(cost.wrote) / 1e6);
  std::fflush(stdout);
}

}  // namespace gongshi::bench
