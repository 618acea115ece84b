#include "report/night_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "render/words.h"
#include "report/reason_words.h"
#include "report/supervision_words.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

/// Rows of a list the page shows; the rest stands in report.json.
constexpr size_t kItemsShown = 200;

long number_of(const std::map<std::string, long>& numbers, const std::string& name) {
  const auto found = numbers.find(name);
  return found == numbers.end() ? 0 : found->second;
}

/// +58, −3, 0; nothing where there was no run before.
std::string difference(const NightReport& report, const std::string& state) {
  if (report.previous_states.empty()) return "";
  const long delta = number_of(report.states, state) - number_of(report.previous_states, state);
  if (delta == 0) return "0";
  return (delta > 0 ? "+" : "−") + thousands(delta > 0 ? delta : -delta);
}

std::string agency_name(const NightReport& report, const std::string& agency) {
  const auto found = report.agency_names.find(agency);
  return found == report.agency_names.end() ? agency : found->second;
}

/// The dataset's Chinese label; the identifier of one the site does not define.
std::string dataset_label(const Site& site, const std::string& dataset) {
  const DatasetDefinition* definition = site.definition(dataset);
  if (definition == nullptr) return dataset == "parties" ? "企业页面" : dataset;
  return definition->label;
}

std::string duration(double seconds) {
  const long whole = static_cast<long>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} 秒", whole);
  return fmt::format("{} 分 {:02} 秒", whole / 60, whole % 60);
}

std::string lead(const NightReport& report) {
  std::string out;
  if (!report.started.empty()) out = fmt::format("{} 开始运行。", report.started);
  if (report.release)
    out += report.published ? fmt::format("版本 {} 已切换上线。", *report.release)
                            : fmt::format("版本 {} 没有上线。", *report.release);
  double seconds = 0;
  for (const NightTiming& timing : report.timings) seconds += timing.seconds;
  if (!report.timings.empty()) out += fmt::format("用时 {}。", duration(seconds));
  return out;
}

void fill_tasks(PageData& page, const NightReport& report) {
  const std::vector<NightTask> tasks = night_tasks(report);
  page.show("TASK", false).show("NO_TASK", tasks.empty());
  for (const NightTask& task : tasks)
    page.section("TASK")
        .set("LEVEL", task.level)
        .set("TAG", task.tag)
        .set("TITLE", task.title)
        .set("DETAIL", task.detail)
        .set("LINK", task.link)
        .set("BUTTON", task.button);
}

/// The largest reasons of one state, in words.
std::string reasons_of(const NightReport& report, const std::string& state) {
  std::vector<std::pair<std::string, long>> found;
  for (const auto& [reason, n] : report.reasons)
    if (const auto of = state_of_reason(reason); n > 0 && of && state_name(*of) == state)
      found.emplace_back(reason_word(reason), n);
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (const auto& [reason, n] : found)
    out += fmt::format("{}{} {}", out.empty() ? "" : "，", reason, thousands(n));
  return out;
}

void fill_states(PageData& page, const NightReport& report) {
  page.show("STATE", false);
  long sum = 0;
  for (const char* state : {"published", "withheld", "held", "withdrawn", "expired"}) {
    const long n = number_of(report.states, state);
    sum += n;
    page.section("STATE")
        .set("LABEL", state_label(state))
        .set("NUMBER", thousands(n))
        .set("DIFFERENCE", difference(report, state))
        .set("REASONS", reasons_of(report, state));
  }
  page.set("KNOWN", thousands(report.known));
  page.set("KNOWN_NOTE", sum == report.known
                             ? "与登记的记录数一致"
                             : fmt::format("各项之和 {} 与登记的记录数不一致", thousands(sum)));
}

void fill_rows(PageData& page, const NightReport& report) {
  const NightRows& rows = report.rows;
  const std::pair<const char*, long> parts[] = {
      {"新增", rows.fresh},    {"变更", rows.changed},      {"相同", rows.same},
      {"重复", rows.repeated}, {"被替代", rows.superseded}, {"退回", rows.rejected}};
  page.show("ROW", false);
  for (const auto& [label, n] : parts)
    page.section("ROW").set("LABEL", label).set("NUMBER", thousands(n));
  page.set("READ", thousands(rows.read));
  page.set("READ_NOTE", rows.add_up() ? "与读入行数一致" : "各项之和与读入行数不一致");
}

