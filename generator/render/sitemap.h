#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// One page of a sitemap.
struct SitemapEntry {
  std::string address;
  std::string changed;  ///< ISO date or empty
};

/// The most addresses one sitemap file may hold.
inline constexpr size_t kSitemapLimit = 49999;

/// The sitemap files by path. Up to `limit` addresses stand in sitemap.xml itself, more in
/// sitemap-1.xml, … with sitemap.xml as their index.
std::map<std::string, std::string> sitemap_files(const std::string& base_url,
                                                 const std::vector<SitemapEntry>& entries,
                                                 size_t limit = kSitemapLimit);

/// What search engines may list: open columns' first pages, site pages and every record that is not
/// about a natural person. Tombstones are left out.
std::vector<SitemapEntry> sitemap_entries(const Site& site, const Edition& edition,
                                          const std::vector<std::string>& pages);

}  // namespace gongshi
