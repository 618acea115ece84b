#include "report/annual_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/links.h"
#include "render/words.h"
#include "report/annual_portal.h"
#include "report/annual_sections.h"
#include "report/annual_table.h"
#include "report/annual_workbook.h"

namespace gongshi {
namespace {

/// 应当在1月31日前公开，实际公开于2月9日，晚9天。 Empty when on time.
std::string lateness(int year, Date on) {
  const Date due = annual_deadline(year);
  if (on <= due) return "";
  return fmt::format("应当在{}前公开，实际公开于{}，晚 {} 天。", short_date(due),
                     on.year() == due.year() ? short_date(on) : on.chinese(),
                     on.days() - due.days());
}

/// Makes the pages of one release that has any.
class AnnualPages {
 public:
  AnnualPages(const Fs& fs, const Site& site, const Edition& edition, const AnnualCounts& counts,
              const Templates& templates, const Frame& frame, FileSink& sink)
      : site_(site),
        edition_(edition),
        counts_(counts),
        years_(public_reports(site, edition)),
        press_(fs, site, edition, templates, frame, sink, years_.rbegin()->first),
        regions_(region_names(site, edition)) {}

  Status write() {
    PageData archive;
    archive.show("YEAR", false);
    Date last;
    for (auto year = years_.rbegin(); year != years_.rend(); ++year) {
      const AnnualYear& now = year_of(year->first);
      const AnnualYear* before = years_.count(year->first - 1) > 0 ? &year_of(year->first - 1) : nullptr;
      GONGSHI_TRY(write_annual_portal(press_, now, before));
      for (const AgencyYear& agency : now.report.agencies)
        if (agency.is_public()) GONGSHI_TRY(agency_files(now, agency, before));
      archive.section("YEAR")
          .set("LABEL", fmt::format("{}年度", year->first))
          .set("LINK", fmt::format("{}/index.html", year->first))
          .set("ALL", fmt::format("{}/agencies.html", year->first))
          .set("AGENCIES", std::to_string(now.whole.parts.size()));
      last = std::max(last, now.whole.last);
    }
    PageMeta meta = press_.meta_of(kAnnualArchive, "行政执法统计年报", last);
    meta.crumbs = {{"统计年报", ""}};
    return press_.put(meta, "annual_archive.html", archive);
  }

 private:
  const AnnualYear& year_of(int year) {
    const auto known = made_.find(year);
    if (known != made_.end()) return known->second;
    AnnualReport report = annual_report(site_, edition_, counts_, year, {});
    Whole whole = whole_of(report, counts_);
    YearBreakdowns breakdowns(report, counts_, edition_.as_of, site_.config.suppress_below, regions_);
    return made_.emplace(year, AnnualYear{std::move(report), std::move(whole), std::move(breakdowns)}).first->second;
  }

  Status fill_parts(PageData& page, int year, const AgencyYear& agency, const AgencyYear* before) const {
    page.show("PART", false);
    for (const AnnualPart& part : agency.figures.layout().parts) {
      Html tables, text;
      if (part.id == "tables") {
        GONGSHI_ASSIGN(tables, press_.tables(year, agency, annual_address(year, agency.agency), true));
      } else {
        GONGSHI_ASSIGN(text, press_.narrative(year, agency.agency, agency, before));
        if (text.empty()) continue;
      }
      PageData& one = page.section("PART");
      one.maybe("TITLE", part.title).maybe_html("TABLES_HTML", tables).maybe_html("NARRATIVE_HTML", text);
      one.show("NO_DUTY", false);
      if (part.id != "tables") continue;
      for (const AnnualTable& table : agency.figures.layout().tables)
        if (!agency.prints(table)) one.section("NO_DUTY").set("TABLE", table.title).show("UNLISTED", !agency.duties_listed);
    }
    return {};
  }

  Status agency_page(const AnnualYear& now, const AgencyYear& agency, const AnnualYear* before) {
    const int year = now.report.year;
    const AgencyYear* last = before != nullptr ? before->agency(agency.agency) : nullptr;
    const std::string title =
        fmt::format("{} {} 年度{}", agency.name, year, agency.figures.layout().title);
    const std::string late = lateness(year, agency.confirmation->public_on());
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
                   press_.breakdowns(year, now.breakdowns.of_agency(agency.agency),
                                  before != nullptr ? before->breakdowns.of_agency(agency.agency) : std::vector<Breakdown>()));
    page.maybe_html("ADDED_HTML", added);
    fill_earlier(page, agency);
    page.set("BOOK", file_name(annual_file_address(year, agency.agency, "xlsx")));
    page.set("JSON", file_name(annual_file_address(year, agency.agency, "json")));
    PageMeta meta = press_.meta_of(path, title, agency.latest->on);
    meta.content_source = agency.name;
    meta.crumbs = {{"统计年报", kAnnualArchive},
                   {fmt::format("{} 年度", year), annual_year_address(year)},
                   {agency.name, ""}};
    return press_.put(meta, "annual_agency.html", page);
  }

  Status agency_files(const AnnualYear& now, const AgencyYear& agency, const AnnualYear* before) {
    const int year = now.report.year;
    GONGSHI_TRY(agency_page(now, agency, before));
    const auto& tables = agency.figures.layout().tables;
    for (size_t t = 0; t < tables.size(); ++t)
      if (agency.prints(tables[t]))
        GONGSHI_TRY(press_.sink.add(annual_csv_address(year, agency.agency, tables[t].id), annual_csv(agency, t)));
    GONGSHI_ASSIGN(const std::string book, agency_workbook(agency, agency.latest->on));
    GONGSHI_TRY(press_.sink.add(annual_file_address(year, agency.agency, "xlsx"), book));
    return press_.sink.add(annual_file_address(year, agency.agency, "json"), public_json(agency).dump(1) + "\n");
  }

  /// Where a report stands is for its webmaster; a public file says when it was confirmed.
  static Json public_json(const AgencyYear& agency) {
    Json json = agency_json(agency);
    json.erase("state");
    json["year"] = agency.year;
    json["confirmed_on"] = agency.confirmation->on.iso();
    json["late"] = agency.confirmation->public_on() > annual_deadline(agency.year);
    return json;
  }

  const Site& site_;
  const Edition& edition_;
  const AnnualCounts& counts_;
  const std::map<int, std::set<std::string>> years_;
  AnnualPress press_;
  const RegionNames regions_;
  std::map<int, AnnualYear> made_;
};

}  // namespace

Status render_annual(const Fs& fs, const Site& site, const Edition& edition, const AnnualCounts& counts,
                     const Templates& templates, const Frame& frame, FileSink& sink) {
  if (public_reports(site, edition).empty()) return {};
  return AnnualPages(fs, site, edition, counts, templates, frame, sink).write();
}

std::vector<std::string> planned_annual_paths(const Site& site, const Edition& edition,
                                              const AnnualCounts& counts) {
  std::set<std::string> paths;
  for (const auto& [year, agencies] : public_reports(site, edition)) {
    paths.insert(kAnnualArchive);
    for (const std::string& path : planned_annual_portal(year, agencies.size())) paths.insert(path);
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