/// Trouble first.
int feed_rank(const NightFeed& feed) {
  if (feed.result == "failed") return 0;
  if (feed.result == "stale") return 1;
  if (feed.rejected > 0) return 2;
  return feed.result == "fresh" ? 3 : 4;
}

const char* const kFeedLevels[] = {"stop", "warn", "warn", "ok", "idle"};

/// The agencies a feed speaks for; the feed's identifier where it is no longer in feeds.json.
std::string feed_agencies(const Site& site, const NightReport& report, const std::string& feed) {
  constexpr size_t kNamed = 2;
  const auto config = std::find_if(site.feeds.begin(), site.feeds.end(), [&](const auto& one) { return one.id == feed; });
  if (config == site.feeds.end()) return feed;
  const auto& codes = config->agencies;
  if (std::find(codes.begin(), codes.end(), "*") != codes.end()) return "全部机关";
  std::vector<std::string> names;
  for (size_t i = 0; i < std::min(kNamed, codes.size()); ++i) names.push_back(agency_name(report, codes[i]));
  return joined(names, "、") + (codes.size() > kNamed ? fmt::format("等 {} 个机关", codes.size()) : "");
}

void fill_feeds(PageData& page, const Site& site, const NightReport& report) {
  std::vector<const NightFeed*> feeds;
  for (const NightFeed& feed : report.feeds) feeds.push_back(&feed);
  std::stable_sort(feeds.begin(), feeds.end(), [](const NightFeed* a, const NightFeed* b) {
    return feed_rank(*a) < feed_rank(*b);
  });
  page.show("FEED", false).show("FEEDS", !feeds.empty());
  for (const NightFeed* feed : feeds) {
    const int rank = feed_rank(*feed);
    page.section("FEED")
        .set("LEVEL", kFeedLevels[rank])
        .set("RESULT", rank == 2 ? "有退回" : feed_result_word(feed->result))
        .set("NAME", feed_agencies(site, report, feed->id))
        .set("ID", feed->id)
        .set("DATASET", dataset_label(site, feed->dataset))
        .set("URL", feed->url)
        .set("DATA_ON", feed->data_on)
        .set("ROWS", thousands(feed->rows))
        .set("REJECTED", thousands(feed->rejected))
        .set("MESSAGE", feed->message);
  }
}

/// Fills a list section and its frame, cut at kItemsShown with a sentence saying so.
template <class Item, class Fill>
void fill_list(PageData& page, const std::string& name, const std::vector<Item>& items, Fill fill) {
  page.show(name + "_LIST", false);
  if (items.empty()) return;
  PageData& frame = page.section(name + "_LIST");
  frame.show(name, false);
  for (size_t i = 0; i < std::min(kItemsShown, items.size()); ++i)
    fill(frame.section(name), items[i]);
  frame.maybe("MORE", items.size() > kItemsShown
                          ? fmt::format("其余 {} 条见 report.json。", items.size() - kItemsShown)
                          : "");
}

constexpr int kTrendWidth = 120, kTrendHeight = 28;  // of the view box, less two for the line itself

long rate_of(const NightTrend& day) {
  const long all = day.on_time + day.late;
  return all == 0 ? 1000 : day.on_time * 1000 / all;
}

std::string rate_words(long rate) { return fmt::format("{}.{}%", rate / 10, rate % 10); }

