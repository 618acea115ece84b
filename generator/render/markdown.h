#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "render/html.h"

namespace gongshi {

/// Largest Markdown text that is read, in bytes.
inline constexpr size_t kMarkdownLimit = 512 * 1024;

/// Markdown (GitHub's, with tables) as HTML. Raw HTML and dangerous addresses are left out. A text
/// over kMarkdownLimit is shown as plain text.
/// With `links` false, links and pictures show their words only: what an agency sends leads nowhere.
Html markdown_html(std::string_view markdown, bool links = true);

/// A Markdown page: front matter between two `---` lines, then the text.
struct MarkdownPage {
  std::map<std::string, std::string> front;  ///< title, description, order
  std::string body;
};

/// Reads a page. Errors (`bad_page`): no front matter, no title or description, not UTF-8, too
/// long.
Result<MarkdownPage> read_markdown_page(std::string_view bytes, const std::string& where);

}  // namespace gongshi
