#include <algorithm>

#include "render/links.h"
#include "render/press.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kEntries = 50;

std::string instant(Date day) { return day.iso() + "T00:00:00+08:00"; }

void add_entry(std::string& xml, const Press& press, const PublicRecord& record) {
  const std::string address = escaped(public_address(press.site.config.base_url, record.address()));
  const bool decision = record.dataset() == "decisions";
  const std::string label =
      decision ? category_label(category_of(record)) : press.columns.column(record.dataset()).label;
  xml += "  <entry>\n    <title>" + escaped(record_title(record)) + "</title>\n    <id>" + address +
         "</id>\n    <link href=\"" + address + "\"/>\n    <published>" +
         instant(record.published_on()) + "</published>\n    <updated>" +
         instant(std::max(record.changed_on(), record.published_on())) +
         "</updated>\n    <category term=\"" + escaped(label) + "\"/>\n    <summary>" +
         escaped(decision ? result_line(record) : press.catalogue.agency_name(record.agency())) +
         "</summary>\n  </entry>\n";
}

/// A feed at `path` of the newest of these records; they come oldest first, as lists count them.
Status put_feed(const Press& press, const std::string& path, const std::string& title, Rows rows) {
  if (!press.sink.wants(path)) return {};
  std::reverse(rows.begin(), rows.end());
  rows.resize(std::min(rows.size(), kEntries));
  const SiteConfig& config = press.site.config;
  const std::string self = escaped(public_address(config.base_url, path));
  Date updated = rows.front()->published_on();
  for (const PublicRecord* record : rows)
    updated = std::max({updated, record->changed_on(), record->published_on()});
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n  <title>" +
      escaped(title) + "</title>\n  <id>" + self + "</id>\n  <link rel=\"self\" href=\"" + self +
      "\"/>\n  <updated>" + instant(updated) + "</updated>\n  <author><name>" +
      escaped(config.authority.empty() ? config.name : config.authority) + "</name></author>\n";
  for (const PublicRecord* record : rows) add_entry(xml, press, *record);
  return press.sink.add(path, xml + "</feed>\n");
}

}  // namespace

Status put_feeds(const Press& press) {
  for (const auto& [dataset, definition] : press.site.datasets) {
    Rows rows = press.catalogue.rows(dataset);
    std::erase_if(rows, [](const PublicRecord* record) { return record->personal(); });
    if (!definition.page || rows.empty()) continue;
    const std::string label = press.columns.column(dataset).label;
    GONGSHI_TRY(put_feed(press, dataset_feed_path(dataset), press.site.config.name + "：" + label, rows));
    if (dataset != "decisions") continue;
    const auto by_agency = grouped(rows, [](const PublicRecord& record) { return record.agency(); });
    for (const auto& [agency, of_agency] : by_agency)
      GONGSHI_TRY(put_feed(press, feed_path(agency),
                           press.catalogue.agency_name(agency) + "的" + label, of_agency));
  }
  return {};
}

}  // namespace gongshi
