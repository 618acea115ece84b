// Pages of the site folder and documents of decisions: front matter, Markdown, attachments drawn as SVG.
#include "base/markup.h"
#include "base/text.h"
#include "fuzz/must.h"
#include "render/markdown.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// No element or attribute that runs, loads or leaves the page, whatever the text says.
void must_be_harmless(const std::string& html) {
  must(valid_utf8(html), "a page is UTF-8");
  MarkupReader reader(html);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind != MarkupToken::Kind::kOpen) continue;
    for (const char* name : {"script", "style", "iframe", "object", "embed", "form", "input", "svg", "base", "meta", "link"})
      must(token.name != name, "no such element comes out of Markdown");
    for (const auto& attribute : markup_attributes(token.source)) {
      must(!attribute.name.starts_with("on") && attribute.name != "style", "no handler comes out of Markdown");
      if (attribute.name == "href" || attribute.name == "src")
        for (const char* scheme : {"javascript:", "data:", "vbscript:", "file:"})
          must(!attribute.value.starts_with(scheme), "no such address comes out of Markdown");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto page = read_markdown_page(text, "pages/x.md");
  must(page.ok() || !page.error().text.empty(), "a refused page has a reason");
  const std::string body = page.ok() ? page->body : multi_line(text);
  std::vector<MarkdownHeading> headings;
  must_be_harmless(markdown_html(body, {}, &headings).str());
  must_be_harmless(markdown_html(body, {.links = false, .first_heading = 4, .files = nullptr}).str());
  return 0;
}
