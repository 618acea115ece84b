#include <algorithm>

#include "base/identifiers.h"
#include "render/fields.h"
#include "render/press.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kTableColumns = 4;

std::string key_of(const PublicRecord& record) {
  const size_t hash = record.address().find('#');
  return hash == std::string::npos ? "" : record.address().substr(hash + 1);
}

void add_row_pieces(PageData& row, const PublicRecord& record) {
  const auto pieces = result_pieces(record);
  const size_t shown = pieces.size() <= 3 ? pieces.size() : 2;
  for (size_t i = 0; i < shown; ++i) {
    std::string text = pieces[i];
    if (i + 1 < shown)
      text += "；";
    else if (shown < pieces.size())
      text += "等 " + std::to_string(pieces.size()) + " 项";
    row.section("PIECE").set("TEXT", text);
  }
}

bool marked(const PublicRecord& record, std::string_view mark) {
  for (const auto& name : record.marks())
    if (name == mark) return true;
  return false;
}

std::string lateness(const PublicRecord& record) {
  if (after_event(record)) return "举行后才公示";
  const int days = record.late_working_days();
  return days > 0 ? "逾期 " + std::to_string(days) + " 个工作日" : "";
}

void add_officer_state(PageData& cell, const PublicRecord& officer) {
  const auto [word, kind] = certificate_state(officer);
  PageData& state = cell.section("STATE");
  state.set("WORD", word).set("KIND", kind);
  state.maybe("UNTIL", officer.text("valid_until"));
  state.maybe("WARNING", kind == "stop" ? "不得执法" : kind == "idle" ? "暂扣期间不得执法" : "");
}

/// The heading of the column for what an officer may do and where, as far as the site shows it: 执法类别,
/// 执法区域, both or neither.
std::string duty_heading(const DatasetDefinition& definition) {
  const auto shown = [&](const char* name) {
    const FieldDefinition* field = definition.field(name);
    return field != nullptr && field->is_public;
  };
  if (shown("category") && shown("region")) return "执法类别与区域";
  return shown("category") ? "执法类别" : shown("region") ? "执法区域" : "";
}

Result<Html> officer_table(const Press& press, const std::string& root, const Rows& rows,
                           std::string_view caption) {
  PageData page;
  page.set("ROOT", root).set("CAPTION", caption).show("ROW", false);
  const std::string duty = duty_heading(press.site.datasets.at("officers"));
  page.maybe("DUTY", duty);
  for (const PublicRecord* record : rows) {
    PageData& row = page.section("ROW");
    row.set("PATH", record->address());
    row.set_html("NAME_HTML", value_html(record->text("name")));
    const std::string unit = record->text("unit"), post = record->text("post");
    row.set_html("POST_HTML", value_html(unit + (unit.empty() || post.empty() ? "" : "，") + post));
    row.set_html("NUMBER_HTML", number_html(record->id()));
    add_officer_state(row, *record);
    row.set("PUBLISHED", record->published_on().iso());
    row.show("WHERE", false);
    if (duty.empty()) continue;
    const std::string category = record->text("category"), region = record->text("region");
    PageData& where = row.section("WHERE");
    where.set("LABEL", duty == "执法类别与区域" ? "类别与区域" : duty);
    where.set_html("CATEGORY_HTML", value_html(category.empty() ? region : category));
    where.set_html("REGION_HTML", value_html(category.empty() ? "" : region));
  }
  return press.templates.render("officer_table.html", page);
}

/// Fields that tell a record from its neighbours: the first of them leads a row and holds its link.
bool names_record(const FieldDefinition& field) {
  return field.name == "title" || field.name == "name" || field.name == "violation" || field.name == "role";
}

