#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/verbs.h"
#include "night/feed_standing.h"
#include "night/night.h"
#include "night/recovery.h"
#include "release/switch.h"
#include "report/countdown.h"
#include "report/health.h"

namespace gongshi {
namespace {

/// The end of a run: states, report, and what the terminal shows.
Outcome finish(Night& night, bool with_report, const Command& command) {
  if (auto status = night.take_stock(); !status) return outcome_of(status.error());
  if (with_report)
    if (auto status = night.write_report(); !status) return outcome_of(status.error());
  Outcome outcome;
  outcome.exit = night.exit();
  NightReport& report = night.report();
  report.exit = static_cast<int>(outcome.exit);
  outcome.json = report_json(report);
  outcome.release = report.release;
  outcome.messages = report.messages;
  outcome.text = report_lines(report_file_json(report));
  if (command.stats)
    for (const auto& timing : report.timings)
      outcome.text += fmt::format("用时 {}：{:.2f} 秒，{} 件，写出 {:.1f} MB\n", timing.step, timing.seconds, timing.count,
                                  static_cast<double>(timing.bytes) / 1e6);
  return outcome;
}

std::set<std::string> as_set(const Command& command, const std::string& name) {
  const auto at = command.options.find(name);
  if (at == command.options.end()) return {};
  return {at->second.begin(), at->second.end()};
}

/// A run that fetches can also mend a damaged registry.
Command checking(Command command) {
  command.places.check_registry = true;
  return command;
}

/// Named feeds must be there; otherwise nothing is read.
std::optional<Error> unknown_feed(const Workspace& work, const std::set<std::string>& names) {
  for (const auto& name : names)
    if (!work.site().feed(name))
      return Error{"usage", "没有数据来源“" + name + "”。请对照 feeds.json。", "feeds.json"};
  return std::nullopt;
}

/// A feed to be dropped may be gone from feeds.json already, but then STATE must know it.
std::optional<Error> unknown_source(Workspace& work, const std::set<std::string>& names) {
  const auto states = work.registry().feeds();
  const auto standing = work.registry().standing_by_feed();
  if (!states) return states.error();
  if (!standing) return standing.error();
  for (const auto& name : names)
    if (!work.site().feed(name) && !states->count(name) && !standing->count(name))
      return Error{"usage", "没有数据来源“" + name + "”：feeds.json 里没有，登记库里也没有它的记录。", "feeds.json"};
  return std::nullopt;
}

/// A report names the feeds of its own run; the others stand as they were left, and what was good then
/// may have grown stale.
void add_feeds(Json& report, const std::vector<NightFeed>& feeds) {
  Json& list = report["feeds"];
  for (const auto& feed : feeds) {
    const auto at = std::find_if(list.begin(), list.end(), [&](const Json& entry) { return entry["id"] == feed.id; });
    if (at == list.end())
      list.push_back({{"id", feed.id}, {"dataset", feed.dataset}, {"url", feed.url}, {"result", feed.result},
                      {"rows", feed.rows}, {"rejected", feed.rejected}, {"message", feed.message}});
    else if (feed.result == "stale") (*at)["result"] = "stale";
  }
}

}  // namespace

Outcome pull_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, checking(command), Workspace::Access::kWrite, failure);
  if (!work) return failure;
  const PullOrder order{as_set(command, "FEED"), as_set(command, "--accept"), as_set(command, "--drop")};
  for (const auto& names : {order.only, order.accepted})
    if (const auto error = unknown_feed(*work, names)) return outcome_of(*error);
  if (const auto error = unknown_source(*work, order.dropped)) return outcome_of(*error);
  if (command.flag("--recover"))
    if (auto status = begin_recovery(*work); !status) return outcome_of(status.error());
  Night night(*work, command.verb);
  if (auto status = night.pull(order.only, order.accepted, order.dropped); !status) return outcome_of(status.error());
  return finish(night, true, command);
}

Outcome build_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kWrite, failure);
  if (!work) return failure;
  Night night(*work, command.verb);
  if (auto status = night.build(command.flag("--full")); !status) return outcome_of(status.error());
  return finish(night, false, command);
}

