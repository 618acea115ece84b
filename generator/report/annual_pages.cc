#include "report/annual_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/links.h"
#include "render/words.h"
#include "report/annual_narrative.h"
#include "report/annual_sections.h"
#include "report/annual_table.h"
#include "report/annual_workbook.h"

namespace gongshi {
namespace {

const char* const kArchive = "annual-reports/index.html";
const char* const kWhole = "index";  // the portal's narrative: narratives/<year>/index.md

std::string year_address(int year) { return fmt::format("annual-reports/{}/index.html", year); }

std::string file_name(const std::string& address) { return address.substr(address.find_last_of('/') + 1); }

/// 应当在1月31日前公开，实际公开于2月9日，晚9天。 Empty when on time.
std::string lateness(int year, Date on) {
  const Date due = annual_deadline(year);
  if (on <= due) return "";
  return fmt::format("应当在{}前公开，实际公开于{}，晚 {} 天。", short_date(due),
                     on.year() == due.year() ? short_date(on) : on.chinese(),
                     on.days() - due.days());
}

/// The public agencies of a year added together, in the site's layout.
struct Whole {
  std::optional<AgencyYear> sum;
  std::vector<AgencyYear> parts;  ///< most penalties first
  size_t listed = 0;              ///< agencies the portal has, public report or not
  Date last;                      ///< newest confirmation

  const AgencyYear* part(const std::string& code) const {
    const auto at = std::find_if(parts.begin(), parts.end(), [&](const AgencyYear& one) { return one.agency == code; });
    return at == parts.end() ? nullptr : &*at;
  }
};

Whole whole_of(const AnnualReport& report, const AnnualCounts& counts) {
  Whole whole;
  for (const AgencyYear& agency : report.agencies) {
    if (agency.listed) ++whole.listed;
    if (!agency.is_public()) continue;
    AgencyYear part = agency;
    part.figures = counts.in_site_layout(report.year, agency.agency);
    part.units.clear();
    whole.last = std::max(whole.last, agency.latest->on);
    whole.parts.push_back(std::move(part));
  }
  std::vector<const AgencyYear*> all;
  for (const AgencyYear& part : whole.parts) all.push_back(&part);
  whole.sum = added_up(report.year, 0, "", counts.layouts().site_layout(), all);
  std::stable_sort(whole.parts.begin(), whole.parts.end(), [](const AgencyYear& a, const AgencyYear& b) {
    return total_of(a, "penalty").value_or(-1) > total_of(b, "penalty").value_or(-1);
  });
  return whole;
}

/// The same agencies the year before, added together; none where one of them had no public report then.
std::optional<AgencyYear> comparable(const Whole& now, const Whole& before) {
  std::vector<const AgencyYear*> same;
  for (const AgencyYear& part : now.parts)
    if (const AgencyYear* old = before.part(part.agency)) same.push_back(old);
  if (same.empty() || same.size() != now.parts.size()) return std::nullopt;
  return added_up(before.sum->year, 0, "", now.sum->figures.layout(), same);
}

/// All that is shown of one year.
struct Year {
  AnnualReport report;
  Whole whole;
  YearBreakdowns breakdowns;

  const AgencyYear* agency(const std::string& code) const {
    for (const AgencyYear& one : report.agencies)
      if (one.agency == code && one.is_public()) return &one;
    return nullptr;
  }
};

const Breakdown* same_of(const std::vector<Breakdown>& all, const std::string& id) {
  for (const Breakdown& one : all)
    if (one.id == id) return &one;
  return nullptr;
}

/// Makes the pages of one release.
class AnnualPages {
 public:
  AnnualPages(const Fs& fs, const Site& site, const Edition& edition, const AnnualCounts& counts,
              const Templates& templates, const Frame& frame, FileSink& sink)
      : fs_(fs),
        site_(site),
        edition_(edition),
        counts_(counts),
        templates_(templates),
        frame_(frame),
        sink_(sink) {}

  Status write() {
    const auto years = public_reports(site_, edition_);
    if (years.empty()) return {};
    newest_ = years.rbegin()->first;
    PageData archive;
    archive.show("YEAR", false);
    Date last;
    for (auto year = years.rbegin(); year != years.rend(); ++year) {
      const Year& now = year_of(year->first);
      const Year* before = years.count(year->first - 1) > 0 ? &year_of(year->first - 1) : nullptr;
      GONGSHI_TRY(portal_page(now, before));
      for (const AgencyYear& agency : now.report.agencies)
        if (agency.is_public()) GONGSHI_TRY(agency_files(now, agency, before));
      archive.section("YEAR")
          .set("LABEL", fmt::format("{}年度", year->first))
          .set("LINK", fmt::format("{}/index.html", year->first))
          .set("AGENCIES", std::to_string(now.whole.parts.size()));
      last = std::max(last, now.whole.last);
    }
    PageMeta meta = meta_of(kArchive, "行政执法统计年报", last);
    meta.crumbs = {{"统计年报", ""}};
    return put(meta, "annual_archive.html", archive);
  }

