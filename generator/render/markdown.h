#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "render/html.h"

namespace gongshi {

/// Largest Markdown text that is read, in bytes; and the longest single paragraph, because the
/// parser's time grows faster than a paragraph's length. With both, no text takes more than a few
/// seconds, and the same text always gives the same page, which a clock would not.
inline constexpr size_t kMarkdownLimit = 512 * 1024;
inline constexpr size_t kParagraphLimit = 64 * 1024;

struct MarkdownStyle {
  bool links = true;      ///< false: links and pictures show their words only
  int first_heading = 2;  ///< level of the highest heading: those below follow without a gap
  /// Whether a file of the site folder (`files/x.pdf`, as the text links to it) goes out. Links to
  /// files that do not, and pictures from anywhere else, show their words only. Null: none goes out.
  std::function<bool(std::string_view)> files;
};

/// A heading of a Markdown text: `id` is its anchor.
struct MarkdownHeading {
  int level = 0;
  std::string id, text;
};

/// Markdown (GitHub's: tables, footnotes, strikethrough) as HTML. Raw HTML and dangerous addresses
/// are left out. A text over the limits is shown as plain text. With `headings`, headings get
/// anchors and are listed there.
Html markdown_html(std::string_view markdown, const MarkdownStyle& style = {},
                   std::vector<MarkdownHeading>* headings = nullptr);

/// A Markdown page: front matter between two `---` lines, then the text.
struct MarkdownPage {
  std::map<std::string, std::string> front;  ///< title, description, order
  std::string body;
};

/// Reads a page. Errors (`bad_page`): no front matter, no title or description, not UTF-8, too
/// long.
Result<MarkdownPage> read_markdown_page(std::string_view bytes, const std::string& where);

}  // namespace gongshi
