#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "render/chart.h"
#include "render/halls.h"
#include "render/led.h"
#include "render/links.h"
#include "render/words.h"

// A screen is one page that loads its loop, a script beside it, again and again. The loop is made of the
// same records as the web pages, item by item from templates; screen.js lays items on slides as far as
// the board has room.

namespace gongshi {
namespace {

/// What a part of the loop is made of.
struct Maker {
  const Press& press;
  const Screen& screen;
  const ScreenPart& part;
  Json items = Json::array();

  Status add(const char* name, const PageData& page, const std::string& until = "") {
    GONGSHI_ASSIGN(const Html html, press.templates.render(name, page));
    Json item = {{"html", html.str()}};
    if (!until.empty()) item["until"] = until;
    items.push_back(std::move(item));
    return {};
  }
  /// The part's newest records, newest first, as many as it shows.
  Rows newest(const std::string& dataset, const std::function<bool(const PublicRecord&)>& wanted) const {
    Rows found;
    const Rows& rows = press.catalogue.rows(dataset);
    for (auto row = rows.rbegin(); row != rows.rend() && std::ssize(found) < part.count; ++row)
      if (screen.shows((*row)->agency()) && wanted(**row)) found.push_back(*row);
    return found;
  }
};

/// Days as boards show them: without the year where it is the data's own.
std::string board_day(const Press& press, Date day) {
  return day.year() == press.edition.as_of.year() ? short_date(day) : day.chinese();
}

/// The result in pieces that no line breaks: 警告； 罚款 5,000 元.
void add_pieces(PageData& page, const PublicRecord& record) {
  constexpr std::string_view kBetween = "；";
  const std::string line = result_line(record);
  for (size_t at = 0; at < line.size();) {
    const size_t found = line.find(kBetween, at);
    const size_t end = found == std::string::npos ? line.size() : found + kBetween.size();
    page.section("PIECE").set("TEXT", line.substr(at, end - at));
    at = end;
  }
}

Status add_decisions(Maker& maker) {
  const Rows rows = maker.newest("decisions", [&](const PublicRecord& record) {
    return maker.part.category.empty() || category_of(record) == maker.part.category;
  });
  for (const PublicRecord* record : rows) {
    const std::string day = board_day(maker.press, record->published_on());
    if (maker.screen.led) {
      const LedRecord led{maker.press.catalogue.agency_name(record->agency()), record->text("party.name"),
                          record_matter(*record), result_line(*record), day + "公示"};
      GONGSHI_TRY(led_slides(maker.press.templates, led, maker.items));
      continue;
    }
    PageData page;
    page.set_html("PARTY_HTML", value_html(record->text("party.name")))
        .set_html("AGENCY_HTML", value_html(maker.press.catalogue.agency_short(record->agency())))
        .set_html("MATTER_HTML", value_html(record_matter(*record)))
        .set("DAY", day);
    add_pieces(page, *record);
    GONGSHI_TRY(maker.add("screen_decision.html", page));
  }
  return {};
}

/// Hearings, lotteries and the like that are still to come; past ones leave the board by themselves.
Status add_events(Maker& maker) {
  Rows rows = maker.newest("notices", [&](const PublicRecord& record) {
    return record.main_date() && *record.main_date() >= maker.press.edition.as_of;
  });
  std::reverse(rows.begin(), rows.end());
  const DatasetDefinition* definition = maker.press.site.definition("notices");
  std::stable_sort(rows.begin(), rows.end(), [](auto a, auto b) { return *a->main_date() < *b->main_date(); });
  for (const PublicRecord* record : rows) {
    const FieldDefinition* kind = definition->field("kind");
    const std::string label = kind == nullptr ? "" : enum_label(*kind, record->text("kind"));
    const std::string day = board_day(maker.press, *record->main_date());
    if (maker.screen.led) {
      GONGSHI_TRY(led_slides(maker.press.templates,
                             {maker.press.catalogue.agency_name(record->agency()), record_title(*record),
                              record->text("place"), label, day},
                             maker.items, record->main_date()->iso()));
      continue;
    }
    PageData page;
    page.set("KIND", label).set("DAY", day);
    page.set_html("TITLE_HTML", value_html(record_title(*record)));
    page.set_html("AGENCY_HTML", value_html(maker.press.catalogue.agency_short(record->agency())));
    page.maybe_html("PLACE_HTML", value_html(record->text("place")));
    GONGSHI_TRY(maker.add("screen_event.html", page, record->main_date()->iso()));
  }
  return {};
}

Status add_plans(Maker& maker) {
  int64_t year = 0;
  const auto year_of = [](const PublicRecord& record) {
    const Json value = record.value("year");
    return value.is_number_integer() ? value.get<int64_t>() : 0;
  };
  for (const PublicRecord* record : maker.press.catalogue.rows("inspection-plans")) year = std::max(year, year_of(*record));
  for (const PublicRecord* record : maker.newest("inspection-plans", [&](const PublicRecord& r) { return year_of(r) == year; })) {
    const Json count = record->value("count");
    const std::string planned = count.is_number_integer() ? thousands(count.get<int64_t>()) + " 户次" : "";
    if (maker.screen.led) {
      GONGSHI_TRY(led_slides(maker.press.templates,
                             {maker.press.catalogue.agency_name(record->agency()), record->text("target"), "", planned,
                              record->text("period")},
                             maker.items));
      continue;
    }
    PageData page;
    page.set_html("AGENCY_HTML", value_html(maker.press.catalogue.agency_name(record->agency())));
    page.maybe_html("TARGET_HTML", value_html(record->text("target")));
    page.maybe("COUNT", planned).maybe_html("PERIOD_HTML", value_html(record->text("period")));
    GONGSHI_TRY(maker.add("screen_plan.html", page));
  }
  return {};
}

/// A window as a board shows it; without a valid officer it is closed.
Status add_window(Maker& maker, const ScreenWindow& window, const PublicRecord* officer) {
  const bool open = officer != nullptr && certificate_state(*officer).second == "ok";
  if (maker.screen.led) {
    const std::string head = window.number.empty() ? "窗口岗位公示" : window.number + " 号窗口";
    if (open)
      return led_slides(maker.press.templates, {head, officer->text("name"), officer->text("post"), officer->id(), ""}, maker.items);
    return led_slides(maker.press.templates, {head, "暂停服务", window.note, "", ""}, maker.items);
  }
  PageData page;
  page.maybe("NUMBER", window.number).maybe("NOTE", window.note).show("OPEN", open).show("CLOSED", !open);
  page.set_html("NAME_HTML", open ? value_html(officer->text("name")) : Html());
  page.set_html("ID_HTML", open ? number_html(officer->id()) : Html());
  page.maybe_html("POST_HTML", open ? value_html(officer->text("post")) : Html());
  page.maybe_html("DUTY_HTML", open ? value_html(officer->text("duty")) : Html());
  return maker.add("screen_window.html", page);
}

Status add_windows(Maker& maker) {
  std::map<std::string, const PublicRecord*> officers;
  for (const PublicRecord* officer : maker.press.catalogue.rows("officers")) officers.emplace(officer->id(), officer);
  for (const ScreenWindow& window : maker.part.windows) {
    const auto found = officers.find(window.officer);
    GONGSHI_TRY(add_window(maker, window, found == officers.end() ? nullptr : found->second));
  }
  if (!maker.part.windows.empty()) return {};
  for (const auto& [agency, rows] : window_officers(maker.press.catalogue))
    for (const PublicRecord* officer : rows)
      if (maker.screen.shows(agency)) GONGSHI_TRY(add_window(maker, {}, officer));
  return {};
}

Status add_phone(Maker& maker, const std::string& name, const std::string& phone, const std::string& note) {
  if (phone.empty()) return {};
  if (maker.screen.led) return led_slides(maker.press.templates, {"投诉、举报、咨询", name, note, phone, ""}, maker.items);
  PageData page;
  page.set_html("NAME_HTML", value_html(name)).set_html("PHONE_HTML", number_html(phone)).maybe_html("NOTE_HTML", value_html(note));
  return maker.add("screen_phone.html", page);
}

Status add_remedies(Maker& maker) {
  if (!maker.screen.led) GONGSHI_TRY(maker.add("screen_remedies.html", PageData()));
  GONGSHI_TRY(add_phone(maker, "政务服务便民热线", "12345", ""));
  for (const std::string& code : maker.press.catalogue.agencies()) {
    const PublicRecord* agency = maker.press.catalogue.agency(code);
    if (!maker.screen.shows(code)) continue;
    const std::string own = agency->text("supervision_phone");
    GONGSHI_TRY(add_phone(maker, maker.press.catalogue.agency_name(code), own.empty() ? agency->text("phone") : own,
                          own.empty() ? "" : "监督电话"));
  }
  return {};
}

/// The year's decisions by category as bars.
Status add_figures(Maker& maker) {
  std::map<std::string, int64_t> counts;
  for (const PublicRecord* record : maker.press.catalogue.rows("decisions"))
    if (maker.screen.shows(record->agency()) && record->main_date() &&
        record->main_date()->year() == maker.press.edition.as_of.year())
      ++counts[category_of(*record)];
  int64_t most = 1;
  for (const auto& [category, count] : counts) most = std::max(most, count);
  const std::string year = std::to_string(maker.press.edition.as_of.year()) + " 年决定";
  for (const std::string& category : categories()) {
    const auto found = counts.find(category);
    if (found == counts.end()) continue;
    const std::string value = thousands(found->second) + " 件";
    if (maker.screen.led) {
      GONGSHI_TRY(led_slides(maker.press.templates, {year, category_label(category), "", value, ""}, maker.items));
      continue;
    }
    PageData page;
    page.set("LABEL", category_label(category)).set("VALUE", value).set("WIDTH", percent(found->second, most));
    GONGSHI_TRY(maker.add("screen_figure.html", page));
  }
  return {};
}

Status add_notice(Maker& maker) {
  std::string body = maker.part.text;
  for (const SitePage& page : maker.press.pages)
    if (page.name == maker.part.page) body = page.page.body;
  PageData page;
  page.set_html("BODY_HTML", markdown_html(body, {}));
  return maker.add("screen_notice.html", page);
}

struct Kind {
  const char* name;
  const char* title;
  size_t most;  ///< items on one slide
  Status (*add)(Maker&);
};
constexpr Kind kKinds[] = {{"decisions", "最新执法决定", 5, add_decisions}, {"events", "近期听证、摇号和招标", 4, add_events},
                           {"plans", "年度检查计划", 5, add_plans},         {"windows", "窗口岗位公示", 6, add_windows},
                           {"remedies", "不服、投诉、改错", 6, add_remedies}, {"figures", "今年公示的决定", 7, add_figures},
                           {"notice", "通知", 99, add_notice}};

Status put_screen(const Press& press, const Screen& screen) {
  PageData page;
  page.set("ROOT", "../").set("ID", screen.id).set("SITE_NAME", press.site.config.name);
  page.set("HALL", screen.hall.empty() ? press.site.config.name : screen.hall);
  page.set("WIDTH", std::to_string(screen.width)).set("HEIGHT", std::to_string(screen.height));
  page.set("TEXT", std::to_string(screen.smallest_text())).show("LED", screen.led).show("REHEARSAL", press.site.config.rehearsal);
  GONGSHI_ASSIGN(const Html main, press.templates.render("screen.html", page));
  GONGSHI_ASSIGN(const std::string bytes, press.frame.page(hall_meta(press, "screen", screen_path(screen.id), "电子屏 " + screen.id), main));
  GONGSHI_TRY(press.sink.add(screen_path(screen.id), bytes));
  Json parts = Json::array();
  for (const ScreenPart& part : screen.loop)
    for (const Kind& kind : kKinds) {
      if (part.kind != kind.name) continue;
      Maker maker{press, screen, part};
      GONGSHI_TRY(kind.add(maker));
      if (maker.items.empty()) continue;
      parts.push_back({{"kind", part.kind},
                       {"title", part.title.empty() ? kind.title : part.title},
                       {"most", screen.led && part.kind != "notice" ? 1 : kind.most},
                       {"items", std::move(maker.items)}});
    }
  const Json loop = {{"shell", sha256_hex(bytes).substr(0, 16)}, {"parts", std::move(parts)}};
  return press.sink.add(loop_path(screen.id), data_script("gongshiLoop", loop));
}

}  // namespace

Status put_screens(const Press& press) {
  if (!press.sink.wants(kScreenIndex)) return {};
  Screen usual;
  usual.id = "index";
  usual.loop = usual_loop();
  GONGSHI_TRY(put_screen(press, usual));
  for (const Screen& screen : press.site.config.screens) GONGSHI_TRY(put_screen(press, screen));
  return {};
}

}  // namespace gongshi