 private:
  const Year& year_of(int year) {
    const auto known = years_.find(year);
    if (known != years_.end()) return known->second;
    AnnualReport report = annual_report(site_, edition_, counts_, year, {});
    Whole whole = whole_of(report, counts_);
    YearBreakdowns breakdowns(report, counts_, edition_.as_of, site_.config.suppress_below);
    return years_.emplace(year, Year{std::move(report), std::move(whole), std::move(breakdowns)}).first->second;
  }

  PageMeta meta_of(const std::string& path, const std::string& title, Date changed) const {
    PageMeta meta;
    meta.path = path;
    meta.title = title;
    meta.column_name = "统计年报";
    meta.column_description =
        "执法机关按年度公开的行政处罚、行政许可、行政强制和其他行政执法行为的数量。";
    meta.current = year_address(newest_);
    meta.pub_date = changed;
    return meta;
  }

  Status put(const PageMeta& meta, const std::string& name, const PageData& page) {
    GONGSHI_ASSIGN(const Html main, templates_.render(name, page));
    GONGSHI_ASSIGN(const std::string bytes, frame_.page(meta, main));
    return sink_.add(meta.path, bytes);
  }

  /// A text that names what nobody knows is left out: `check` and `annual` say so to the webmaster, and
  /// the figures must not wait for it.
  Result<Html> narrative(int year, const std::string& file, const AgencyYear& agency, const AgencyYear* before) const {
    GONGSHI_ASSIGN(const std::string text, narrative_of(fs_, site_, year, file));
    if (text.empty()) return Html();
    const auto filled = filled_narrative(text, narrative_figures(agency, before, edition_), file);
    if (!filled) return Html();
    MarkdownStyle style;
    style.first_heading = 3;
    return markdown_html(*filled, style);
  }

  Result<Html> breakdowns(int year, const std::vector<Breakdown>& all, const std::vector<Breakdown>& before) const {
    Html out;
    for (const Breakdown& one : all) {
      GONGSHI_ASSIGN(const Html section,
                     breakdown_section(templates_, "by-" + one.id, year, one, same_of(before, one.id)));
      out += section;
    }
    return out;
  }

  Status portal_page(const Year& now, const Year* before) {
    const int year = now.report.year;
    const Whole& whole = now.whole;
    PageData page;
    const std::string title = fmt::format("{} 年度行政执法统计年报", year);
    page.set("TITLE", title);
    page.set("YEAR", std::to_string(year));
    const size_t open = whole.parts.size();
    page.show("ALL_CONFIRMED", open == whole.listed).show("SOME_CONFIRMED", open != whole.listed);
    page.set("AGENCIES", std::to_string(open));
    page.set("MISSING", std::to_string(whole.listed - open));
    const auto last = before != nullptr ? comparable(whole, before->whole) : std::nullopt;
    fill_headlines(page, *whole.sum, last ? &*last : nullptr);
    GONGSHI_ASSIGN(const Html tables, statutory_tables(templates_, year, *whole.sum, false));
    page.set_html("TABLES_HTML", tables);
    std::vector<Breakdown> shown = now.breakdowns.of_whole();
    // Each agency's page has its quarters; here they would weigh as much as the page may.
    shown.erase(std::remove_if(shown.begin(), shown.end(), [](const Breakdown& one) { return one.id == "agency-quarter"; }), shown.end());
    GONGSHI_ASSIGN(const Html added, breakdowns(year, shown,
                                                before != nullptr ? before->breakdowns.of_whole() : std::vector<Breakdown>()));
    page.maybe_html("ADDED_HTML", added).set("WHOLE", std::to_string(now.breakdowns.whole_agencies()));
    page.set("MONEY_UNIT", whole.sum->figures.layout().money_unit());
    page.show("AGENCY", false);
    for (const AgencyYear& agency : whole.parts)
      fill_agency_row(page.section("AGENCY"), agency, before != nullptr ? before->whole.part(agency.agency) : nullptr)
          .set("NAME", agency.name)
          .set("LINK", agency.agency + ".html");
    fill_agency_row(page, *whole.sum, last ? &*last : nullptr);
    GONGSHI_ASSIGN(const Html text, narrative(year, kWhole, *whole.sum, last ? &*last : nullptr));
    page.maybe_html("NARRATIVE_HTML", text);
    PageMeta meta = meta_of(year_address(year), title, whole.last);
    meta.crumbs = {{"统计年报", kArchive}, {fmt::format("{} 年度", year), ""}};
    return put(meta, "annual_year.html", page);
  }

  static PageData& fill_agency_row(PageData& row, const AgencyYear& agency, const AgencyYear* before) {
    const auto last = before != nullptr ? total_of(*before, "penalty") : std::nullopt;
    const std::string change = change_text(total_of(agency, "penalty"), last);
    return row.set("PENALTIES", total_text(agency, "penalty"))
        .set("MONEY", money_total_text(agency, "penalty"))
        .set("PERMITS", column_text(agency, "permit", "granted"))
        .set("INSPECTIONS", column_text(agency, "other", "inspection"))
        .set("CHANGE", change.empty() ? "—" : change);
  }

