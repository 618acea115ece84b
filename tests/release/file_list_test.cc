#include "release/file_list.h"

#include "base/digest.h"
#include "support/catch.h"
#include "support/scratch.h"

using namespace gongshi;

TEST_CASE("every path belongs to the partition of its dataset and month") {
  CHECK(partition_of("index.html").empty());
  CHECK(partition_of("decisions/index.html").empty());
  CHECK(partition_of("decisions/2026-03/a.html") == "decisions/2026-03");
  CHECK(partition_of("decisions/penalty/index.html").empty());
  CHECK(partition_of("decisions/penalty/2026-03/page-2.html") == "decisions/penalty/2026-03");
  CHECK(partition_of("decisions/undated/a.html") == "decisions/undated");
  CHECK(partition_of("officers/by-1/valid/index.html") == "officers/by-1");
  CHECK(partition_of("officers/0a/x.html") == "officers/0a");
  CHECK(partition_of("annual-reports/2025/index.html") == "annual-reports/2025");
  CHECK(partition_of("data/decisions/2026-03/decisions-2026-03.csv") == "data/decisions/2026-03");
  CHECK(partition_of("data/powers/all/powers.csv") == "data/powers/all");
  CHECK(partition_of("data/decisions/index.html").empty());
  CHECK(partition_of("agencies/x.html") == "agencies");
  CHECK(partition_of("search/old/1.js") == "search/old");
}

TEST_CASE("only plain relative paths may be written") {
  CHECK(path_allowed("decisions/2026-03/99-a_b~c.html"));
  for (const char* path :
       {"", "/a", "a/", "a//b", "../a", "a/../b", "a/.hidden", ".well-known/x", "a b", "a\\b",
        "页.html", "a?b", "files.sha256", "agencies/files.sha256", "release.json"})
    CHECK_FALSE(path_allowed(path));
}

TEST_CASE("a list is read back as it was written and anything else is altered") {
  const FileList files{{"a.html", sha256_hex("a")}, {"b/c.html", sha256_hex("c")}};
  const auto text = list_text(files);
  CHECK(parse_list(text, "x").value() == files);
  CHECK(parse_list("", "x").value().empty());
  for (const auto& broken : {text.substr(1), text.substr(0, text.size() - 1), text + text,
                             "x" + text, sha256_hex("a") + "  ../a\n", sha256_hex("a") + " a\n",
                             sha256_hex("c") + "  b/c.html\n" + sha256_hex("a") + "  a.html\n"})
    CHECK(parse_list(broken, "x").error().code == "altered");
}

TEST_CASE("files below a directory are found through links, and a circle of links is an error") {
  const test::Scratch scratch;
  DiskFs fs;
  scratch.write("store/x/page", "");
  scratch.write("site/b", "");
  REQUIRE(fs.symlink("../store/x", scratch / "site" / "a").ok());
  CHECK(files_below(fs, scratch / "site").value() == std::vector<std::string>{"a/page", "b"});
  REQUIRE(fs.symlink(".", scratch / "site" / "self").ok());
  CHECK(files_below(fs, scratch / "site").error().code == "altered");
}