namespace {

/// Monitoring reads how a night ended, also one that broke off.
void tell_monitoring(Fs& fs, const Site& site, NightReport& report, Outcome& outcome) {
  const std::string& file = site.config.health_file;
  if (file.empty()) return;
  report.exit = static_cast<int>(outcome.exit);
  const auto at = std::chrono::system_clock::now().time_since_epoch();
  if (auto status = write_health(fs, file, report, std::chrono::duration_cast<std::chrono::seconds>(at).count()); !status)
    outcome.messages.push_back(status.error());
}

/// Also of a night that could not begin, unless another one is underway and will tell of itself.
void tell_of_no_night(Fs& fs, const Command& command, Outcome& outcome) {
  for (const auto& message : outcome.messages)
    if (message.code == "locked") return;
  const LoadedSite loaded = load_site(fs, command.places.site, command.places.share);
  NightReport report;
  tell_monitoring(fs, loaded.site, report, outcome);
}

/// A night that cannot go on, or could not begin with its configuration: what must come down comes down all the same,
/// as far as the reason lets it.
Outcome ended_early(Workspace& work, Night& night, Outcome outcome) {
  const Status down = night.take_down();
  if (!down) outcome.messages.push_back(down.error());
  const auto& messages = night.report().messages;
  outcome.messages.insert(outcome.messages.end(), messages.begin(), messages.end());
  if (down) push_from(work, outcome);
  return outcome;
}

}  // namespace

Outcome nightly_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, last_good(checking(command)), Workspace::Access::kWrite, failure);
  if (!work) {
    tell_of_no_night(fs, command, failure);
    return failure;
  }
  Night night(*work, command.verb);
  if (!work->mistakes().empty()) {
    Outcome outcome;
    outcome.exit = ExitCode::kUsage;
    outcome.messages = work->mistakes();
    outcome.text = "网站文件夹写错了，没有更新；应当撤下的照样撤下。\n";
    outcome = ended_early(*work, night, std::move(outcome));
    tell_monitoring(fs, work->site(), night.report(), outcome);
    return outcome;
  }
  const auto only = as_set(command, "--feed");
  if (const auto error = unknown_feed(*work, only)) return outcome_of(*error);
  const std::set<std::string> accepted = command.flag("--accept") ? std::set<std::string>{"*"}
                                                                  : std::set<std::string>();
  auto status = night.pull(only, accepted);
  if (status) status = night.build();
  if (command.flag("--accept")) night.set_doubts_aside();
  if (status) status = night.audit_and_publish();
  if (status) status = night.push();
  // Where rows went nobody knows is not gone on from.
  const bool lost = !status && status.error().code == "rows_lost";
  Outcome outcome = status ? finish(night, true, command) : outcome_of(status.error());
  if (!status && !lost) outcome = ended_early(*work, night, std::move(outcome));
  tell_monitoring(fs, work->site(), night.report(), outcome);
  return outcome;
}

Outcome status_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kRead, failure);
  if (!work) return failure;
  auto latest = latest_report(fs, work->state());
  if (!latest) return outcome_of({"usage", latest.error().text, latest.error().where});
  const Date day = command.places.as_of.value_or(
      Date::parse(text_at(*latest, "as_of")).value_or(work->as_of()));
  auto feeds = feeds_on(*work, day);
  if (!feeds) return outcome_of(feeds.error());
  add_feeds(*latest, *feeds);
  std::set<std::string> agencies;
  if (auto status = work->registry().each_of("agencies", [&](const KnownRecord& known) -> Status {
        if (!known.view.empty()) agencies.insert(known.agency);
        return {};
      });
      !status)
    return outcome_of(status.error());
  (*latest)["countdown"] = countdown_json(countdown(work->site(), agencies, day));
  Outcome outcome;
  outcome.text = report_lines(*latest);
  for (const char* name : {"as_of", "rows", "known", "states", "reasons", "feeds", "overdue", "timings", "messages",
                           "countdown", "targets"})
    if (latest->contains(name)) outcome.json[name] = (*latest)[name];
  const std::string current = current_release(fs, work->out());
  if (!current.empty()) outcome.release = current;
  outcome.text += "网站现在的版本：" + (current.empty() ? "还没有发布过" : current) + "\n";
  return outcome;
}

}  // namespace gongshi
