#pragma once

#include <set>
#include <string>
#include <vector>

#include "render/catalogue.h"
#include "render/page_data.h"
#include "render/press.h"

namespace gongshi {

/// What service halls show (docs/halls.md): kiosks at kiosk/, electronic screens at screen/, things to be
/// printed and put up at print/.
inline constexpr const char* kKioskIndex = "kiosk/index.html";
inline constexpr const char* kScreenIndex = "screen/index.html";
inline constexpr const char* kPrintIndex = "print/index.html";

/// Rows of one printed table; a list that is longer goes on in a file of its own.
inline constexpr size_t kSheetRows = 100;

/// Meta of a page of this kind: no breadcrumb, not for search engines, with its own frame, sheet and
/// script (`kiosk`: kiosk.css, kiosk.js).
PageMeta hall_meta(const Press& press, const std::string& kind, std::string path, std::string title);

/// A script that hands data to `function`: what a page from a disk may load where fetch may not.
std::string data_script(const std::string& function, const Json& data);

/// A table to be printed: the newest month in which a list published something, or a list without
/// dates as a whole, of one agency, newest first.
struct Sheet {
  std::string dataset;
  std::string category;  ///< of decisions, else empty
  std::string agency;
  Rows rows;

  /// print/<dataset or category>-<agency>.html; the second file ends in -2.
  std::string path(size_t file) const;
  size_t files() const { return (rows.size() + kSheetRows - 1) / kSheetRows; }
};
/// All sheets of an edition, by dataset, category and agency.
std::vector<Sheet> sheets_of(const Site& site, const Catalogue& catalogue);

std::string sign_path(const std::string& agency);     ///< print/window-<agency>.html
std::string booklet_path(const std::string& agency);  ///< print/booklet-<agency>.html
std::string screen_path(const std::string& id);       ///< screen/<id>.html
/// The data a screen's page loads again and again, beside it.
std::string loop_path(const std::string& id);

/// The window an officer sits at by the screens of site.json, or "".
std::string window_number(const Site& site, const std::string& officer);

/// Puts the QR code of a path's public address into the page: QR with QR_SIZE and QR_PATH; hidden
/// where the site does not know its own address.
Status add_code(const Press& press, PageData& page, const std::string& path);

/// Officers at windows, by agency.
RowGroups window_officers(const Catalogue& catalogue);

/// What render_site writes for halls, worked out from the edition.
std::set<std::string> planned_hall_paths(const Site& site, const Edition& edition);

// Two makers of put_print, each in a file of its own. They fill the sections of print/index.html.
Status put_sheets(const Press& press, PageData& index);
Status put_books(const Press& press, PageData& index);

}  // namespace gongshi
