#include "report/annual_drafts.h"

#include <fmt/format.h>

#include "base/text.h"
#include "render/words.h"
#include "report/annual_narrative.h"
#include "report/annual_sections.h"
#include "report/annual_table.h"
#include "report/annual_workbook.h"
#include "report/reason_words.h"

namespace gongshi {
namespace {

/// Ids a difference lists; the rest is told by `annual --why`.
constexpr size_t kIdsShown = 200;

std::string state_sentence(const AgencyYear& agency) {
  if (!agency.confirmation) return "草稿，数据未经机关确认。";
  std::string who = fmt::format("{}由{}确认", agency.confirmation->on.iso(), agency.confirmation->by);
  if (agency.latest->on != agency.confirmation->on)
    who += fmt::format("，{}由{}再次确认", agency.latest->on.iso(), agency.latest->by);
  const std::string drift = agency.drifted ? "登记库里的数据此后有变动，如属更正请机关重新确认。" : "";
  switch (agency.state) {
    case AnnualState::kLate:
      return who + "，" + (agency.confirmation->first_published_on ? agency.confirmation->public_on().iso() + "公开，" : "") +
             "晚于1月31日。" + drift;
    case AnnualState::kPublished:
      return who + "，已经公开。" + drift;
    default:
      return who + "，下一次发布时公开。" + drift;
  }
}

std::string amount_of(const AnnualDifference& one, int64_t value) {
  if (!one.money) return thousands(value);
  const AnnualLayout& layout = one.cell.agency->figures.layout();
  return grouped(layout.money_text(value)) + " " + layout.money_unit();
}

std::string ids_of(const Json& list) {
  std::vector<std::string> ids;
  for (const Json& one : list) {
    if (ids.size() == kIdsShown) {
      ids.push_back("……");
      break;
    }
    ids.push_back(one["id"].get<std::string>());
  }
  return joined(ids, "、");
}

std::string rest_of(const Json& rest) {
  std::vector<std::string> parts;
  for (const auto& [reason, n] : rest.items()) parts.push_back(fmt::format("{} {}", reason_word(reason), n.get<long>()));
  return joined(parts, "、");
}

void fill_differences(PageData& page, const std::vector<AnnualDifference>& differences) {
  page.show("DIFFERENCE", false).show("DIFFERENCES", !differences.empty());
  for (const AnnualDifference& one : differences) {
    PageData& row = page.section("DIFFERENCE");
    row.set("AGENCY", one.cell.agency->name)
        .set("PERIOD", period_name(one.cell.agency->year, one.cell.quarter))
        .set("CELL", one.cell.of().title + "　" + (one.money ? one.cell.of().amount.label : one.cell.label()))
        .set("COUNTED", amount_of(one, one.counted))
        .set("DECLARED", amount_of(one, one.declared))
        .set("BY", one.by + "，" + one.on.iso());
    row.maybe("PUBLISHED", ids_of(one.behind.published));
    row.maybe("HELD", ids_of(one.behind.held));
    row.maybe("REST", rest_of(one.behind.rest));
  }
}

/// The quarters of the year that are over.
int quarters_over(int year, Date as_of) {
  if (as_of.year() > year) return 4;
  return as_of.year() < year ? 0 : (as_of.month() - 1) / 3;
}

/// Cases per officer: for the webmaster only.
Breakdown officer_table(const AnnualDrafts& drafts, const std::string& agency) {
  Breakdown out{"officer", "按执法人员", "执法人员", {"件"}, {}, "件"};
  const auto own = drafts.officer_cases.find(agency);
  if (own == drafts.officer_cases.end()) return out;
  std::map<std::string, std::string> names;
  const auto [first, last] = drafts.edition.of("officers");
  for (const PublicRecord* officer = first; officer != last; ++officer) names[officer->id()] = officer->text("name");
  for (const auto& [certificate, n] : own->second)
    out.rows.push_back({names.count(certificate) > 0 ? names[certificate] + "（" + certificate + "）" : certificate, {n}});
  return out;
}

Result<Html> inside_tables(const Templates& templates, const AnnualDrafts& drafts, const AgencyYear& agency) {
  std::vector<Breakdown> all = internal_breakdowns(agency, drafts.counts.cube(agency.year, agency.agency), drafts.regions);
  if (Breakdown officers = officer_table(drafts, agency.agency); !officers.rows.empty()) all.push_back(std::move(officers));
  Html out;
  for (const Breakdown& one : all) {
    GONGSHI_ASSIGN(const Html section,
                   breakdown_section(templates, one.id + "-" + agency.agency, agency.year, one, nullptr, true));
    out += section;
  }
  return out;
}

const AgencyYear* find(const AnnualReport& report, const std::string& code) {
  for (const AgencyYear& agency : report.agencies)
    if (agency.agency == code) return &agency;
  return nullptr;
}

/// The narrative as it would be published, or the text to begin one with.
Status write_narrative(Fs& fs, const Site& site, const stdfs::path& dir, const AnnualDrafts& drafts,
                       const AgencyYear& agency) {
  GONGSHI_ASSIGN(std::string text, narrative_of(fs, site, agency.year, agency.agency));
  const std::string name = fmt::format("narratives/{}/{}.md", agency.year, agency.agency);
  if (!text.empty()) {
    const auto figures = narrative_figures(agency, find(drafts.before, agency.agency), drafts.edition);
    if (auto filled = filled_narrative(text, figures, (site.dir / name).string()); !filled) return filled.error();
    return {};
  }
  GONGSHI_ASSIGN(text, narrative_starter(fs, site, agency.figures.layout()));
  return fs.write(dir / (agency.agency + ".md"), text, 0600);
}

Status write_files(Fs& fs, const Site& site, const stdfs::path& dir, const AnnualDrafts& drafts) {
  const Date as_of = drafts.edition.as_of;
  for (const AgencyYear& agency : drafts.report.agencies) {
    const auto& tables = agency.figures.layout().tables;
    for (size_t t = 0; t < tables.size(); ++t)
      if (agency.prints(tables[t]))
        GONGSHI_TRY(fs.write(dir / (agency.agency + "-" + tables[t].id + ".csv"), annual_csv(agency, t), 0600));
    GONGSHI_ASSIGN(const std::string book, agency_workbook(agency, as_of));
    GONGSHI_TRY(fs.write(dir / (agency.agency + ".xlsx"), book, 0600));
    GONGSHI_TRY(write_narrative(fs, site, dir, drafts, agency));
  }
  for (int quarter = 1; quarter <= quarters_over(drafts.report.year, as_of); ++quarter) {
    GONGSHI_ASSIGN(const std::string book,
                   submission_workbook(quarter_of(drafts.report, drafts.counts, quarter), drafts.counts, as_of));
    GONGSHI_TRY(fs.write(dir / fmt::format("quarter-{}.xlsx", quarter), book, 0600));
  }
  return {};
}

}  // namespace

Status write_annual_drafts(Fs& fs, const Site& site, const Templates& templates, const stdfs::path& state,
                           const AnnualDrafts& drafts) {
  const AnnualReport& report = drafts.report;
  const stdfs::path dir = state / "reports" / fmt::format("annual-{}", report.year);
  PageData page;
  page.set("SITE_NAME", site.config.name).set("YEAR", std::to_string(report.year));
  page.set("DUE", annual_deadline(report.year).chinese());
  page.show("AGENCY", false).show("EMPTY", report.agencies.empty());
  fill_differences(page, drafts.differences);
  for (const AgencyYear& agency : report.agencies) {
    GONGSHI_ASSIGN(const Html tables, statutory_tables(templates, report.year, agency, true));
    GONGSHI_ASSIGN(const Html more, inside_tables(templates, drafts, agency));
    page.section("AGENCY")
        .set("NAME", agency.name)
        .set("STATE", state_sentence(agency))
        .set("BOOK", agency.agency + ".xlsx")
        .set_html("TABLES_HTML", tables)
        .set_html("MORE_HTML", more)
        .show("NO_DUTY", tables.empty())
        .show("UNLISTED", !agency.duties_listed);
  }
  GONGSHI_ASSIGN(const Html html, templates.render("report_annual.html", page));
  GONGSHI_ASSIGN(const std::string style, fs.read(site.resource("templates/report.css")));
  GONGSHI_TRY(fs.remove_tree(dir));
  GONGSHI_TRY(fs.make_dirs(dir, 0700));
  GONGSHI_TRY(fs.write(dir / "index.html", html.str(), 0600));
  GONGSHI_TRY(fs.write(dir / "report.css", style, 0600));
  return write_files(fs, site, dir, drafts);
}

}  // namespace gongshi
