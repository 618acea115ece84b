#include <algorithm>
#include <map>

#include "render/chart.h"
#include "render/fields.h"
#include "render/halls.h"
#include "render/links.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kLatest = 10;
constexpr const char* kFinding[] = {"address",           "office_hours",   "phone",
                                    "supervision_phone", "postal_address", "website"};
constexpr const char* kIdentity[] = {"kind", "level", "entrusted_by", "legal_basis"};

using AgencyRows = std::map<std::string, RowGroups>;  ///< dataset → agency → rows

AgencyRows counts_of(const Press& press) {
  AgencyRows counts;
  for (const auto& [dataset, column] : press.columns.open_columns())
    if (dataset != "agencies")
      counts[dataset] = grouped(press.catalogue.rows(dataset),
                                [](const PublicRecord& record) { return record.agency(); });
  return counts;
}

bool has_window(const Press& press, const std::string& code) {
  const Rows& officers = press.catalogue.rows("officers");
  return std::any_of(officers.begin(), officers.end(), [&](const PublicRecord* officer) {
    return officer->agency() == code && at_window(*officer);
  });
}

Html entry(const DatasetDefinition& definition, const PublicRecord& record, const char* name) {
  const FieldDefinition* field = definition.field(name);
  return field == nullptr || !field->is_public ? Html() : field_html(*field, record.fields());
}

void add_part(PageData& page, std::string_view part, const DatasetDefinition& definition,
              const PublicRecord& record, const char* name) {
  const Html value = entry(definition, record, name);
  if (value.empty()) return;
  const bool phone = std::string_view(name).ends_with("phone");
  page.section(part)
      .set("LABEL", definition.field(name)->label)
      .set_html("VALUE_HTML", value)
      .show("PHONE", phone)
      .show("PLAIN", !phone);
}

/// What this agency publishes, column by column; a column without a matter says so in words.
void add_contents(const Press& press, PageData& page, const AgencyRows& counts,
                  const std::string& code) {
  page.show("CONTENT", false);
  for (const NavEntry& entry : press.columns.navigation())
    for (const std::string& dataset : entry.datasets) {
      if (dataset == "agencies") continue;
      const auto of_dataset = counts.find(dataset);
      const auto found = of_dataset->second.find(code);
      const size_t n = found == of_dataset->second.end() ? 0 : found->second.size();
      const Column column = press.columns.column(dataset);
      const bool page_of_its_own = press.site.datasets.at(dataset).page;
      PageData& row = page.section("CONTENT");
      row.set("LABEL", column.label);
      row.show("SOME", n > 0).show("NONE", n == 0);
      row.set("PATH",
              dataset + "/" + (page_of_its_own ? agency_folder(code) + "/" : "") + "index.html");
      row.set("COUNT", thousands(static_cast<int64_t>(n)) + " " + column.unit);
    }
}

/// The newest ten records of each kind but decisions, which have a table of their own.
void add_newest(const Press& press, PageData& page, const AgencyRows& counts, const std::string& code) {
  page.show("NEWEST", false);
  for (const NavEntry& entry : press.columns.navigation())
    for (const std::string& dataset : entry.datasets) {
      if (dataset == "agencies" || dataset == "decisions" || !press.site.datasets.at(dataset).page) continue;
      const auto found = counts.at(dataset).find(code);
      if (found == counts.at(dataset).end()) continue;
      const Rows& rows = found->second;
      PageData& kind = page.section("NEWEST");
      kind.set("LABEL", press.columns.column(dataset).label);
      for (size_t i = 0; i < std::min(kLatest, rows.size()); ++i) {
        const PublicRecord& record = *rows[rows.size() - 1 - i];
        kind.section("ITEM")
            .set("PATH", record.address())
            .set_html("NAME_HTML", value_html(record_title(record)))
            .set("DAY", record.published_on().iso());
      }
    }
}

/// The decisions of the latest year in which the agency made any, by category.
Status add_figures(const Press& press, PageData& page, const Rows& decisions) {
  int year = 0;
  for (const PublicRecord* record : decisions)
    if (record->main_date()) year = std::max(year, record->main_date()->year());
  page.show("FIGURES", year != 0);
  if (year == 0) return {};
  std::vector<ChartValue> values;
  for (const std::string& category : categories()) {
    const auto n =
        std::count_if(decisions.begin(), decisions.end(), [&](const PublicRecord* record) {
          return record->main_date() && record->main_date()->year() == year &&
                 category_of(*record) == category;
        });
    if (n > 0) values.push_back({category_label(category), n});
  }
  const std::string title = std::to_string(year) + " 年作出并公示的决定";
  GONGSHI_ASSIGN(const Html chart, bar_chart(press.templates, title + "（件）", values, false));
  page.set("FIGURES_TITLE", title).set_html("CHART_HTML", chart);
  return {};
}

