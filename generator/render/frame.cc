#include "render/frame.h"

#include "render/linked_data.h"
#include "render/links.h"

namespace gongshi {
namespace {

const std::string& first_of(const std::string& wish, const std::string& otherwise) {
  return wish.empty() ? otherwise : wish;
}

void add_meta(PageData& page, std::string_view name, const std::string& content) {
  if (!content.empty()) page.section("META").set("NAME", name).set("CONTENT", content);
}

}  // namespace

std::string contact(const Site& site, std::string_view name) {
  return text_at(site.config.contacts, name);
}

void Frame::fill_head(PageData& page, const PageMeta& meta) const {
  const SiteConfig& config = site_.config;
  page.show("META", false);
  add_meta(page, "SiteName", config.name);
  add_meta(page, "SiteDomain", host_of(config.base_url));
  add_meta(page, "SiteIDCode", config.site_id_code);
  const std::string column = first_of(meta.column_name, meta.title);
  add_meta(page, "ColumnName", column);
  add_meta(page, "ColumnDescription", first_of(meta.column_description, meta.title));
  add_meta(page, "ColumnKeywords", first_of(meta.column_keywords, column));
  add_meta(page, "ColumnType", meta.column_type);
  add_meta(page, "Description",
           meta.pub_date ? meta.title + "。" + first_of(meta.column_description, meta.title)
                         : first_of(meta.column_description, meta.title));
  if (meta.pub_date) {
    add_meta(page, "ArticleTitle", meta.title);
    add_meta(page, "PubDate", meta.pub_date->iso() + " 00:00");
    add_meta(page, "ContentSource", first_of(meta.content_source, config.authority));
    add_meta(page, "Keywords", first_of(meta.column_keywords, column));
    if (!config.base_url.empty()) add_meta(page, "Url", public_address(config.base_url, meta.path));
  }
  if (meta.noindex) add_meta(page, "robots", "noindex");
  page.set("TITLE", meta.crumbs.empty() ? meta.title : meta.title + "_" + config.name);
  page.maybe("CANONICAL",
             config.base_url.empty() ? "" : public_address(config.base_url, meta.path));
  page.maybe_html("LINKED_DATA_HTML", meta.noindex ? Html() : linked_data(site_, meta));
  page.maybe("FEED", meta.feed);
  page.set("STYLE", assets_.path(meta.style));
  page.set("ELDER_STYLE", assets_.path("elder.css"));
  page.set("SCRIPT", assets_.path(meta.script));
  page.maybe("ICON", assets_.path("icon.svg"));
}

void Frame::fill_header(PageData& page, const PageMeta& meta) const {
  page.set("SITE_NAME", site_.config.name);
  page.set("AUTHORITY", site_.config.authority);
  page.show("REHEARSAL", site_.config.rehearsal);
  page.maybe("SEAL_IMAGE", assets_.path("seal.svg"));
  page.show("SEAL", assets_.path("seal.svg").empty());
  page.show("SEARCH", meta.header_search);
  page.show("AT_HOME", meta.path == "index.html");
  page.show("NOT_AT_HOME", meta.path != "index.html");
  page.show("NAV", false);
  for (const NavEntry& entry : columns_.navigation()) {
    PageData& item = page.section("NAV");
    item.set("LABEL", entry.label).set("PATH", entry.path);
    item.show("CURRENT", entry.path == meta.current).show("OTHER", entry.path != meta.current);
  }
  page.show("CRUMBS", !meta.crumbs.empty()).show("CRUMB", false);
  for (const Crumb& crumb : meta.crumbs) {
    PageData& item = page.section("CRUMB");
    item.set("LABEL", crumb.label).maybe("PATH", crumb.path).show("HERE", crumb.path.empty());
  }
}

void Frame::fill_footer(PageData& page) const {
  const SiteConfig& config = site_.config;
  page.show("FOOTER_LINK", false);
  for (const FooterLink& link : footer_)
    page.section("FOOTER_LINK").set("LABEL", link.label).set("PATH", link.path);
  page.maybe("ADDRESS", contact(site_, "address"));
  page.maybe("PHONE", contact(site_, "phone"));
  page.maybe("SITE_ID", config.site_id_code);
  page.maybe("ICP", config.icp);
  page.maybe("POLICE", config.public_security_record);
}

Result<std::string> Frame::page(const PageMeta& meta, const Html& main) const {
  PageData page;
  page.set("ROOT", meta.anywhere ? root_anywhere(site_.config.base_url) : root_prefix(meta.path));
  fill_head(page, meta);
  fill_header(page, meta);
  fill_footer(page);
  page.maybe("TOTAL", meta.data_total ? std::to_string(*meta.data_total) : "");
  page.set_html("MAIN_HTML", main);
  GONGSHI_ASSIGN(const Html whole, templates_.render(meta.layout, page));
  return whole.str();
}

}  // namespace gongshi
