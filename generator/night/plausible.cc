#include "night/plausible.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "night/recovery.h"
#include "publish/changes.h"
#include "release/switch.h"

namespace gongshi {
namespace {

constexpr const char* kNoted = "plausible";
constexpr long kPercent = 10;
/// On a site of a few dozen pages one record is a tenth.
constexpr long kHandful = 10;
constexpr size_t kNamed = 5;

constexpr const char* kAccept = "确认无误后运行 gongshi publish --accept（或者 ./publish.sh --accept）。";

/// Pages of records: lists and the cuts of lists come and go with them.
Result<long> pages_of(Workspace& work, const std::string& release) {
  GONGSHI_ASSIGN(const auto plan, read_plan(work.fs(), work.out(), release));
  return static_cast<long>(std::count_if(plan.begin(), plan.end(), [](const std::string& path) {
    return path.ends_with(".html") && is_record_page(path);
  }));
}

/// Names of the agencies that STATE calls public, by code.
Result<std::map<std::string, std::string>> agencies_now(Workspace& work) {
  std::map<std::string, std::string> agencies;
  GONGSHI_TRY(work.registry().each_of("agencies", [&](const KnownRecord& known) -> Status {
    if (known.state != "published") return {};
    GONGSHI_ASSIGN(const View view, work.gate().open_view(known.view));
    agencies[known.agency] = text_at(view.fields, "name");
    return {};
  }));
  return agencies;
}

/// A person's line took the agency itself off: nothing to ask about.
bool taken_off_by_hand(const Workspace& work, const std::string& agency) {
  const LineVerdict lines = work.gate().lines().of("agencies", agency, agency, "");
  return lines.withdrawn || !lines.withheld.empty();
}

Status doubt_pages(Workspace& work, const std::string& release, long before, std::vector<Misgiving>& out) {
  GONGSHI_ASSIGN(const long pages, pages_of(work, release));
  const long fewer = before - pages;
  if (fewer <= kHandful || fewer * 100 <= before * kPercent) return {};
  out.push_back({"页面比上次发布少了一成以上",
                 {"fewer_pages",
                  fmt::format("页面从 {} 页减到 {} 页，少了 {}%。请对照报告看看少了哪些。{}", before, pages,
                              fewer * 100 / before, kAccept),
                  release}});
  return {};
}

Status doubt_agencies(Workspace& work, const Json& before, std::vector<Misgiving>& out) {
  GONGSHI_ASSIGN(const auto now, agencies_now(work));
  std::vector<std::string> gone;
  for (const auto& [agency, name] : before.items())
    if (!now.count(agency) && !taken_off_by_hand(work, agency))
      gone.push_back(name.get<std::string>() + "（" + agency + "）");
  if (gone.empty()) return {};
  const size_t total = gone.size();
  gone.resize(std::min(total, kNamed));
  out.push_back({fmt::format("有 {} 个执法主体不见了", total),
                 {"agency_gone",
                  fmt::format("{}{}上次公示过，这一版里没有。请看报告，核对执法主体的数据来源和声明。{}",
                              joined(gone, "、"), total > kNamed ? " 等" : "", kAccept),
                  "agencies"}});
  return {};
}

Status doubt_feeds(Workspace& work, std::vector<Misgiving>& out) {
  GONGSHI_ASSIGN(const auto states, work.registry().feeds());
  const auto& feeds = work.site().feeds;
  const bool all_failed = !feeds.empty() && std::all_of(feeds.begin(), feeds.end(), [&](const FeedConfig& feed) {
    const auto state = states.find(feed.id);
    return state != states.end() && (state->second.result == "failed" || state->second.result == "stale");
  });
  if (!all_failed) return {};
  out.push_back({"全部数据来源都没有取到",
                 {"all_failed",
                  fmt::format("{} 个数据来源一个也没有取到，多半是本机的网络有问题。请先检查网络，再运行一次；{}", feeds.size(),
                              kAccept),
                  "feeds.json"}});
  return {};
}

Status doubt_state(Workspace& work, std::vector<Misgiving>& out) {
  GONGSHI_ASSIGN(const auto waiting, feeds_to_recover(work));
  if (waiting.empty()) return {};
  const std::vector<std::string> names(waiting.begin(), waiting.end());
  out.push_back({"登记库比网站旧，还没有把每个来源完整取一次",
                 {"recovering",
                  "登记库是恢复来的，在每个来源完整取到一次之前，网站只撤不增。还缺：" + joined(names, "、") +
                      "。取到以后自动恢复；不再有的来源请用 gongshi pull --drop 停用。",
                  "STATE"},
                 false});
  return {};
}

/// A clock that was set back would date first publications and ends of terms wrong.
void doubt_clock(Workspace& work, std::vector<Misgiving>& out) {
  const std::string current = current_release(work.fs(), work.out());
  const auto seen = release_date(current);
  if (work.site().config.rehearsal || !seen || *seen <= work.as_of()) return;
  out.push_back({"数据截至日比网站现在的版本早",
                 {"clock_back",
                  fmt::format("数据截至日是 {}，网站现在的版本已经到 {}。请检查本机的日期；日期没有错的，{}",
                              work.as_of().chinese(), seen->chinese(), kAccept),
                  current}});
}

}  // namespace

Result<std::vector<Misgiving>> doubts_about(Workspace& work, const std::string& release) {
  std::vector<Misgiving> doubts;
  doubt_clock(work, doubts);
  GONGSHI_TRY(doubt_state(work, doubts));
  GONGSHI_TRY(doubt_feeds(work, doubts));
  GONGSHI_ASSIGN(const std::string noted, work.registry().meta(kNoted));
  if (noted.empty()) return doubts;
  const Json before = Json::parse(noted);
  GONGSHI_TRY(doubt_agencies(work, before["agencies"], doubts));
  GONGSHI_TRY(doubt_pages(work, release, before["pages"].get<long>(), doubts));
  return doubts;
}

Status note_plausible(Workspace& work, const std::string& release) {
  GONGSHI_ASSIGN(const long pages, pages_of(work, release));
  GONGSHI_ASSIGN(const auto agencies, agencies_now(work));
  return work.registry().set_meta(kNoted, Json{{"pages", pages}, {"agencies", agencies}}.dump());
}

}  // namespace gongshi
