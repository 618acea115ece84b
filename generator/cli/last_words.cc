#include "cli/last_words.h"

#include <unistd.h>

#include <csignal>
#include <cstring>
#include <new>
#include <system_error>

#include "base/exit_code.h"

namespace gongshi {
namespace {

constexpr const char* kNoMemory =
    "内存不够，已经停下，网站上现有的内容不受影响。请调高内存限制（ulimit -v、systemd 的 MemoryMax），或者减少同时运行的线程（--jobs 1），再运行一次。";
constexpr const char* kNoThread =
    "线程开不出来，已经停下，网站上现有的内容不受影响：内存或者线程数的限制太低。请调高限制，或者减少同时运行的线程（--jobs 1），再运行一次。";
constexpr const char* kAborted =
    "程序所用的库中途放弃，已经停下，网站上现有的内容不受影响。多半是内存不够，请调高内存限制后再运行一次。";
constexpr const char* kUnforeseen = "程序内部错误，已经停下，网站上现有的内容不受影响：";

bool no_thread(const std::exception& exception) {
  const auto* error = dynamic_cast<const std::system_error*>(&exception);
  return error && error->code() == std::errc::resource_unavailable_try_again;
}

/// Without asking for memory.
void say(const char* text) { (void)!::write(STDERR_FILENO, text, std::strlen(text)); }

[[noreturn]] void end(const char* code, const char* text, const char* more = "") {
  for (const char* part : {"[", code, "] ", text, more, "\n"}) say(part);
  ::_exit(static_cast<int>(ExitCode::kInternal));
}

void no_memory() { end("memory", kNoMemory); }

extern "C" void aborted(int) { end("memory", kAborted); }

void unforeseen() {
  try {
    if (const auto current = std::current_exception()) std::rethrow_exception(current);
  } catch (const std::bad_alloc&) {
    no_memory();
  } catch (const std::exception& exception) {
    if (!no_thread(exception)) end("internal", kUnforeseen, exception.what());
  } catch (...) {
    end("internal", kUnforeseen);
  }
  // Without an exception: threads that ran already were given up because another could not be started.
  end("memory", kNoThread);
}

}  // namespace

void speak_before_the_end(bool at_once) {
  std::set_terminate(unforeseen);
  std::signal(SIGABRT, aborted);
  if (at_once) std::set_new_handler(no_memory);
}

Error error_of(const std::exception& exception, const std::string& verb) {
  if (dynamic_cast<const std::bad_alloc*>(&exception)) return {"memory", kNoMemory, verb};
  if (no_thread(exception)) return {"memory", kNoThread, verb};
  return {"internal", kUnforeseen + std::string(exception.what()), verb};
}

}  // namespace gongshi