  Status fill_parts(PageData& page, int year, const AgencyYear& agency, const AgencyYear* before) const {
    page.show("PART", false);
    for (const AnnualPart& part : agency.figures.layout().parts) {
      Html tables, text;
      if (part.id == "tables") {
        GONGSHI_ASSIGN(tables, statutory_tables(templates_, year, agency, true));
      } else {
        GONGSHI_ASSIGN(text, narrative(year, agency.agency, agency, before));
        if (text.empty()) continue;
      }
      PageData& one = page.section("PART");
      one.maybe("TITLE", part.title).maybe_html("TABLES_HTML", tables).maybe_html("NARRATIVE_HTML", text);
      one.show("NO_DUTY", false);
      if (part.id != "tables") continue;
      for (const AnnualTable& table : agency.figures.layout().tables)
        if (!agency.prints(table)) one.section("NO_DUTY").set("TABLE", table.title);
    }
    return {};
  }

  Status agency_page(const Year& now, const AgencyYear& agency, const Year* before) {
    const int year = now.report.year;
    const AgencyYear* last = before != nullptr ? before->agency(agency.agency) : nullptr;
    const std::string title =
        fmt::format("{} {} 年度{}", agency.name, year, agency.figures.layout().title);
    const std::string late = lateness(year, agency.confirmation->on);
    const std::string path = annual_address(year, agency.agency);
    PageData page;
    page.set("TITLE", title).set("YEAR", std::to_string(year));
    page.set("CONFIRMED_ON", agency.confirmation->on.iso());
    page.show("ON_TIME", late.empty());
    page.maybe("LATE", late);
    page.set("AGENCY_LINK", root_prefix(path) + "agencies/" + agency.agency + ".html");
    page.set("NAME", agency.name);
    fill_headlines(page, agency, last);
    GONGSHI_TRY(fill_parts(page, year, agency, last));
    GONGSHI_ASSIGN(const Html added,
                   breakdowns(year, now.breakdowns.of_agency(agency.agency),
                              before != nullptr ? before->breakdowns.of_agency(agency.agency) : std::vector<Breakdown>()));
    page.maybe_html("ADDED_HTML", added);
    fill_earlier(page, agency);
    page.set("BOOK", file_name(annual_file_address(year, agency.agency, "xlsx")));
    page.set("JSON", file_name(annual_file_address(year, agency.agency, "json")));
    PageMeta meta = meta_of(path, title, agency.latest->on);
    meta.content_source = agency.name;
    meta.crumbs = {{"统计年报", kArchive},
                   {fmt::format("{} 年度", year), year_address(year)},
                   {agency.name, ""}};
    return put(meta, "annual_agency.html", page);
  }

  Status agency_files(const Year& now, const AgencyYear& agency, const Year* before) {
    const int year = now.report.year;
    GONGSHI_TRY(agency_page(now, agency, before));
    const auto& tables = agency.figures.layout().tables;
    for (size_t t = 0; t < tables.size(); ++t)
      if (agency.prints(tables[t]))
        GONGSHI_TRY(sink_.add(annual_csv_address(year, agency.agency, tables[t].id), annual_csv(agency, t)));
    GONGSHI_ASSIGN(const std::string book, agency_workbook(agency, agency.latest->on));
    GONGSHI_TRY(sink_.add(annual_file_address(year, agency.agency, "xlsx"), book));
    return sink_.add(annual_file_address(year, agency.agency, "json"), public_json(agency).dump(1) + "\n");
  }

  /// Where a report stands is for its webmaster; a public file says when it was confirmed.
  static Json public_json(const AgencyYear& agency) {
    Json json = agency_json(agency);
    json.erase("state");
    json["year"] = agency.year;
    json["confirmed_on"] = agency.confirmation->on.iso();
    json["late"] = agency.confirmation->on > annual_deadline(agency.year);
    return json;
  }

  const Fs& fs_;
  const Site& site_;
  const Edition& edition_;
  const AnnualCounts& counts_;
  const Templates& templates_;
  const Frame& frame_;
  FileSink& sink_;
  std::map<int, Year> years_;
  int newest_ = 0;
};

}  // namespace

Status render_annual(const Fs& fs, const Site& site, const Edition& edition, const AnnualCounts& counts,
                     const Templates& templates, const Frame& frame, FileSink& sink) {
  return AnnualPages(fs, site, edition, counts, templates, frame, sink).write();
}

std::vector<std::string> planned_annual_paths(const Site& site, const Edition& edition,
                                              const AnnualCounts& counts) {
  std::set<std::string> paths;
  for (const auto& [year, agencies] : public_reports(site, edition)) {
    paths.insert(kArchive);
    paths.insert(year_address(year));
    for (const AgencyYear& agency : annual_report(site, edition, counts, year, {}).agencies) {
      if (!agency.is_public()) continue;
      paths.insert(annual_address(year, agency.agency));
      for (const char* extension : {"xlsx", "json"})
        paths.insert(annual_file_address(year, agency.agency, extension));
      for (const AnnualTable& table : agency.figures.layout().tables)
        if (agency.prints(table)) paths.insert(annual_csv_address(year, agency.agency, table.id));
    }
  }
  return {paths.begin(), paths.end()};
}

}  // namespace gongshi
