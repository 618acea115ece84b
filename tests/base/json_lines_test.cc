#include "base/json_lines.h"

#include "base/json.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

constexpr const char* kText = R"({
  // "a": 0, a comment is no member
  "a": 1, "b": [
    {"c": "x, \"y\": {[", "d/e": null},
    /* two
       lines */ 2.5e3,
    [true,
     false]
  ],
  "f~": {}
})";

}  // namespace

TEST_CASE("every member and element of a JSON text is found in its line") {
  const JsonLines lines(kText);
  const std::pair<const char*, size_t> places[] = {{"", 1},       {"/a", 3},     {"/b", 3},     {"/b/0", 4},   {"/b/0/c", 4},
                                                   {"/b/0/d~1e", 4}, {"/b/1", 6}, {"/b/2", 7},   {"/b/2/1", 8}, {"/f~0", 10}};
  for (const auto& [pointer, line] : places) {
    INFO(pointer);
    CHECK(lines.line(pointer) == line);
  }
  CHECK(lines.repeated().empty());
}

TEST_CASE("what is not in the text stands where it should have been") {
  const JsonLines lines(kText);
  CHECK(lines.line("/b/0/z/y") == 4);
  CHECK(lines.line("/z") == 1);
  CHECK(JsonLines().line("/a") == 1);
}

TEST_CASE("a key written twice is found at its second place") {
  const JsonLines lines("{\"a\": 1,\n\"b\": {\"a\": 2},\n\"a\": 3}");
  CHECK(lines.repeated() == "/a");
  CHECK(lines.line("/a") == 3);
  const auto parsed = parse_config("{\"a\": 1,\n\"a\": 3}", "x.json");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().where == "x.json:2");
}

TEST_CASE("a text that is cut off anywhere ends the search for its lines") {
  const std::string text = kText;
  for (size_t n = 0; n < text.size(); ++n) CHECK(JsonLines(text.substr(0, n)).line("/a") >= 1);
  for (const char* odd : {"}", "]]", "\"", "//", "/*", "/", "{\"a", "[\"\\", "{1:2}", ",,,", "tru/e"})
    CHECK(JsonLines(odd).line("/x") == 1);
}

TEST_CASE("a place inside a file is put together and taken apart") {
  const std::string where = inside(inside(inside("/srv/site/x.json", "terms"), 2), "a/b~c");
  CHECK(where == "/srv/site/x.json#/terms/2/a~1b~0c");
  CHECK(json_place(where).file == "/srv/site/x.json");
  CHECK(json_place(where).pointer == "/terms/2/a~1b~0c");
  CHECK(json_place("withdrawals.jsonl:3").pointer.empty());
}
