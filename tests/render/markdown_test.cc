#include "render/markdown.h"

#include "support/catch.h"

using namespace gongshi;

namespace {
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
}  // namespace

TEST_CASE("raw HTML and dangerous addresses do not come out of Markdown") {
  const std::string html =
      markdown_html(
          "<script>alert(1)</script>\n\n[a](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
          "[b](data:text/html;base64,xx) ![c](vbscript:x)\n")
          .str();
  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, "javascript:"));
  CHECK_FALSE(has(html, "onerror"));
  CHECK_FALSE(has(html, "data:"));
  CHECK_FALSE(has(html, "vbscript:"));
}

TEST_CASE("Markdown gives headings, links and tables") {
  const std::string html =
      markdown_html("## 一\n\n[更正](corrections.html)\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n")
          .str();
  CHECK(has(html, "<h2>一</h2>"));
  CHECK(has(html, "<a href=\"corrections.html\">更正</a>"));
  CHECK(has(html, "<td>2</td>"));
}

TEST_CASE("a Markdown text over the limit is shown as plain text") {
  const std::string html = markdown_html("**" + std::string(kMarkdownLimit, 'a') + "**").str();
  CHECK_FALSE(has(html, "<strong>"));
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
