#include <fmt/format.h>

#include <algorithm>

#include "report/reason_words.h"
#include "report/returned_rows.h"

namespace gongshi {
namespace {

std::string name_of(const NightReport& report, const std::string& agency) {
  const auto found = report.agency_names.find(agency);
  if (found != report.agency_names.end() && !found->second.empty()) return found->second;
  return agency.empty() ? "未知机关" : agency;
}

/// "卫生健康局 9 件、城市管理局 5 件": by number, then by name; the first five.
std::string by_number(const std::map<std::string, long>& counts, const std::string& unit) {
  std::vector<std::pair<std::string, long>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr size_t kNamed = 5;
  std::string out;
  for (size_t i = 0; i < std::min(kNamed, sorted.size()); ++i)
    out += fmt::format("{}{} {}{}", i == 0 ? "" : "、", sorted[i].first, sorted[i].second, unit);
  if (sorted.size() > kNamed) out += "等";
  return out;
}

void add_finds(const NightReport& report, std::vector<NightTask>& tasks) {
  if (report.finds.empty()) return;
  std::map<std::string, long> codes;
  for (const NightFind& find : report.finds) ++codes[reason_word(find.code)];
  tasks.push_back({"stop", "泄露", fmt::format("审计发现 {} 处", report.finds.size()),
                   by_number(codes, " 处") + "。", "#finds", "查看位置"});
}

void add_secret(const NightReport& report, std::vector<NightTask>& tasks) {
  std::map<std::string, long> agencies;
  long n = 0;
  for (const RejectedRow& row : report.rejected) {
    if (row.reason != "secret") continue;
    ++agencies[name_of(report, row.agency)];
    ++n;
  }
  if (n == 0) return;
  tasks.push_back({"stop", "涉密", fmt::format("涉密信息误入非涉密系统 {} 行", n),
                   by_number(agencies, " 行") + "。内容没有保存，请立即通知机关和保密部门。",
                   "#rejected", "查看机关"});
}

void add_overdue(const NightReport& report, std::vector<NightTask>& tasks) {
  std::map<std::string, long> late, removals;
  int worst = 0;
  for (const NightOverdue& item : report.overdue) {
    ++(item.kind == "removal" ? removals : late)[name_of(report, item.agency)];
    worst = std::max(worst, item.working_days);
  }
  const auto total = [](const std::map<std::string, long>& counts) {
    long sum = 0;
    for (const auto& [name, n] : counts) sum += n;
    return sum;
  };
  if (!removals.empty())
    tasks.push_back({"stop", "未撤下", fmt::format("{} 件撤下还没有全部确认", total(removals)),
                     by_number(removals, " 件") + "。", "#overdue", "查看清单"});
  if (!late.empty())
    tasks.push_back({"stop", "逾期", fmt::format("{} 件超过公示期限仍未公示", total(late)),
                     fmt::format("{}，最久逾期 {} 个工作日。", by_number(late, " 件"), worst),
                     "#overdue", "查看清单"});
}

void add_feeds(const NightReport& report, std::vector<NightTask>& tasks) {
  long failed = 0, stale = 0;
  std::string detail;
  for (const NightFeed& feed : report.feeds) {
    if (feed.result != "failed" && feed.result != "stale") continue;
    ++(feed.result == "failed" ? failed : stale);
    detail += fmt::format("{}{}", detail.empty() ? "" : "；", feed.id);
  }
  if (failed + stale == 0) return;
  std::string title = failed > 0 ? fmt::format("{} 个数据来源失败", failed) : "";
  if (stale > 0) title += fmt::format("{}{} 个长期未更新", failed > 0 ? "，" : "", stale);
  tasks.push_back(
      {failed > 0 ? "stop" : "warn", "来源", title, detail + "。", "#feeds", "错误详情"});
}

/// Messages of the run that somebody must act on: their code, and what the tag says.
constexpr struct {
  const char *code, *level, *tag;
} kAsked[] = {
    {"fewer_pages", "stop", "核实"},       {"agency_gone", "stop", "核实"},   {"all_failed", "stop", "核实"},
    {"clock_back", "stop", "时钟"},        {"bad_signing_key", "stop", "签名"}, {"recovering", "stop", "登记库"},
    {"registry_restored", "stop", "登记库"}, {"state_older", "warn", "登记库"}, {"shrunk", "warn", "来源"},
    {"orphaned", "warn", "来源"},          {"still_configured", "warn", "来源"}, {"closed_window", "warn", "大厅"}};

void add_messages(const NightReport& report, std::vector<NightTask>& tasks) {
  for (const auto& [code, level, tag] : kAsked)
    for (const Error& message : report.messages) {
      if (message.code != code) continue;
      // The first sentence is the matter, what follows is what to do.
      const std::string_view stop = "。";
      const size_t end = message.text.find(stop);
      const bool two = end != std::string::npos && end + stop.size() < message.text.size();
      tasks.push_back({level, tag, message.text.substr(0, end), two ? message.text.substr(end + stop.size()) : "", "#checks",
                       "查看说明"});
    }
}

/// What the webmaster wrote and nobody could read decides nothing, though it was meant to.
void add_bad_lines(const NightReport& report, std::vector<NightTask>& tasks) {
  size_t n = 0;
  std::string first;
  for (const Error& message : report.messages) {
    if (message.code != "bad_line" && message.code != "no_record") continue;
    if (n++ == 0) first = message.where + "：" + message.text;
  }
  if (n > 0)
    tasks.push_back({"stop", "改正", fmt::format("您写的记录行有 {} 行没有生效", n), first, "#checks", "查看说明"});
}

void add_targets(const NightReport& report, std::vector<NightTask>& tasks) {
  for (const NightTarget& target : report.targets)
    if (target.result == "failed")
      tasks.push_back({"stop", "发布", fmt::format("没有送到 {}", target.id), target.message, "#targets", "查看目标"});
}

void add_held(const NightReport& report, std::vector<NightTask>& tasks) {
  if (report.held.empty()) return;
  std::map<std::string, long> reasons;
  for (const NightHeld& held : report.held)
    for (const std::string& reason : held.reasons) ++reasons[reason_word(reason)];
  tasks.push_back({"warn", "待审核", fmt::format("{} 条记录因信息不足暂缓公示", report.held.size()),
                   by_number(reasons, "") + "。", "#held", "逐条审核"});
}

void add_filings(const NightReport& report, std::vector<NightTask>& tasks) {
  for (const NightDue& due : report.countdown) {
    if (!due.urgent) continue;
    const std::string left = due.days < 0 ? fmt::format("已过期限 {} 天", -due.days) : fmt::format("还有 {} 天", due.days);
    tasks.push_back({due.days < 0 ? "stop" : "warn", "期限", fmt::format("{}，{}", due.title, left),
                     countdown_line({{"title", due.period}, {"period", due.to.empty() ? "全社会" : due.to},
                                     {"due_on", due.due_on.iso()}, {"days", due.days}, {"done", due.done}, {"of", due.of}}),
                     "#countdown", "查看期限"});
  }
}

void add_rejected(const NightReport& report, std::vector<NightTask>& tasks) {
  for (const auto& [stem, rows] : returned_rows(report)) {
    if (rows.rejected.empty()) continue;
    const std::string name = stem == returned_stem("") ? "未知机关" : name_of(report, stem);
    tasks.push_back({"warn", "退回", fmt::format("{} 行数据退回{}", rows.rejected.size(), name),
                     "退回清单写明文件、行、列和修改办法，可以转给机关。", "agencies/" + stem + ".html", "打开清单"});
  }
}

}  // namespace

std::vector<NightTask> night_tasks(const NightReport& report) {
  std::vector<NightTask> tasks;
  add_finds(report, tasks);
  add_secret(report, tasks);
  add_overdue(report, tasks);
  add_messages(report, tasks);
  add_bad_lines(report, tasks);
  add_targets(report, tasks);
  add_feeds(report, tasks);
  add_filings(report, tasks);
  add_held(report, tasks);
  add_rejected(report, tasks);
  return tasks;
}

std::string night_verdict(const NightReport& report) {
  if (!report.refusal.empty())
    return fmt::format(
        "没有发布：{}，网站仍是{}的版本。", report.refusal,
        report.previous_release.empty() ? "原来" : " " + report.previous_release + " ");
  const size_t n = night_tasks(report).size();
  const std::string done = report.published ? "已发布" : "运行完毕，没有发布新版本";
  return n == 0 ? done + "，没有要处理的事。" : fmt::format("{}，有 {} 件事要人处理。", done, n);
}

}  // namespace gongshi
