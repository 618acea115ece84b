#include "release/run_lock.h"

#include <unistd.h>

#include <optional>

#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

TEST_CASE("a second run is refused and told who holds the lock, a later one is not") {
  const test::Scratch state;
  {
    const auto first = RunLock::take(state.path());
    REQUIRE(first.ok());
    const auto second = RunLock::take(state.path());
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == "locked");
    CHECK(second.error().text.find("进程 " + std::to_string(::getpid())) != std::string::npos);
    CHECK(second.error().where == (state / "lock").string());
  }
  CHECK(RunLock::take(state.path()).ok());
}

TEST_CASE("a lock moves with its owner") {
  const test::Scratch state;
  auto first = RunLock::take(state.path());
  REQUIRE(first.ok());
  std::optional<RunLock> kept(std::move(*first));
  CHECK(RunLock::take(state.path()).error().code == "locked");
  kept.reset();
  CHECK(RunLock::take(state.path()).ok());
}

TEST_CASE("no lock without a directory for it") {
  const test::Scratch state;
  CHECK(RunLock::take(state / "none").error().code == "io");
}
