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
  xml += "  <entry>\n    <title>" + escaped(record_title(record)) + "</title>\n    <id>" + address +
         "</id>\n    <link href=\"" + address + "\"/>\n    <published>" +
         instant(record.published_on()) + "</published>\n    <updated>" +
         instant(std::max(record.changed_on(), record.published_on())) +
         "</updated>\n    <category term=\"" + escaped(category_label(category_of(record))) +
         "\"/>\n    <summary>" + escaped(result_line(record)) + "</summary>\n  </entry>\n";
}

std::string atom(const Press& press, const std::string& agency, const Rows& newest_first) {
  const SiteConfig& config = press.site.config;
  const std::string self = escaped(public_address(config.base_url, feed_path(agency)));
  Date updated = newest_first.front()->published_on();
  for (const PublicRecord* record : newest_first)
    updated = std::max({updated, record->changed_on(), record->published_on()});
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n  <title>" +
      escaped(press.catalogue.agency_name(agency)) + "的执法决定</title>\n  <id>" + self +
      "</id>\n  <link rel=\"self\" href=\"" + self + "\"/>\n  <updated>" + instant(updated) +
      "</updated>\n  <author><name>" + escaped(config.authority) + "</name></author>\n";
  for (const PublicRecord* record : newest_first) add_entry(xml, press, *record);
  return xml + "</feed>\n";
}

}  // namespace

Status put_feeds(const Press& press) {
  Rows rows = press.catalogue.rows("decisions");
  std::erase_if(rows, [](const PublicRecord* record) { return record->personal(); });
  std::reverse(rows.begin(), rows.end());
  const auto by_agency = grouped(rows, [](const PublicRecord& record) { return record.agency(); });
  for (auto [agency, newest_first] : by_agency) {
    newest_first.resize(std::min(newest_first.size(), kEntries));
    GONGSHI_TRY(press.sink.add(feed_path(agency), atom(press, agency, newest_first)));
  }
  return {};
}

}  // namespace gongshi
