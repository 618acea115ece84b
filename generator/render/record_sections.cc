#include "render/record_sections.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "render/links.h"
#include "render/qr.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// What the main date of a dataset is the date of.
std::string date_event(const std::string& dataset) {
  if (dataset == "decisions") return "作出决定";
  if (dataset == "inspections") return "检查";
  if (dataset == "notices") return "举行";
  return "";
}

void add_date(PageData& page, Date day, std::string_view event, const std::string& note,
              bool late = false, bool end = false) {
  PageData& step = page.section("DATE");
  step.set("DAY", day.iso()).set("EVENT", event).maybe("NOTE", note);
  step.show("LATE", late).show("ON_TIME", !late).show("END", end).show("PAST", !end);
}

std::string timeliness(const PublicRecord& record) {
  if (record.late_working_days() > 0)
    return "逾期 " + std::to_string(record.late_working_days()) + " 个工作日公示，期限 " +
           std::to_string(record.deadline_working_days()) + " 个工作日";
  if (record.deadline_working_days() == 0) return "";
  return "第 " + std::to_string(record.working_days_taken()) + " 个工作日，期限 " +
         std::to_string(record.deadline_working_days()) + " 个工作日，按期";
}

std::string rule_sentence(const Press& press, const PublicRecord& record) {
  std::vector<std::string> titles;
  for (const std::string& id : record.rule_sets()) {
    const auto found = press.site.rule_sets.find(id);
    const std::string title =
        found == press.site.rule_sets.end() ? "" : text_at(found->second, "title");
    if (!title.empty()) titles.push_back(title);
  }
  return titles.empty() ? "" : "依据规则：" + joined(titles, "、") + "。";
}

void add_dates(const Press& press, PageData& page, const PublicRecord& record) {
  const std::string event = date_event(record.dataset());
  if (record.main_date() && !event.empty()) add_date(page, *record.main_date(), event, "");
  const auto before = record.first_published_on();
  if (before && *before < record.published_on()) add_date(page, *before, "首次公开", "在本站之外");
  add_date(page, record.published_on(), "公示", timeliness(record), record.late_working_days() > 0);
  if (record.term_ends_on())
    add_date(page, *record.term_ends_on(), "停止公示", "这一天是最后一天", false, true);
  page.maybe("RULE", rule_sentence(press, record));
  page.maybe("WHY_PATH", press.page_path("about"));
}

/// The webmaster's latest line on this record in a state that has come about by the as-of date.
std::optional<Date> correction_date(const Press& press, const PublicRecord& record,
                                    std::string_view state, std::string_view field) {
  std::optional<Date> day;
  for (const SiteLine& line : press.site.corrections) {
    const Json& json = line.json;
    if (text_at(json, "dataset") != record.dataset() ||
        text_at(json, "agency") != record.agency() || text_at(json, "state") != state ||
        normalized_id(text_at(json, "id")) != normalized_id(record.id()))
      continue;
    const auto on = Date::parse(text_at(json, field));
    if (on && *on <= press.edition.as_of) day = on;
  }
  return day;
}

void add_notice(PageData& page, std::string_view kind, std::string_view title,
                const std::string& text) {
  page.section("NOTICE").set("KIND", kind).set("TITLE", title).set("TEXT", text);
}

}  // namespace

bool has_mark(const PublicRecord& record, std::string_view mark) {
  return std::find(record.marks().begin(), record.marks().end(), mark) != record.marks().end();
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
  if (has_mark(record, "suspended")) add_notice(page, "warn", "停止执行", "该决定暂缓执行。");
  if (has_mark(record, "corrected")) {
    add_notice(page, "info", "本页有更正", record.changed_on().chinese() + "更正。");
  }
  if (has_mark(record, "objection_refused"))
    add_notice(page, "info", "异议已经核实", "经核实，信息无误。");
}

void add_contacts(const Press& press, PageData& page, const std::string& agency) {
  const PublicRecord* record = press.catalogue.agency(agency);
  const std::string phone = record == nullptr ? "" : record->text("phone");
  page.maybe("PHONE", phone).set("TEL", phone_link(phone));
  page.maybe("EMAIL", contact(press.site, "email"));
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
  add_contacts(press, page, record.agency());
  return {};
}

}  // namespace gongshi
