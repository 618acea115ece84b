#include "search/results_page.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/money.h"
#include "base/text.h"
#include "render/assets.h"
#include "render/columns.h"
#include "render/frame.h"
#include "render/press.h"
#include "render/search_page.h"
#include "render/templates.h"
#include "render/words.h"
#include "search/schema.h"

namespace gongshi {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;
using Labels = std::map<std::string, std::map<std::string, std::string>>;

/// A link to the search with these parameters, in their order whatever was set last; with none it still
/// is a search.
std::string link_of(Parameters parameters) {
  if (parameters.empty()) return "?q=";
  const auto place = [](const auto& parameter) {
    const auto& names = SearchRequest::names();
    return std::find(names.begin(), names.end(), parameter.first);
  };
  std::sort(parameters.begin(), parameters.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return query_address(parameters);
}

/// The parameters without these, on the first page.
Parameters without(const SearchRequest& request, const std::vector<std::string>& names) {
  Parameters out;
  for (auto& parameter : request.parameters())
    if (parameter.first != "page" &&
        std::find(names.begin(), names.end(), parameter.first) == names.end())
      out.push_back(std::move(parameter));
  return out;
}

/// The parameters with one set (or dropped, if empty), on the first page.
Parameters with(const SearchRequest& request, const std::string& name, const std::string& value) {
  Parameters out = without(request, {name});
  if (!value.empty()) out.emplace_back(name, value);
  return out;
}

std::string value_label(const Labels& labels, const std::string& field, const std::string& value) {
  if (field == "category") return category_label(value);
  if (field == "year") return value + " 年";
  if (field == "amount")
    for (const auto& band : amount_bands())
      if (band.value == value) return std::string(band.label);
  if (const auto names = labels.find(field); names != labels.end())
    if (const auto name = names->second.find(value); name != names->second.end())
      return name->second.empty() ? value : name->second;
  return value;
}

std::string range_label(const std::string& from, const std::string& to, const std::string& unit) {
  if (to.empty()) return from + unit + " 以后";
  if (from.empty()) return to + unit + " 以前";
  return from + unit + " 至 " + to + unit;
}

std::string amount_label(const SearchRequest& request) {
  const auto yuan = [](Fen fen) { return yuan_text(fen) + " 元"; };
  if (!request.max) return "罚没 " + yuan(*request.min) + "及以上";
  if (!request.min) return "罚没 " + yuan(*request.max) + "及以下";
  return "罚没 " + yuan(*request.min) + " 至 " + yuan(*request.max);
}

std::vector<SearchChip> chips_of(const SearchRequest& request, const Labels& labels) {
  std::vector<SearchChip> chips;
  for (const auto& row : Schema::common())
    if (row.role == SchemaRole::kFilter && !request.filter(row.field).empty())
      chips.push_back({value_label(labels, row.field, request.filter(row.field)),
                       link_of(with(request, row.field, ""))});
  if (request.from || request.to)
    chips.push_back({range_label(request.from ? request.from->iso() : "",
                                 request.to ? request.to->iso() : "", ""),
                     link_of(without(request, {"from", "to"}))});
  if (request.min || request.max)
    chips.push_back({amount_label(request), link_of(without(request, {"min", "max"}))});
  return chips;
}

size_t band_number(std::string_view value) {
  const auto& bands = amount_bands();
  return static_cast<size_t>(std::find_if(bands.begin(), bands.end(),
                                          [&](const auto& band) { return band.value == value; }) -
                             bands.begin());
}

/// Values of a facet as they are shown: years newest first, amounts from the least, others by number of
/// hits.
std::vector<std::pair<std::string, long>> in_order(const std::string& field,
                                                   const FacetCounts& counts) {
  std::vector<std::pair<std::string, long>> values(counts.begin(), counts.end());
  std::stable_sort(values.begin(), values.end(), [&](const auto& a, const auto& b) {
    if (field == "amount") return band_number(a.first) < band_number(b.first);
    return field == "year" ? a.first > b.first : a.second > b.second;
  });
  return values;
}

/// The value of a facet that is in force; for amounts outside the bands something that is no value.
std::string chosen_value(const std::string& field, const SearchRequest& request) {
  if (field != "amount") return request.filter(field);
  if (!request.min && !request.max) return {};
  const std::string min = request.min ? yuan_plain(*request.min) : "";
  const std::string max = request.max ? yuan_plain(*request.max) : "";
  for (const auto& band : amount_bands())
    if (band.min == min && band.max == max) return std::string(band.value);
  return "-";
}

/// The link that sets a facet to a value, or drops it.
std::string facet_link(const std::string& field, const std::string& value,
                       const SearchRequest& request) {
  if (field != "amount") return link_of(with(request, field, value));
  Parameters parameters = without(request, {"min", "max"});
  const size_t number = band_number(value);
  if (number == amount_bands().size()) return link_of(parameters);
  const auto& band = amount_bands()[number];
  if (!band.min.empty()) parameters.emplace_back("min", band.min);
  if (!band.max.empty()) parameters.emplace_back("max", band.max);
  return link_of(std::move(parameters));
}

FilterGroup group_of(const std::string& field, const SearchRequest& request,
                     const SearchResult& result) {
  const std::string chosen = chosen_value(field, request);
  const auto own = result.without_own.find(field);
  const FacetCounts& counts =
      own == result.without_own.end() ? result.facets.at(field) : own->second;
  FilterGroup group;
  group.title = Schema::row(field).label;
  if (counts.empty()) return group;
  if (!chosen.empty() || field == "dataset") {
    const auto total = result.total_without.find(field);
    const long all = total == result.total_without.end() ? result.total : total->second;
    group.choices.push_back(
        {"全部", facet_link(field, "", request), static_cast<size_t>(all), chosen.empty()});
  }
  for (const auto& [value, count] : in_order(field, counts))
    group.choices.push_back({value_label(result.labels, field, value),
                             facet_link(field, value, request), static_cast<size_t>(count),
                             value == chosen});
  return group;
}

std::vector<PageLink> sorts_of(const SearchRequest& request) {
  const std::tuple<const char*, const char*, SearchSort> sorts[] = {
      {"最相关", "relevance", SearchSort::kRelevance},
      {"最新", "date", SearchSort::kDate},
      {"金额从高到低", "amount", SearchSort::kAmount}};
  std::vector<PageLink> out;
  for (const auto& [label, word, sort] : sorts) {
    if (request.q.empty() && sort == SearchSort::kRelevance) continue;
    out.push_back({label, link_of(with(request, "sort", word)), request.order() == sort});
  }
  return out;
}

/// 上一页 1 2 3 … 11 下一页.
std::vector<PageLink> pages_of(const SearchRequest& request, long total) {
  const size_t needed =
      (static_cast<size_t>(total) + SearchRequest::kPageSize - 1) / SearchRequest::kPageSize;
  const size_t last = std::min(needed, SearchRequest::kMaxPage);
  const size_t here = request.page;
  const auto to = [&](const std::string& label, size_t page) {
    auto parameters = without(request, {});
    if (page > 1) parameters.emplace_back("page", std::to_string(page));
    return PageLink{label, link_of(parameters), page == here && label == std::to_string(page)};
  };
  std::vector<PageLink> out;
  if (last <= 1) return out;
  if (here > 1) out.push_back(to("上一页", std::min(here - 1, last)));
  size_t before = 0;
  for (size_t page = 1; page <= last; ++page) {
    const bool near = page + 2 >= here && page <= here + 2;
    if (page != 1 && page != last && !near) continue;
    if (page != before + 1) out.push_back({"…", "", false});
    out.push_back(to(std::to_string(page), page));
    before = page;
  }
  if (here < last) out.push_back(to("下一页", here + 1));
  return out;
}

std::string with_marks(const MarkedText& text) {
  std::string out;
  for (const auto& piece : text) {
    std::string plain = piece.text;
    std::erase_if(plain, [](char c) { return c == kMarkOpen || c == kMarkClose; });
    out += piece.marked ? kMarkOpen + plain + kMarkClose : plain;
  }
  return out;
}

SearchHit hit_of(const FoundRecord& found, const Labels& labels) {
  SearchHit hit;
  hit.url = found.url;
  hit.title = with_marks(found.title);
  hit.snippet = with_marks(found.snippet);
  hit.label = found.category.empty() || found.dataset != "decisions"
                  ? value_label(labels, "dataset", found.dataset)
                  : category_label(found.category);
  hit.result = found.result;
  if (std::find(found.marks.begin(), found.marks.end(), "objection_open") != found.marks.end())
    hit.meta.emplace_back("异议处理中");
  for (const auto& text : {found.agency_name, found.dataset == "agencies" ? "" : found.number})
    if (!text.empty()) hit.meta.push_back(text);
  if (!found.date.empty())
    hit.meta.push_back((found.dataset == "decisions" ? "决定 " : "日期 ") + found.date);
  hit.meta.push_back("公示 " + found.published_on);
  return hit;
}

std::string summary_of(const std::vector<SearchChip>& chips) {
  std::string out;
  for (const auto& chip : chips) out += (out.empty() ? "" : "、") + chip.label;
  return out;
}

SearchView view_of(const SearchRequest& request, const SearchResult& result) {
  SearchView view;
  view.query = request.q;
  view.searched = true;
  view.chips = chips_of(request, result.labels);
  view.summary = summary_of(view.chips);
  SearchRequest words_only;
  words_only.q = request.q;
  view.clear_link = link_of(words_only.parameters());
  view.total = static_cast<size_t>(result.total);
  view.exact = result.exact;
  view.first = (request.page - 1) * SearchRequest::kPageSize + 1;
  view.sorts = sorts_of(request);
  for (const auto& field : facet_fields()) view.facets.push_back(group_of(field, request, result));
  for (const auto& found : result.hits) view.hits.push_back(hit_of(found, result.labels));
  view.pages = pages_of(request, result.total);
  view.hidden = without(request, {"q"});
  view.csv_link = "results.csv" + link_of(without(request, {}));
  view.atom_link = "results.atom" + link_of(without(request, {"sort"}));
  view.did_you_mean = result.did_you_mean;
  if (!view.did_you_mean.empty()) view.did_you_mean_link = query_address({{"q", view.did_you_mean}});
  return view;
}

}  // namespace

/// What pages are printed with; frame refers to the members before it.
struct ResultsPage::Parts {
  Templates templates;
  Assets assets;
  Columns columns;
  std::unique_ptr<const Frame> frame;
};

Result<ResultsPage> ResultsPage::load(const Fs& fs, const Site& site, const stdfs::path& web_root) {
  GONGSHI_ASSIGN(Templates templates, Templates::load(fs, site));
  GONGSHI_ASSIGN(Assets assets, Assets::load(fs, site));
  GONGSHI_ASSIGN(const std::vector<SitePage> pages, read_site_pages(fs, site));
  auto parts = std::make_shared<Parts>(
      Parts{std::move(templates), std::move(assets), Columns::found(fs, site, web_root), nullptr});
  parts->frame = std::make_unique<const Frame>(site, parts->templates, parts->assets,
                                               parts->columns, footer_links(pages));
  return ResultsPage(std::move(parts));
}

Result<std::string> ResultsPage::page(const SearchRequest& request,
                                      const SearchResult& result) const {
  return search_page(parts_->templates, *parts_->frame, view_of(request, result), false);
}

Result<std::string> ResultsPage::refusal(const std::map<std::string, std::string>& parameters,
                                         const Error& error) const {
  SearchView view;
  const auto q = parameters.find("q");
  if (q != parameters.end()) view.query = single_line(q->second);
  view.searched = true;
  view.problem = error.text;
  return search_page(parts_->templates, *parts_->frame, view, false);
}

}  // namespace gongshi
