#include "report/night_since.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "base/text.h"

namespace gongshi {
namespace {

using Keys = std::set<std::string>;

std::string key_of(const std::string& kind, const std::string& dataset, const std::string& agency, const std::string& id) {
  return kind + '\n' + dataset + '\n' + agency + '\n' + id;
}

/// The keys of a list of the report before.
Keys keys_before(const Json& before, const char* list) {
  Keys keys;
  if (const Json* items = find_at(before, list); items && items->is_array())
    for (const Json& item : *items)
      keys.insert(key_of(text_at(item, "kind"), text_at(item, "dataset"), text_at(item, "agency"), text_at(item, "id")));
  return keys;
}

long missing_from(const Keys& keys, const Keys& others) {
  return std::count_if(keys.begin(), keys.end(), [&](const std::string& key) { return !others.count(key); });
}

/// 新逾期 3 件，办结 2 件。 Nothing where nothing changed.
void add_difference(const char* come, const char* went, const Keys& before, const Keys& now, std::vector<std::string>& out) {
  const long fresh = missing_from(now, before), settled = missing_from(before, now);
  if (fresh + settled == 0) return;
  std::string text;
  if (fresh > 0) text = fmt::format("{} {} 件", come, fresh);
  if (settled > 0) text += fmt::format("{}{} {} 件", text.empty() ? "" : "，", went, settled);
  out.push_back(text + "。");
}

/// The results of a list of feeds or targets, by id.
std::map<std::string, std::string> results_before(const Json& before, const char* list) {
  std::map<std::string, std::string> results;
  if (const Json* items = find_at(before, list); items && items->is_array())
    for (const Json& item : *items) results[text_at(item, "id")] = text_at(item, "result");
  return results;
}

/// Agencies that had confirmed; as many as one likes where the report before did not count.
long done_before(const Json& due) {
  const Json* done = find_at(due, "done");
  return done && done->is_number_integer() ? done->get<long>() : std::numeric_limits<long>::max();
}

bool good(const std::string& result) { return result != "failed" && result != "stale"; }

void add_turn(const char* what, const std::string& id, const std::string& was, const std::string& is,
              std::vector<std::string>& out) {
  if (good(was) == good(is)) return;
  out.push_back(fmt::format("{} {} {}。", what, id, good(is) ? "恢复了" : "上次正常，这次失败"));
}

}  // namespace

std::vector<std::string> changes_since(const Json& before, const NightReport& report) {
  std::vector<std::string> out;
  if (!before.is_object()) return out;
  Keys overdue, held;
  for (const auto& item : report.overdue) overdue.insert(key_of(item.kind, item.dataset, item.agency, item.id));
  for (const auto& item : report.held) held.insert(key_of("", item.dataset, item.agency, item.id));
  if (before.contains("overdue")) add_difference("新逾期", "上次逾期的办结", keys_before(before, "overdue"), overdue, out);
  if (before.contains("held")) add_difference("新暂缓公示", "上次暂缓的有了结果", keys_before(before, "held"), held, out);
  const auto feeds = results_before(before, "feeds"), targets = results_before(before, "targets");
  for (const auto& feed : report.feeds)
    if (const auto was = feeds.find(feed.id); was != feeds.end()) add_turn("数据来源", feed.id, was->second, feed.result, out);
    else if (!feeds.empty()) out.push_back("新接入的数据来源：" + feed.id + "。");
  for (const auto& target : report.targets)
    if (const auto was = targets.find(target.id); was != targets.end())
      add_turn("发布目标", target.id, was->second, target.result, out);
  const Json* countdown = find_at(before, "countdown");
  if (countdown && countdown->is_array())
    for (const Json& was : *countdown)
      for (const auto& due : report.countdown)
        if (due.id == text_at(was, "id") && due.period == text_at(was, "period") && due.done > done_before(was))
          out.push_back(fmt::format("{}（{}）：已确认的机关增加到 {} 个。", due.title, due.period, due.done));
  return out;
}

}  // namespace gongshi
