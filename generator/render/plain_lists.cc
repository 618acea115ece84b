#include <algorithm>
#include <optional>

#include "render/list_page.h"
#include "render/paging.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// A short list stands whole on its first page; a longer one shows the agencies to choose from.
constexpr size_t kShortList = kRowsPerPage;

/// Officers by unit and number, other records by their number.
Rows by_number(Rows rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const PublicRecord* a, const PublicRecord* b) {
    return std::pair(a->text("unit"), a->id()) < std::pair(b->text("unit"), b->id());
  });
  return rows;
}

Status put_overview(const Press& press, const std::string& dataset, const RowGroups& by_agency) {
  const Column column = press.columns.column(dataset);
  PageData page;
  page.set("ROOT", "../").set("TITLE", column.label).set("UNIT", column.unit);
  page.set("DESCRIPTION", column.description + "。");
  page.show("VERIFY", dataset == "officers").show("NO_VERIFY", dataset != "officers");
  page.show("AGENCY", false);
  size_t all = 0;
  for (const auto& [agency, rows] : by_agency) {
    all += rows.size();
    page.section("AGENCY")
        .set_html("NAME_HTML", value_html(press.catalogue.agency_name(agency)))
        .set("PATH", dataset + "/" + agency_folder(agency) + "/index.html")
        .set("COUNT", thousands(static_cast<int64_t>(rows.size())));
  }
  page.set("TOTAL", thousands(static_cast<int64_t>(all)));
  return press.put(press.column_meta(dataset, dataset + "/index.html", column.label),
                   "overview.html", page);
}

List agency_list(const Press& press, const std::string& dataset, const std::string& agency,
                 const Rows& rows, const RowGroups& by_agency) {
  const Column column = press.columns.column(dataset);
  List list;
  list.dataset = dataset;
  list.folder = dataset + "/" + agency_folder(agency) + "/";
  list.title = press.catalogue.agency_name(agency) + "的" + column.label;
  list.summary = press.catalogue.agency_short(agency);
  list.query = "dataset=" + dataset + "&agency=" + agency;
  list.agency = agency;
  list.crumbs = {{press.catalogue.agency_name(agency), ""}};
  list.rows = by_number(rows);
  list.dated = false;
  FilterGroup group{"执法机关", {{"全部机关", "../index.html", std::nullopt, false}}};
  for (const auto& [other, others] : by_agency)
    group.choices.push_back({press.catalogue.agency_short(other),
                             "../" + agency_folder(other) + "/index.html", std::nullopt,
                             other == agency});
  list.groups.push_back(std::move(group));
  return list;
}

}  // namespace

Status put_plain_lists(const Press& press, const std::string& dataset) {
  const Rows& rows = press.catalogue.rows(dataset);
  const RowGroups by_agency =
      grouped(rows, [](const PublicRecord& record) { return record.agency(); });
  if (rows.size() > kShortList) {
    GONGSHI_TRY(put_overview(press, dataset, by_agency));
  } else {
    List list;
    list.dataset = dataset;
    list.folder = dataset + "/";
    list.title = press.columns.column(dataset).label;
    list.summary = "全部机关";
    list.query = "dataset=" + dataset;
    list.rows = by_number(rows);
    list.dated = false;
    FilterGroup group{"执法机关", {{"全部机关", "index.html", std::nullopt, true}}};
    for (const auto& [agency, of_agency] : by_agency)
      group.choices.push_back({press.catalogue.agency_short(agency),
                               agency_folder(agency) + "/index.html", of_agency.size(), false});
    list.groups.push_back(std::move(group));
    GONGSHI_TRY(put_list(press, list));
  }
  for (const auto& [agency, of_agency] : by_agency)
    GONGSHI_TRY(put_list(press, agency_list(press, dataset, agency, of_agency, by_agency)));
  return {};
}

}  // namespace gongshi
