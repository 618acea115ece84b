#include "render/fields.h"
#include "render/linked_data.h"
#include "render/flow.h"
#include "render/pictures.h"
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
  const auto tag = [&](std::string_view kind, std::string_view text) {
    page.section("TAG").set("KIND", kind).set("TEXT", text);
  };
  tag("category", press.columns.column(record.dataset()).label);
  if (record.dataset() == "officers") {
    const auto [word, kind] = certificate_state(record);
    tag(kind, word);
  }
  if (has_mark(record, "objection_open")) tag("warn", "异议处理中");
  if (has_mark(record, "corrected")) tag("idle", "更正");
}

/// The codes by which people know a record.
void add_code(PageData& page, const PublicRecord& record) {
  static const std::map<std::string, std::string_view> kCodes = {
      {"officers", "执法证号"}, {"powers", "事项编码"}, {"services", "事项编码"}, {"inspection-items", "事项编码"}};
  if (const auto code = kCodes.find(record.dataset()); code != kCodes.end())
    add_entry(page, code->second, number_html(record.id()));
}

/// A list of steps that follow each other, or a line that names them, as a drawing and a list.
Status add_flow(const Press& press, PageData& page, const DatasetDefinition& definition,
                const PublicRecord& record) {
  page.show("FLOW", false);
  const FieldDefinition* field = definition.field("steps");
  const Json value = record.value("steps");
  if (field == nullptr || !field->is_public || value.is_null()) return {};
  const auto steps = value.is_string() ? flow_steps(value.get<std::string>()) : flow_steps(value);
  if (steps.empty()) return {};
  PageData& flow = page.section("FLOW");
  GONGSHI_ASSIGN(const Html drawing, flow_chart(press.templates, record_title(record), steps));
  flow.maybe_html("DRAWING_HTML", drawing);
  for (size_t at = 0; at < steps.size(); ++at)
    flow.section("STEP")
        .set("NAME", steps[at].name)
        .maybe("UNIT", steps[at].unit.empty() ? steps[at].days : steps[at].unit)
        .maybe("DAYS", steps[at].unit.empty() ? "" : steps[at].days)
        .maybe("NEXT", next_in_words(steps, at));
  return {};
}

void add_pictures(const Press& press, PageData& page, const PublicRecord& record) {
  page.show("PICTURE", false);
  Json images = record.value("images");
  if (!images.is_array()) images = Json::array();
  const std::string photo = record.text("photo");  // of an officer at a public window
  if (!photo.empty()) images.push_back(photo);
  for (const Json& image : images) {
    if (!image.is_string()) continue;
    const auto sizes = picture_sizes(press.attachments, image.get<std::string>());
    if (sizes.empty()) continue;
    PageData& picture = page.section("PICTURE");
    const PictureSize& first = sizes.front();
    picture.set("PATH", first.path).set("ALT", record_title(record) + (image == photo ? "的照片" : "样式"));
    picture.set("WIDTH", std::to_string(first.width)).set("HEIGHT", std::to_string(first.height));
    picture.show("PORTRAIT", image == photo);
    picture.show("SIZES", sizes.size() > 1).show("SIZE", false);
    for (const PictureSize& size : sizes)
      picture.section("SIZE").set("PATH", size.path).set("WIDTH", std::to_string(size.width));
  }
}

PageMeta meta_of(const Press& press, const DatasetDefinition& definition,
                 const PublicRecord& record) {
  const std::string title = record_title(record);
  PageMeta meta = press.column_meta(record.dataset(), record.address(), title);
  const std::string agency = press.catalogue.agency_name(record.agency());
  const std::string folder = record.dataset() + "/" + agency_folder(record.agency()) + "/";
  meta.crumbs.push_back({agency, folder + "index.html"});
  if (!definition.date.empty() && record.main_date())
    meta.crumbs.push_back(
        {month_label(month_of(record)), folder + month_of(record) + "/index.html"});
  meta.crumbs.push_back({title, ""});
  meta.pub_date = record.published_on();
  meta.content_source = agency;
  meta.noindex = record.personal();
  if (record.dataset() == "services")
    meta.linked_data.push_back(linked_service(press.site, record, agency));
  return meta;
}

/// What templates of any dataset may use.
Status fill(const Press& press, PageData& page, const DatasetDefinition& definition,
            const PublicRecord& record) {
  page.set_html("TITLE_HTML", value_html(record_title(record)));
  add_tags(page, press, record);
  add_notices(press, page, record);
  page.show("ENTRY", false);
  add_code(page, record);
  std::vector<std::string> shown_elsewhere = {heading_field(record), "window"};
  // A certificate that has run out may still call itself valid.
  if (has_mark(record, "certificate_invalid")) shown_elsewhere.push_back("status");
  const Json fields = record.fields();
  add_entries(page, definition, fields, shown_elsewhere);
  add_fields(page, definition, fields);
  add_tables(page, definition, fields, {"steps"},
             [&](std::string_view name) { return press.page_path(name); });
  GONGSHI_TRY(add_flow(press, page, definition, record));
  add_pictures(press, page, record);
  page.maybe("WINDOW_PATH", record.dataset() == "officers" && at_window(record)
                                ? window_path(record.agency())
                                : "");
  return add_record_sections(press, page, record);
}

}  // namespace

Status put_records(const Press& press) {
  for (const auto& [dataset, definition] : press.site.datasets) {
    if (!definition.page || dataset == "decisions" || dataset == "agencies") continue;
    const std::string own = "record-" + dataset + ".html";
    // A site that says which fields come first has them in its own order.
    const bool ordered = press.templates.outline(own) == nullptr || !definition.order.empty();
    const std::string name = ordered ? "record.html" : own;
    for (const PublicRecord* record : press.catalogue.rows(dataset)) {
      if (!press.sink.wants(record->address())) continue;
      PageData page;
      GONGSHI_TRY(fill(press, page, definition, *record));
      GONGSHI_TRY(press.put(meta_of(press, definition, *record), name, page));
    }
  }
  return {};
}

}  // namespace gongshi
