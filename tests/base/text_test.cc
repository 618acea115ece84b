#include "base/text.h"

#include "support/catch.h"

using namespace gongshi;

TEST_CASE("every blank of Unicode is taken from the ends of a text and from nowhere else") {
  for (const std::string blank : {" ", "\t", "\r", "\n", "\v", "\f", "　", "\xC2\xA0", "\xC2\x85", " ", "\u2000", "\u2003",
                                  "\u200A", "\u2028", "\u2029", "\u202F", "\u205F"}) {
    INFO(blank.size() << " bytes, the last " << static_cast<int>(static_cast<unsigned char>(blank.back())));
    CHECK(trimmed(blank).empty());
    CHECK(trimmed(blank + blank + "甲" + blank + "乙" + blank) == "甲" + blank + "乙");
    CHECK(trimmed(blank + "x") == "x");
    CHECK(single_line(blank).empty());
    CHECK(single_line(blank + "法制科" + blank) == "法制科");
  }
  CHECK(trimmed("").empty());
  CHECK(trimmed("é") == "é");
  CHECK(trimmed("\u200B") == "\u200B");
  CHECK(single_line("\u200B").empty());
  CHECK(single_line("甲　乙") == "甲　乙");
}
