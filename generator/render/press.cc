#include "render/press.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.h"
#include "render/site_blocks.h"

namespace gongshi {
namespace {

constexpr int kLast = 1000000;

int order_of(const SitePage& page) {
  const auto found = page.page.front.find("order");
  if (found == page.page.front.end()) return kLast;
  int order = kLast;
  std::from_chars(found->second.data(), found->second.data() + found->second.size(), order);
  return order;
}

/// Why no page can have this address; "" for one that can. Parts of it are plain ASCII, as in every address.
std::string unusable(const Site& site, const std::string& name) {
  for (const std::string& part : split(name, '/'))
    if (part.empty() || part.front() == '.' || !std::all_of(part.begin(), part.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        }))
      return "文件名会成为网址，只能用英文字母、数字、横线和下划线，请改名。";
  const std::string first = name.substr(0, name.find('/'));
  const bool taken = first == name ? name == "index" || name == "404" || name == "asof" || name.starts_with("sitemap")
                                   : first == "files" || is_own_address(first) || site.definition(first) != nullptr;
  return taken ? "这个网址网站自己要用，请换一个文件名或者文件夹名。" : "";
}

}  // namespace

Result<std::vector<SitePage>> read_site_pages(const Fs& fs, const Site& site) {
  std::vector<SitePage> pages;
  for (const auto& [name, path] : site.pages(fs)) {
    const std::string where = "pages/" + name + ".md";
    if (const std::string problem = unusable(site, name); !problem.empty()) return Error{"bad_page", problem, where};
    GONGSHI_ASSIGN(const std::string bytes, fs.read(path));
    GONGSHI_ASSIGN(MarkdownPage page, read_markdown_page(bytes, where));
    const auto above = std::count(bytes.begin(), bytes.end(), '\n') - std::count(page.body.begin(), page.body.end(), '\n');
    GONGSHI_ASSIGN(page.body, with_blocks(site, page.body, where, static_cast<int>(above) + 1));
    pages.push_back({name, std::move(page)});
  }
  std::sort(pages.begin(), pages.end(), [](const SitePage& a, const SitePage& b) {
    return std::tuple(order_of(a), a.name) < std::tuple(order_of(b), b.name);
  });
  return pages;
}

std::vector<FooterLink> footer_links(const std::vector<SitePage>& pages) {
  std::vector<FooterLink> links;
  for (const SitePage& page : pages)
    if (page.page.front.contains("order"))
      links.push_back({page.page.front.at("title"), page.path()});
  links.push_back({"开放数据下载", "data/index.html"});
  links.push_back({"网站地图", "sitemap.html"});
  return links;
}

Status Press::put(const PageMeta& meta, const std::string& template_name,
                  const PageData& page) const {
  if (!sink.wants(meta.path)) return {};
  GONGSHI_ASSIGN(const Html main, templates.render(template_name, page));
  GONGSHI_ASSIGN(const std::string bytes, frame.page(meta, main));
  return sink.add(meta.path, bytes);
}

std::string Press::page_path(std::string_view name) const {
  for (const SitePage& page : pages)
    if (page.name == name) return page.path();
  return "";
}

std::string Press::nav_path(const std::string& dataset) const {
  for (const NavEntry& entry : columns.navigation())
    if (std::find(entry.datasets.begin(), entry.datasets.end(), dataset) != entry.datasets.end())
      return entry.path;
  return "";
}

PageMeta Press::column_meta(const std::string& dataset, std::string path, std::string title) const {
  const Column column = columns.column(dataset);
  PageMeta meta;
  meta.path = std::move(path);
  meta.title = std::move(title);
  meta.column_name = column.label;
  meta.column_description = column.description;
  meta.column_keywords = column.label + ";行政执法;公示";
  meta.column_type = column.type;
  meta.current = nav_path(dataset);
  const std::string index = dataset + "/index.html";
  meta.crumbs.push_back({column.label, meta.path == index ? "" : index});
  const auto definition = site.datasets.find(dataset);
  if (meta.path == index && definition != site.datasets.end() && definition->second.page &&
      has_feed(catalogue.rows(dataset)))
    meta.feed = dataset_feed_path(dataset);
  return meta;
}

}  // namespace gongshi
