#include "cli/annual_deadline.h"

#include <fmt/format.h>

#include "report/countdown.h"
#include "site/filings.h"

namespace gongshi {
namespace {

constexpr int kUrgentDays = 7;  // before the last day: daily reminders until the reports are public
constexpr int kNoticeDays = 31;  // before the last day: it is worth knowing that it is no working day

std::string meta_name(int year) { return "annual_submitted_" + std::to_string(year); }

Result<std::set<std::string>> submitted(Workspace& work, int year) {
  GONGSHI_ASSIGN(const std::string text, work.registry().meta(meta_name(year)));
  std::set<std::string> out;
  const Json codes = Json::parse(text.empty() ? "[]" : text, nullptr, false);
  if (codes.is_array())
    for (const Json& code : codes) out.insert(code.get<std::string>());
  return out;
}

}  // namespace

Status note_submitted(Workspace& work, const AnnualReport& report) {
  GONGSHI_ASSIGN(std::set<std::string> codes, submitted(work, report.year));
  for (const AgencyYear& agency : report.agencies)
    if (agency.listed) codes.insert(agency.agency);
  return work.registry().set_meta(meta_name(report.year), Json(codes).dump());
}

void check_deadline(Workspace& work, const AnnualReport& report, Outcome& outcome) {
  const SiteConfig& config = work.site().config;
  const Date as_of = work.as_of();
  const Date submit = annual_day(config, Filing::Step::kSubmit, report.year);
  const Date last = annual_day(config, Filing::Step::kPublish, report.year);
  const auto sent = submitted(work, report.year);
  const auto open = [&](const char* code, const std::string& text, const std::string& agency) {
    outcome.messages.push_back({code, text, agency});
    outcome.exit = ExitCode::kAttention;
  };
  const long late = as_of.days() - last.days();
  const std::string passed = late > 0 ? fmt::format("；公开期限 {} 已经过了 {} 天", last.chinese(), late) : "";
  for (const AgencyYear& agency : report.agencies) {
    if (!agency.listed) continue;
    const bool published = agency.state == AnnualState::kPublished || agency.state == AnnualState::kLate;
    const bool unsent = agency.state == AnnualState::kDraft && !(sent.ok() && sent->count(agency.agency) > 0);
    if (as_of >= submit && unsent)
      open("annual_unconfirmed",
           fmt::format("{}还没有确认 {} 年的数据，应当在 {} 月 {} 日前报送{}。", agency.name, report.year,
                       submit.month(), submit.day(), passed),
           agency.agency);
    else if (as_of >= last.plus_days(-kUrgentDays) && !published)
      open("annual_unpublished",
           fmt::format("{}的 {} 年年报还没有公开，最迟 {}{}。", agency.name, report.year, last.chinese(), passed),
           agency.agency);
  }
  if (as_of > last) return;
  outcome.text += fmt::format("距离公开期限 {} 还有 {} 天。\n", last.chinese(), last.days() - as_of.days());
  const std::string notice = last_day_notice(work.site(), last);
  if (!notice.empty() && as_of >= last.plus_days(-kNoticeDays)) outcome.messages.push_back({"annual_last_day", notice, ""});
}

}  // namespace gongshi
