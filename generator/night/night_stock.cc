#include <algorithm>

#include "base/text.h"
#include "night/edition.h"
#include "night/feed_standing.h"
#include "night/night.h"
#include "night/supervision.h"
#include "night/targets.h"
#include "report/countdown.h"

namespace gongshi {
namespace {

NightDisk disk_of(const Workspace& work) {
  NightDisk disk;
  std::error_code ec;
  const auto space = stdfs::space(work.out(), ec);
  if (!ec) disk = {static_cast<long long>(space.available), static_cast<long long>(space.capacity), 0};
  const auto size = stdfs::file_size(work.state() / "registry.sqlite", ec);
  if (!ec) disk.registry = static_cast<long long>(size);
  return disk;
}

}  // namespace

Status Night::take_stock() {
  for (size_t i = notes_taken_; i < work_.notes().size(); ++i) {
    report_.messages.push_back(work_.notes()[i]);
    needs_person_ = true;
  }
  notes_taken_ = work_.notes().size();
  const std::string& base = work_.site().config.base_url;
  for (const auto& page : work_.taken_down())
    report_.taken_down.push_back((base.empty() || base.ends_with("/") ? base : base + "/") + page);
  GONGSHI_ASSIGN(report_.states, work_.registry().states());
  GONGSHI_ASSIGN(report_.reasons, reason_counts(work_));
  if (report_.feeds.empty()) {
    GONGSHI_ASSIGN(report_.feeds, feeds_on(work_, work_.as_of()));
  }
  report_.known = 0;
  for (const auto& [state, n] : report_.states) report_.known += n;
  GONGSHI_TRY(work_.registry().each_of("agencies", [&](const KnownRecord& known) -> Status {
    if (known.view.empty()) return {};
    GONGSHI_ASSIGN(const View view, work_.gate().open_view(known.view));
    report_.agency_names[known.agency] = text_at(view.fields, "name");
    return {};
  }));
  GONGSHI_TRY(work_.registry().each_in("held", [&](const KnownRecord& known) -> Status {
    if (!known.facts.empty())
      report_.held.push_back({known.dataset, known.agency, Facts::from_json(Json::parse(known.facts)).id,
                              Json::parse(known.reasons).get<std::vector<std::string>>()});
    return {};
  }));
  std::sort(report_.held.begin(), report_.held.end(), [](const auto& a, const auto& b) {
    return std::tie(a.dataset, a.agency, a.id) < std::tie(b.dataset, b.agency, b.id);
  });
  std::set<std::string> agencies;
  for (const auto& [agency, name] : report_.agency_names) agencies.insert(agency);
  report_.countdown = countdown(work_.site(), agencies, work_.as_of());
  GONGSHI_TRY(supervise(work_, report_));
  report_.disk = disk_of(work_);
  GONGSHI_TRY(note_closed_windows());
  GONGSHI_TRY(take_trend());
  return take_overdue();
}

/// A window of a screen whose officer is not public stands closed in the hall, though somebody may sit there.
Status Night::note_closed_windows() {
  std::vector<std::string> agencies;
  GONGSHI_TRY(work_.registry().each_of("agencies", [&](const KnownRecord& known) -> Status {
    agencies.push_back(known.agency);
    return {};
  }));
  for (const Screen& screen : work_.site().config.screens)
    for (const ScreenPart& part : screen.loop)
      for (const ScreenWindow& window : part.windows) {
        bool shown = window.officer.empty();
        for (const std::string& agency : agencies) {
          if (shown) break;
          GONGSHI_ASSIGN(const auto known, work_.registry().find(work_.gate().record_key("officers", agency, window.officer)));
          shown = known && known->state == "published";
        }
        if (!shown)
          report_.messages.push_back(work_.site().located(Error{
              "closed_window",
              "屏幕 " + screen.id + " 的 " + window.number + " 号窗口所写的执法证号不在公示的执法人员之中，大厅里显示为暂停服务。请核对 officer，或者改写 note。",
              window.where}));
      }
  return {};
}

/// What was on time and what was late, day by day: kept where the report's reader can go back.
Status Night::take_trend() {
  constexpr int kDays = 90;
  GONGSHI_ASSIGN(const std::string noted, work_.registry().meta("trend"));
  Json kept = noted.empty() ? Json::object() : Json::parse(noted);
  for (const auto& entry : report_.supervision)
    if (entry.on_time + entry.late > 0) kept[entry.agency][work_.as_of().iso()] = {entry.on_time, entry.late};
  for (auto& [agency, days] : kept.items())
    for (auto day = days.begin(); day != days.end();) {
      const auto on = Date::parse(day.key());
      if (!on || on->plus_days(kDays) < work_.as_of()) {
        day = days.erase(day);
        continue;
      }
      if (*on <= work_.as_of()) report_.trend[agency].push_back({*on, day.value()[0], day.value()[1]});
      ++day;
    }
  return report_.verb == "status" ? Status() : work_.registry().set_meta("trend", kept.dump());
}

Status Night::take_overdue() {
  GONGSHI_ASSIGN(const std::string before, work_.registry().meta("overdue"));
  const auto seen = before.empty() ? std::set<std::string>() : Json::parse(before).get<std::set<std::string>>();
  Json keys = Json::array();
  GONGSHI_TRY(work_.registry().each_due_before(work_.as_of().iso(), [&](const KnownRecord& known) -> Status {
    const auto due = Date::parse(known.due_on);
    if (!due || known.facts.empty()) return {};
    const Facts facts = Facts::from_json(Json::parse(known.facts));
    if (facts.first_published_on && *facts.first_published_on <= *due) return {};
    report_.overdue.push_back({"record", known.dataset, known.agency, facts.id, known.state, *due,
                               work_.gate().calendar().between(*due, work_.as_of())});
    keys.push_back(known.key);
    if (!seen.contains(known.key)) ++newly_overdue_;
    return {};
  }));
  GONGSHI_ASSIGN(const auto removals, late_removals(work_));
  for (const auto& late : removals) {
    const auto& [key, dataset, agency, target, since] = late.removal;
    report_.overdue.push_back({"removal", dataset, agency, target, "withdrawn", late.due_on,
                               work_.gate().calendar().between(late.due_on, work_.as_of())});
    std::string noted = target + " " + key;
    if (!seen.contains(noted)) ++newly_overdue_;
    keys.push_back(std::move(noted));
  }
  std::set<std::string> key;  // what a plan has published first comes first
  for (const KeyArea& area : work_.site().config.key_areas) key.insert(area.agencies.begin(), area.agencies.end());
  const auto rank = [&](const NightOverdue& item) {
    return std::tuple(key.count(item.agency) == 0, item.due_on, std::tie(item.dataset, item.agency, item.id));
  };
  std::sort(report_.overdue.begin(), report_.overdue.end(),
            [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  if (report_.verb == "status") return {};
  return work_.registry().set_meta("overdue", keys.dump());
}

}  // namespace gongshi
