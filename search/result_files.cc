#include "search/result_files.h"

#include "base/csv.h"
#include "render/html.h"
#include "render/links.h"
#include "render/words.h"

namespace gongshi {
namespace {

std::string kind_of(const FoundRecord& hit, const SearchResult& result) {
  if (hit.dataset == "decisions" && !hit.category.empty()) return category_label(hit.category);
  const auto labels = result.labels.find("dataset");
  if (labels == result.labels.end()) return hit.dataset;
  const auto label = labels->second.find(hit.dataset);
  return label == labels->second.end() ? hit.dataset : label->second;
}

std::string instant(const std::string& day) { return day + "T00:00:00+08:00"; }

}  // namespace

std::string result_csv(const Site& site, const SearchResult& result) {
  CsvFile file({"标题", "文号或者编号", "机关", "类别", "结果", "日期", "公示日期", "网址"});
  for (const auto& hit : result.hits) {
    const std::string address = public_address(site.config.base_url, hit.url);
    const std::string kind = kind_of(hit, result);
    if (hit.personal)
      file.row({"", hit.number, hit.agency_name, kind, "", hit.date, "", ""});
    else
      file.row({plain_text(hit.title), hit.number, hit.agency_name, kind, hit.result, hit.date,
                hit.published_on, address});
  }
  return file.bytes();
}

std::string result_atom(const Site& site, const SearchRequest& request, const SearchResult& result) {
  const std::string self = escaped(
      public_address(site.config.base_url, "search/results.atom" + query_address(request.parameters())));
  std::string updated = "1970-01-01";
  std::string entries;
  for (const auto& hit : result.hits) {
    if (hit.personal) continue;
    updated = std::max(updated, hit.published_on);
    const std::string address = escaped(public_address(site.config.base_url, hit.url));
    entries += "  <entry>\n    <title>" + escaped(plain_text(hit.title)) + "</title>\n    <id>" + address +
               "</id>\n    <link href=\"" + address + "\"/>\n    <updated>" + instant(hit.published_on) +
               "</updated>\n    <category term=\"" + escaped(kind_of(hit, result)) +
               "\"/>\n    <summary>" + escaped(hit.result.empty() ? hit.agency_name : hit.result) +
               "</summary>\n  </entry>\n";
  }
  const auto& config = site.config;
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
         "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n  <title>" +
         escaped(config.name + "：搜索“" + request.q + "”") + "</title>\n  <id>" + self +
         "</id>\n  <link rel=\"self\" href=\"" + self + "\"/>\n  <updated>" + instant(updated) +
         "</updated>\n  <author><name>" + escaped(config.authority.empty() ? config.name : config.authority) +
         "</name></author>\n" + entries + "</feed>\n";
}

}  // namespace gongshi
