#include <algorithm>

#include "cli/verbs.h"
#include "night/edition.h"
#include "night/make_release.h"
#include "release/switch.h"
#include "render/templates.h"
#include "report/annual_pages.h"
#include "site/config.h"

namespace gongshi {
namespace {

constexpr int kUrgentDays = 7;  // before the last day: daily reminders until the reports are public

/// Addresses that readers can open now.
std::set<std::string> shown_addresses(Workspace& work) {
  std::set<std::string> shown;
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty()) return shown;
  if (auto planned = read_plan(work.fs(), work.out(), current))
    shown.insert(planned->begin(), planned->end());
  return shown;
}

/// 1 from the day of reporting (15 January, or as site.json says) for what nobody confirmed, from a week
/// before the last day for what is not public.
void check_deadline(const SiteConfig& config, const AnnualReport& report, Date as_of, Outcome& outcome) {
  const Date submit = annual_day(config, Filing::Step::kSubmit, report.year);
  const Date last = annual_day(config, Filing::Step::kPublish, report.year);
  const Date urgent = last.plus_days(-kUrgentDays);
  for (const auto& agency : report.agencies) {
    const bool published = agency.state == AnnualState::kPublished || agency.state == AnnualState::kLate;
    if (as_of >= submit && agency.state == AnnualState::kDraft)
      outcome.messages.push_back({"annual_unconfirmed",
                                  agency.name + "还没有确认 " + std::to_string(report.year) +
                                      " 年的数据，应当在 " + std::to_string(submit.month()) + " 月 " +
                                      std::to_string(submit.day()) + " 日前报送。",
                                  agency.agency});
    else if (as_of >= urgent && !published)
      outcome.messages.push_back({"annual_unpublished",
                                  agency.name + "的 " + std::to_string(report.year) + " 年年报还没有公开，最迟 " +
                                      last.chinese() + "。",
                                  agency.agency});
  }
  if (!outcome.messages.empty()) outcome.exit = ExitCode::kAttention;
  if (as_of <= last)
    outcome.text += "距离公开期限 " + last.chinese() + " 还有 " + std::to_string(last.days() - as_of.days()) + " 天。\n";
}

}  // namespace

Outcome annual_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kWrite, failure);
  if (!work) return failure;
  const auto usage = [](const std::string& text) { return outcome_of({"usage", text, "annual"}); };
  const std::string text = command.option("--year");
  if (text.size() != 4 || text.find_first_not_of("0123456789") != std::string::npos)
    return usage("--year 要写成四位年份，如 2025。");
  const int year = std::stoi(text);

  auto made = make_edition(*work);
  if (!made) return outcome_of(made.error());
  const Edition& edition = made->edition;
  if (const std::string agency = command.option("--confirm"); !agency.empty()) {
    const std::string on = command.option("--on");
    const auto day = on.empty() ? std::optional<Date>(work->as_of()) : Date::parse(on);
    if (!day || *day > work->as_of()) return usage("--on 要写成 2026-01-12 这样的日期，且不晚于数据截至日。");
    auto line = confirmation_line(edition, year, agency, command.option("--by"), *day);
    if (!line) return outcome_of(line.error());
    if (auto status = append_line(fs, work->site().dir, "confirmations.jsonl", *line); !status)
      return outcome_of(status.error());
    if (auto status = work->reload(); !status) return outcome_of(status.error());
  }
  auto layouts = LayoutBook::of(work->site());
  if (!layouts) return outcome_of(layouts.error());
  choose_layouts(*layouts, edition);
  AnnualCounts counts(*layouts);
  if (auto status = each_count_row(*work, [&](const CountRow& row) { counts.add(row); }); !status)
    return outcome_of(status.error());
  const AnnualReport report = annual_report(work->site(), edition, counts, year, shown_addresses(*work));
  auto templates = Templates::load(fs, work->site());
  if (!templates) return outcome_of(templates.error());
  if (auto status = write_annual_drafts(fs, work->site(), *templates, work->state(), report); !status)
    return outcome_of(status.error());

  Outcome outcome;
  outcome.json = annual_json(report);
  for (const auto& agency : report.agencies)
    outcome.text += agency.name + "：" + state_word(agency.state) + "\n";
  outcome.text += "草稿在 " + (work->state() / "reports" / ("annual-" + text)).string() +
                  "，确认后随下一个版本公开。\n";
  if (command.flag("--check-deadline")) check_deadline(work->site().config, report, work->as_of(), outcome);
  return outcome;
}

}  // namespace gongshi
