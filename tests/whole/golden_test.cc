#include <regex>

#include "base/markup.h"
#include "base/text.h"
#include "whole/portal.h"

using namespace gongshi;
using namespace gongshi::test;

// The pages kept in tests/golden, a file per page of the demonstration, hold what readers find between
// <main> and </main>: frame, assets and their digests may change without touching one. A page is added
// by an empty file of its path; `tests/run.sh --golden` writes them all anew, to be read in the diff.

namespace {

namespace stdfs = std::filesystem;

stdfs::path golden_folder() { return stdfs::path(GONGSHI_SOURCE_DIR) / "tests/golden"; }

/// Tags and texts of <main>, one a line, white space as a browser reads it.
std::string main_of(const std::string& html) {
  static const std::regex digest("\\.[0-9a-f]{8}\\.");
  std::string lines;
  bool inside = false;
  MarkupReader reader(html);
  for (MarkupToken token; reader.next(token);) {
    if (token.name == "main" && token.kind == MarkupToken::Kind::kOpen) inside = true;
    if (token.name == "main" && token.kind == MarkupToken::Kind::kClose) inside = false;
    if (!inside) continue;
    std::string line;
    for (const char c : token.source) {
      const bool space = c == ' ' || c == '\n';
      if (!space || !line.ends_with(' ')) line += space ? ' ' : c;
    }
    if (line == " ") continue;
    const bool names_assets = token.kind != MarkupToken::Kind::kText && contains(line, "assets/");
    lines += (names_assets ? std::regex_replace(line, digest, ".") : line) + "\n";
  }
  return lines;
}

/// The first line in which two pages differ, with the page's own number for it.
std::string first_difference(const std::string& kept, const std::string& made) {
  std::istringstream a(kept), b(made);
  for (int line = 1;; ++line) {
    std::string before, now;
    const bool more_before(std::getline(a, before)), more_now(std::getline(b, now));
    if (!more_before && !more_now) return "";
    if (before != now)
      return "line " + std::to_string(line) + "\n  kept: " + (more_before ? before : "(end)") +
             "\n  now:  " + (more_now ? now : "(end)");
  }
}

}  // namespace

TEST_CASE("the golden pages of the demonstration read as they are kept") {
  Portal portal("content", "2026-11-21");
  portal.night();
  const auto served = portal.served();
  const char* wish = std::getenv("GONGSHI_GOLDEN");
  const bool refresh = wish && std::string_view(wish) == "refresh";
  size_t pages = 0;
  for (const auto& entry : stdfs::recursive_directory_iterator(golden_folder())) {
    if (!entry.is_regular_file()) continue;
    const std::string path = entry.path().lexically_relative(golden_folder()).string();
    INFO(path << ": changed on purpose? tests/run.sh --golden writes it anew");
    REQUIRE(served.count(path) == 1);
    const std::string made = main_of(served.at(path));
    CHECK(made.ends_with("\n"));
    if (refresh) std::ofstream(entry.path(), std::ios::binary) << made;
    const std::string difference = first_difference(slurp(entry.path()), made);
    INFO(difference);
    CHECK(difference.empty());
    ++pages;
  }
  CHECK(pages >= 40);
}

TEST_CASE("a golden page is told apart from one that lost a word and not from one with another frame") {
  const std::string page = "<body><nav>a</nav><main id=\"x\"><p>文号  \n一</p><img src=\"../assets/a.0123abcd.png\"></main></body>";
  CHECK(main_of(page) == "<main id=\"x\">\n<p>\n文号 一\n</p>\n<img src=\"../assets/a.png\">\n");
  CHECK(main_of("<body>" + page.substr(page.find("<main"))) == main_of(page));
  CHECK(first_difference(main_of(page), "<main id=\"x\">\n<p>\n文号\n</p>\n") ==
        "line 3\n  kept: 文号 一\n  now:  文号");
}
