#include "night/night.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.h"
#include "night/audit_release.h"
#include "night/edition.h"
#include "night/feed_standing.h"
#include "night/publish_release.h"
#include "night/subtract.h"
#include "night/supervision.h"
#include "release/switch.h"
#include "render/templates.h"
#include "report/countdown.h"
#include "report/night_page.h"
#include "site/feed_url.h"

namespace gongshi {
namespace {

namespace ch = std::chrono;

double now() { return ch::duration<double>(ch::steady_clock::now().time_since_epoch()).count(); }

/// Wall clock in UTC+8, for the internal report only.
std::string clock_text() {
  const auto at = ch::floor<ch::minutes>(ch::system_clock::now() + ch::hours(8));
  const auto day = ch::floor<ch::days>(at);
  const auto minutes = (at - day).count();
  return fmt::format("{} {:02}:{:02}", Date::from_days(day.time_since_epoch().count()).iso(),
                     minutes / 60, minutes % 60);
}

}  // namespace

Night::Night(Workspace& work, const std::string& verb) : work_(work) {
  report_.verb = verb;
  report_.as_of = work.as_of();
  report_.started = clock_text();
  report_.site_name = work.site().config.name;
  report_.previous_release = current_release(work.fs(), work.out());
  if (auto states = work.registry().states()) report_.previous_states = *states;
  for (const auto& feed : work.site().feeds)
    if (feed.attests && feed.attests->on <= work.as_of() && work.as_of() <= feed.attests->until)
      report_.attests.push_back({feed.id, feed.attests->by, feed.attests->document, feed.attests->on,
                                 feed.attests->until});
  for (const auto& mistake : work.gate().lines().mistakes()) report_.messages.push_back(mistake);
  if (work.gate().calendar().guessed(work.as_of()))
    report_.messages.push_back({"no_calendar",
                                std::to_string(work.as_of().year()) +
                                    " 年没有工作日历，期限按周一至周五推算。请补上 calendars/" +
                                    std::to_string(work.as_of().year()) + ".json。",
                                "calendars"});
}

void Night::time(const std::string& step, double since) {
  report_.timings.push_back({step, now() - since});
}

Status Night::pull(const std::set<std::string>& only, const std::set<std::string>& accepted) {
  const double start = now();
  GONGSHI_ASSIGN(PullResult pulled, pull_feeds(work_, only, accepted));
  const RowCounts& rows = pulled.rows;
  report_.rows = {rows.read,     rows.fresh,      rows.changed, rows.same,
                  rows.repeated, rows.superseded, rows.rejected};
  for (const auto& feed : pulled.feeds)
    report_.feeds.push_back({feed.feed->id, feed.feed->dataset, shown_url(feed.feed->url), feed.result, feed.rows,
                             feed.rejected, feed.message, feed.data_on, {}});
  report_.rejected = std::move(pulled.rejected);
  report_.messages.insert(report_.messages.end(), pulled.messages.begin(), pulled.messages.end());
  needs_person_ = needs_person_ || pulled.needs_person || pulled.new_rejections > 0;
  if (!report_.rows.add_up())
    return Error{"rows_lost", "读入的行数与去向不符，没有继续。请保留 STATE 并报告这个问题。", "pull"};
  GONGSHI_ASSIGN(const long changed, decide_all(work_));
  (void)changed;
  for (const auto& note : pulled.warnings) {
    // Of a record of which only the reasons are kept, the row and not the number says which one it is.
    GONGSHI_ASSIGN(const auto known, work_.registry().find(work_.gate().record_key(note.dataset, note.agency, note.id)));
    const bool named = known && !known->facts.empty();
    report_.warnings.push_back({note.feed, note.dataset, note.agency, named ? note.id : "", note.row, note.field,
                                note.text, "请核对后改正，下次报送时生效。"});
  }
  if (pulled.secret_found && !report_.previous_release.empty()) {
    // What came in under a secrecy marking leaves the site before anything else is done.
    auto taken = subtract(work_, report_.previous_release);
    if (!taken) return taken.error();
  }
  time("pull", start);
  return {};
}

Status Night::build(bool everything) {
  const double start = now();
  GONGSHI_ASSIGN(const Manifest made, build_release(work_, everything));
  report_.release = made.release;
  time("build", start);
  return {};
}

Status Night::audit_and_publish() {
  const double start = now();
  GONGSHI_ASSIGN(AuditReport found, audit_release(work_, *report_.release));
  for (const auto& find : found.finds)
    report_.finds.push_back({find.code, find.file, find.key});
  if (!found.clean()) {
    needs_person_ = true;
    const auto keys = traceable(found);
    if (keys.empty()) return refuse("审计发现 " + std::to_string(found.total_finds) + " 处不得公开的内容");
    GONGSHI_TRY(hold_for_finds(work_, keys));
    GONGSHI_TRY(build());
    GONGSHI_ASSIGN(found, audit_release(work_, *report_.release));
    if (!found.clean())
      return refuse("审计发现 " + std::to_string(found.total_finds) + " 处不得公开的内容");
  }
  time("audit", start);
  const double switched = now();
  if (auto status = publish_release(work_, *report_.release); !status) {
    if (status.error().code != "other_day") return status;
    report_.messages.push_back(status.error());
    return refuse("数据截至日不是今天，其中有首次公示的记录");
  }
  report_.published = true;
  time("publish", switched);
  return {};
}

Status Night::refuse(const std::string& why) {
  refused_ = true;
  report_.refusal = why;
  report_.messages.push_back({"refused", "没有发布：" + why + "。", report_.release.value_or("")});
  const std::string current = current_release(work_.fs(), work_.out());
  if (current.empty()) return {};
  GONGSHI_ASSIGN(const Subtracted done, subtract(work_, current));
  if (!done.addresses.empty())
    report_.messages.push_back(
        {"subtracted", "应当撤下的 " + std::to_string(done.addresses.size()) + " 个页面已经撤下。", done.release});
  return {};
}

Status Night::take_stock() {
  GONGSHI_ASSIGN(report_.states, work_.registry().states());
  GONGSHI_ASSIGN(report_.reasons, reason_counts(work_));
  if (report_.feeds.empty()) {
    GONGSHI_ASSIGN(report_.feeds, feeds_on(work_, work_.as_of()));
  }
  report_.known = 0;
  for (const auto& [state, n] : report_.states) report_.known += n;
  GONGSHI_TRY(work_.registry().each([&](const KnownRecord& known) -> Status {
    if (known.dataset == "agencies" && !known.view.empty()) {
      GONGSHI_ASSIGN(const View view, work_.gate().open_view(known.view));
      report_.agency_names[known.agency] = text_at(view.fields, "name");
    }
    if (known.state == "held" && !known.facts.empty())
      report_.held.push_back({known.dataset, known.agency,
                              Facts::from_json(Json::parse(known.facts)).id,
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
  return take_overdue();
}

Status Night::take_overdue() {
  GONGSHI_ASSIGN(const std::string before, work_.registry().meta("overdue"));
  const Json seen = before.empty() ? Json::array() : Json::parse(before);
  Json keys = Json::array();
  GONGSHI_TRY(work_.registry().each([&](const KnownRecord& known) -> Status {
    const bool waits = known.state == "held" || (known.state == "published" && known.published_on.empty());
    const auto due = Date::parse(known.due_on);
    if (!waits || !due || *due >= work_.as_of() || known.facts.empty()) return {};
    const Facts facts = Facts::from_json(Json::parse(known.facts));
    if (facts.first_published_on && *facts.first_published_on <= *due) return {};
    report_.overdue.push_back({"record", known.dataset, known.agency, facts.id, known.state, *due,
                               work_.gate().calendar().between(*due, work_.as_of())});
    keys.push_back(known.key);
    if (std::find(seen.begin(), seen.end(), Json(known.key)) == seen.end()) ++newly_overdue_;
    return {};
  }));
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

Status Night::write_report() {
  report_.exit = static_cast<int>(exit());
  report_.id = report_.release.value_or(free_report_id(work_.fs(), work_.state(), work_.as_of()));
  GONGSHI_ASSIGN(const Templates templates, Templates::load(work_.fs(), work_.site()));
  GONGSHI_TRY(write_night_report(work_.fs(), work_.site(), templates, work_.state(), report_));
  return work_.registry().checkpoint();
}

ExitCode Night::exit() const {
  if (refused_) return ExitCode::kRefused;
  return needs_person_ || newly_overdue_ > 0 ? ExitCode::kAttention : ExitCode::kDone;
}

}  // namespace gongshi
