#include <algorithm>

#include "render/fields.h"
#include "render/halls.h"
#include "render/links.h"
#include "render/words.h"

// 公示表: A4 landscape, one per list and agency, to be put up on the board of an agency.

namespace gongshi {
namespace {

constexpr size_t kColumns = 6;

std::string title_of(const Press& press, const Sheet& sheet) {
  if (!sheet.category.empty()) return category_label(sheet.category) + "决定公示表";
  const std::string label = press.columns.column(sheet.dataset).label;
  return label.ends_with("清单") || label.ends_with("表") ? label : label + "公示表";
}

/// The list on the web that holds these rows and more.
std::string list_path(const Press& press, const Sheet& sheet) {
  const bool pages = press.site.datasets.at(sheet.dataset).page;
  return sheet.dataset + "/" + (pages ? agency_folder(sheet.agency) + "/" : "") + "index.html";
}

/// 2026年11月2日至11月20日公示, from the rows themselves.
std::string period_of(const Press& press, const Sheet& sheet) {
  if (press.site.datasets.at(sheet.dataset).date.empty()) return "";
  const auto [first, last] = std::minmax_element(
      sheet.rows.begin(), sheet.rows.end(), [](auto a, auto b) { return a->published_on() < b->published_on(); });
  const Date from = (*first)->published_on(), to = (*last)->published_on();
  return from == to ? from.chinese() + "公示" : from.chinese() + "至" + short_date(to) + "公示";
}

void add_head(PageData& page, const std::string& label, const char* width) {
  page.section("COLUMN").set("LABEL", label).set("WIDTH", width);
}

void add_cell(PageData& row, const Html& value) { row.section("CELL").set_html("VALUE_HTML", value); }

void add_decisions(PageData& page, const Sheet& sheet, size_t first, size_t last) {
  const bool penalty = sheet.category == "penalty";
  for (const auto& [label, width] : std::initializer_list<std::pair<const char*, const char*>>{
           {"决定书文号", "number"}, {"当事人", "party"}, {penalty ? "违法行为类型" : "事项", "matter"},
           {penalty ? "处罚内容" : "决定内容", "result"}, {"决定日期", "day"}, {"公示日期", "day"}})
    add_head(page, label, width);
  for (size_t i = first; i < last; ++i) {
    const PublicRecord& record = *sheet.rows[i];
    PageData& row = page.section("ROW");
    row.set("NUMBER", std::to_string(i + 1));
    add_cell(row, number_html(document_number(record)));
    add_cell(row, value_html(record.text("party.name")));
    add_cell(row, value_html(record_matter(record)));
    add_cell(row, value_html(result_line(record)));
    add_cell(row, value_html(record.main_date() ? record.main_date()->iso() : ""));
    add_cell(row, value_html(record.published_on().iso()));
  }
}

void add_others(const Press& press, PageData& page, const Sheet& sheet, size_t first, size_t last) {
  std::vector<const FieldDefinition*> fields;
  for (const FieldDefinition& field : press.site.datasets.at(sheet.dataset).fields)
    if (field.list && field.is_public && fields.size() < kColumns) fields.push_back(&field);
  const bool officers = sheet.dataset == "officers";
  if (officers) add_head(page, "执法证号", "number");
  for (const FieldDefinition* field : fields) add_head(page, field->label, "any");
  for (size_t i = first; i < last; ++i) {
    PageData& row = page.section("ROW");
    row.set("NUMBER", std::to_string(i + 1)).show("CELL", false);
    if (officers) add_cell(row, number_html(sheet.rows[i]->id()));
    const Json values = sheet.rows[i]->fields();
    for (const FieldDefinition* field : fields) add_cell(row, cell_html(*field, values));
  }
}

Status put_file(const Press& press, const Sheet& sheet, size_t file) {
  const std::string agency = press.catalogue.agency_name(sheet.agency), title = title_of(press, sheet);
  const size_t first = file * kSheetRows, last = std::min(first + kSheetRows, sheet.rows.size());
  PageData page;
  page.set("ROOT", "../").set("TITLE", title).set("AGENCY", agency).set("SITE_NAME", press.site.config.name);
  page.maybe("PERIOD", period_of(press, sheet)).show("REHEARSAL", press.site.config.rehearsal);
  page.maybe("PART", sheet.files() > 1 ? "第 " + std::to_string(file + 1) + " 部分，共 " + std::to_string(sheet.files()) + " 部分" : "");
  page.show("COLUMN", false).show("ROW", false);
  if (sheet.dataset == "decisions") add_decisions(page, sheet, first, last);
  else add_others(press, page, sheet, first, last);
  page.set("SPAN", std::to_string(page.sections().at("COLUMN").size() + 1));
  const PublicRecord* record = press.catalogue.agency(sheet.agency);
  page.maybe("PHONE", record == nullptr ? "" : record->text("phone"));
  GONGSHI_TRY(add_code(press, page, list_path(press, sheet)));
  return press.put(hall_meta(press, "print", sheet.path(file), agency + title), "print_sheet.html", page);
}

}  // namespace

Status put_sheets(const Press& press, PageData& index) {
  index.show("SHEETS", false);
  std::map<std::string, std::vector<const Sheet*>> by_agency;
  const std::vector<Sheet> sheets = sheets_of(press.site, press.catalogue);
  for (const Sheet& sheet : sheets) by_agency[sheet.agency].push_back(&sheet);
  for (const auto& [agency, list] : by_agency) {
    PageData& part = index.section("SHEETS");
    part.set("AGENCY", press.catalogue.agency_name(agency));
    for (const Sheet* sheet : list)
      for (size_t file = 0; file < sheet->files(); ++file) {
        const std::string more = file == 0 ? "" : "（" + std::to_string(file + 1) + "）";
        part.section("SHEET").set("LABEL", title_of(press, *sheet) + more).set("PATH", sheet->path(file));
        GONGSHI_TRY(put_file(press, *sheet, file));
      }
  }
  return {};
}

}  // namespace gongshi
