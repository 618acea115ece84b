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

constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;

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

bool is_web_address(std::string_view address) {
  for (const char* start : {"http://", "https://", "mailto:", "tel:", "#"})
    if (address.starts_with(start)) return true;
  return false;
}

/// Whether a link or picture may stay. Pages are linked by their names (`data.html`).
bool may_stay(cmark_node* node, const MarkdownStyle& style) {
  if (!style.links) return false;
  const char* raw = cmark_node_get_url(node);
  const std::string_view address = raw == nullptr ? "" : raw;
  const bool known = style.files && style.files(address.substr(0, address.find_first_of("?#")));
  if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) return known;
  const std::string_view path = address.substr(0, address.find_first_of("?#"));
  const bool page = !path.starts_with('/') && (path.ends_with(".html") || path.ends_with('/'));
  return known || page || is_web_address(address);
}

/// The words in a node.
std::string words_of(cmark_node* node) {
  std::string words;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(node));
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* part = cmark_iter_get_node(iterator.get());
    const cmark_node_type type = cmark_node_get_type(part);
    if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
      words += cmark_node_get_literal(part);
  }
  return words;
}

/// Every node of these types, in the order of the text.
std::vector<cmark_node*> nodes_of(cmark_node* document, std::initializer_list<cmark_node_type> types) {
  std::vector<cmark_node*> nodes;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator(cmark_iter_new(document));
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event != CMARK_EVENT_EXIT) continue;
    for (const cmark_node_type type : types)
      if (cmark_node_get_type(node) == type) nodes.push_back(node);
  }
  return nodes;
}

/// Puts the words of links and pictures that may not stay in their place.
void drop_links(cmark_node* document, const MarkdownStyle& style) {
  for (cmark_node* link : nodes_of(document, {CMARK_NODE_LINK, CMARK_NODE_IMAGE})) {
    if (may_stay(link, style)) continue;
    while (cmark_node* child = cmark_node_first_child(link)) {
      cmark_node_unlink(child);
      cmark_node_insert_before(link, child);
    }
    cmark_node_unlink(link);
    cmark_node_free(link);
  }
}

bool in_anchor(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// `s-` and the words: Han characters, ASCII letters and digits, with `-` for anything else.
std::string anchor_of(const std::string& words, std::map<std::string, int>& taken) {
  std::u32string points = U"s-";
  for (const char32_t c : to_u32(words)) {
    if (in_anchor(c)) points += c;
    else if (points.back() != '-') points += '-';
  }
  const std::string id = to_utf8(points);
  const int before = taken[id]++;
  return before == 0 ? id : id + "-" + std::to_string(before + 1);
}

/// Gives headings levels that begin at the style's and skip none; returns them with their anchors.
std::vector<MarkdownHeading> arrange_headings(cmark_node* document, const MarkdownStyle& style) {
  std::vector<MarkdownHeading> headings;
  const auto nodes = nodes_of(document, {CMARK_NODE_HEADING});
  int highest = 6;
  for (cmark_node* node : nodes) highest = std::min(highest, cmark_node_get_heading_level(node));
  std::map<std::string, int> taken;
  int level = style.first_heading - 1;
  for (cmark_node* node : nodes) {
    const int wish = style.first_heading + cmark_node_get_heading_level(node) - highest;
    level = std::min({wish, level + 1, 6});
    cmark_node_set_heading_level(node, level);
    const std::string words = words_of(node);
    headings.push_back({level, anchor_of(words, taken), words});
  }
  return headings;
}

/// What cmark writes and a strict page cannot have, or should. Text and addresses are escaped by
/// cmark, so a `<` here always begins one of its own tags.
std::string mended(std::string html, const std::vector<MarkdownHeading>& headings, bool anchors) {
  html = replaced(std::move(html), "<th align=", "<th scope=\"col\" align=");
  html = replaced(std::move(html), "<th>", "<th scope=\"col\">");
  for (const char* side : {"left", "center", "right"})
    html = replaced(std::move(html), std::string(" align=\"") + side + "\">",
                    std::string(" class=\"") + side + "\">");
  html = replaced(std::move(html), "aria-label=\"Back to content\"", "aria-label=\"返回正文\"");
  if (!anchors) return html;
  size_t at = 0;
  for (const MarkdownHeading& heading : headings) {
    const std::string tag = "<h" + std::to_string(heading.level) + ">";
    at = html.find(tag, at);
    if (at == std::string::npos) break;
    const std::string with = "<h" + std::to_string(heading.level) + " id=\"" + escaped(heading.id) + "\">";
    html.replace(at, tag.size(), with);
    at += with.size();
  }
  return html;
}

/// A paragraph, or run of lines without an empty one, over the limit.
bool too_dense(std::string_view markdown) {
  size_t run = 0;
  for (size_t begin = 0; begin < markdown.size();) {
    const size_t end = std::min(markdown.find('\n', begin), markdown.size());
    run = trimmed(markdown.substr(begin, end - begin)).empty() ? 0 : run + end - begin + 1;
    if (run > kParagraphLimit) return true;
    begin = end + 1;
  }
  return false;
}

bool in_label(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '-';
}

/// True when every `[^` begins a label of letters, digits and hyphens. Of any other, one broken over two
/// lines for instance, cmark-gfm 0.29.0.gfm.6 measures the length wrongly and loses or cuts characters:
/// such a text has no footnotes at all.
bool plain_footnotes(std::string_view markdown) {
  for (size_t at = 0; (at = markdown.find("[^", at)) != std::string_view::npos;) {
    const size_t begin = at += 2;
    while (at < markdown.size() && in_label(markdown[at])) ++at;
    if (at == begin || at == markdown.size() || markdown[at] != ']') return false;
  }
  return true;
}

Error bad_page(const std::string& where, const std::string& text) { return {"bad_page", text, where}; }

}  // namespace

