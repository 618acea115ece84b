#include "base/text.h"
#include "render/fields.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// Shown in places of their own, so not again among the remaining fields.
const std::vector<std::string> kPlaced = {"category",
                                          "document_number",
                                          "title",
                                          "party.name",
                                          "party.kind",
                                          "party.uscc",
                                          "party.legal_representative",
                                          "violation_type",
                                          "penalty_kinds",
                                          "measures",
                                          "outcome",
                                          "fine",
                                          "confiscated",
                                          "amount",
                                          "basis",
                                          "decision_date",
                                          "status",
                                          "status_on",
                                          "officers",
                                          "circumstance",
                                          "document"};

/// What the deciding act and its content are called for a category.
struct Terms {
  std::string_view content, basis, agency;
};
Terms terms_of(const std::string& category) {
  if (category == "penalty") return {"处罚内容", "处罚依据", "处罚机关"};
  if (category == "permit") return {"许可结果", "许可依据", "许可机关"};
  if (category == "inspection") return {"检查结果", "检查依据", "检查机关"};
  return {"决定内容", "决定依据", "决定机关"};
}

Html text_field(const Json& fields, const DatasetDefinition& definition, const char* name) {
  const FieldDefinition* field = definition.field(name);
  return field == nullptr ? Html() : field_html(*field, fields);
}

void add_party(PageData& page, const PublicRecord& record) {
  const Html name = value_html(record.text("party.name"));
  page.show("PARTY", !name.empty());
  page.set_html("PARTY_HTML", name);
  const std::string code = Catalogue::party_code(record);
  page.maybe("PARTY_PATH", code.empty() ? "" : party_path(code));
  page.show("PARTY_PLAIN", code.empty());
  page.maybe_html("CODE_HTML", record.text("party.uscc").empty()
                                   ? Html()
                                   : number_html(record.text("party.uscc")));
  page.maybe_html("REPRESENTATIVE_HTML", value_html(record.text("party.legal_representative")));
}

void add_result(PageData& page, const PublicRecord& record) {
  const auto pieces = result_pieces(record);
  for (size_t i = 0; i < pieces.size(); ++i)
    page.section("PIECE").set("TEXT", pieces[i] + (i + 1 < pieces.size() ? "；" : ""));
}

void add_tags(PageData& page, const PublicRecord& record) {
  page.section("TAG").set("KIND", "category").set("TEXT", category_label(category_of(record)));
  const auto tag = [&](std::string_view kind, std::string_view text) {
    page.section("TAG").set("KIND", kind).set("TEXT", text);
  };
  if (has_mark(record, "suspended"))
    tag("warn", "停止执行");
  else if (has_mark(record, "objection_open"))
    tag("warn", "异议处理中");
  else if (has_mark(record, "corrected"))
    tag("idle", "更正");
  else if (record.text("category") == "permit" && (record.text("outcome") == "refused" || record.text("outcome") == "revoked"))
    tag("idle", record.text("outcome") == "refused" ? "不予许可" : "许可已撤销");
  else if (!hides(record, "status") && (record.text("category") != "permit" || !record.text("outcome").empty()))
    tag("ok", "有效");  // what became of an application nobody says may have been refused
}

/// The officers named in the decision, each leading to its page where it has one.
void add_officers(const Press& press, PageData& page, const PublicRecord& record) {
  page.show("OFFICERS", false);
  const Json numbers = record.value("officers");
  if (!numbers.is_array()) return;
  for (const Json& number : numbers) {
    if (!number.is_string()) continue;
    page.show("OFFICERS").show("MORE");
    const PublicRecord* officer =
        press.catalogue.officer(record.agency(), number.get<std::string>());
    PageData& item = page.section("OFFICER");
    item.set_html("NUMBER_HTML", number_html(number.get<std::string>()));
    item.maybe("PATH", officer == nullptr ? "" : officer->address());
    item.show("PLAIN", officer == nullptr);
    item.set_html("NAME_HTML", value_html(officer == nullptr ? "" : officer->text("name")));
  }
}

Status put_decision(const Press& press, const DatasetDefinition& definition,
                    const PublicRecord& record) {
  PageData page;
  const Json fields = record.fields();
  const std::string title = record_title(record);
  const std::string category = category_of(record);
  const Terms terms = terms_of(category);
  page.set_html("TITLE_HTML", value_html(title));
  add_tags(page, record);
  add_notices(press, page, record);
  add_party(page, record);
  add_result(page, record);
  page.set_html("NUMBER_HTML", number_html(document_number(record)));
  page.maybe_html("VIOLATION_HTML", text_field(fields, definition, "violation_type"));
  page.set("CONTENT_LABEL", terms.content)
      .set("BASIS_LABEL", terms.basis)
      .set("AGENCY_LABEL", terms.agency);
  page.maybe_html("BASIS_HTML", text_field(fields, definition, "basis"));
  page.maybe_html("DATE_HTML", text_field(fields, definition, "decision_date"));
  page.show("PENALTY", category == "penalty").show("ENTRY", false).show("MORE", false);
  page.maybe_html("DOCUMENT_HTML", text_field(fields, definition, "document"));
  page.show("LEGEND", !record.redacted().empty());
  const std::string circumstance = record.text("circumstance");
  if (!circumstance.empty() && circumstance != "none")
    add_entry(page, "裁量情节", text_field(fields, definition, "circumstance"));
  if (const std::string own = record.text("title"); !contains(title, own))
    add_entry(page, "标题", text_field(fields, definition, "title"));
  add_entries(page, definition, fields, kPlaced);
  page.show("MORE", page.sections().at("ENTRY").size() > 0);
  add_officers(press, page, record);
  GONGSHI_TRY(add_record_sections(press, page, record));

  PageMeta meta = press.column_meta("decisions", record.address(), title);
  const std::string month = month_of(record);
  meta.crumbs.push_back({category_label(category), "decisions/" + category + "/index.html"});
  meta.crumbs.push_back(
      {month_label(month), "decisions/" + category + "/" + month + "/index.html"});
  meta.crumbs.push_back({document_number(record), ""});
  meta.pub_date = record.published_on();
  meta.content_source = press.catalogue.agency_name(record.agency());
  meta.noindex = record.personal();
  return press.put(meta, "decision.html", page);
}

}  // namespace

Status put_decisions(const Press& press) {
  const auto definition = press.site.datasets.find("decisions");
  if (definition == press.site.datasets.end()) return {};
  for (const PublicRecord* record : press.catalogue.rows("decisions"))
    if (press.sink.wants(record->address())) GONGSHI_TRY(put_decision(press, definition->second, *record));
  return {};
}

}  // namespace gongshi
