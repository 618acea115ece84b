#include <algorithm>
#include <optional>

#include "render/links.h"
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

/// The lists of one dataset without dates: of all, by agency, by facet, and by both.
class PlainLists {
 public:
  PlainLists(const Press& press, const std::string& dataset)
      : press_(press),
        dataset_(dataset),
        definition_(press.site.datasets.at(dataset)),
        column_(press.columns.column(dataset)),
        facets_(facets_of(definition_)),
        by_agency_(grouped(press.catalogue.rows(dataset),
                           [](const PublicRecord& record) { return record.agency(); })) {
    take("", press.catalogue.rows(dataset));
    for (const auto& [agency, rows] : by_agency_) take(agency, rows);
  }

  Status put() const {
    for (const auto& [scope, rows] : rows_) {
      if (!press_.sink.wants(folder(scope) + "index.html")) continue;
      const bool all = scope.first.empty() && scope.second.empty();
      if (all && rows.size() > kShortList)
        GONGSHI_TRY(put_overview());
      else
        GONGSHI_TRY(put_list(press_, list_of(scope, rows)));
    }
    return {};
  }

 private:
  using Scope = std::pair<std::string, std::string>;  ///< agency and facet, either may be empty

  void take(const std::string& agency, const Rows& rows) {
    rows_[{agency, ""}] = rows;
    for (const PublicRecord* record : rows)
      for (const std::string& id : facets_of(definition_, *record))
        rows_[{agency, id}].push_back(record);
  }

  size_t count(const Scope& scope) const {
    const auto found = rows_.find(scope);
    return found == rows_.end() ? 0 : found->second.size();
  }

  std::string folder(const Scope& scope) const {
    return dataset_ + "/" + (scope.first.empty() ? "" : agency_folder(scope.first) + "/") +
           (scope.second.empty() ? "" : scope.second + "/");
  }

  std::string facet_label(const std::string& id) const {
    for (const Facet& facet : facets_)
      if (facet.id == id) return facet.label;
    return "";
  }

  std::string title(const Scope& scope) const {
    const auto& [agency, facet] = scope;
    return (agency.empty() ? "" : press_.catalogue.agency_name(agency) + "的") + column_.label +
           (facet.empty() ? "" : "（" + facet_label(facet) + "）");
  }

  /// Counts of other agencies' lists are left out, so that their pages do not change with each other.
  FilterGroup agencies(const Scope& scope, const std::string& root) const {
    FilterGroup group{"执法机关", {{"全部机关", root + folder({"", scope.second}) + "index.html",
                                    std::nullopt, scope.first.empty()}}, "更多机关"};
    for (const auto& [agency, rows] : by_agency_) {
      const size_t n = count({agency, scope.second});
      const bool here = agency == scope.first;
      if (n == 0 && !here) continue;
      const bool counted = here || scope.first.empty();
      group.choices.push_back({press_.catalogue.agency_short(agency),
                               root + folder({agency, scope.second}) + "index.html",
                               counted ? std::optional<size_t>(n) : std::nullopt, here});
    }
    return group;
  }

  /// Facets that stand under one heading.
  std::vector<FilterGroup> facet_groups(const Scope& scope, const std::string& root) const {
    std::vector<FilterGroup> groups;
    for (const Facet& facet : facets_) {
      const size_t n = count({scope.first, facet.id});
      if (n == 0) continue;
      if (groups.empty() || groups.back().title != facet.group)
        groups.push_back({facet.group, {{"全部", root + folder({scope.first, ""}) + "index.html",
                                         count({scope.first, ""}), scope.second.empty()}}, "更多"});
      groups.back().choices.push_back({facet.label, root + folder({scope.first, facet.id}) + "index.html", n,
                                       facet.id == scope.second});
    }
    return groups;
  }

  List list_of(const Scope& scope, const Rows& rows) const {
    const auto& [agency, facet] = scope;
    List list;
    list.dataset = dataset_;
    list.folder = folder(scope);
    list.title = title(scope);
    list.lead = agency.empty() && facet.empty() ? column_.description + "。" : "";
    list.summary = (agency.empty() ? "全部机关" : press_.catalogue.agency_short(agency)) +
                   (facet.empty() ? "" : "、" + facet_label(facet));
    list.query = "dataset=" + dataset_ + (agency.empty() ? "" : "&agency=" + agency) +
                 (facet.empty() || definition_.filter != "category" ? "" : "&category=" + facet);
    list.agency = agency;
    if (!agency.empty())
      list.crumbs.push_back({press_.catalogue.agency_name(agency),
                             facet.empty() ? "" : folder({agency, ""}) + "index.html"});
    if (!facet.empty()) list.crumbs.push_back({facet_label(facet), ""});
    list.rows = by_number(rows);
    list.dated = false;
    list.file = agency.empty() && facet.empty() ? "all" : "";
    const std::string root = root_prefix(list.folder);
    list.groups.push_back(agencies(scope, root));
    for (FilterGroup& group : facet_groups(scope, root)) list.groups.push_back(std::move(group));
    return list;
  }

  Status put_overview() const {
    PageData page;
    page.set("ROOT", "../").set("TITLE", column_.label).set("UNIT", column_.unit);
    page.set("DESCRIPTION", column_.description + "。");
    page.show("VERIFY", dataset_ == "officers").show("NO_VERIFY", dataset_ != "officers");
    page.show("AGENCY", false).show("GROUP", false);
    for (const auto& [agency, rows] : by_agency_)
      page.section("AGENCY")
          .set_html("NAME_HTML", value_html(press_.catalogue.agency_name(agency)))
          .set("PATH", folder({agency, ""}) + "index.html")
          .set("COUNT", thousands(static_cast<int64_t>(rows.size())));
    for (const FilterGroup& group : facet_groups({"", ""}, "")) {
      PageData& part = page.section("GROUP");
      part.set("TITLE", "按" + group.title + "查看").show("CHOICE", false);
      for (size_t i = 1; i < group.choices.size(); ++i)
        part.section("CHOICE")
            .set("LABEL", group.choices[i].label)
            .set("PATH", group.choices[i].link)
            .set("COUNT", thousands(static_cast<int64_t>(*group.choices[i].count)));
    }
    page.maybe("WINDOWS_PATH", count({"", "window"}) > 0 && dataset_ == "officers" ? "officers/windows.html" : "");
    page.set("CSV", data_path(dataset_, "all", "csv")).set("JSONL", data_path(dataset_, "all", "jsonl"));
    page.set("TOTAL", thousands(static_cast<int64_t>(count({"", ""}))));
    return press_.put(press_.column_meta(dataset_, dataset_ + "/index.html", column_.label), "overview.html",
                      page);
  }

  const Press& press_;
  std::string dataset_;
  const DatasetDefinition& definition_;
  Column column_;
  std::vector<Facet> facets_;
  RowGroups by_agency_;
  std::map<Scope, Rows> rows_;
};

}  // namespace

Status put_plain_lists(const Press& press, const std::string& dataset) {
  return PlainLists(press, dataset).put();
}

}  // namespace gongshi
