#include "publish/program.h"

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("a program gets its input and what it says and how it ends comes back") {
  const auto end = run_program({"sh", "-c", "cat; echo no >&2; echo that is wrong >&2; exit 7"}, "some input", 20);
  REQUIRE(end.ok());
  CHECK(end->exit == 7);
  CHECK(end->out == "some input");
  CHECK(end->complaint() == "that is wrong");
  CHECK(run_program({"true"}, "", 20)->exit == 0);
  CHECK(run_program({"sh", "-c", "kill -9 $$"}, "", 20)->exit == 137);
}

TEST_CASE("much input and output pass each other and a program that reads none does no harm") {
  const std::string much(3'000'000, 'x');
  CHECK(run_program({"cat"}, much, 60)->out == much);
  CHECK(run_program({"true"}, much, 60)->exit == 0);
  CHECK(run_program({"sh", "-c", "head -c 100000 /dev/zero >&2"}, "", 60)->err.size() <= 8192);
}

TEST_CASE("a program that is missing or does not end is told in words") {
  const auto missing = run_program({"gongshi-no-such-program"}, "", 20);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == "no_program");
  const auto slow = run_program({"sh", "-c", "sleep 600 & sleep 600"}, "", 1);
  REQUIRE_FALSE(slow.ok());
  CHECK(slow.error().code == "too_slow");
}