/// A line from the first day known to tonight; 0 at the bottom, everything on time at the top.
void fill_trend(PageData& row, const NightReport& report, const std::string& agency) {
  row.show("TREND", false);
  const auto known = report.trend.find(agency);
  const auto empty = known == report.trend.end() || known->second.empty();
  row.set("RATE", empty ? "" : rate_words(rate_of(known->second.back())));
  if (empty || known->second.size() < 2) return;
  const auto& days = known->second;
  const auto span = std::max<int64_t>(1, days.back().on.days() - days.front().on.days());
  std::string points;
  for (const NightTrend& day : days)
    points += fmt::format("{}{},{}", points.empty() ? "" : " ", (day.on.days() - days.front().on.days()) * kTrendWidth / span,
                          2 + (1000 - rate_of(day)) * kTrendHeight / 1000);
  row.section("TREND").set("POINTS", points).set(
      "LABEL", fmt::format("按时率从{}的 {} 到{}的 {}", days.front().on.chinese(), rate_words(rate_of(days.front())),
                           days.back().on.chinese(), rate_words(rate_of(days.back()))));
}

void fill_lists(PageData& page, const Site& site, const NightReport& report) {
  fill_list(page, "FIND", report.finds, [](PageData& row, const NightFind& find) {
    row.set("CODE", reason_word(find.code)).set("FILE", find.file).set("KEY", find.key);
  });
  fill_list(page, "OVERDUE", report.overdue, [&](PageData& row, const NightOverdue& item) {
    row.set("KIND", item.kind == "removal" ? "未撤下" : state_label(item.state))
        .set("AGENCY", agency_name(report, item.agency))
        .set("DATASET", dataset_label(site, item.dataset))
        .set("ID", item.id)
        .set("DUE", item.due_on.iso())
        .set("DAYS", std::to_string(item.working_days));
  });
  fill_list(page, "HELD", report.held, [&](PageData& row, const NightHeld& held) {
    std::string why;
    for (const std::string& reason : held.reasons) why += reason_meaning(reason);
    row.set("AGENCY", agency_name(report, held.agency))
        .set("DATASET", dataset_label(site, held.dataset))
        .set("ID", held.id)
        .set("WHY", why);
  });
  fill_list(page, "REJECTED", report.rejected, [&](PageData& row, const RejectedRow& rejected) {
    row.set("AGENCY", agency_name(report, rejected.agency))
        .set("FEED", rejected.feed)
        .set("ROW", std::to_string(rejected.row))
        .set("COLUMN", rejected.column)
        .set("TEXT", rejected.text)
        .set("MEND", rejected.mend);
  });
  fill_list(page, "WARNING", report.warnings, [&](PageData& row, const NightWarning& warning) {
    row.set("AGENCY", agency_name(report, warning.agency))
        .set("FEED", warning.feed)
        .set("ROW", std::to_string(warning.row))
        .set("COLUMN", warning.field)
        .set("TEXT", warning.text);
  });
  fill_list(page, "SUPERVISION", report.supervision, [&](PageData& row, const NightSupervision& entry) {
    row.set("AGENCY", agency_name(report, entry.agency))
        .set("ON_TIME", thousands(entry.on_time))
        .set("DUE_SOON", thousands(entry.due_soon))
        .set("LATE", thousands(entry.late));
    fill_trend(row, report, entry.agency);
    row.set("REVIEWED", entry.major == 0 ? "没有" : fmt::format("{} / {}", entry.major_reviewed, entry.major))
        .set("CERTIFIED", certified_words(entry))
        .set("REVIEWERS", reviewer_words(entry))
        .set("RECORDERS", recorder_words(entry))
        .set("REASSESS", reassess_words(entry, report.as_of));
  });
  fill_list(page, "COUNTDOWN", report.countdown, [](PageData& row, const NightDue& due) {
    row.set("TITLE", due.title)
        .set("PERIOD", due.note.empty() ? due.period : due.period + "。" + due.note)
        .set("TO", due.to)
        .set("DUE", due.due_on.iso())
        .set("DAYS", due.days < 0 ? fmt::format("已过 {}", -due.days) : std::to_string(due.days))
        .set("DONE", due.of < 0 ? "" : fmt::format("{} / {}", due.done, due.of));
  });
  fill_list(page, "CORRECTION", report.corrections, [&](PageData& row, const NightCorrection& line) {
    row.set("KIND", correction_word(line.kind))
        .set("AGENCY", agency_name(report, line.agency))
        .set("ID", line.id)
        .set("RECEIVED", line.received_on.iso())
        .set("DAYS", std::to_string(line.working_days))
        .set("DUE", line.due_on ? line.due_on->iso() + (*line.due_on < report.as_of ? "，已过期限" : "") : "没有规定");
  });
  fill_list(page, "LAPSE", report.lapses, [&](PageData& row, const NightLapse& lapse) {
    row.set("AGENCY", agency_name(report, lapse.agency))
        .set("ID", lapse.id)
        .set("DAY", lapse.decided_on.iso())
        .set("PROBLEM", lapse_words(lapse));
  });
  fill_list(page, "ATTEST", report.attests, [](PageData& row, const NightAttest& attest) {
    row.set("FEED", attest.feed)
        .set("BY", attest.by)
        .set("DOCUMENT", attest.document)
        .set("ON", attest.on.iso())
        .set("UNTIL", attest.until.iso());
  });
  fill_list(page, "MESSAGE", report.messages, [](PageData& row, const Error& message) {
    row.set("TEXT", message.text).set("WHERE", message.where);
  });
}

