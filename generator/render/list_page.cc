#include "render/list_page.h"

#include <algorithm>

#include "render/links.h"
#include "render/paging.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// How many rows there are and which are shown. Older pages of a dated list name their rows from
/// the oldest on, which newer rows do not change.
void add_count(PageData& page, const List& list, const Column& column, const Cut::Piece& piece,
               size_t pages) {
  const bool index = piece.file == "index.html";
  const std::string unit = " " + column.unit;
  const auto range =
      std::to_string(piece.first + 1) + "–" + std::to_string(piece.first + piece.count);
  page.maybe("TOTAL",
             index || !list.dated ? thousands(static_cast<int64_t>(list.rows.size())) : "");
  page.set("UNIT", column.unit);
  std::string rest;
  if (list.open && list.rows.size() > piece.count)
    rest = "，以下是最近公示的 " + std::to_string(piece.count) + unit;
  else if (index && pages > 1)
    rest = "，第 1–" + std::to_string(piece.count) + unit;
  else if (!list.dated && pages > 1)
    rest = "，第 " + range + unit;
  else if (!index)
    rest = "从最早公示的数起，第 " + range + unit;
  page.set("RANGE", rest);
}

bool number_shown(size_t number, size_t last) {
  return last <= 12 || number <= 3 || number == last || number % 10 == 0;
}

/// Page links of index.html: 1 is the newest page.
std::vector<PageLink> numbered(const std::vector<Cut::Piece>& newest_first, size_t current) {
  std::vector<PageLink> links;
  const size_t last = newest_first.size();
  for (size_t number = 1; number <= last; ++number) {
    const bool here = number - 1 == current;
    if (!here && !number_shown(number, last)) {
      if (!links.back().link.empty() || links.back().current) links.push_back({"…", "", false});
      continue;
    }
    links.push_back({std::to_string(number), here ? "" : newest_first[number - 1].file, here});
  }
  if (current + 1 < last) links.push_back({"下一页", newest_first[current + 1].file, false});
  if (current > 0) links.insert(links.begin(), {"上一页", newest_first[current - 1].file, false});
  return links;
}

/// Page links of an older page, which must not change as newer ones come.
std::vector<PageLink> neighbours(const std::vector<Cut::Piece>& newest_first, size_t current) {
  std::vector<PageLink> links = {{"最新", "index.html", false}};
  if (current > 1) links.push_back({"较新一页", newest_first[current - 1].file, false});
  if (current + 1 < newest_first.size()) {
    links.push_back({"较早一页", newest_first[current + 1].file, false});
    links.push_back({"最早", newest_first.back().file, false});
  }
  return links;
}

Rows slice(const List& list, const Cut::Piece& piece) {
  const auto first = list.rows.begin() + static_cast<ptrdiff_t>(piece.first);
  Rows rows(first, first + static_cast<ptrdiff_t>(piece.count));
  if (list.dated) std::reverse(rows.begin(), rows.end());
  return rows;
}

Result<PageData> list_page(const Press& press, const List& list,
                           const std::vector<Cut::Piece>& newest_first, size_t at) {
  const Cut::Piece& piece = newest_first[at];
  const Column column = press.columns.column(list.dataset);
  const std::string root = root_prefix(list.folder);
  const bool index = piece.file == "index.html";
  PageData page;
  page.set("ROOT", root).set("TITLE", list.title).maybe("LEAD", list.lead);
  page.maybe("STALE", index ? press.extras.stale_sentence(list.agency, press.catalogue.agency_name(list.agency),
                                                          list.dataset)
                             : "");
  page.show("VERIFY", list.dataset == "officers" && index);
  bool windows = false;
  for (const PublicRecord* record : list.rows) windows = windows || (list.dataset == "officers" && at_window(*record));
  page.maybe("WINDOWS_PATH", !windows ? "" : list.agency.empty() ? "officers/windows.html" : window_path(list.agency));
  page.maybe("SCOPE_PATH", list.dataset == "decisions" ? press.page_path("about") : "");
  add_count(page, list, column, piece, newest_first.size());
  page.set("QUERY", list.query).show("BY_DATE", list.dated);
  const bool beside = index || !list.dated;
  GONGSHI_ASSIGN(const Html filters,
                 filter_panel(press.templates, list.summary,
                              beside ? list.groups : std::vector<FilterGroup>()));
  page.show("BESIDE", beside).show("WIDE", !beside).set_html("FILTERS_HTML", filters);
  GONGSHI_ASSIGN(const Html table,
                 record_table(press, root, list.dataset, slice(list, piece), list.title));
  page.set_html("TABLE_HTML", table);
  GONGSHI_ASSIGN(const Html links,
                 page_links(press.templates, index || !list.dated ? numbered(newest_first, at)
                                                                  : neighbours(newest_first, at)));
  page.maybe_html("PAGES_HTML", newest_first.size() > 1 ? links : Html());
  page.show("FILES", !list.file.empty());
  page.set("CSV", data_path(list.dataset, list.file, "csv")).set("JSONL", data_path(list.dataset, list.file, "jsonl"));
  const bool feed = !list.agency.empty() && list.dataset == "decisions" &&
                    list.folder == "decisions/" + agency_folder(list.agency) + "/" &&
                    has_feed(list.rows);
  page.maybe("FEED", feed ? feed_path(list.agency) : "");
  return page;
}

std::vector<Cut::Piece> pieces_of(const List& list) {
  if (list.open)
    return {{"index.html", list.rows.size() - std::min(list.rows.size(), kRowsPerPage),
             std::min(list.rows.size(), kRowsPerPage)}};
  auto pieces = list.dated ? Cut::from_oldest(list.rows.size()) : Cut::in_order(list.rows.size());
  if (list.dated) std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

}  // namespace

Status put_list(const Press& press, const List& list) {
  const auto pieces = pieces_of(list);
  for (size_t at = 0; at < pieces.size(); ++at) {
    GONGSHI_ASSIGN(const PageData page, list_page(press, list, pieces, at));
    PageMeta meta = press.column_meta(list.dataset, list.folder + pieces[at].file, list.title);
    for (const Crumb& crumb : list.crumbs) meta.crumbs.push_back(crumb);
    meta.crumbs.front().path = list.crumbs.empty() ? "" : list.dataset + "/index.html";
    meta.column_name = list.title;
    GONGSHI_TRY(press.put(meta, "list.html", page));
  }
  return {};
}

}  // namespace gongshi
