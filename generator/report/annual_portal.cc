#include "report/annual_portal.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/filters.h"
#include "report/annual_printed.h"
#include "report/annual_sections.h"

namespace gongshi {
namespace {

constexpr const char* kWhole = "index";  // the portal's narrative: narratives/<year>/index.md
constexpr size_t kAgenciesPerPage = 12;  // with bars and quarters a page of them stays under 30 KB

std::string page_address(int year, const std::string& name) { return fmt::format("annual-reports/{}/{}", year, name); }

std::string agencies_file(size_t number) {
  return number == 0 ? "agencies.html" : fmt::format("agencies-{}.html", number + 1);
}

std::string by_file(const Dimension& dimension) { return fmt::format("by-{}.html", dimension.id); }

size_t pages_for(size_t agencies) { return std::max<size_t>(1, (agencies + kAgenciesPerPage - 1) / kAgenciesPerPage); }

PageData& fill_agency_row(PageData& row, const AgencyYear& agency, const AgencyYear* before) {
  const auto last = before != nullptr ? total_of(*before, "penalty") : std::nullopt;
  const std::string change = change_text(total_of(agency, "penalty"), last);
  return row.set("PENALTIES", total_text(agency, "penalty"))
      .set("MONEY", money_total_text(agency, "penalty"))
      .set("PERMITS", column_text(agency, "permit", "granted"))
      .set("INSPECTIONS", column_text(agency, "other", "inspection"))
      .set("CHANGE", change.empty() ? "—" : change);
}

/// Makes the pages of one year.
class Portal {
 public:
  Portal(AnnualPress& press, const AnnualYear& now, const AnnualYear* before)
      : press_(press),
        now_(now),
        before_(before),
        year_(now.report.year),
        shown_(now.breakdowns.of_whole()),
        earlier_(before != nullptr ? before->breakdowns.of_whole() : std::vector<Breakdown>()),
        last_(before != nullptr ? comparable(now.whole, before->whole) : std::nullopt) {}

  Status write() {
    GONGSHI_TRY(index());
    const size_t pages = pages_for(now_.whole.parts.size());
    for (size_t number = 0; number < pages; ++number) GONGSHI_TRY(agencies(number, pages));
    for (const Dimension& dimension : dimensions()) GONGSHI_TRY(breakdown(dimension));
    return {};
  }

 private:
  std::string year_title() const { return fmt::format("{} 年度", year_); }

  PageMeta meta_of(const std::string& file, const std::string& title) const {
    PageMeta meta = press_.meta_of(page_address(year_, file), fmt::format("{} 年度{}", year_, title), now_.whole.last);
    meta.crumbs = {{"统计年报", kAnnualArchive}, {year_title(), annual_year_address(year_)}, {title, ""}};
    return meta;
  }

  const AgencyYear* last_of(const AgencyYear& agency) const {
    return before_ != nullptr ? before_->whole.part(agency.agency) : nullptr;
  }

  Status index() {
    const Whole& whole = now_.whole;
    const AgencyYear* last = last_ ? &*last_ : nullptr;
    const std::string path = annual_year_address(year_), title = fmt::format("{} 年度行政执法统计年报", year_);
    PageData page;
    page.set("TITLE", title).set("YEAR", std::to_string(year_));
    const size_t open = whole.parts.size();
    page.show("ALL_CONFIRMED", open == whole.listed).show("SOME_CONFIRMED", open != whole.listed);
    page.set("AGENCIES", std::to_string(open)).set("MISSING", std::to_string(whole.listed - open));
    fill_headlines(page, *whole.sum, last);
    GONGSHI_ASSIGN(const Html tables, press_.tables(year_, *whole.sum, path, false));
    page.set_html("TABLES_HTML", tables);
    GONGSHI_ASSIGN(const Html months, press_.breakdowns(year_, shown_, earlier_, {"month"}));
    page.maybe_html("ADDED_HTML", months).set("WHOLE", std::to_string(now_.breakdowns.whole_agencies()));
    page.show("BREAKDOWN", false);
    for (const Dimension& dimension : dimensions())
      page.section("BREAKDOWN").set("LABEL", dimension.title).set("LINK", by_file(dimension));
    GONGSHI_ASSIGN(const Html text, press_.narrative(year_, kWhole, *whole.sum, last));
    page.maybe_html("NARRATIVE_HTML", text);
    PageMeta meta = press_.meta_of(path, title, whole.last);
    meta.crumbs = {{"统计年报", kAnnualArchive}, {year_title(), ""}};
    return press_.put(meta, "annual_year.html", page);
  }

