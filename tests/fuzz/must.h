#pragma once

#include <cstdio>
#include <cstdlib>

namespace gongshi::test {

/// Ends the run when a promise is broken; the fuzzer keeps the input.
inline void must(bool held, const char* promise) {
  if (held) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace gongshi::test
