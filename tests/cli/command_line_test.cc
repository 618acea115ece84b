#include <regex>

#include "cli/share.h"
#include "cli/typed.h"

using namespace gongshi;
using namespace gongshi::test;

TEST_CASE("a program finds what is built in beside its checkout or below its prefix") {
  const Scratch scratch;
  scratch.write("checkout/templates/frame.html", "");
  scratch.write("usr/share/gongshi/templates/frame.html", "");
  CHECK(share_of(scratch / "checkout/build/gongshi") == scratch / "checkout");
  CHECK(share_of(scratch / "usr/bin/gongshi") == scratch / "usr/share/gongshi");
  CHECK(share_of(scratch / "nowhere/bin/gongshi") == scratch / "nowhere/bin");
}

TEST_CASE("a program that lies alone says what it does not find") {
  const Scratch scratch;
  stdfs::create_directories(scratch / "bin");
  stdfs::copy(GONGSHI_BINARY, scratch / "bin/gongshi");
  const std::string line = "cd " + quoted(scratch.path()) + " && env -u GONGSHI_SHARE bin/gongshi --json init site >out 2>err";
  CHECK(WEXITSTATUS(std::system(line.c_str())) != 0);
  const Json said = Json::parse(slurp(scratch / "out"), nullptr, false);
  REQUIRE(said.is_object());
  CHECK_FALSE(said["messages"].empty());
}

TEST_CASE("the version is a number, and where git knows it how many commits and which is the last") {
  const Scratch scratch;
  const Ran ran = run_program(scratch, {"--version"});
  CHECK(ran.exit == 0);
  INFO(ran.out);
  CHECK(std::regex_match(ran.out, std::regex("gongshi [0-9]+\\.[0-9]+\\.[0-9]+(\\+[0-9]+\\.g[0-9a-f]{7,}(\\.d)?)?\n")));
}

TEST_CASE("help is Chinese, tells each verb once and ends with 0") {
  const Scratch scratch;
  const Ran ran = run_program(scratch, {"--help"});
  CHECK(ran.exit == 0);
  for (const char* english : {"Usage", "OPTIONS", "SUBCOMMAND", "TEXT", "REQUIRED", "Positionals"}) {
    INFO(english);
    CHECK_FALSE(contains(ran.out, english));
  }
  const Ran verb = run_program(scratch, {"withdraw", "--help"});
  CHECK(verb.exit == 0);
  CHECK(contains(verb.out, "用法: gongshi withdraw"));
  CHECK(verb.out.find("用法") == verb.out.rfind("用法"));
  CHECK(contains(verb.out, "（必填）"));
  // Descriptions stand in one column, counted as a terminal shows them: 值 is two wide.
  CHECK(contains(ran.out, "\n  --json                    在"));
  CHECK(contains(ran.out, "\n  --site 值                 网"));
}