  /// The rows of the agencies on this page, and their sum on the last.
  static Breakdown part_of(const Breakdown& all, const std::set<std::string>& names, bool last) {
    Breakdown part = all;
    std::erase_if(part.rows, [&](const Breakdown::Row& row) { return row.sum ? !last : names.count(row.label) == 0; });
    return part;
  }

  Status agencies(size_t number, size_t pages) {
    const auto& parts = now_.whole.parts;
    const size_t first = number * kAgenciesPerPage, end = std::min(parts.size(), first + kAgenciesPerPage);
    const bool last = number + 1 == pages;
    PageData page;
    page.set("YEAR", std::to_string(year_)).set("MONEY_UNIT", now_.whole.sum->figures.layout().money_unit());
    page.show("AGENCY", false).show("SUM", false);
    std::set<std::string> names;
    for (size_t i = first; i < end; ++i) {
      names.insert(parts[i].name);
      fill_agency_row(page.section("AGENCY"), parts[i], last_of(parts[i])).set("NAME", parts[i].name).set("LINK", parts[i].agency + ".html");
    }
    if (last) fill_agency_row(page.section("SUM"), *now_.whole.sum, last_ ? &*last_ : nullptr);
    std::vector<Breakdown> quarters;
    for (const Breakdown& one : shown_)
      if (one.id == "agency-quarter") quarters.push_back(part_of(one, names, last));
    std::erase_if(quarters, [](const Breakdown& one) { return one.rows.empty(); });
    GONGSHI_ASSIGN(const Html added, press_.breakdowns(year_, quarters, {}));
    page.maybe_html("ADDED_HTML", added).show("CORRECTED", now_.breakdowns.whole_corrected());
    GONGSHI_ASSIGN(const Html links, page_links(press_.templates, links_of(number, pages)));
    page.maybe_html("PAGES_HTML", pages > 1 ? links : Html());
    return press_.put(meta_of(agencies_file(number), "各机关情况"), "annual_agencies.html", page);
  }

  static std::vector<PageLink> links_of(size_t current, size_t pages) {
    std::vector<PageLink> links;
    if (current > 0) links.push_back({"上一页", agencies_file(current - 1), false});
    for (size_t number = 0; number < pages; ++number)
      links.push_back({std::to_string(number + 1), number == current ? "" : agencies_file(number), number == current});
    if (current + 1 < pages) links.push_back({"下一页", agencies_file(current + 1), false});
    return links;
  }

  Status breakdown(const Dimension& dimension) {
    GONGSHI_ASSIGN(const Html added, press_.breakdowns(year_, shown_, earlier_, {dimension.id}));
    PageData page;
    page.set("TITLE", dimension.title).set("YEAR", std::to_string(year_));
    page.set("WHOLE", std::to_string(now_.breakdowns.whole_agencies()));
    page.maybe_html("ADDED_HTML", added).show("EMPTY", added.empty()).show("CORRECTED", now_.breakdowns.whole_corrected());
    return press_.put(meta_of(by_file(dimension), std::string("行政处罚") + dimension.title), "annual_breakdowns.html", page);
  }

  AnnualPress& press_;
  const AnnualYear& now_;
  const AnnualYear* before_;
  const int year_;
  const std::vector<Breakdown> shown_, earlier_;
  const std::optional<AgencyYear> last_;
};

}  // namespace

Status write_annual_portal(AnnualPress& press, const AnnualYear& now, const AnnualYear* before) {
  return Portal(press, now, before).write();
}

std::vector<std::string> planned_annual_portal(int year, size_t agencies) {
  std::vector<std::string> out = {annual_year_address(year)};
  for (const Dimension& dimension : dimensions()) out.push_back(page_address(year, by_file(dimension)));
  for (size_t number = 0; number < pages_for(agencies); ++number) out.push_back(page_address(year, agencies_file(number)));
  return out;
}

}  // namespace gongshi
