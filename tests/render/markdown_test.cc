#include "render/markdown.h"

#include <chrono>

#include "base/text.h"
#include "support/catch.h"

using namespace gongshi;

namespace {
bool stands_in(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("raw HTML and dangerous addresses do not come out of Markdown") {
  const std::string html =
      markdown_html(
          "<script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
          "[b](data:text/html;base64,xx) ![c](vbscript:x)\n")
          .str();
  CHECK_FALSE(stands_in(html, "<script"));
  CHECK_FALSE(stands_in(html, "javascript:"));
  CHECK_FALSE(stands_in(html, "onerror"));
  CHECK_FALSE(stands_in(html, "data:"));
  CHECK_FALSE(stands_in(html, "vbscript:"));
}

TEST_CASE("Markdown gives headings, links and tables") {
  const std::string html =
      markdown_html("## 一\n\n[更正](corrections.html)\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")
          .str();
  CHECK(stands_in(html, "<h2>一</h2>"));
  CHECK(stands_in(html, "<a href=\"corrections.html\">更正</a>"));
  CHECK(stands_in(html, "<td>2</td>"));
}

TEST_CASE("headings begin below the page's own, skip no level and have anchors of their words") {
  std::vector<MarkdownHeading> headings;
  const std::string html =
      markdown_html("# 甲 & 乙\n\n### 丙\n\n# 甲 & 乙\n", {.links = true, .first_heading = 3, .files = nullptr}, &headings).str();
  REQUIRE(headings.size() == 3);
  CHECK(headings[0].id == "s-甲-乙");
  CHECK(headings[2].id == "s-甲-乙-2");
  CHECK(stands_in(html, "<h3 id=\"s-甲-乙\">甲"));
  CHECK(stands_in(html, "<h4 id=\"s-丙\">丙</h4>"));
  CHECK_FALSE(stands_in(markdown_html("# 甲").str(), "id="));
  CHECK(stands_in(markdown_html("## 深\n\n# 浅").str(), "<h2>深</h2>"));
}

TEST_CASE("tables have scopes and classes in place of attributes that pages no longer have") {
  const std::string html = markdown_html("| 甲 | 乙 |\n| --- | ---: |\n| ` align=\"left\">` | 2 |\n").str();
  CHECK(stands_in(html, "<th scope=\"col\">甲</th>"));
  CHECK(stands_in(html, "<th scope=\"col\" class=\"right\">乙</th>"));
  CHECK(stands_in(html, "<td class=\"right\">2</td>"));
  CHECK(stands_in(html, "align=&quot;left&quot;"));
}

TEST_CASE("footnotes lead there and back, in Chinese") {
  const std::string html = markdown_html("正文[^1]。\n\n[^1]: 注。\n").str();
  CHECK(stands_in(html, "href=\"#fn-1\""));
  CHECK(stands_in(html, "aria-label=\"返回正文\""));
}

TEST_CASE("a footnote's label broken over two lines loses no character") {
  for (const char* text : {"[^\n中m]", "[^\nabcdefgh]", "某某某某某某某某[^\na] 尾", "[^a b]", "[^]", "[^", "[^a", "[^[^1]]"}) {
    INFO(text);
    const std::string html = markdown_html(text).str();
    CHECK(valid_utf8(html));
    CHECK(html == "<p>" + std::string(text) + "</p>\n");
  }
}

TEST_CASE("links and pictures stay only where they lead to something that is there") {
  const MarkdownStyle style{.links = true, .first_heading = 2,
                            .files = [](std::string_view path) { return path == "files/a.png" || path == "files/a.pdf"; }};
  const std::string html = markdown_html("![图](files/a.png) ![外](https://x.invalid/a.png) ![无](files/b.png)\n\n"
                                         "[甲](files/a.pdf) [乙](files/b.pdf) [丙](remedies.html#s) [丁](/etc/passwd) "
                                         "[戊](https://x.invalid/)\n", style).str();
  CHECK(stands_in(html, "<img src=\"files/a.png\" alt=\"图\""));
  CHECK(stands_in(html, "href=\"files/a.pdf\""));
  CHECK(stands_in(html, "href=\"remedies.html#s\""));
  CHECK(stands_in(html, "href=\"https://x.invalid/\""));
  for (const char* gone : {"https://x.invalid/a.png", "b.png", "b.pdf", "/etc"}) CHECK_FALSE(stands_in(html, gone));
  for (const char* word : {"外", "无", "乙", "丁"}) CHECK(stands_in(html, word));
}

TEST_CASE("no text keeps the parser busy for long") {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() + piece.size() < kMarkdownLimit) text += piece;
    return text;
  };
  for (const std::string& hostile :
       {repeated("*a_ "), repeated("[a]("), repeated("![["), repeated("> "), repeated("- "), repeated("`a``"),
        repeated("<!--"), repeated("[^1]"), repeated("|a"), repeated("a\n\n*a **a *a **a"), repeated("[a]: u\n"),
        repeated("~~a ~"), repeated("[[[[[a](b)\n\n"), repeated("<a href=\""), repeated("&#x0;")}) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(markdown_html(hostile).str().size() > 0);
    INFO(hostile.substr(0, 20));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  }
}

TEST_CASE("a Markdown text over the limit is shown as plain text") {
  const std::string html = markdown_html("**" + std::string(kMarkdownLimit, 'a') + "**").str();
  CHECK_FALSE(stands_in(html, "<strong>"));
  CHECK(html.starts_with("**aaa"));
}

TEST_CASE("deeply nested Markdown ends") {
  CHECK(markdown_html(std::string(50000, '>') + "x").str().size() > 0);
  CHECK(markdown_html(std::string(50000, '[')).str().size() > 0);
}

TEST_CASE("a Markdown page needs a title and a description") {
  const auto page = read_markdown_page(
      "---\ntitle: 关于: 本站\ndescription: 说明\norder: 1\n---\n正文\n", "pages/a.md");
  REQUIRE(page);
  CHECK(page->front.at("title") == "关于: 本站");
  CHECK(page->front.at("order") == "1");
  CHECK(page->body == "正文\n");
  for (const char* broken :
       {"正文", "---\n---\n正文", "---\ntitle: 甲\n---\n正文",
        "---\ntitle: 甲\ndescription: 乙\n正文", "---\ntitle: 甲\ndescription: \xff\n---\n正文"}) {
    INFO(broken);
    const auto refused = read_markdown_page(broken, "pages/a.md");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "bad_page");
    CHECK(refused.error().where.starts_with("pages/a.md:"));
  }
}
