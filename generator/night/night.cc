#include "night/night.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "base/text.h"
#include "night/audit_release.h"
#include "night/edition.h"
#include "night/plausible.h"
#include "night/publish_release.h"
#include "night/recovery.h"
#include "night/subtract.h"
#include "night/targets.h"
#include "release/switch.h"
#include "render/templates.h"
#include "report/annual_report.h"
#include "report/night_page.h"
#include "report/night_since.h"
#include "site/feed_url.h"

namespace gongshi {
namespace {

namespace ch = std::chrono;

double now() { return ch::duration<double>(ch::steady_clock::now().time_since_epoch()).count(); }

/// Wall clock in UTC+8, for the internal report only.
std::string clock_text() {
  const auto at = ch::floor<ch::minutes>(ch::system_clock::now() + ch::hours(8));
  const auto day = ch::floor<ch::days>(at);
  const auto minutes = (at - day).count();
  return fmt::format("{} {:02}:{:02}", Date::from_days(day.time_since_epoch().count()).iso(),
                     minutes / 60, minutes % 60);
}

/// What this process has written to files so far, those of SQLite and Xapian included.
long long bytes_written() {
  std::ifstream io("/proc/self/io");
  std::string name;
  long long value = 0;
  while (io >> name >> value)
    if (name == "wchar:") return value;
  return 0;
}

}  // namespace

Night::Night(Workspace& work, const std::string& verb) : work_(work) {
  report_.verb = verb;
  report_.as_of = work.as_of();
  report_.started = clock_text();
  report_.site_name = work.site().config.name;
  written_ = bytes_written();
  report_.previous_release = current_release(work.fs(), work.out());
  if (auto states = work.registry().states()) report_.previous_states = *states;
  for (const auto& feed : work.site().feeds)
    if (feed.attests && feed.attests->on <= work.as_of() && work.as_of() <= feed.attests->until)
      report_.attests.push_back({feed.id, feed.attests->by, feed.attests->document, feed.attests->on,
                                 feed.attests->until});
  for (const auto& mistake : work.gate().lines().mistakes()) report_.messages.push_back(mistake);
  for (auto& mistake : annual_line_mistakes(work.site())) report_.messages.push_back(std::move(mistake));
  if (work.gate().calendar().guessed(work.as_of()))
    report_.messages.push_back({"no_calendar",
                                std::to_string(work.as_of().year()) +
                                    " 年没有工作日历，期限按周一至周五推算。请补上 calendars/" +
                                    std::to_string(work.as_of().year()) + ".json。",
                                "calendars"});
}

void Night::time(const std::string& step, double since, long count) {
  const long long written = bytes_written();
  report_.timings.push_back({step, now() - since, count, written - written_});
  written_ = written;
}

/// A line of withdrawals.jsonl that meets no record takes nothing down, whatever its author believes. An old one
/// may be of a record that STATE has lost.
Status Night::note_idle_withdrawals() {
  constexpr int kDays = 30;
  for (const auto& line : work_.gate().lines().withdrawals()) {
    if (line.on.plus_days(kDays) < work_.as_of()) continue;
    bool met = false;
    for (const std::string& key : line.keys) {
      GONGSHI_ASSIGN(const auto known, work_.registry().find(work_.gate().lookup_key(line.dataset, line.agency, key)));
      met = met || known;
    }
    if (!met)
      report_.messages.push_back({"no_record", "没有这一行所写的记录，没有撤下任何内容。请核对 dataset、agency 和 id。", line.where});
  }
  return {};
}

Status Night::note_bad_lines() {
  Json lines = Json::array();
  for (const auto& message : report_.messages)
    if (message.code == "bad_line" || message.code == "no_record") lines.push_back(message.where + " " + message.text);
  GONGSHI_ASSIGN(const std::string before, work_.registry().meta("bad_lines"));
  const Json seen = before.empty() ? Json::array() : Json::parse(before);
  for (const Json& line : lines)
    needs_person_ = needs_person_ || std::find(seen.begin(), seen.end(), line) == seen.end();
  return lines == seen ? Status() : work_.registry().set_meta("bad_lines", lines.dump());
}

Status Night::pull(const std::set<std::string>& only, const std::set<std::string>& accepted,
                   const std::set<std::string>& dropped) {
  const double start = now();
  GONGSHI_ASSIGN(PullResult pulled, pull_feeds(work_, {only, accepted, dropped}));
  const RowCounts& rows = pulled.rows;
  report_.rows = {rows.read,     rows.fresh,      rows.changed, rows.same,
                  rows.repeated, rows.superseded, rows.rejected};
  for (const auto& feed : pulled.feeds)
    report_.feeds.push_back({feed.feed->id, feed.feed->dataset, shown_url(feed.feed->url), feed.result, feed.rows,
                             feed.rejected, feed.message, feed.data_on});
  report_.rejected = std::move(pulled.rejected);
  report_.messages.insert(report_.messages.end(), pulled.messages.begin(), pulled.messages.end());
  needs_person_ = needs_person_ || pulled.needs_person || pulled.new_rejections > 0;
  if (!report_.rows.add_up())
    return Error{"rows_lost", "读入的行数与去向不符，没有继续。请保留 STATE 并报告这个问题。", "pull"};
  GONGSHI_TRY(decide());
  GONGSHI_TRY(note_idle_withdrawals());
  GONGSHI_TRY(note_bad_lines());
  for (const auto& note : pulled.warnings) {
    // Of a record of which only the reasons are kept, the row and not the number says which one it is.
    GONGSHI_ASSIGN(const auto known, work_.registry().find(work_.gate().record_key(note.dataset, note.agency, note.id)));
    const bool named = known && !known->facts.empty() && !Facts::from_json(Json::parse(known->facts)).number_let_go;
    report_.warnings.push_back({note.feed, note.dataset, note.agency, named ? note.id : "", note.row, note.field,
                                note.text, "请核对后改正，下次报送时生效。"});
  }
  if (pulled.secret_found && !report_.previous_release.empty()) {
    // What came in under a secrecy marking leaves the site before anything else is done.
    auto taken = subtract(work_, report_.previous_release);
    if (!taken) return taken.error();
  }
  time("pull", start, rows.read);
  return {};
}

Status Night::decide() {
  GONGSHI_ASSIGN(const long changed, decide_all(work_));
  (void)changed;
  decided_ = true;
  return {};
}

Status Night::build(bool everything, const std::string& like) {
  const double start = now();
  if (!decided_) GONGSHI_TRY(decide());
  GONGSHI_ASSIGN(const Manifest made, build_release(work_, everything, like, &report_.redactions));
  report_.release = made.release;
  GONGSHI_ASSIGN(const auto plan, read_plan(work_.fs(), work_.out(), made.release));
  time("build", start, static_cast<long>(plan.size()));
  return {};
}

void Night::note_finds(const AuditReport& found) {
  auto& finds = report_.finds;
  for (const auto& find : found.finds) finds.push_back({find.code, find.file, find.key});
  std::sort(finds.begin(), finds.end());
  finds.erase(std::unique(finds.begin(), finds.end()), finds.end());
}

Status Night::audit_and_publish() {
  const double start = now();
  GONGSHI_ASSIGN(AuditReport found, audit_release(work_, *report_.release));
  note_finds(found);
  if (!found.clean()) {
    needs_person_ = true;
    const auto keys = traceable(found);
    if (keys.empty()) return refuse_finds(found);
    GONGSHI_TRY(hold_for_finds(work_, keys));
    decided_ = false;
    // What the records found are no part of is as it was, and has been looked at.
    const std::string refused = *report_.release;
    GONGSHI_TRY(build(false, refused));
    GONGSHI_ASSIGN(found, audit_release(work_, *report_.release, false, refused));
    note_finds(found);
    if (!found.clean()) return refuse_finds(found);
  }
  time("audit", start, static_cast<long>(found.counts.files));
  const double switched = now();
  GONGSHI_ASSIGN(const bool doubtful, refuse_doubtful());
  if (doubtful) return {};
  if (auto status = publish_release(work_, *report_.release, decided_); !status) {
    const std::string& code = status.error().code;
    if (code != "other_day" && code != "bad_signing_key") return status;
    report_.messages.push_back(status.error());
    return refuse(code == "other_day" ? "数据截至日不是今天，其中有首次公示的记录" : "签名密钥不能用");
  }
  report_.published = true;
  time("publish", switched, static_cast<long>(work_.taken_down().size()));
  return {};
}

Result<bool> Night::refuse_doubtful() {
  GONGSHI_ASSIGN(auto doubts, doubts_about(work_, *report_.release));
  if (doubts_aside_) std::erase_if(doubts, [](const Misgiving& doubt) { return doubt.acceptable; });
  if (doubts.empty()) return false;
  for (const auto& doubt : doubts) report_.messages.push_back(doubt.message);
  GONGSHI_TRY(refuse(doubts.front().clause));
  return true;
}

Status Night::refuse_finds(const AuditReport& found) {
  constexpr size_t kTold = 20;
  for (size_t i = 0; i < std::min(kTold, found.finds.size()); ++i)
    report_.messages.push_back({found.finds[i].code, found.finds[i].text, found.finds[i].file});
  const bool personal = std::any_of(found.finds.begin(), found.finds.end(),
                                    [](const auto& find) { return find.code == "forbidden" || find.code == "shape"; });
  return refuse("审计发现 " + std::to_string(found.total_finds) + (personal ? " 处不得公开的内容" : " 处问题"));
}

Status Night::refuse(const std::string& why) {
  refused_ = true;
  report_.refusal = why;
  report_.messages.push_back({"refused", "没有发布：" + why + "。", report_.release.value_or("")});
  return take_down();
}

Status Night::take_down() {
  if (!decided_) GONGSHI_TRY(decide());
  const std::string current = current_release(work_.fs(), work_.out());
  if (current.empty()) return {};
  GONGSHI_ASSIGN(const Subtracted done, subtract(work_, current));
  if (!done.addresses.empty())
    report_.messages.push_back(
        {"subtracted", "应当撤下的 " + std::to_string(done.addresses.size()) + " 个页面已经撤下。", done.release});
  return {};
}

Status Night::push() {
  if (work_.site().config.targets.empty()) return {};
  const double start = now();
  GONGSHI_ASSIGN(const auto pushed, push_to_targets(work_));
  long sent = 0;
  for (const auto& target : pushed) {
    sent += target.sent;
    report_.targets.push_back({target.target, target.kind, target.result, target.release, target.sent, target.removed,
                               target.message, target.seconds});
    if (target.confirmed()) continue;
    needs_person_ = true;
    report_.messages.push_back({"target_failed", target.message, target.target});
  }
  time("targets", start, sent);
  return {};
}

Status Night::write_report() {
  report_.exit = static_cast<int>(exit());
  report_.id = report_.release.value_or(free_report_id(work_.fs(), work_.state(), work_.as_of()));
  if (const auto before = latest_report(work_.fs(), work_.state())) report_.since = changes_since(*before, report_);
  GONGSHI_ASSIGN(const Templates templates, Templates::load(work_.fs(), work_.site()));
  GONGSHI_TRY(write_night_report(work_.fs(), work_.site(), templates, work_.state(), report_));
  GONGSHI_TRY(work_.registry().checkpoint());
  return keep_good_copy(work_.fs(), work_.registry(), work_.state());
}

ExitCode Night::exit() const {
  if (refused_) return ExitCode::kRefused;
  return needs_person_ || newly_overdue_ > 0 ? ExitCode::kAttention : ExitCode::kDone;
}

}  // namespace gongshi
