#include "render/fields.h"
#include "render/linked_data.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

std::string heading_field(const PublicRecord& record) {
  for (const char* field : {"title", "name"})
    if (!record.text(field).empty()) return field;
  return "";
}

void add_tags(PageData& page, const Press& press, const PublicRecord& record) {
  page.section("TAG")
      .set("KIND", "category")
      .set("TEXT", press.columns.column(record.dataset()).label);
  if (record.dataset() == "officers") {
    const auto [word, kind] = certificate_state(record);
    page.section("TAG").set("KIND", kind).set("TEXT", word);
  }
  if (has_mark(record, "objection_open"))
    page.section("TAG").set("KIND", "warn").set("TEXT", "异议处理中");
  if (has_mark(record, "corrected"))
    page.section("TAG").set("KIND", "idle").set("TEXT", "更正");
}

Status put_record(const Press& press, const DatasetDefinition& definition,
                  const PublicRecord& record) {
  PageData page;
  const std::string title = record_title(record);
  page.set_html("TITLE_HTML", value_html(title));
  add_tags(page, press, record);
  add_notices(press, page, record);
  page.show("ENTRY", false);
  if (record.dataset() == "officers") add_entry(page, "执法证号", number_html(record.id()));
  if (record.dataset() == "powers") add_entry(page, "事项编码", number_html(record.id()));
  std::vector<std::string> shown_above = {heading_field(record), "window"};
  // A certificate that has run out may still call itself valid.
  if (has_mark(record, "certificate_invalid")) shown_above.push_back("status");
  add_entries(page, definition, record.fields(), shown_above);
  GONGSHI_TRY(add_record_sections(press, page, record));

  PageMeta meta = press.column_meta(record.dataset(), record.address(), title);
  const bool dated = !definition.date.empty();
  const std::string agency = press.catalogue.agency_name(record.agency());
  meta.crumbs.push_back(
      {agency, record.dataset() + "/" + agency_folder(record.agency()) + "/index.html"});
  if (dated && record.main_date())
    meta.crumbs.push_back({month_label(month_of(record)), record.dataset() + "/" +
                                                              agency_folder(record.agency()) + "/" +
                                                              month_of(record) + "/index.html"});
  meta.crumbs.push_back({title, ""});
  meta.pub_date = record.published_on();
  meta.content_source = agency;
  meta.noindex = record.personal();
  if (record.dataset() == "services")
    meta.linked_data.push_back(linked_service(press.site, record, agency));
  return press.put(meta, "record.html", page);
}

}  // namespace

Status put_records(const Press& press) {
  for (const auto& [dataset, definition] : press.site.datasets) {
    if (!definition.page || dataset == "decisions" || dataset == "agencies") continue;
    for (const PublicRecord* record : press.catalogue.rows(dataset))
      GONGSHI_TRY(put_record(press, definition, *record));
  }
  return {};
}

}  // namespace gongshi