Html markdown_html(std::string_view markdown, const MarkdownStyle& style,
                   std::vector<MarkdownHeading>* headings) {
  if (markdown.size() > kMarkdownLimit || too_dense(markdown)) return value_html(markdown);
  cmark_gfm_core_extensions_ensure_registered();
  const int options = kOptions | (plain_footnotes(markdown) ? CMARK_OPT_FOOTNOTES : 0);
  const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(options));
  for (const char* name : {"table", "strikethrough"})
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
      cmark_parser_attach_syntax_extension(parser.get(), extension);
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, FreeNode> document(cmark_parser_finish(parser.get()));
  drop_links(document.get(), style);
  const std::vector<MarkdownHeading> found = arrange_headings(document.get(), style);
  const std::unique_ptr<char, FreeText> html(cmark_render_html(
      document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
  if (headings != nullptr) *headings = found;
  return Html::trusted(mended(html.get(), found, headings != nullptr));
}

Result<MarkdownPage> read_markdown_page(std::string_view bytes, const std::string& where) {
  if (bytes.size() > kMarkdownLimit) return bad_page(where, "页面太长，请分成几页。");
  if (size_t offset = 0; !valid_utf8(bytes, &offset))
    return bad_page(where + ":" + std::to_string(1 + std::count(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(offset), '\n')),
               "页面不是 UTF-8 编码，请另存为 UTF-8。");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string text = replaced(std::string(bytes), "\r\n", "\n");
  const size_t end = text.find("\n---\n", 3);
  if (!text.starts_with("---\n") || end == std::string::npos || end < 4)
    return bad_page(where + ":1", "页面开头缺少两行 --- 之间的标题和说明。");
  MarkdownPage page;
  for (const std::string& line : split(std::string_view(text).substr(4, end - 4), '\n')) {
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    page.front[std::string(trimmed(line.substr(0, colon)))] = trimmed(line.substr(colon + 1));
  }
  for (const char* name : {"title", "description"})
    if (page.front[name].empty()) return bad_page(where + ":1", std::string("页面缺少 ") + name + "。");
  page.body = text.substr(end + 5);
  return page;
}

}  // namespace gongshi
