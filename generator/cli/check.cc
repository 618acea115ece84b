#include <map>

#include "base/text.h"
#include "cli/verbs.h"
#include "intake/intake.h"
#include "render/templates.h"
#include "report/annual_layout.h"
#include "rules/gate.h"

namespace gongshi {
namespace {

/// Everything a night would stumble over, all at once.
void check_site(const Fs& fs, const Command& command, const Site& site, Outcome& outcome) {
  const auto add = [&](const Error& error) {
    outcome.messages.push_back(error);
    outcome.exit = ExitCode::kUsage;
  };
  const Date as_of = command.places.as_of.value_or(Date::today());
  if (auto gate = Gate::make(site, "check", as_of)) {
    for (const auto& mistake : gate->lines().mistakes()) add(mistake);
    if (gate->calendar().guessed(as_of))
      outcome.messages.push_back({"no_calendar", "今年没有工作日历，期限按周一至周五推算。", "calendars"});
  } else {
    add(gate.error());
  }
  if (auto templates = Templates::load(fs, site); !templates) add(templates.error());
  if (auto layouts = LayoutBook::of(site); !layouts) add(layouts.error());
  const std::pair<const char*, const std::string&> asked[] = {
      {"base_url", site.config.base_url}, {"site_id_code", site.config.site_id_code},
      {"icp", site.config.icp}, {"authority", site.config.authority}};
  for (const auto& [name, value] : asked)
    if (value.empty())
      outcome.messages.push_back({"not_filled", std::string("还没有填写 ") + name + "，正式公示前请补上。", "site.json"});
  for (const auto& feed : site.feeds)
    if (feed.attests && as_of > feed.attests->until)
      outcome.messages.push_back({"attests_ended", "数据源 " + feed.id + " 的声明（attests）已过期，靠它公示的记录会暂缓。",
                                  "feeds.json"});
}

/// One file before it is sent: what would be rejected, and what would become of the rest.
Outcome check_file(const Fs& fs, const Command& command, const Site& site) {
  const DatasetDefinition* definition = site.definition(command.option("--dataset"));
  if (!definition)
    return outcome_of({"usage", "请用 --dataset 写明数据集，如 decisions。", command.option("--dataset")});
  FeedConfig feed;
  feed.id = stdfs::path(command.option("--feed")).filename().string();
  feed.dataset = definition->dataset;
  feed.agencies = {command.option("--agency").empty() ? "*" : command.option("--agency")};
  feed.url = command.option("--feed");
  if (const std::string preset = command.option("--preset"); !preset.empty())
    feed.preset = preset.ends_with(".json") ? stdfs::absolute(preset).string() : preset;
  const Date as_of = command.places.as_of.value_or(Date::today());
  auto gate = Gate::make(site, "check", as_of);
  if (!gate) return outcome_of(gate.error());
  AgencyDirectory agencies;
  if (feed.agencies[0] != "*") agencies.add(feed.agencies[0], "", "");

  Outcome outcome;
  std::map<std::string, long> states;
  outcome.json["rejected"] = Json::array();
  long rejected = 0;
  const auto take = [&](IntakeRow&& row) {
    if (const auto* reject = std::get_if<RejectedRow>(&row)) {
      ++rejected;
      outcome.text += "第 " + std::to_string(reject->row) + " 行" +
                      (reject->column.empty() ? "" : "，" + reject->column) + "：" + reject->text + reject->mend + "\n";
      outcome.json["rejected"].push_back({{"row", reject->row}, {"column", reject->column},
                                          {"reason", reject->reason}, {"text", reject->text},
                                          {"mend", reject->mend}});
    } else if (const auto* record = std::get_if<Record>(&row)) {
      for (const auto& warning : record->warnings)
        outcome.text += "第 " + std::to_string(record->row) + " 行，" + warning.field + "：" + warning.text + "\n";
      if (Gate::is_secret(*record)) {
        ++rejected;
        outcome.text += "第 " + std::to_string(record->row) + " 行：涉密信息不得进入本系统。\n";
        return;
      }
      ++states[state_name(gate->judge(gate->facts(*record), {}).state)];
    }
  };
  auto reading = read_feed(fs, stdfs::absolute(command.option("--feed")), feed, *definition, agencies, as_of, take);
  if (!reading) return outcome_of({"usage", reading.error().text, reading.error().where});
  outcome.json["rows"] = reading->rows;
  outcome.json["states"] = states;
  outcome.text += "共 " + std::to_string(reading->rows) + " 行，按 " + reading->format + "、" + reading->encoding +
                  " 读取；退回 " + std::to_string(rejected) + " 行。\n";
  if (rejected > 0) outcome.exit = ExitCode::kAttention;
  return outcome;
}

}  // namespace

Outcome check_verb(const Command& command) {
  DiskFs fs;
  LoadedSite loaded = load_site(fs, command.places.site, command.places.share);
  Outcome outcome;
  if (!loaded.errors.empty()) {
    outcome.messages = std::move(loaded.errors);
    outcome.exit = ExitCode::kUsage;
    return outcome;
  }
  if (!command.option("--feed").empty()) return check_file(fs, command, loaded.site);
  check_site(fs, command, loaded.site, outcome);
  outcome.text = outcome.exit == ExitCode::kDone
                     ? "配置没有问题：" + std::to_string(loaded.site.feeds.size()) + " 个数据源，" +
                           std::to_string(loaded.site.datasets.size()) + " 个数据集。\n"
                     : "";
  return outcome;
}

}  // namespace gongshi