void add_annual(const Press& press, PageData& page, const std::string& code) {
  page.show("ANNUAL", false);
  for (auto year = press.extras.annual.rbegin(); year != press.extras.annual.rend(); ++year) {
    if (!year->second.contains(code)) continue;
    const std::string number = std::to_string(year->first);
    page.show("ANNUAL");
    page.section("REPORT")
        .set("YEAR", number)
        .set("PATH", "annual-reports/" + number + "/" + code + ".html");
  }
}

Status add_latest(const Press& press, PageData& page, const Rows& decisions,
                  const std::string& root) {
  Rows latest(decisions.end() - static_cast<ptrdiff_t>(std::min(decisions.size(), kLatest)),
              decisions.end());
  std::reverse(latest.begin(), latest.end());
  GONGSHI_ASSIGN(const Html table, decision_table(press, root, latest, "最近的决定"));
  page.show("LATEST", !latest.empty()).set_html("TABLE_HTML", table);
  page.set("DECISIONS", thousands(static_cast<int64_t>(decisions.size())));
  return {};
}

Status put_agency(const Press& press, const AgencyRows& counts, const PublicRecord& record) {
  static const Rows none;
  const DatasetDefinition& definition = press.site.datasets.at("agencies");
  const std::string& code = record.id();
  const std::string root = root_prefix(record.address());
  const auto of_decisions = counts.find("decisions");
  const bool any = of_decisions != counts.end() && of_decisions->second.contains(code);
  const Rows& decisions = any ? of_decisions->second.at(code) : none;
  PageData page;
  page.set("ROOT", root).set("NAME", record.text("name")).set("CODE", code);
  page.maybe_html("KIND_HTML", entry(definition, record, "kind"));
  page.maybe_html("FUNCTIONS_HTML", entry(definition, record, "functions"));
  page.maybe("STALE", press.extras.stale_sentence(code, press.catalogue.agency_name(code)));
  page.show("FINDING", false).show("IDENTITY", false);
  for (const char* name : kFinding) add_part(page, "FINDING", definition, record, name);
  for (const char* name : kIdentity) add_part(page, "IDENTITY", definition, record, name);
  add_contents(press, page, counts, code);
  add_newest(press, page, counts, code);
  const auto powers = counts.find("powers");
  page.maybe("POWERS_FILE", powers != counts.end() && powers->second.contains(code)
                                ? agency_data_path("powers", code)
                                : "");
  page.maybe("WINDOW_PATH", has_window(press, code) ? window_path(code) : "");
  GONGSHI_TRY(add_figures(press, page, decisions));
  add_annual(press, page, code);
  GONGSHI_TRY(add_latest(press, page, decisions, root));
  page.set("CHANGED", record.changed_on().iso());
  GONGSHI_TRY(add_code(press, page, record.address()));

  PageMeta meta = press.column_meta("agencies", record.address(), record.text("name"));
  meta.crumbs.push_back({record.text("name"), ""});
  meta.pub_date = record.published_on();
  meta.content_source = record.text("name");
  meta.feed = has_feed(decisions) ? feed_path(code) : "";
  return press.put(meta, "agency.html", page);
}

}  // namespace

Status put_agencies(const Press& press) {
  Rows rows = press.catalogue.rows("agencies");
  if (rows.empty()) return {};
  std::sort(rows.begin(), rows.end(), [](const PublicRecord* a, const PublicRecord* b) {
    return a->address() < b->address();
  });
  PageData page;
  page.set("ROOT", "../").set("TOTAL", std::to_string(rows.size()));
  page.set("TITLE", press.columns.column("agencies").label);
  for (const PublicRecord* record : rows)
    page.section("ROW")
        .set("PATH", record->address())
        .set("NAME", record->text("name"))
        .set("KIND", record->text("kind"))
        .set("PLACE", record->text("address"))
        .set("CHANGED", record->changed_on().iso())
        .set("TEL", phone_link(record->text("phone")))
        .maybe("PHONE", record->text("phone"));
  GONGSHI_TRY(press.put(
      press.column_meta("agencies", "agencies/index.html", press.columns.column("agencies").label),
      "agencies.html", page));
  const AgencyRows counts = counts_of(press);
  for (const PublicRecord* record : rows) GONGSHI_TRY(put_agency(press, counts, *record));
  return {};
}

}  // namespace gongshi
