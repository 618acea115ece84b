#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "render/assets.h"
#include "render/columns.h"
#include "render/html.h"
#include "render/templates.h"
#include "site/site.h"

namespace gongshi {

/// A step of 您所在的位置 after 首页. The last one is the page itself and has no path.
struct Crumb {
  std::string label;
  std::string path;  ///< web-root relative
};

/// A link of the footer: a Markdown page.
struct FooterLink {
  std::string label;
  std::string path;
};

/// What the frame must know of a page. Paths are relative to the web root.
struct PageMeta {
  std::string path;                ///< where the page goes; sets its depth
  std::string title;               ///< h1 and <title>
  std::string column_name;         ///< default: the title
  std::string column_description;  ///< default: the title
  std::string column_keywords;     ///< `;` between words; default: the column's name
  std::string column_type = "信息公开目录";
  std::string current;        ///< path of the navigation entry to mark, or empty
  std::vector<Crumb> crumbs;  ///< none: no breadcrumb (home)
  std::optional<Date>
      pub_date;  ///< set on content pages: with it ArticleTitle and ContentSource go out
  std::string content_source;  ///< default: the site's authority
  bool noindex = false;
  /// Shown at any address (404): its links begin at the host's root, where the site knows its own.
  bool anywhere = false;
  std::vector<Json> linked_data;  ///< JSON-LD beside the breadcrumb (linked_data.h)
  bool header_search = true;          ///< false where the page has a larger search of its own
  std::string feed;                   ///< Atom feed of this page's records
  std::optional<size_t> data_total;   ///< `data-total` of main: search pages
  std::string layout = "frame.html";  ///< another whole-page template
  std::string style = "web.css", script = "site.js";  ///< assets that `layout` loads
};

/// The frame of every web page: head, skip link, header, navigation, breadcrumb, main, footer.
/// Also for pages other rooms make (annual reports, search results).
class Frame {
 public:
  Frame(const Site& site, const Templates& templates, const Assets& assets, const Columns& columns,
        std::vector<FooterLink> footer)
      : site_(site),
        templates_(templates),
        assets_(assets),
        columns_(columns),
        footer_(std::move(footer)) {}

  /// The whole page. `main` is the inside of <main>, from a template.
  Result<std::string> page(const PageMeta& meta, const Html& main) const;
  /// Where a style sheet, script or image of the themes lies; empty when there is none.
  std::string asset(const std::string& name) const { return assets_.path(name); }
  const std::vector<NavEntry>& navigation() const { return columns_.navigation(); }

 private:
  void fill_head(PageData& page, const PageMeta& meta) const;
  void fill_header(PageData& page, const PageMeta& meta) const;
  void fill_footer(PageData& page) const;

  const Site& site_;
  const Templates& templates_;
  const Assets& assets_;
  const Columns& columns_;
  std::vector<FooterLink> footer_;
};

/// A text of site.json's `contacts` (`address`, `phone`, `email`, `postcode`, `hotline`), or "".
std::string contact(const Site& site, std::string_view name);

}  // namespace gongshi
