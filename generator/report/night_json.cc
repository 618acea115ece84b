#include <fmt/format.h>

#include "base/identifiers.h"
#include "report/night_report.h"
#include "report/reason_words.h"

namespace gongshi {
namespace {

Json rows_json(const NightRows& rows) {
  return {{"read", rows.read},        {"new", rows.fresh},         {"changed", rows.changed},
          {"same", rows.same},        {"repeated", rows.repeated}, {"superseded", rows.superseded},
          {"rejected", rows.rejected}};
}

Json states_json(const std::map<std::string, long>& states) {
  Json out = Json::object();
  for (const char* name : {"published", "withheld", "held", "withdrawn", "expired"}) {
    const auto found = states.find(name);
    out[name] = found == states.end() ? 0 : found->second;
  }
  return out;
}

Json feeds_json(const NightReport& report) {
  Json out = Json::array();
  for (const NightFeed& feed : report.feeds)
    out.push_back({{"id", feed.id},
                   {"dataset", feed.dataset},
                   {"url", feed.url},
                   {"result", feed.result},
                   {"rows", feed.rows},
                   {"rejected", feed.rejected},
                   {"message", feed.message}});
  return out;
}

Json overdue_json(const NightReport& report) {
  Json out = Json::array();
  for (const NightOverdue& item : report.overdue)
    out.push_back({{"kind", item.kind},
                   {"dataset", item.dataset},
                   {"agency", item.agency},
                   {"id", item.id},
                   {"state", item.state},
                   {"due_on", item.due_on.iso()},
                   {"working_days", item.working_days}});
  return out;
}

Json targets_json(const NightReport& report) {
  Json out = Json::array();
  for (const NightTarget& target : report.targets)
    out.push_back({{"id", target.id},           {"kind", target.kind},       {"result", target.result},
                   {"release", target.release}, {"sent", target.sent},       {"removed", target.removed},
                   {"message", target.message}, {"seconds", target.seconds}});
  return out;
}

Json trend_json(const NightReport& report) {
  Json out = Json::object();
  for (const auto& [agency, days] : report.trend)
    for (const NightTrend& day : days) out[agency].push_back({day.on.iso(), day.on_time, day.late});
  return out;
}

Json messages_json(const std::vector<Error>& messages) {
  Json out = Json::array();
  for (const Error& message : messages)
    out.push_back({{"code", message.code}, {"text", message.text}, {"where", message.where}});
  return out;
}

Json rejected_json(const NightReport& report) {
  Json out = Json::array();
  for (const RejectedRow& row : report.rejected)
    out.push_back({{"reason", row.reason},
                   {"feed", row.feed},
                   {"dataset", row.dataset},
                   {"agency", row.agency},
                   {"id", row.carries_flag || has_personal_shape(row.id) ? "" : row.id},
                   {"row", row.row},
                   {"column", row.column},
                   {"text", row.text},
                   {"mend", row.mend}});
  return out;
}

/// null where the agency does not say.
Json said(long number) { return number < 0 ? Json() : Json(number); }

Json supervision_json(const NightSupervision& entry) {
  return {{"agency", entry.agency},
          {"on_time", entry.on_time},
          {"due_soon", entry.due_soon},
          {"late", entry.late},
          {"major", entry.major},
          {"major_reviewed", entry.major_reviewed},
          {"staff", said(entry.staff)},
          {"certified", said(entry.certified)},
          {"legal_reviewers", said(entry.legal_reviewers)},
          {"recorders", said(entry.recorders)},
          {"key_department", entry.key_department},
          {"reassess", entry.reassess},
          {"reassess_since", entry.reassess_since ? Json(entry.reassess_since->iso()) : Json()}};
}

}  // namespace

Json countdown_json(const std::vector<NightDue>& countdown) {
  Json out = Json::array();
  for (const NightDue& due : countdown)
    out.push_back({{"id", due.id},
                   {"title", due.title},
                   {"to", due.to},
                   {"period", due.period},
                   {"due_on", due.due_on.iso()},
                   {"days", due.days},
                   {"done", said(due.done)},
                   {"of", said(due.of)},
                   {"note", due.note}});
  return out;
}

Json report_json(const NightReport& report) {
  Json reasons = Json::object();
  for (const auto& [reason, n] : report.reasons) reasons[reason] = n;
  Json timings = Json::object();
  for (const NightTiming& timing : report.timings) timings[timing.step] = timing.seconds;
  Json out = {{"verb", report.verb},
              {"exit", report.exit},
              {"release", report.release ? Json(*report.release) : Json()},
              {"as_of", report.as_of.iso()},
              {"messages", messages_json(report.messages)},
              {"rows", rows_json(report.rows)},
              {"known", report.known},
              {"states", states_json(report.states)},
              {"reasons", reasons},
              {"feeds", feeds_json(report)},
              {"overdue", overdue_json(report)},
          {"timings", timings}};
  if (!report.targets.empty()) out["targets"] = targets_json(report);
  if (!report.taken_down.empty()) out["taken_down"] = report.taken_down;
  return out;
}

Json report_file_json(const NightReport& report) {
  Json out = report_json(report);
  out["id"] = report.id;
  out["published"] = report.published;
  out["previous_release"] = report.previous_release;
  out["refusal"] = report.refusal;
  out["started"] = report.started;
  out["rejected_rows"] = rejected_json(report);
  out["lapses"] = Json::array();
  for (const NightLapse& lapse : report.lapses)
    out["lapses"].push_back({{"kind", lapse.kind},
                             {"agency", lapse.agency},
                             {"id", lapse.id},
                             {"decision_date", lapse.decided_on.iso()},
                             {"detail", lapse.detail}});
  out["redactions"] = report.redactions;
  out["countdown"] = countdown_json(report.countdown);
  out["since"] = report.since;
  out["disk"] = {{"free", report.disk.free}, {"total", report.disk.total}, {"registry", report.disk.registry}};
  out["trend"] = trend_json(report);
  out["stages"] = Json::object();
  for (const NightTiming& timing : report.timings)
    out["stages"][timing.step] = {{"seconds", timing.seconds}, {"count", timing.count}, {"bytes", timing.bytes}};
  out["corrections"] = Json::array();
  for (const NightCorrection& line : report.corrections)
    out["corrections"].push_back({{"kind", line.kind},
                                  {"dataset", line.dataset},
                                  {"agency", line.agency},
                                  {"id", line.id},
                                  {"received_on", line.received_on.iso()},
                                  {"working_days", line.working_days},
                                  {"due_on", line.due_on ? Json(line.due_on->iso()) : Json()}});
  out["supervision"] = Json::array();
  for (const NightSupervision& entry : report.supervision)
    out["supervision"].push_back(supervision_json(entry));
  for (const char* name : {"held", "warnings", "attests", "finds"}) out[name] = Json::array();
  for (const NightHeld& held : report.held)
    out["held"].push_back({{"dataset", held.dataset},
                           {"agency", held.agency},
                           {"id", held.id},
                           {"reasons", held.reasons}});
  for (const NightWarning& warning : report.warnings)
    out["warnings"].push_back({{"feed", warning.feed},
                               {"dataset", warning.dataset},
                               {"agency", warning.agency},
                               {"id", warning.id},
                               {"row", warning.row},
                               {"field", warning.field},
                               {"text", warning.text},
                               {"mend", warning.mend}});
  for (const NightAttest& attest : report.attests)
    out["attests"].push_back({{"feed", attest.feed},
                              {"by", attest.by},
                              {"document", attest.document},
                              {"on", attest.on.iso()},
                              {"until", attest.until.iso()}});
  for (const NightFind& find : report.finds)
    out["finds"].push_back({{"code", find.code}, {"file", find.file}, {"key", find.key}});
  return out;
}

std::string countdown_line(const Json& due) {
  const long days = due.value("days", 0L);
  std::string out = fmt::format("{}（{}）：{}，{}", text_at(due, "title"), text_at(due, "period"), text_at(due, "due_on"),
                                days < 0 ? fmt::format("已过 {} 天", -days) : fmt::format("还有 {} 天", days));
  if (due.contains("of") && due["of"].is_number())
    out += fmt::format("，已确认 {} 个机关，共 {} 个", due["done"].get<long>(), due["of"].get<long>());
  return out + "。" + text_at(due, "note");
}

std::string report_lines(const Json& report) {
  const auto number = [&](const char* path) {
    const Json* value = find_at(report, path);
    return value != nullptr && value->is_number() ? value->get<long>() : 0L;
  };
  std::string out = fmt::format(
      "数据截至 {}，版本 {}。\n公示 {}，不予公示 {}，暂缓 {}，撤下 {}，期满 {}，合计 {}。\n",
      text_at(report, "as_of"),
      text_at(report, "release").empty() ? "无" : text_at(report, "release"),
      number("states.published"), number("states.withheld"), number("states.held"),
      number("states.withdrawn"), number("states.expired"), number("known"));
  out += fmt::format("读入 {} 行：新增 {}，变更 {}，相同 {}，重复 {}，被替代 {}，退回 {}。\n",
                     number("rows.read"), number("rows.new"), number("rows.changed"),
                     number("rows.same"), number("rows.repeated"), number("rows.superseded"),
                     number("rows.rejected"));
  if (const Json* feeds = find_at(report, "feeds"); feeds != nullptr && feeds->is_array())
    for (const Json& feed : *feeds)
      out += fmt::format("来源 {}：{} {}\n", text_at(feed, "id"),
                         feed_result_word(text_at(feed, "result")), text_at(feed, "message"));
  if (const Json* overdue = find_at(report, "overdue"); overdue != nullptr && !overdue->empty())
    out += fmt::format("逾期未公示或者未确认撤下 {} 件。\n", overdue->size());
  if (const Json* targets = find_at(report, "targets"); targets != nullptr && targets->is_array())
    for (const Json& target : *targets)
      out += fmt::format("发布目标 {}：{} {}\n", text_at(target, "id"), target_result_word(text_at(target, "result")),
                         text_at(target, "message"));
  if (const Json* countdown = find_at(report, "countdown"); countdown != nullptr && countdown->is_array())
    for (const Json& due : *countdown) out += countdown_line(due) + "\n";
  return out;
}

}  // namespace gongshi
