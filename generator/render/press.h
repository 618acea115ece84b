#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_sink.h"
#include "render/attachments.h"
#include "render/catalogue.h"
#include "render/columns.h"
#include "render/facets.h"
#include "render/frame.h"
#include "render/markdown.h"
#include "render/render.h"
#include "render/templates.h"

namespace gongshi {

/// A Markdown page of the site: `pages/<name>.md` becomes `<name>.html`.
struct SitePage {
  std::string name;
  MarkdownPage page;
  std::string path() const { return name + ".html"; }
};

/// The Markdown pages, by `order` and then name. Errors `bad_page`.
Result<std::vector<SitePage>> read_site_pages(const Fs& fs, const Site& site);
/// The links of the footer: the pages that have an `order`, and the site map.
std::vector<FooterLink> footer_links(const std::vector<SitePage>& pages);

/// Everything the pages of one run are made with. Page makers take it and put pages into it.
struct Press {
  const Site& site;
  const Edition& edition;
  const RenderExtras& extras;
  const Templates& templates;
  const Assets& assets;
  const Columns& columns;
  const Catalogue& catalogue;
  const std::vector<SitePage>& pages;
  const Attachments& attachments;
  const Frame& frame;
  FileSink& sink;

  /// Fills the template, puts the frame around it and hands the page over.
  Status put(const PageMeta& meta, const std::string& template_name, const PageData& page) const;
  /// Path of the Markdown page of this name, or "".
  std::string page_path(std::string_view name) const;
  /// The first navigation entry holding this dataset: its path, to be marked as current.
  std::string nav_path(const std::string& dataset) const;
  /// Meta of a page in a dataset's column, with 首页 › column as breadcrumb.
  PageMeta column_meta(const std::string& dataset, std::string path, std::string title) const;
};

// The makers, each in a file of its own. `to` prefixes in page data are named ROOT: what leads from
// the page back to the web root.
Status put_home(const Press& press);
Status put_elder(const Press& press);
Status put_decisions(const Press& press);  ///< details of decisions
Status put_tombstones(const Press& press);
Status put_agencies(const Press& press);  ///< list and details
Status put_records(const Press& press);   ///< details of every other dataset
Status put_lists(const Press& press);     ///< lists of every dataset but agencies
Status put_windows(const Press& press);  ///< post sheets of service windows (岗位信息公示牌)
Status put_parties(const Press& press);
Status put_site_pages(const Press& press);  ///< Markdown, site map, search form, 404, as-of
Status put_feeds(const Press& press);       ///< Atom
Status put_sitemap(const Press& press);     ///< sitemap.xml and robots.txt
Status put_kiosk(const Press& press);       ///< the shell of kiosks (docs/halls.md)
Status put_screens(const Press& press);     ///< loops of electronic screens
Status put_print(const Press& press);       ///< sheets, signs, leaflet, booklets

/// The decisions' table (look section 5, record row), newest first.
Result<Html> decision_table(const Press& press, const std::string& root, const Rows& newest_first,
                            std::string_view caption);
/// The table of any other dataset from its definition; officers with the state of their
/// certificate.
Result<Html> record_table(const Press& press, const std::string& root, const std::string& dataset,
                          const Rows& rows, std::string_view caption);

/// Fills section BLOCK with whole records, for datasets whose records have no page of their own:
/// each stands under its key, to which its address points.
void add_blocks(const Press& press, PageData& page, const std::string& dataset, const Rows& rows);

}  // namespace gongshi
