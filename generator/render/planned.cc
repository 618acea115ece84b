#include <algorithm>
#include <set>

#include "base/identifiers.h"
#include "render/assets.h"
#include "render/attachments.h"
#include "render/facets.h"
#include "render/halls.h"
#include "render/paging.h"
#include "render/render.h"
#include "render/sitemap.h"

// The plan is worked out here from records and definitions alone, apart from the makers of the
// pages, so that a page forgotten there or written too much is noticed by the audit.

namespace gongshi {
namespace {

using Paths = std::set<std::string>;
using RowCounts = std::map<std::string, size_t>;

std::string month_in(const PublicRecord& record) {
  return record.main_date() ? record.main_date()->month_id() : std::string("undated");
}

/// Lists of a dated dataset: folder → number of rows, of months only.
void plan_dated(const DatasetDefinition& definition, const PublicRecord* first,
                const PublicRecord* last, Paths& paths) {
  const std::string base = definition.dataset + "/";
  RowCounts months;
  for (const PublicRecord* record = first; record != last; ++record) {
    std::vector<std::string> scopes = {base, base + "by-" + record->agency() + "/"};
    for (const std::string& facet : facets_of(definition, *record)) scopes.push_back(base + facet + "/");
    for (const std::string& scope : scopes) {
      paths.insert(scope + "index.html");
      ++months[scope + month_in(*record) + "/"];
    }
  }
  for (const auto& [folder, count] : months)
    for (const auto& piece : Cut::from_oldest(count)) paths.insert(folder + piece.file);
}

void plan_undated(const DatasetDefinition& definition, const PublicRecord* first,
                  const PublicRecord* last, Paths& paths) {
  const std::string base = definition.dataset + "/";
  RowCounts scopes;
  for (const PublicRecord* record = first; record != last; ++record) {
    const std::string agency = base + "by-" + record->agency() + "/";
    ++scopes[agency];
    for (const std::string& facet : facets_of(definition, *record)) {
      ++scopes[base + facet + "/"];
      ++scopes[agency + facet + "/"];
    }
    if (definition.dataset == "officers" && at_window(*record))
      paths.insert({base + "windows.html", agency + "window.html"});
  }
  paths.insert(base + "index.html");
  for (const auto& [folder, count] : scopes)
    for (const auto& piece : Cut::in_order(count)) paths.insert(folder + piece.file);
}

void plan_lists(const Site& site, const Edition& edition, Paths& paths) {
  for (const auto& [dataset, definition] : site.datasets) {
    const auto [first, last] = edition.of(dataset);
    const bool none = first == last;
    if (none && !site.config.columns.contains(dataset)) continue;
    if (none || !definition.page || dataset == "agencies")
      paths.insert(dataset + "/index.html");
    else if (definition.date.empty())
      plan_undated(definition, first, last, paths);
    else
      plan_dated(definition, first, last, paths);
  }
}

bool has_party_page(const PublicRecord& record) {
  const std::string code = record.text("party.uscc"), kind = record.text("party.kind");
  if (record.dataset() != "decisions" || record.personal() || !uscc_valid(code)) return false;
  return kind.empty() ? !code.starts_with("92") : kind == "organisation";
}

void plan_records(const Site& site, const Edition& edition, Paths& paths) {
  for (const PublicRecord& record : edition.records) {
    const auto definition = site.datasets.find(record.dataset());
    if (definition == site.datasets.end()) continue;
    if (definition->second.page) paths.insert(record.address());
    if (definition->second.page && !record.personal()) paths.insert(record.dataset() + "/feed.atom");
    if (record.dataset() == "decisions" && !record.personal())
      paths.insert("decisions/by-" + record.agency() + "/feed.atom");
    if (!has_party_page(record)) continue;
    const std::string code = record.text("party.uscc");
    const std::string bucket = "parties/" + code.substr(code.size() - 2) + "/";
    paths.insert({"parties/index.html", bucket + "index.html", bucket + code + ".html"});
  }
  for (const Tombstone& stone : edition.tombstones)
    paths.insert({stone.address(), gone_marker(stone.address())});
}

void plan_sitemaps(const Site& site, const Edition& edition, size_t fixed_pages, Paths& paths) {
  size_t entries = fixed_pages;
  for (const PublicRecord& record : edition.records) {
    const auto definition = site.datasets.find(record.dataset());
    entries += definition != site.datasets.end() && definition->second.page && !record.personal();
  }
  for (const auto& [dataset, definition] : site.datasets) {
    const auto [first, last] = edition.of(dataset);
    entries += first != last || site.config.columns.contains(dataset);
  }
  if (entries <= kSitemapLimit) return;
  for (size_t i = 0; i * kSitemapLimit < entries; ++i)
    paths.insert("sitemap-" + std::to_string(i + 1) + ".xml");
}

}  // namespace

Result<std::vector<std::string>> planned_paths(const Fs& fs, const Site& site,
                                               const Edition& edition, const RenderExtras&) {
  Paths paths = {"index.html", "elder/index.html", "404.html",     "asof.html",        "asof.js",
                 "robots.txt", "sitemap.xml",      "sitemap.html", "search/index.html"};
  GONGSHI_ASSIGN(const Assets assets, Assets::load(fs, site));
  for (std::string& path : assets.paths()) paths.insert(std::move(path));
  size_t fixed_pages = 3;
  for (const auto& [name, path] : site.pages(fs)) {
    paths.insert(name + ".html");
    ++fixed_pages;
  }
  for (const Attachment& file : public_attachments(fs, site, edition).files) paths.insert(file.path);
  plan_lists(site, edition, paths);
  plan_records(site, edition, paths);
  plan_sitemaps(site, edition, fixed_pages, paths);
  paths.merge(planned_hall_paths(site, edition));
  return std::vector<std::string>(paths.begin(), paths.end());
}

}  // namespace gongshi
