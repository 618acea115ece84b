#include "render/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/text.h"

namespace gongshi {
namespace {

constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES;

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeText {
  void operator()(char* text) const { std::free(text); }
};

struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

/// Puts the words of links and pictures in their place.
void drop_links(cmark_node* document) {
  std::vector<cmark_node*> links;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document));
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(node);
    if (event == CMARK_EVENT_EXIT && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)) links.push_back(node);
  }
  for (cmark_node* link : links) {
    while (cmark_node* child = cmark_node_first_child(link)) {
      cmark_node_unlink(child);
      cmark_node_insert_before(link, child);
    }
    cmark_node_unlink(link);
    cmark_node_free(link);
  }
}

Error bad(const std::string& where, const std::string& text) { return {"bad_page", text, where}; }

}  // namespace

Html markdown_html(std::string_view markdown, bool links) {
  if (markdown.size() > kMarkdownLimit) return value_html(markdown);
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(kOptions));
  for (const char* name : {"table", "strikethrough"})
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
      cmark_parser_attach_syntax_extension(parser.get(), extension);
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  if (!links) drop_links(document.get());
  const std::unique_ptr<char, FreeText> html(cmark_render_html(
      document.get(), kOptions, cmark_parser_get_syntax_extensions(parser.get())));
  return Html::trusted(html.get());
}

Result<MarkdownPage> read_markdown_page(std::string_view bytes, const std::string& where) {
  if (bytes.size() > kMarkdownLimit) return bad(where, "页面太长，请分成几页。");
  if (size_t offset = 0; !valid_utf8(bytes, &offset))
    return bad(where + ":" + std::to_string(1 + std::count(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(offset), '\n')),
               "页面不是 UTF-8 编码，请另存为 UTF-8。");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string text = replaced(std::string(bytes), "\r\n", "\n");
  const size_t end = text.find("\n---\n", 3);
  if (!text.starts_with("---\n") || end == std::string::npos || end < 4)
    return bad(where + ":1", "页面开头缺少两行 --- 之间的标题和说明。");
  MarkdownPage page;
  for (const std::string& line : split(std::string_view(text).substr(4, end - 4), '\n')) {
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    page.front[std::string(trimmed(line.substr(0, colon)))] = trimmed(line.substr(colon + 1));
  }
  for (const char* name : {"title", "description"})
    if (page.front[name].empty()) return bad(where + ":1", std::string("页面缺少 ") + name + "。");
  page.body = text.substr(end + 5);
  return page;
}

}  // namespace gongshi
