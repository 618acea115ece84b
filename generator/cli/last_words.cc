#include "cli/last_words.h"

#include <unistd.h>

#include <cstring>
#include <exception>
#include <new>
#include <system_error>

#include "base/exit_code.h"

namespace gongshi {
namespace {

constexpr const char* kNoMemory =
    "[memory] 内存不够，已经停下，网站上现有的内容不受影响。请调高内存限制（ulimit -v、systemd 的 MemoryMax），或者减少同时运行的线程（--jobs 1），再运行一次。\n";
constexpr const char* kNoThread =
    "[memory] 线程开不出来：内存或者线程数的限制太低。请调高限制，或者减少同时运行的线程（--jobs 1），再运行一次。\n";
constexpr const char* kUnforeseen = "[internal] 程序出错，已经停下，网站上现有的内容不受影响：";

/// Without asking for memory.
void say(const char* text) { (void)!::write(STDERR_FILENO, text, std::strlen(text)); }

[[noreturn]] void end() { ::_exit(static_cast<int>(ExitCode::kInternal)); }

void no_memory() {
  say(kNoMemory);
  end();
}

void unforeseen() {
  try {
    if (const auto current = std::current_exception()) std::rethrow_exception(current);
    say(kUnforeseen);
    say("terminate\n");
  } catch (const std::bad_alloc&) {
    say(kNoMemory);
  } catch (const std::system_error& error) {
    const bool thread = error.code() == std::errc::resource_unavailable_try_again;
    say(thread ? kNoThread : kUnforeseen);
    if (!thread) say(error.what());
    say("\n");
  } catch (const std::exception& error) {
    say(kUnforeseen);
    say(error.what());
    say("\n");
  } catch (...) {
    say(kUnforeseen);
    say("unknown\n");
  }
  end();
}

}  // namespace

void speak_before_the_end(bool at_once) {
  std::set_terminate(unforeseen);
  if (at_once) std::set_new_handler(no_memory);
}

}  // namespace gongshi
