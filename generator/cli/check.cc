#include "cli/check_file.h"
#include "cli/verbs.h"
#include "intake/mapping_file.h"
#include "render/attachments.h"
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
  for (const Error& refused : read_attachments(fs, site).refused) add(refused);
  const std::pair<const char*, const std::string&> asked[] = {
      {"base_url", site.config.base_url}, {"site_id_code", site.config.site_id_code},
      {"icp", site.config.icp}, {"authority", site.config.authority}};
  for (const auto& [name, value] : asked)
    if (value.empty())
      outcome.messages.push_back({"not_filled", std::string("还没有填写 ") + name + "，正式公示前请补上。", "site.json"});
  for (const auto& feed : site.feeds)
    if (const auto mapping = mapping_of(fs, feed, *site.definition(feed.dataset)); !mapping) add(mapping.error());
  for (const auto& feed : site.feeds)
    if (feed.attests && as_of > feed.attests->until)
      outcome.messages.push_back({"attests_ended", "数据源 " + feed.id + " 的声明（attests）已过期，靠它公示的记录会暂缓。",
                                  "feeds.json"});
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
