#include <fmt/format.h>

#include "report/annual_pages.h"
#include "report/annual_table.h"

namespace gongshi {
namespace {

std::string state_sentence(const AgencyYear& agency) {
  if (!agency.confirmation) return "草稿，数据未经机关确认。";
  const std::string who =
      fmt::format("{}由{}确认", agency.confirmation->on.iso(), agency.confirmation->by);
  switch (agency.state) {
    case AnnualState::kLate:
      return who + "，晚于1月31日。";
    case AnnualState::kPublished:
      return who + "，已经公开。";
    default:
      return who + "，下一次发布时公开。";
  }
}

}  // namespace

Status write_annual_drafts(Fs& fs, const Site& site, const Templates& templates,
                           const stdfs::path& state, const AnnualReport& report) {
  const stdfs::path dir = state / "reports" / fmt::format("annual-{}", report.year);
  PageData page;
  page.set("SITE_NAME", site.config.name).set("YEAR", std::to_string(report.year));
  page.set("DUE", annual_deadline(report.year).chinese());
  page.show("AGENCY", false).show("EMPTY", report.agencies.empty());
  for (const AgencyYear& agency : report.agencies) {
    GONGSHI_ASSIGN(const Html tables, statutory_tables(templates, report.year, agency, true));
    page.section("AGENCY")
        .set("NAME", agency.name)
        .set("STATE", state_sentence(agency))
        .set_html("TABLES_HTML", tables)
        .show("NO_DUTY", tables.empty());
  }
  GONGSHI_ASSIGN(const Html html, templates.render("report_annual.html", page));
  GONGSHI_ASSIGN(const std::string style, fs.read(site.resource("templates/report.css")));
  GONGSHI_TRY(fs.remove_tree(dir));
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  GONGSHI_TRY(fs.write(dir / "index.html", html.str(), 0600));
  GONGSHI_TRY(fs.write(dir / "report.css", style, 0600));
  for (const AgencyYear& agency : report.agencies) {
    const auto& tables = agency.figures.layout().tables;
    for (size_t t = 0; t < tables.size(); ++t)
      if (agency.prints(tables[t]))
        GONGSHI_TRY(fs.write(dir / (agency.agency + "-" + tables[t].id + ".csv"),
                             annual_csv(agency, t), 0600));
  }
  return {};
}

}  // namespace gongshi
