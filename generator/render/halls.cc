#include "render/halls.h"

#include <algorithm>

#include "render/links.h"
#include "render/qr.h"

namespace gongshi {
namespace {

std::string month_published(const PublicRecord& record) { return record.published_on().month_id(); }

/// The newest month of publication, newest first; lists without dates as they stand.
Rows for_sheet(const DatasetDefinition& definition, const Rows& rows) {
  if (definition.date.empty()) return rows;
  RowGroups months = grouped(rows, month_published);
  Rows newest = std::move(months.rbegin()->second);
  std::reverse(newest.begin(), newest.end());
  return newest;
}

}  // namespace

PageMeta hall_meta(const Press& press, const std::string& kind, std::string path, std::string title) {
  PageMeta meta;
  meta.path = std::move(path);
  meta.title = std::move(title);
  meta.column_name = "办事大厅";
  meta.column_description = press.site.config.name + "在办事大厅的公示";
  meta.column_keywords = "办事大厅;行政执法;公示";
  meta.noindex = true;
  meta.layout = "frame_hall.html";
  meta.style = kind + ".css";
  meta.script = kind + ".js";
  return meta;
}

std::string data_script(const std::string& function, const Json& data) {
  std::string text;
  // A script of its own, where no tag means anything; but what reads it as a page shall not see one either.
  for (const char c : data.dump(-1, ' ', false, Json::error_handler_t::replace))
    if (c == '<') text += "\\u003c";
    else text += c;
  return function + "(" + text + ");\n";
}

std::string Sheet::path(size_t file) const {
  const std::string number = file == 0 ? "" : "-" + std::to_string(file + 1);
  return "print/" + (category.empty() ? dataset : dataset + "-" + category) + "-" + agency + number + ".html";
}

std::vector<Sheet> sheets_of(const Site& site, const Catalogue& catalogue) {
  std::vector<Sheet> sheets;
  for (const auto& [dataset, definition] : site.datasets) {
    if (dataset == "agencies") continue;
    const bool decisions = dataset == "decisions";
    for (const auto& [key, rows] : grouped(catalogue.rows(dataset), [&](const PublicRecord& record) {
           return decisions ? category_of(record) + " " + record.agency() : " " + record.agency();
         })) {
      const size_t gap = key.find(' ');
      sheets.push_back({dataset, key.substr(0, gap), key.substr(gap + 1), for_sheet(definition, rows)});
    }
  }
  return sheets;
}

std::string sign_path(const std::string& agency) { return "print/window-" + agency + ".html"; }
std::string booklet_path(const std::string& agency) { return "print/booklet-" + agency + ".html"; }
std::string screen_path(const std::string& id) { return "screen/" + id + ".html"; }
std::string loop_path(const std::string& id) { return "screen/" + id + ".js"; }

std::string window_number(const Site& site, const std::string& officer) {
  for (const Screen& screen : site.config.screens)
    for (const ScreenPart& part : screen.loop)
      for (const ScreenWindow& window : part.windows)
        if (window.officer == officer) return window.number;
  return "";
}

Status add_code(const Press& press, PageData& page, const std::string& path) {
  page.show("QR", false);
  if (press.site.config.base_url.empty()) return {};
  GONGSHI_ASSIGN(const QrCode code, qr_code(public_address(press.site.config.base_url, path)));
  page.section("QR").set("QR_SIZE", std::to_string(code.size)).set("QR_PATH", code.path);
  return {};
}

RowGroups window_officers(const Catalogue& catalogue) {
  Rows officers;
  for (const PublicRecord* officer : catalogue.rows("officers"))
    if (at_window(*officer)) officers.push_back(officer);
  return grouped(officers, [](const PublicRecord& officer) { return officer.agency(); });
}

std::set<std::string> planned_hall_paths(const Site& site, const Edition& edition) {
  std::set<std::string> paths = {kKioskIndex,         "kiosk/home.js", kScreenIndex, loop_path("index"),
                                 kPrintIndex, "print/leaflet.html"};
  for (const Screen& screen : site.config.screens) paths.insert({screen_path(screen.id), loop_path(screen.id)});
  const Catalogue catalogue(site, edition);
  for (const Sheet& sheet : sheets_of(site, catalogue))
    for (size_t file = 0; file < sheet.files(); ++file) paths.insert(sheet.path(file));
  for (const auto& [agency, officers] : window_officers(catalogue)) paths.insert(sign_path(agency));
  for (const std::string& agency : catalogue.agencies()) paths.insert(booklet_path(agency));
  return paths;
}

}  // namespace gongshi
