#include <fmt/format.h>

#include "cli/verbs.h"
#include "night/targets.h"

namespace gongshi {
namespace {

std::string line_of(const Pushed& pushed) {
  if (!pushed.confirmed()) return "没有送到 " + pushed.target + "。\n";
  if (pushed.result == "unchanged") return pushed.target + " 已经是这一版。\n";
  return fmt::format("已送到 {}：传送 {} 个文件，删去 {} 个。\n", pushed.target, pushed.sent, pushed.removed);
}

}  // namespace

void push_from(Workspace& work, Outcome& outcome) {
  for (const auto& note : work.notes()) outcome.messages.push_back(note);
  if (!work.notes().empty() && outcome.exit == ExitCode::kDone) outcome.exit = ExitCode::kAttention;
  if (!work.taken_down().empty()) outcome.json["taken_down"] = work.taken_down();
  if (work.site().config.targets.empty()) return;
  auto all = push_to_targets(work);
  if (!all) {
    outcome.messages.push_back(all.error());
    outcome.exit = ExitCode::kInternal;
    return;
  }
  outcome.json["targets"] = Json::array();
  for (const auto& pushed : *all) {
    outcome.json["targets"].push_back({{"id", pushed.target}, {"kind", pushed.kind}, {"result", pushed.result},
                                       {"sent", pushed.sent}, {"removed", pushed.removed}, {"message", pushed.message}});
    outcome.text += line_of(pushed);
    if (pushed.confirmed()) continue;
    outcome.messages.push_back({"target_failed", pushed.message, pushed.target});
    if (outcome.exit == ExitCode::kDone) outcome.exit = ExitCode::kAttention;
  }
}

}  // namespace gongshi
