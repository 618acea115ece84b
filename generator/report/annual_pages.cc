#include "report/annual_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/links.h"
#include "render/words.h"
#include "report/annual_table.h"

namespace gongshi {
namespace {

const char* const kArchive = "annual-reports/index.html";

std::string year_address(int year) { return fmt::format("annual-reports/{}/index.html", year); }

/// The figures that stand above the tables: count and money of a table, or one of its columns.
struct Headline {
  std::string label, value;
};

const TableFigures* table_of(const AgencyYear& agency, const std::string& id, size_t* index) {
  const auto& tables = agency.figures.layout().tables;
  for (size_t t = 0; t < tables.size(); ++t) {
    if (tables[t].id != id || !agency.has_duty(tables[t]) || tables[t].about_agency()) continue;
    *index = t;
    return &agency.figures.tables()[t];
  }
  return nullptr;
}

/// A column's number, or — where the agency has no such duty or its layout no such column.
std::string column_text(const AgencyYear& agency, const std::string& table,
                        const std::string& column) {
  size_t t = 0;
  if (table_of(agency, table, &t) == nullptr) return "—";
  const auto& columns = agency.figures.layout().tables[t].columns;
  for (size_t c = 0; c < columns.size(); ++c)
    if (columns[c].id == column)
      if (const auto cell = agency.cell(t, c)) return thousands(*cell);
  return "—";
}

std::string total_text(const AgencyYear& agency, const std::string& table) {
  size_t t = 0;
  const TableFigures* figures = table_of(agency, table, &t);
  return figures == nullptr ? "—" : thousands(figures->total);
}

std::string money_total_text(const AgencyYear& agency, const std::string& table) {
  size_t t = 0;
  const TableFigures* figures = table_of(agency, table, &t);
  if (figures == nullptr) return "—";
  return grouped(agency.figures.layout().money_text(figures->amount));
}

void fill_headlines(PageData& page, const AgencyYear& agency) {
  const Headline all[] = {{"行政处罚（宗）", total_text(agency, "penalty")},
                          {fmt::format("罚没金额（{}）", agency.figures.layout().money_unit()),
                           money_total_text(agency, "penalty")},
                          {"准予行政许可（宗）", column_text(agency, "permit", "granted")},
                          {"行政检查（次）", column_text(agency, "other", "inspection")}};
  page.show("FIGURE", false);
  for (const Headline& one : all)
    if (one.value != "—") page.section("FIGURE").set("LABEL", one.label).set("VALUE", one.value);
}

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
  const auto penalties = [](const AgencyYear& agency) {
    size_t t = 0;
    const TableFigures* figures = table_of(agency, "penalty", &t);
    return figures == nullptr ? -1 : figures->total;
  };
  std::stable_sort(
      whole.parts.begin(), whole.parts.end(),
      [&](const AgencyYear& a, const AgencyYear& b) { return penalties(a) > penalties(b); });
  return whole;
}

/// Makes the pages of one release.
class AnnualPages {
 public:
  AnnualPages(const Site& site, const Edition& edition, const AnnualCounts& counts,
              const Templates& templates, const Frame& frame, FileSink& sink)
      : site_(site),
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
      const AnnualReport report = annual_report(site_, edition_, counts_, year->first, {});
      const Whole whole = whole_of(report, counts_);
      GONGSHI_TRY(portal_page(year->first, whole));
      for (const AgencyYear& agency : report.agencies)
        if (agency.is_public()) GONGSHI_TRY(agency_page(year->first, agency));
      archive.section("YEAR")
          .set("LABEL", fmt::format("{}年度", year->first))
          .set("LINK", fmt::format("{}/index.html", year->first))
          .set("AGENCIES", std::to_string(whole.parts.size()));
      last = std::max(last, whole.last);
    }
    PageMeta meta = meta_of(kArchive, "行政执法统计年报", last);
    meta.crumbs = {{"统计年报", ""}};
    return put(meta, "annual_archive.html", archive);
  }

 private:
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

  Status portal_page(int year, const Whole& whole) {
    PageData page;
    const std::string title = fmt::format("{} 年度行政执法统计年报", year);
    page.set("TITLE", title);
    page.set("YEAR", std::to_string(year));
    const size_t open = whole.parts.size();
    page.show("ALL_CONFIRMED", open == whole.listed).show("SOME_CONFIRMED", open != whole.listed);
    page.set("AGENCIES", std::to_string(open));
    page.set("MISSING", std::to_string(whole.listed - open));
    fill_headlines(page, *whole.sum);
    GONGSHI_ASSIGN(const Html tables, statutory_tables(templates_, year, *whole.sum, false));
    page.set_html("TABLES_HTML", tables);
    page.set("MONEY_UNIT", whole.sum->figures.layout().money_unit());
    page.show("AGENCY", false);
    for (const AgencyYear& agency : whole.parts)
      fill_agency_row(page.section("AGENCY"), agency)
          .set("NAME", agency.name)
          .set("LINK", agency.agency + ".html");
    fill_agency_row(page, *whole.sum);
    PageMeta meta = meta_of(year_address(year), title, whole.last);
    meta.crumbs = {{"统计年报", kArchive}, {fmt::format("{} 年度", year), ""}};
    return put(meta, "annual_year.html", page);
  }

  static PageData& fill_agency_row(PageData& row, const AgencyYear& agency) {
    return row.set("PENALTIES", total_text(agency, "penalty"))
        .set("MONEY", money_total_text(agency, "penalty"))
        .set("PERMITS", column_text(agency, "permit", "granted"))
        .set("INSPECTIONS", column_text(agency, "other", "inspection"));
  }

  Status agency_page(int year, const AgencyYear& agency) {
    const std::string title = fmt::format("{} {} 年度行政执法统计年报", agency.name, year);
    const std::string late = lateness(year, agency.confirmation->on);
    const std::string path = annual_address(year, agency.agency);
    PageData page;
    page.set("TITLE", title).set("YEAR", std::to_string(year));
    page.set("CONFIRMED_ON", agency.confirmation->on.iso());
    page.show("ON_TIME", late.empty());
    page.maybe("LATE", late);
    page.set("AGENCY_LINK", root_prefix(path) + "agencies/" + agency.agency + ".html");
    page.set("NAME", agency.name);
    fill_headlines(page, agency);
    GONGSHI_ASSIGN(const Html tables, statutory_tables(templates_, year, agency, true));
    page.set_html("TABLES_HTML", tables);
    page.show("NO_DUTY", false);
    for (const AnnualTable& table : agency.figures.layout().tables)
      if (!agency.prints(table)) page.section("NO_DUTY").set("TABLE", table.title);
    PageMeta meta = meta_of(path, title, agency.confirmation->on);
    meta.content_source = agency.name;
    meta.crumbs = {{"统计年报", kArchive},
                   {fmt::format("{} 年度", year), year_address(year)},
                   {agency.name, ""}};
    GONGSHI_TRY(put(meta, "annual_agency.html", page));
    const auto& tables_of_layout = agency.figures.layout().tables;
    for (size_t t = 0; t < tables_of_layout.size(); ++t)
      if (agency.prints(tables_of_layout[t]))
        GONGSHI_TRY(sink_.add(annual_csv_address(year, agency.agency, tables_of_layout[t].id),
                              annual_csv(agency, t)));
    return {};
  }

  const Site& site_;
  const Edition& edition_;
  const AnnualCounts& counts_;
  const Templates& templates_;
  const Frame& frame_;
  FileSink& sink_;
  int newest_ = 0;
};

}  // namespace

Status render_annual(const Site& site, const Edition& edition, const AnnualCounts& counts,
                     const Templates& templates, const Frame& frame, FileSink& sink) {
  return AnnualPages(site, edition, counts, templates, frame, sink).write();
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
      for (const AnnualTable& table : agency.figures.layout().tables)
        if (agency.prints(table)) paths.insert(annual_csv_address(year, agency.agency, table.id));
    }
  }
  return {paths.begin(), paths.end()};
}

}  // namespace gongshi
