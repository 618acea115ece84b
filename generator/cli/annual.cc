#include <algorithm>

#include "cli/annual_deadline.h"
#include "cli/annual_why.h"
#include "cli/verbs.h"
#include "night/annual_behind.h"
#include "night/counted_years.h"
#include "night/edition.h"
#include "night/make_release.h"
#include "release/switch.h"
#include "render/templates.h"
#include "report/annual_drafts.h"
#include "report/annual_kept.h"
#include "report/annual_printed.h"
#include "report/annual_workbook.h"
#include "rules/texts.h"

namespace gongshi {
namespace {

/// Addresses that readers can open now.
std::set<std::string> shown_addresses(Workspace& work) {
  std::set<std::string> shown;
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty()) return shown;
  if (auto planned = read_plan(work.fs(), work.out(), current))
    shown.insert(planned->begin(), planned->end());
  return shown;
}

/// Appends the line of `--confirm`, with the agency's rows kept as they stand, and its note.
Status confirm(Workspace& work, const Command& command, const Edition& edition, int year) {
  const std::string agency = command.option("--confirm");
  const std::string on = command.option("--on");
  const auto day = on.empty() ? std::optional<Date>(work.as_of()) : Date::parse(on);
  if (!day || *day > work.as_of())
    return Error{"usage", "--on 要写成 2026-01-12 这样的日期，且不晚于数据截至日。", "annual"};
  GONGSHI_ASSIGN(Json line, confirmation_line(edition, year, agency, command.option("--by"), *day));
  if (const std::string note = command.option("--note"); !note.empty()) {
    if (const std::string what = not_to_be_shown(note, work.site()); !what.empty())
      return Error{"usage", "--note 会公开，里面有不能公开的内容（" + what + "），请去掉后再写。", "annual"};
    line["note"] = note;
  }
  GONGSHI_ASSIGN(line["rows"], keep_rows(work.fs(), work.state(), work.gate().key(), year, {agency},
                                         [&](const auto& take) { return each_count_row(work, take); }));
  GONGSHI_TRY(append_line(work.fs(), work.site().dir, "confirmations.jsonl", line));
  return work.reload();
}

Status submit(Workspace& work, const AnnualReport& report, const AnnualCounts& counts, const std::string& file) {
  GONGSHI_ASSIGN(const std::string bytes, submission_workbook(report, counts, work.as_of()));
  GONGSHI_TRY(work.fs().write(stdfs::absolute(file), bytes, 0600));
  return note_submitted(work, report);
}

/// Where declared and counted figures differ, with the records behind each.
Result<std::vector<AnnualDifference>> reconcile(Workspace& work, const AnnualReport& report, const AnnualCounts& counts) {
  std::vector<AnnualDifference> found = differences(report, counts);
  std::vector<AnnualCell> cells;
  for (const AnnualDifference& one : found) cells.push_back(one.cell);
  GONGSHI_ASSIGN(const auto behind, records_behind(work, report.year, cells));
  for (size_t i = 0; i < found.size(); ++i) found[i].behind = behind[i];
  return found;
}

Json differences_json(const std::vector<AnnualDifference>& differences) {
  Json out = Json::array();
  for (const AnnualDifference& one : differences)
    out.push_back({{"agency", one.cell.agency->agency},
                   {"unit", one.cell.unit},
                   {"quarter", one.cell.quarter},
                   {"table", one.cell.of().id},
                   {"column", one.money ? "amount" : one.cell.total ? "total" : one.cell.of().columns[one.cell.column].id},
                   {"counted", one.counted},
                   {"declared", one.declared},
                   {"published", one.behind.published},
                   {"held", one.behind.held},
                   {"rest", one.behind.rest}});
  return out;
}

std::string summary(const Workspace& work, const AnnualReport& report) {
  std::string text;
  for (const AgencyYear& agency : report.agencies)
    text += agency.name + "：" + state_phrase(agency) +
            (agency.drifted ? "（登记库已与确认时不同，如属更正请重新确认）" : "") +
            (agency.listed ? "" : "（已不在公示的执法机关名录里，不能确认，也不在报送的汇总表里。要公开它这一年的数据，请在年报公开以前把它留在名录里）") + "\n";
  return text + "草稿在 " + (work.state() / "reports" / ("annual-" + std::to_string(report.year))).string() +
         "，确认后随下一个版本公开。\n";
}

}  // namespace

Outcome annual_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kWrite, failure);
  if (!work) return failure;
  const std::string text = command.option("--year");
  if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string::npos)
    return outcome_of({"usage", "--year 要写成四位年份，如 2025。", "annual"});
  const int year = std::stoi(text);
  for (const char* option : {"--by", "--on", "--note"})
    if (!command.option(option).empty() && command.option("--confirm").empty())
      return outcome_of({"usage", std::string(option) + " 只与 --confirm 一起用。", "annual"});

  auto made = make_edition(*work);
  if (!made) return outcome_of(made.error());
  const Edition& edition = made->edition;
  if (!command.option("--confirm").empty())
    if (auto status = confirm(*work, command, edition, year); !status) return outcome_of(status.error());
  auto years = count_years(*work, edition);
  if (!years) return outcome_of(years.error());
  const AnnualCounts& counts = *(*years)->counts;
  const AnnualReport report = annual_report(work->site(), edition, counts, year, shown_addresses(*work));
  auto templates = Templates::load(fs, work->site());
  if (!templates) return outcome_of(templates.error());
  const auto unequal = reconcile(*work, report, counts);
  if (!unequal) return outcome_of(unequal.error());
  auto cases = officer_cases(*work, year);
  if (!cases) return outcome_of(cases.error());
  const AnnualReport before = annual_report(work->site(), edition, counts, year - 1, {});
  const AnnualDrafts drafts{report, before, counts, edition, *unequal, *cases,
                            region_names(work->site(), edition)};
  if (auto status = write_annual_drafts(fs, work->site(), *templates, work->state(), drafts); !status)
    return outcome_of(status.error());
  if (const std::string file = command.option("--submit"); !file.empty())
    if (auto status = submit(*work, report, counts, file); !status) return outcome_of(status.error());

  Outcome outcome;
  if (const std::string cell = command.option("--why"); !cell.empty()) {
    outcome = why(*work, report, cell);
    if (outcome.exit == ExitCode::kUsage) return outcome;
  } else {
    outcome.json = annual_json(report);
    outcome.text = summary(*work, report);
  }
  outcome.json["differences"] = differences_json(*unequal);
  if (!unequal->empty())
    outcome.text += "机关报送与统计不同的数字有 " + std::to_string(unequal->size()) + " 处，见草稿。\n";
  for (const auto& told : {(*years)->missing, annual_line_mistakes(work->site())}) {
    outcome.messages.insert(outcome.messages.end(), told.begin(), told.end());
    if (!told.empty()) outcome.exit = ExitCode::kAttention;
  }
  if (command.flag("--check-deadline")) check_deadline(*work, report, outcome);
  return outcome;
}

}  // namespace gongshi