std::string gibibytes(long long bytes) { return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9); }

const char* target_kind(const std::string& kind) {
  if (kind == "directory") return "本机目录";
  return kind == "rsync" ? "另一台主机（ssh）" : "rclone";
}

const char* target_level(const std::string& result) {
  if (result == "failed") return "stop";
  return result == "done" ? "ok" : "idle";
}

void fill_targets(PageData& page, const NightReport& report) {
  fill_list(page, "SINCE", report.since, [](PageData& row, const std::string& text) { row.set("TEXT", text); });
  fill_list(page, "TAKEN_DOWN", report.taken_down, [](PageData& row, const std::string& url) { row.set("URL", url); });
  fill_list(page, "TARGET", report.targets, [](PageData& row, const NightTarget& target) {
    row.set("LEVEL", target_level(target.result))
        .set("RESULT", target_result_word(target.result))
        .set("ID", target.id)
        .set("KIND", target_kind(target.kind))
        .set("SENT", thousands(target.sent))
        .set("REMOVED", thousands(target.removed))
        .set("TIME", duration(target.seconds))
        .set("MESSAGE", target.message);
  });
  page.set("DISK", fmt::format("剩余 {}，共 {}；登记库 {}", gibibytes(report.disk.free), gibibytes(report.disk.total),
                               gibibytes(report.disk.registry)));
}

void fill_timings(PageData& page, const NightReport& report) {
  std::string steps;
  std::string looked_at;
  for (const NightTiming& timing : report.timings) {
    steps += fmt::format("{}{} {}", steps.empty() ? "" : "，", step_word(timing.step),
                         duration(timing.seconds));
    if (timing.step == "audit") looked_at = fmt::format("检查 {} 个文件，", thousands(timing.count));
  }
  page.maybe("TIMINGS", steps);
  page.set("AUDIT", looked_at + fmt::format("发现 {} 处", report.finds.size()));
  page.maybe("PREVIOUS", report.previous_release);
  std::string hidden;
  for (const auto& [kind, n] : report.redactions) hidden += (hidden.empty() ? "" : "，") + kind + " " + thousands(n);
  page.maybe("REDACTIONS", hidden);
}

}  // namespace

Result<std::string> night_page(const Site& site, const Templates& templates,
                               const NightReport& report) {
  PageData page;
  page.set("SITE_NAME", report.site_name);
  std::string verdict = night_verdict(report);
  verdict.resize(verdict.size() - std::string_view("。").size());  // a heading ends without a stop
  page.set("VERDICT", report.as_of.chinese() + "：" + verdict);
  page.maybe("LEAD", lead(report));
  fill_tasks(page, report);
  fill_states(page, report);
  fill_rows(page, report);
  fill_feeds(page, site, report);
  fill_lists(page, site, report);
  fill_targets(page, report);
  fill_timings(page, report);
  GONGSHI_ASSIGN(const Html html, templates.render("report.html", page));
  return html.str();
}

}  // namespace gongshi
