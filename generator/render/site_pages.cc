#include <fmt/format.h>

#include "render/halls.h"
#include "render/links.h"
#include "render/press.h"
#include "render/search_page.h"
#include "render/words.h"
#include "rules/working_days.h"

namespace gongshi {
namespace {

/// Headings of the first level from which a page gets a list of its contents.
constexpr long kContentsFrom = 4;

Status put_markdown(const Press& press, const SitePage& page) {
  const auto& front = page.page.front;
  PageData data;
  data.set("TITLE", front.at("title")).set("LEAD", front.at("description"));
  std::vector<MarkdownHeading> headings;
  // A page in a folder links as it lies: ../files/guide.pdf.
  const stdfs::path folder = stdfs::path(page.name).parent_path();
  const MarkdownStyle style{.links = true, .first_heading = 2, .files = [&](std::string_view path) {
                              return press.attachments.has((folder / path).lexically_normal().string());
                            }};
  data.set_html("BODY_HTML", markdown_html(page.page.body, style, &headings));
  std::erase_if(headings, [](const MarkdownHeading& heading) { return heading.level != 2; });
  const bool contents = std::ssize(headings) >= kContentsFrom;
  data.show("CONTENTS", contents).show("ENTRY", false);
  for (const MarkdownHeading& heading : headings)
    if (contents) data.section("ENTRY").set("ID", heading.id).set("TEXT", heading.text);
  PageMeta meta;
  meta.path = page.path();
  meta.title = front.at("title");
  meta.column_description = front.at("description");
  meta.column_type = "概况信息";
  meta.crumbs = {{meta.title, ""}};
  return press.put(meta, "text.html", data);
}

Status put_not_found(const Press& press) {
  PageData page;
  page.set("ROOT", root_anywhere(press.site.config.base_url));
  PageMeta meta;
  meta.path = "404.html";
  meta.anywhere = true;
  meta.title = "没有这个页面";
  meta.column_type = "概况信息";
  meta.crumbs = {{meta.title, ""}};
  meta.noindex = true;
  return press.put(meta, "not_found.html", page);
}

/// asof.js writes the day of the data into every page, and tells kiosks, screens and print, which listen
/// for `asof`, also the last day on which a kiosk may still show decisions; asof.html says it without
/// script. Both change every night, which no other page but the home page may.
Status put_as_of(const Press& press) {
  const Date day = press.edition.as_of;
  const Date until = WorkingDays(press.site.calendar).after(day, press.site.config.kiosk_max_days);
  const std::string script = fmt::format(R"((function () {{
  "use strict";
  var day = "{0}";
  var places = document.querySelectorAll("[data-asof]");
  for (var i = 0; i < places.length; i += 1) {{
    places[i].textContent = "数据截至 " + day;
  }}
  document.dispatchEvent(new CustomEvent("asof", {{ detail: {{ day: day, words: "{1}", until: "{2}" }} }}));
}})();
)",
                                         day.iso(), day.chinese(), until.iso());
  GONGSHI_TRY(press.sink.add("asof.js", script));
  PageData page;
  page.set("ROOT", "").set("DAY", day.chinese()).set("NAME", press.site.config.name);
  page.show("STALE", false);
  for (const auto& [agency, datasets] : press.extras.stale)
    page.section("STALE")
        .set("AGENCY", press.catalogue.agency_name(agency))
        .set("DAY", press.extras.reached(agency)->chinese());
  PageMeta meta;
  meta.path = "asof.html";
  meta.title = "数据更新日期";
  meta.column_type = "概况信息";
  meta.crumbs = {{meta.title, ""}};
  return press.put(meta, "asof.html", page);
}

Status put_map(const Press& press) {
  PageData page;
  page.set("ROOT", "").show("GROUP", false).show("PAGE", false);
  for (const NavEntry& entry : press.columns.navigation()) {
    PageData& group = page.section("GROUP");
    group.set("TITLE", entry.label).show("COLUMN", false);
    if (entry.datasets.empty())
      group.section("COLUMN").set("LABEL", entry.label).set("PATH", entry.path);
    for (const std::string& dataset : entry.datasets)
      group.section("COLUMN")
          .set("LABEL", press.columns.column(dataset).label)
          .set("PATH", dataset + "/index.html");
  }
  for (const SitePage& site_page : press.pages)
    page.section("PAGE")
        .set("LABEL", site_page.page.front.at("title"))
        .set("PATH", site_page.path());
  page.section("PAGE").set("LABEL", "张贴和打印").set("PATH", kPrintIndex);
  page.section("PAGE").set("LABEL", "电子屏").set("PATH", kScreenIndex);
  page.section("PAGE").set("LABEL", "自助查询终端").set("PATH", kKioskIndex);
  page.show("PARTIES", !press.catalogue.parties().empty()).show("FEEDS", false);
  for (const auto& [dataset, definition] : press.site.datasets) {
    if (!definition.page || !has_feed(press.catalogue.rows(dataset))) continue;
    page.show("FEEDS");
    page.section("FEED")
        .set("LABEL", press.columns.column(dataset).label)
        .set("PATH", dataset_feed_path(dataset));
  }
  const auto by_agency = grouped(press.catalogue.rows("decisions"),
                                 [](const PublicRecord& record) { return record.agency(); });
  for (const auto& [agency, rows] : by_agency) {
    if (!has_feed(rows)) continue;
    page.show("FEEDS");
    page.section("FEED")
        .set("LABEL", press.catalogue.agency_name(agency))
        .set("PATH", feed_path(agency));
  }
  PageMeta meta;
  meta.path = "sitemap.html";
  meta.title = "网站地图";
  meta.column_type = "概况信息";
  meta.crumbs = {{meta.title, ""}};
  return press.put(meta, "sitemap.html", page);
}

}  // namespace

Status put_site_pages(const Press& press) {
  for (const SitePage& page : press.pages) GONGSHI_TRY(put_markdown(press, page));
  GONGSHI_TRY(put_not_found(press));
  GONGSHI_TRY(put_as_of(press));
  GONGSHI_TRY(put_map(press));
  GONGSHI_ASSIGN(const std::string search, search_page(press.templates, press.frame, {}, true));
  return press.sink.add("search/index.html", search);
}

}  // namespace gongshi
