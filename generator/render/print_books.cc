#include <array>

#include "base/text.h"
#include "render/fields.h"
#include "render/halls.h"
#include "render/pictures.h"
#include "render/words.h"

// What is printed beside the sheets: signs for windows (岗位信息公示牌), the folded leaflet, a booklet for
// each agency; and the page that lists everything there is to print.

namespace gongshi {
namespace {

/// A part of an agency's booklet: records of a dataset and the fields told of each.
struct BookPart {
  const char* dataset;
  const char* title;
  const char* name;  ///< the field that heads a record
  std::array<const char*, 7> fields;
};
constexpr BookPart kParts[] = {
    {"powers", "能管什么事", "name", {"category", "department", "basis", "statutory_days", "promised_days", "fee"}},
    {"services", "怎么办事", "name", {"target", "conditions", "promised_days", "fee", "place", "hours", "phone"}},
    {"procedures", "按什么步骤", "name", {"basis", "steps"}},
    {"discretion-standards", "按什么标准", "violation", {"basis", "grades"}}};
constexpr const char* kContacts[] = {"address", "office_hours", "phone", "supervision_phone"};

/// A list of objects as lines: the words of each, but for members without a label.
Html lines_html(const FieldDefinition& field, const Json& list) {
  std::vector<std::string> lines;
  for (const Json& object : list) {
    std::vector<std::string> words;
    for (const auto& [member, label] : field.members)
      if (const std::string word = text_at(object, member); !word.empty() && !label.empty()) words.push_back(word);
    lines.push_back(joined(words, "，"));
  }
  return value_html(joined(lines, "\n"));
}

Html told(const FieldDefinition& field, const Json& fields) {
  const Json* value = find_at(fields, field.name);
  if (field.type == FieldType::kObjects && value != nullptr && value->is_array()) return lines_html(field, *value);
  return field_html(field, fields);
}

void add_line(PageData& item, const FieldDefinition* field, const Json& fields) {
  if (field == nullptr || !field->is_public) return;
  const Html value = told(*field, fields);
  if (!value.empty()) item.section("LINE").set("LABEL", field->label).set_html("VALUE_HTML", value);
}

void add_part(const Press& press, PageData& page, const BookPart& part, const std::string& agency) {
  const DatasetDefinition* definition = press.site.definition(part.dataset);
  if (definition == nullptr) return;
  PageData* section = nullptr;
  for (const PublicRecord* record : press.catalogue.rows(part.dataset)) {
    if (record->agency() != agency) continue;
    if (section == nullptr) {
      section = &page.section("PART");
      section->set("ID", part.dataset).set("TITLE", part.title);
    }
    PageData& item = section->section("ITEM");
    const std::string name = record->text(part.name);
    item.set_html("NAME_HTML", value_html(name.empty() ? record_title(*record) : name)).show("LINE", false);
    const Json fields = record->fields();
    for (const char* field : part.fields)
      if (field != nullptr) add_line(item, definition->field(field), fields);
  }
}

Status put_booklet(const Press& press, const std::string& agency) {
  const PublicRecord& record = *press.catalogue.agency(agency);
  const DatasetDefinition& definition = press.site.datasets.at("agencies");
  PageData page;
  const std::string name = record.text("name");
  page.set("ROOT", "../").set("NAME", name).set("SITE_NAME", press.site.config.name);
  page.show("REHEARSAL", press.site.config.rehearsal).show("PART", false).show("CONTACT", false);
  page.maybe_html("FUNCTIONS_HTML", value_html(record.text("functions")));
  page.maybe_html("BASIS_HTML", value_html(record.text("legal_basis")));
  const Json fields = record.fields();
  for (const char* field : kContacts)
    if (const FieldDefinition* known = definition.field(field); known != nullptr && known->is_public && !record.text(field).empty())
      page.section("CONTACT").set("LABEL", known->label).set_html("VALUE_HTML", field_html(*known, fields));
  for (const BookPart& part : kParts) add_part(press, page, part, agency);
  GONGSHI_TRY(add_code(press, page, record.address()));
  PageMeta meta = hall_meta(press, "print", booklet_path(agency), name + "办事手册");
  return press.put(meta, "print_booklet.html", page);
}

Status put_sign(const Press& press, const std::string& agency, const Rows& officers) {
  PageData page;
  const PublicRecord* record = press.catalogue.agency(agency);
  page.set("ROOT", "../").set("NAME", press.catalogue.agency_name(agency)).set("SITE_NAME", press.site.config.name);
  page.show("REHEARSAL", press.site.config.rehearsal).show("SIGN", false);
  page.maybe("SUPERVISION", record == nullptr ? "" : record->text("supervision_phone"));
  for (const PublicRecord* officer : officers) {
    if (certificate_state(*officer).second != "ok") continue;
    PageData& sign = page.section("SIGN");
    const auto photo = picture_sizes(press.attachments, officer->text("photo"));
    sign.maybe("WINDOW", window_number(press.site, officer->id()));
    sign.maybe("PHOTO", photo.empty() ? "" : photo.front().path);
    sign.set_html("OFFICER_HTML", value_html(officer->text("name"))).set_html("ID_HTML", number_html(officer->id()));
    sign.maybe_html("POST_HTML", value_html(officer->text("post")));
    sign.maybe_html("UNIT_HTML", value_html(officer->text("unit")));
    sign.maybe_html("DUTY_HTML", value_html(officer->text("duty")));
    GONGSHI_TRY(add_code(press, sign, officer->address()));
  }
  PageMeta meta = hall_meta(press, "print", sign_path(agency), press.catalogue.agency_name(agency) + "岗位信息公示牌");
  return press.put(meta, "print_window.html", page);
}

Status put_leaflet(const Press& press) {
  const SiteConfig& config = press.site.config;
  PageData page;
  page.set("ROOT", "../").set("SITE_NAME", config.name).set("AUTHORITY", config.authority).show("REHEARSAL", config.rehearsal);
  page.maybe("ADDRESS", contact(press.site, "address")).maybe("PHONE", contact(press.site, "phone"));
  page.maybe("BASE_URL", config.base_url).show("AGENCY", false);
  for (const std::string& code : press.catalogue.agencies()) {
    const PublicRecord* agency = press.catalogue.agency(code);
    const std::string own = agency->text("supervision_phone"), phone = own.empty() ? agency->text("phone") : own;
    if (!phone.empty()) page.section("AGENCY").set("NAME", press.catalogue.agency_short(code)).set("TELEPHONE", phone);
  }
  GONGSHI_TRY(add_code(press, page, "index.html"));
  return press.put(hall_meta(press, "print", "print/leaflet.html", "公示指南折页"), "print_leaflet.html", page);
}

}  // namespace

Status put_books(const Press& press, PageData& index) {
  index.show("WINDOW", false).show("BOOKLET", false);
  for (const auto& [agency, officers] : window_officers(press.catalogue)) {
    index.section("WINDOW").set("LABEL", press.catalogue.agency_name(agency)).set("PATH", sign_path(agency));
    GONGSHI_TRY(put_sign(press, agency, officers));
  }
  for (const std::string& agency : press.catalogue.agencies()) {
    index.section("BOOKLET").set("LABEL", press.catalogue.agency_name(agency)).set("PATH", booklet_path(agency));
    GONGSHI_TRY(put_booklet(press, agency));
  }
  return put_leaflet(press);
}

Status put_print(const Press& press) {
  if (!press.sink.wants(kPrintIndex)) return {};
  PageData index;
  index.set("ROOT", "../").set("SITE_NAME", press.site.config.name).set("LEAFLET", "print/leaflet.html");
  index.show("REHEARSAL", press.site.config.rehearsal);
  GONGSHI_TRY(put_sheets(press, index));
  GONGSHI_TRY(put_books(press, index));
  return press.put(hall_meta(press, "print", kPrintIndex, "张贴和打印"), "print_index.html", index);
}

}  // namespace gongshi
