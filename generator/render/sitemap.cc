#include "render/sitemap.h"

#include "render/html.h"
#include "render/links.h"
#include "render/press.h"

namespace gongshi {
namespace {

constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
constexpr const char* kSpace = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

std::string url_set(const std::vector<SitemapEntry>& entries, size_t first, size_t last) {
  std::string xml = std::string(kHead) + "<urlset" + kSpace;
  for (size_t i = first; i < last; ++i) {
    xml += "<url><loc>" + escaped(entries[i].address) + "</loc>";
    if (!entries[i].changed.empty()) xml += "<lastmod>" + entries[i].changed + "</lastmod>";
    xml += "</url>\n";
  }
  return xml + "</urlset>\n";
}

}  // namespace

std::map<std::string, std::string> sitemap_files(const std::string& base_url,
                                                 const std::vector<SitemapEntry>& entries,
                                                 size_t limit) {
  if (entries.size() <= limit) return {{"sitemap.xml", url_set(entries, 0, entries.size())}};
  std::map<std::string, std::string> files;
  std::string index = std::string(kHead) + "<sitemapindex" + kSpace;
  for (size_t first = 0; first < entries.size(); first += limit) {
    const std::string name = "sitemap-" + std::to_string(first / limit + 1) + ".xml";
    files[name] = url_set(entries, first, std::min(first + limit, entries.size()));
    index += "<sitemap><loc>" + escaped(public_address(base_url, name)) + "</loc></sitemap>\n";
  }
  files["sitemap.xml"] = index + "</sitemapindex>\n";
  return files;
}

std::vector<SitemapEntry> sitemap_entries(const Site& site, const Edition& edition,
                                          const std::vector<std::string>& pages) {
  const std::string& base = site.config.base_url;
  std::vector<SitemapEntry> entries;
  for (const std::string& page : pages) entries.push_back({public_address(base, page), ""});
  for (const PublicRecord& record : edition.records) {
    const auto definition = site.datasets.find(record.dataset());
    if (definition == site.datasets.end() || !definition->second.page || record.personal())
      continue;
    entries.push_back({public_address(base, record.address()), record.changed_on().iso()});
  }
  return entries;
}

Status put_sitemap(const Press& press) {
  std::vector<std::string> pages = {"index.html", "elder/index.html", "sitemap.html"};
  for (const SitePage& page : press.pages) pages.push_back(page.path());
  for (const auto& [dataset, column] : press.columns.open_columns())
    pages.push_back(dataset + "/index.html");
  const auto entries = sitemap_entries(press.site, press.edition, pages);
  const std::string& base = press.site.config.base_url;
  for (const auto& [path, bytes] : sitemap_files(base, entries))
    GONGSHI_TRY(press.sink.add(path, bytes));
  return press.sink.add("robots.txt", "User-agent: *\nDisallow: " + path_of(base) +
                                          "search/index.html?\nSitemap: " +
                                          public_address(base, "sitemap.xml") + "\n");
}

}  // namespace gongshi
