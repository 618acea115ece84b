#include "render/record_sections.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "render/links.h"
#include "render/qr.h"
#include "render/related.h"
#include "render/words.h"
#include "rules/lines.h"

namespace gongshi {
namespace {

/// What the main date of a dataset is the date of.
std::string date_event(const std::string& dataset) {
  if (dataset == "decisions") return "作出决定";
  if (dataset == "inspections") return "检查";
  if (dataset == "notices") return "举行";
  return "";
}

/// A step of the line of dates.
struct DateStep {
  Date day;
  std::string event, note;
  bool late = false, end = false;
};

std::string timeliness(const PublicRecord& record) {
  if (record.late_working_days() > 0)
    return "逾期 " + std::to_string(record.late_working_days()) + " 个工作日公示，期限 " +
           std::to_string(record.deadline_working_days()) + " 个工作日";
  if (record.deadline_working_days() == 0) return "";
  const int taken = record.working_days_taken();
  return (taken == 0 ? "不到 1 个工作日，期限 " : "第 " + std::to_string(taken) + " 个工作日，期限 ") +
         std::to_string(record.deadline_working_days()) + " 个工作日，按期";
}

/// 公示 12 个月，自决定之日起算 where the end is a whole number of months from one of the two days.
std::string term_sentence(const PublicRecord& record) {
  constexpr int kLongest = 120;
  if (record.dataset() == "officers") return "证件失效后再公示 20 个工作日";
  const Date end = *record.term_ends_on();
  for (int months = 1; months <= kLongest; ++months) {
    const std::string term = "公示 " + std::to_string(months) + " 个月，自";
    if (record.main_date() && record.main_date()->plus_months(months) == end) return term + "决定之日起算";
    const Date shown = record.first_published_on().value_or(record.published_on());
    if (shown.plus_months(months) == end) return term + "公示之日起算";
  }
  return "作出决定的机关写明的公示截止日期";
}

std::string rule_sentence(const Press& press, const PublicRecord& record) {
  std::vector<std::string> titles;
  for (const std::string& id : record.rule_sets()) {
    const auto found = press.site.rule_sets.find(id);
    const std::string title =
        found == press.site.rule_sets.end() ? "" : text_at(found->second, "title");
    const auto from = found == press.site.rule_sets.end()
                          ? std::nullopt
                          : Date::parse(text_at(found->second, "from"));
    if (!title.empty()) titles.push_back(title + (from ? "（" + from->chinese() + "起适用）" : ""));
  }
  return titles.empty() ? "" : "依据规则：" + joined(titles, "、") + "。";
}

void add_dates(const Press& press, PageData& page, const PublicRecord& record) {
  std::vector<DateStep> steps;
  const std::string event = date_event(record.dataset());
  if (record.main_date() && !event.empty()) steps.push_back({*record.main_date(), event, ""});
  const auto before = record.first_published_on();
  if (before && *before < record.published_on()) steps.push_back({*before, "首次公开", "在本站之外"});
  steps.push_back({record.published_on(), "公示", timeliness(record), record.late_working_days() > 0});
  if (record.term_ends_on())
    steps.push_back({*record.term_ends_on(), "停止公示", term_sentence(record), false, true});
  // A notice stands before its event, everything else after its act.
  std::stable_sort(steps.begin(), steps.end(),
                   [](const DateStep& a, const DateStep& b) { return a.day < b.day; });
  for (const DateStep& step : steps) {
    PageData& shown = page.section("DATE");
    shown.set("DAY", step.day.iso()).set("EVENT", step.event).maybe("NOTE", step.note);
    shown.show("LATE", step.late).show("ON_TIME", !step.late);
    shown.show("END", step.end).show("PAST", !step.end);
  }
  page.maybe("RULE", rule_sentence(press, record));
  page.maybe("WHY_PATH", press.page_path("about"));
}

/// The webmaster's latest line on this record in a state that has come about by the as-of date.
std::optional<Date> correction_date(const Press& press, const PublicRecord& record,
                                    std::string_view state, std::string_view field) {
  std::optional<Date> day;
  const std::string key = address_key(record.dataset(), record.agency(), record.id());
  for (const SiteLine& line : press.site.corrections) {
    if (text_at(line.json, "state") != state || line_key(line.json) != key) continue;
    const auto on = Date::parse(text_at(line.json, field));
    if (on && *on <= press.edition.as_of) day = on;
  }
  return day;
}

/// "理由：…。" of a note, or nothing.
std::string reason_given(const std::string& note) {
  if (note.empty()) return "";
  return "理由：" + note + (note.ends_with("。") ? "" : "。");
}

void add_notice(PageData& page, std::string_view kind, std::string_view title,
                const std::string& text) {
  page.section("NOTICE").set("KIND", kind).set("TITLE", title).set("TEXT", text);
}

}  // namespace

bool has_mark(const PublicRecord& record, std::string_view mark) {
  return std::find(record.marks().begin(), record.marks().end(), mark) != record.marks().end();
}

bool after_event(const PublicRecord& record) {
  if (record.dataset() != "notices" || !record.main_date()) return false;
  return record.first_published_on().value_or(record.published_on()) > *record.main_date();
}

void add_notices(const Press& press, PageData& page, const PublicRecord& record) {
  page.show("NOTICE", false);
  if (has_mark(record, "certificate_invalid")) {
    const std::string status = record.text("status");
    add_notice(page, "warn", "证件无效",
               status == "suspended" ? "暂扣期间不得执法。"
               : status == "revoked" ? "无效：证件已被吊销，不得执法。"
                                     : "无效：已过有效期，不得执法。");
  }
  if (has_mark(record, "objection_open")) {
    const auto on = correction_date(press, record, "open", "received_on");
    add_notice(page, "warn", "异议处理中",
               "当事人对这条信息提出了异议，" + press.catalogue.agency_name(record.agency()) +
                   (on ? "于" + on->chinese() + "收到，" : "") +
                   "正在核实。核实结果会在本页公布。");
  }
  if (after_event(record))
    add_notice(page, "warn", "公告晚了", "这份公告在" + record.main_date()->chinese() + "举行之后才公示。");
  if (has_mark(record, "suspended")) add_notice(page, "warn", "停止执行", "该决定暂缓执行。");
  if (has_mark(record, "corrected")) {
    add_notice(page, "info", "本页有更正", record.changed_on().chinese() + "更正。");
  }
  if (has_mark(record, "objection_refused"))
    add_notice(page, "info", "异议已经核实", "经核实，信息无误。" + reason_given(record.text(kObjectionNote)));
}

void add_contacts(const Press& press, PageData& page, const std::string& agency) {
  const PublicRecord* record = press.catalogue.agency(agency);
  const std::string own = record == nullptr ? "" : record->text("email");
  const std::string phone = record == nullptr ? "" : record->text("phone");
  page.maybe("PHONE", phone).set("TEL", phone_link(phone));
  page.maybe("EMAIL", own.empty() ? contact(press.site, "email") : own);
  const std::string place = contact(press.site, "corrections");
  const bool link = place.starts_with("https://") || place.starts_with("http://");
  page.maybe("CORRECTIONS_LINK", link ? place : "").maybe("CORRECTIONS_PLACE", link ? "" : place);
}

Status add_record_sections(const Press& press, PageData& page, const PublicRecord& record) {
  const std::string& path = record.address();
  page.set("ROOT", root_prefix(path));
  add_dates(press, page, record);
  const std::string address = public_address(press.site.config.base_url, path);
  GONGSHI_ASSIGN(const QrCode code, qr_code(address));
  page.set("QR_PATH", code.path).set("QR_SIZE", std::to_string(code.size)).set("ADDRESS", address);
  page.set_html("AGENCY_HTML", value_html(press.catalogue.agency_name(record.agency())));
  const PublicRecord* agency = press.catalogue.agency(record.agency());
  page.maybe("AGENCY_PATH", agency == nullptr ? "" : agency->address());
  page.show("AGENCY_PLAIN", agency == nullptr);
  page.set("CHANGED", record.changed_on().iso());
  page.maybe("REDACTED", record.redacted().empty() ? "" : std::to_string(record.redacted().size()));
  page.maybe("CORRECTION_PATH", press.page_path("corrections"));
  page.maybe("REPAIR_PATH", press.page_path("repair"));
  page.maybe("REMEDY_PATH", press.page_path("remedies"));
  const bool decision = record.dataset() == "decisions";
  const std::string number = decision ? document_number(record) : normalized_id(record.id());
  page.set("NUMBER_LABEL", decision ? "文号" : "编号").set("NUMBER", number);
  page.set("MAIL_SUBJECT", query_value("申请更正 " + number));
  add_contacts(press, page, record.agency());
  add_related(press, page, record);
  return {};
}

}  // namespace gongshi
