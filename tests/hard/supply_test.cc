// What the program is made of, and how far the Markdown library of Debian can be driven.
#include <chrono>
#include <set>

#include "cli/typed.h"
#include "render/markdown.h"
#include "support/server_process.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

std::string said_by(const std::string& command) {
  const Scratch scratch;
  const std::string file = (scratch / "said").string();
  REQUIRE(std::system((command + " > '" + file + "'").c_str()) == 0);
  return slurp(file);
}

std::string times_over(const std::string& piece, size_t size) {
  std::string text;
  while (text.size() + piece.size() <= size) text += piece;
  return text;
}

double seconds_for(const std::string& text) {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(valid_utf8(markdown_html(text).str()));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("the list of what the program is made of names every library it loads with version and licence") {
  if (!has_program("dpkg-query") || !has_program("readelf")) {
    WARN("skipped: dpkg-query or readelf is missing");
    return;
  }
  const std::string script = quoted(GONGSHI_SOURCE_DIR "/packaging/sbom.sh") + " " + quoted(GONGSHI_BINARY);
  const std::string text = said_by("SOURCE_DATE_EPOCH=1795219200 " + script);
  CHECK(said_by("SOURCE_DATE_EPOCH=1795219200 " + script) == text);
  const Json list = Json::parse(text);
  CHECK(list["spdxVersion"] == "SPDX-2.3");
  CHECK(list["creationInfo"]["created"] == "2026-11-21T00:00:00Z");
  std::map<std::string, Json> packages;
  for (const auto& package : list["packages"]) CHECK(packages.emplace(package["SPDXID"], package).second);
  std::set<std::string> linked;
  for (const auto& relation : list["relationships"]) {
    const std::string id = relation["relatedSpdxElement"];
    REQUIRE(packages.count(id) == 1);
    const std::string type = relation["relationshipType"];
    if (type != "DYNAMIC_LINK" && type != "STATIC_LINK") continue;
    linked.insert(packages[id]["name"]);
    INFO(id << ": packaging/licences.list names its licence");
    CHECK(packages[id]["licenseConcluded"] != "NONE");
    CHECK_FALSE(packages[id]["versionInfo"].get<std::string>().empty());
  }
  for (const char* name : {"libxapian30", "libsqlite3-0", "libcurl4", "libicu72", "libssl3", "nlohmann-json3-dev"}) CHECK(linked.count(name) == 1);
  CHECK(packages.size() > linked.size());
}

TEST_CASE("patterns published against cmark cost no more than their length and the limits allow") {
  // Of the advisories against cmark-gfm up to 0.29.0.gfm.12 (CVE-2022-24724, -39209, 2023-22483 to -22486,
  // -24824, -26485, -37463) and of cmark's own test/pathological_tests.py: beginnings that are never ended.
  const std::pair<const char*, std::string> patterns[] = {
      {"autolinks", "<a@b.c"}, {"angles in addresses", "](<b"}, {"empty links", "[](" }, {"emphasis", "*a **a "}, {"nested quotes", "> "},
      {"nested lists", "* "}, {"numbered lists", "1. "}, {"brackets", "["}, {"closing brackets", "a]"}, {"links", "[a](b"}, {"pictures", "![[]()"},
      {"backticks", "e`e``e```"}, {"underscores", "_a __"}, {"strikethrough", "~~a ~~~"}, {"table cells", "|-"}, {"table rows", "|\n"},
      {"entities", "&#99999999;"}, {"declarations", "<!A "}, {"instructions", "<?"}, {"data", "<![CDATA["}, {"comments", "<!-- "},
      {"footnotes", "[^a]"}, {"references", "[a]:b\n"}, {"zero bytes", std::string("a\0", 2)}, {"colons", ":::"}};
  for (const auto& [name, piece] : patterns) {
    // One dense paragraph at its limit, and many of them up to the limit of a text.
    const double dense = seconds_for(times_over(piece, kParagraphLimit - 1));
    INFO(name << ": " << dense << " s for a paragraph at its limit");
    CHECK(dense < 10);
  }
  // A table with as many columns as rows was quadratic (CVE-2022-24724, CVE-2023-24824).
  for (const size_t columns : {500u, 2000u, 10'000u}) {
    std::string table = times_over("|x", columns * 2) + "|\n" + times_over("|-", columns * 2) + "|\n";
    while (table.size() < kParagraphLimit - 4) table += "|\n";
    CHECK(seconds_for(table) < 10);
  }
  CHECK(seconds_for(times_over(times_over("*a_ ", 1000) + "\n\n", kMarkdownLimit)) < 10);
}
