#include "audit/addresses.h"

#include "audited_site.h"

using namespace gongshi;

namespace {

struct Known {
  DiskFs fs;
  AuditInput input{&fs,
                   "",
                   "",
                   {},
                   Fingerprinter("k"),
                   {},
                   {},
                   {{"a/1.html", "one"}, {"l.html#x", "two"}},
                   0,
                   {},
                   "https://gs.example/sub/",
                   {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName"},
                   {}};
  std::vector<std::string> files{"index.html", "a/1.html", "a/2.html", "l.html"};
  Addresses addresses{input, files};
};

}  // namespace

TEST_CASE("paths are resolved against their page and never above the root") {
  CHECK(resolved_path("../b/x.html", "a/1.html") == "b/x.html");
  CHECK(resolved_path("x.html", "index.html") == "x.html");
  CHECK(resolved_path("..", "a/b/c.html") == "a/");
  CHECK(resolved_path("./", "a/b/c.html") == "a/b/");
  CHECK(resolved_path("..", "a/b.html") == "");
  CHECK(resolved_path("../..", "a/1.html") == std::nullopt);
  CHECK(resolved_path("a//b/./c", "index.html") == "a/b/c");
}

TEST_CASE("a site in a sub-directory knows its own absolute addresses") {
  const Known known;
  using Kind = LinkTarget::Kind;
  CHECK(known.addresses.resolve("https://gs.example/sub/a/1.html#p", "index.html").path ==
        "a/1.html");
  CHECK(known.addresses.resolve("/sub/", "a/1.html").path == "index.html");
  CHECK(known.addresses.resolve("/a/1.html", "index.html").kind == Kind::kDead);
  CHECK(known.addresses.resolve("https://gs.example.org/", "index.html").kind == Kind::kElsewhere);
  CHECK(known.addresses.resolve("//gs.example/sub/", "index.html").kind == Kind::kElsewhere);
  CHECK(known.addresses.resolve("mailto:a@b.example", "index.html").kind == Kind::kOther);
}

TEST_CASE("a row speaks of a record when it names its address and no other record's") {
  const Known known;
  CHECK(known.addresses.record_in("<a href=\"../a/1.html\">", "a/2.html") == "one");
  CHECK(known.addresses.record_in("<a href=\"1.html\">", "a/2.html") == "one");
  CHECK(known.addresses.record_in("{\"url\":\"https://gs.example/sub/a/1.html\"}", "a/2.html") ==
        "one");
  CHECK(known.addresses.record_in("<a href=\"l.html#x\">", "index.html") == "two");
  CHECK(known.addresses.record_in("<a href=\"a/2.html\">", "a/2.html").empty());
  CHECK(known.addresses.record_in("a/1.html l.html#x", "a/2.html").empty());
  CHECK(known.addresses.record_in("a/1.html a/1.html", "a/2.html") == "one");
}

TEST_CASE("the row around a byte is found in markup and in lines") {
  const std::string page = "<p>x</p><tr><td>A</td></tr><li>B</li>C";
  CHECK(row_around(page, page.find('A'), true) == "<tr><td>A</td>");
  CHECK(row_around(page, page.find('B'), true) == "<li>B");
  CHECK(row_around(page, page.find('C'), true).empty());
  CHECK(row_around(page, page.find('x'), true).empty());
  CHECK(row_around("one\ntwo\nthree", 5, false) == "two");
  CHECK(row_around("one", 9, false).empty());
}