/// The columns of a definition's list: the first holds the title, at most three more follow.
std::vector<const FieldDefinition*> list_columns(const DatasetDefinition& definition) {
  std::vector<const FieldDefinition*> fields;
  for (const FieldDefinition& field : definition.fields)
    if (field.list && field.is_public) fields.push_back(&field);
  const auto named = std::find_if(fields.begin(), fields.end(), [](const auto* field) { return names_record(*field); });
  if (named != fields.end()) std::rotate(fields.begin(), named, named + 1);
  if (fields.size() > kTableColumns) fields.resize(kTableColumns);
  return fields;
}

void add_cells(PageData& row, const std::vector<const FieldDefinition*>& fields, const Json& values) {
  for (size_t i = 1; i < fields.size(); ++i)
    row.section("CELL")
        .set("LABEL", fields[i]->label)
        .set_html("VALUE_HTML", cell_html(*fields[i], values));
}

}  // namespace

Result<Html> decision_table(const Press& press, const std::string& root, const Rows& newest_first,
                            std::string_view caption) {
  PageData page;
  page.set("ROOT", root).set("CAPTION", caption).show("ROW", false);
  for (const PublicRecord* record : newest_first) {
    PageData& row = page.section("ROW");
    const std::string party = record->text("party.name");
    row.set("PATH", record->address());
    row.set_html("NAME_HTML", value_html(party.empty() ? record_title(*record) : party));
    row.set_html("MATTER_HTML", value_html(record_matter(*record)));
    row.show("OBJECTION", marked(*record, "objection_open"));
    row.show("SUSPENDED", marked(*record, "suspended"));
    add_row_pieces(row, *record);
    row.set_html("AGENCY_HTML", value_html(press.catalogue.agency_short(record->agency())));
    row.set_html("NUMBER_HTML", number_html(document_number(*record)));
    row.set("PUBLISHED", record->published_on().iso());
    row.maybe("DECIDED", record->main_date() ? record->main_date()->iso() : "");
    const int late = record->late_working_days();
    row.maybe("LATE", late > 0 ? std::to_string(late) : "");
  }
  return press.templates.render("decision_table.html", page);
}

Result<Html> record_table(const Press& press, const std::string& root, const std::string& dataset,
                          const Rows& rows, std::string_view caption) {
  if (dataset == "decisions") return decision_table(press, root, rows, caption);
  if (dataset == "officers") return officer_table(press, root, rows, caption);
  const DatasetDefinition& definition = press.site.datasets.at(dataset);
  const auto fields = list_columns(definition);
  PageData page;
  page.set("ROOT", root).set("CAPTION", caption).show("ROW", false).show("COLUMN", false);
  page.set("FIRST", fields.empty() ? definition.label : fields.front()->label);
  for (size_t i = 1; i < fields.size(); ++i) page.section("COLUMN").set("LABEL", fields[i]->label);
  for (const PublicRecord* record : rows) {
    PageData& row = page.section("ROW");
    row.set("PATH", record->address());
    const Json values = record->fields();
    const Html first = fields.empty() ? Html() : cell_html(*fields.front(), values);
    row.set_html("NAME_HTML", first.empty() ? value_html(record_title(*record)) : first);
    row.set_html("AGENCY_HTML", value_html(press.catalogue.agency_short(record->agency())));
    row.set("PUBLISHED", record->published_on().iso());
    row.maybe("LATE", lateness(*record));
    row.show("CELL", false);
    add_cells(row, fields, values);
  }
  return press.templates.render("record_table.html", page);
}

void add_blocks(const Press& press, PageData& page, const std::string& dataset, const Rows& rows) {
  const DatasetDefinition& definition = press.site.datasets.at(dataset);
  page.show("BLOCK", false);
  for (const PublicRecord* record : rows) {
    PageData& block = page.section("BLOCK");
    block.set("KEY", key_of(*record));
    block.set_html("NAME_HTML", value_html(record_title(*record)));
    block.set_html("AGENCY_HTML", value_html(press.catalogue.agency_name(record->agency())));
    block.set("PUBLISHED", record->published_on().iso());
    block.show("ENTRY", false);
    add_entries(block, definition, record->fields(), {"name", "title"});
  }
}

}  // namespace gongshi
