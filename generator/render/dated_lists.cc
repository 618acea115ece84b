#include <iterator>
#include <map>
#include <optional>

#include "render/links.h"
#include "render/list_page.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// The choices of one filter group and where they lead.
FilterGroup choices(std::string title, const std::string& all_label, const std::string& all_folder,
                    size_t all, bool all_selected) {
  FilterGroup group{std::move(title), {}, "更多机关"};
  group.choices.push_back({all_label, all_folder + "index.html", all, all_selected});
  return group;
}

/// The lists of one dated dataset.
class DatedLists {
 public:
  DatedLists(const Press& press, std::string dataset)
      : press_(press),
        dataset_(std::move(dataset)),
        base_(dataset_ + "/"),
        definition_(press.site.datasets.at(dataset_)),
        facets_(facets_of(definition_)),
        label_(press.columns.column(dataset_).label),
        rows_(press.catalogue.rows(dataset_)) {}

  Status put() const {
    GONGSHI_TRY(put_scope({base_, "", ""}, rows_));
    const RowGroups by_facet = grouped(rows_, [&](const PublicRecord& record) { return facet_of(record); });
    for (const Facet& facet : facets_)
      if (const auto found = by_facet.find(facet.id); found != by_facet.end())
        GONGSHI_TRY(put_scope({base_ + facet.id + "/", facet.id, ""}, found->second));
    for (const auto& [agency, rows] : grouped(rows_, agency_of))
      GONGSHI_TRY(put_scope({base_ + agency_folder(agency) + "/", "", agency}, rows));
    return {};
  }

 private:
  /// All records, those of a category (a value of the dataset's filter) or those of an agency.
  struct Scope {
    std::string folder, category, agency;
  };

  std::string title_of(const Scope& scope) const {
    if (!scope.agency.empty()) return press_.catalogue.agency_name(scope.agency) + "的" + label_;
    for (const Facet& facet : facets_)
      if (facet.id == scope.category) return facet_title(facet);
    return label_;
  }

  std::string facet_of(const PublicRecord& record) const {
    const auto ids = facets_of(definition_, record);
    return ids.empty() ? "" : ids.front();
  }
  std::string facet_title(const Facet& facet) const {
    return dataset_ == "decisions" ? facet.label + "决定" : label_ + "（" + facet.label + "）";
  }
  std::string facet_label(const std::string& id) const {
    for (const Facet& facet : facets_)
      if (facet.id == id) return facet.label;
    return id;
  }

  static std::string agency_of(const PublicRecord& record) { return record.agency(); }

  Status put_scope(const Scope& scope, const Rows& rows) const {
    const RowGroups months = grouped(rows, month_of);
    List list = list_of(scope, "", rows);
    list.open = true;
    list.groups = groups(scope, "", root_prefix(scope.folder) + base_);
    list.groups.push_back(month_group(months));
    GONGSHI_TRY(put_list(press_, list));
    for (auto month = months.begin(); month != months.end(); ++month)
      GONGSHI_TRY(put_month(scope, months, month));
    return {};
  }

  Status put_month(const Scope& scope, const RowGroups& months,
                   RowGroups::const_iterator month) const {
    if (!press_.sink.wants(scope.folder + month->first + "/index.html")) return {};
    List list = list_of(scope, month->first, month->second);
    list.groups = groups(scope, month->first, root_prefix(list.folder) + base_);
    FilterGroup others{date_word() + "月份", {}, ""};
    others.choices.push_back({"全部月份", "../index.html", std::nullopt, false});
    if (const auto next = std::next(month); next != months.end())
      others.choices.push_back(
          {month_name(next->first), "../" + next->first + "/index.html", std::nullopt, false});
    others.choices.push_back({month_name(month->first), "index.html", month->second.size(), true});
    if (month != months.begin()) {
      const auto before = std::prev(month);
      others.choices.push_back(
          {month_name(before->first), "../" + before->first + "/index.html", std::nullopt, false});
    }
    list.groups.push_back(std::move(others));
    return put_list(press_, list);
  }

  /// How many records of a month, or of all, each choice of the filters leads to.
  struct Numbers {
    size_t all = 0;
    std::map<std::string, size_t> by_facet, by_agency;
  };

  /// By month, and of all months under "": gone through once for however many lists name them.
  const Numbers& numbers_of(const std::string& month) const {
    if (numbers_.empty())
      for (const PublicRecord* row : rows_) {
        const std::string facet = facets_.empty() ? "" : facet_of(*row);
        for (Numbers* numbers : {&numbers_[""], &numbers_[month_of(*row)]}) {
          ++numbers->all;
          ++numbers->by_facet[facet];
          ++numbers->by_agency[row->agency()];
        }
      }
    return numbers_[month];
  }

  List list_of(const Scope& scope, const std::string& month, const Rows& rows) const {
    List list;
    list.dataset = dataset_;
    list.folder = scope.folder + (month.empty() ? "" : month + "/");
    list.title = (month.empty() ? "" : month_name(month) + "的") + title_of(scope);
    list.lead = dataset_ == "decisions" ? "公示期满、已撤下或者依法不予公示的不在此列。"
                : dataset_ == "notices" ? "考试、摇号抽签、招标、拍卖和听证，在举行之前公告。" : "";
    list.agency = scope.agency;
    const bool whole = scope.folder == base_ && !month.empty();
    list.file = !whole ? "" : month == "undated" ? "all" : month;
    const std::string agency =
        scope.agency.empty() ? "全部机关" : press_.catalogue.agency_short(scope.agency);
    list.summary = (facets_.empty() ? "" : scope.category.empty() ? "全部类别、" : facet_label(scope.category) + "、") +
                   agency + "、" + (month.empty() ? "全部月份" : month_name(month));
    list.query = "dataset=" + dataset_ +
                 (scope.category.empty() || definition_.filter != "category" ? "" : "&category=" + scope.category) +
                 (scope.agency.empty() ? "" : "&agency=" + scope.agency);
    add_crumbs(list, scope, month);
    list.rows = rows;
    return list;
  }

  void add_crumbs(List& list, const Scope& scope, const std::string& month) const {
    const bool narrowed = scope.folder != base_;
    if (narrowed) {
      const std::string label = scope.category.empty() ? press_.catalogue.agency_name(scope.agency)
                                                       : facet_label(scope.category);
      list.crumbs.push_back({label, month.empty() ? "" : scope.folder + "index.html"});
    }
    if (!month.empty()) list.crumbs.push_back({month_name(month), ""});
  }

  /// Categories and agencies, each leading to its own list of the same month.
  std::vector<FilterGroup> groups(const Scope& scope, const std::string& month, const std::string& to_base) const {
    const Numbers& numbers = numbers_of(month);
    const std::string tail = month.empty() ? "" : month + "/";
    std::vector<FilterGroup> out;
    if (!facets_.empty()) {
      FilterGroup group =
          choices(facets_.front().group, "全部", to_base + tail, numbers.all, scope.category.empty());
      for (const Facet& facet : facets_)
        if (const auto found = numbers.by_facet.find(facet.id); found != numbers.by_facet.end())
          group.choices.push_back({facet.label, to_base + facet.id + "/" + tail + "index.html",
                                   found->second, facet.id == scope.category});
      out.push_back(std::move(group));
    }
    const auto choose = [&](FilterGroup& group, const std::string& label, const std::string& agency, size_t number) {
      group.choices.push_back({label, to_base + agency_folder(agency) + "/" + tail + "index.html",
                               number, agency == scope.agency});
    };
    if (dataset_ == "decisions") {
      // Where a plan has decisions of key areas published first, they stand first here too.
      FilterGroup areas{"重点领域", {}, "更多领域"};
      for (const KeyArea& area : press_.site.config.key_areas)
        for (const std::string& agency : area.agencies)
          if (const auto found = numbers.by_agency.find(agency); found != numbers.by_agency.end())
            choose(areas, area.label + "：" + press_.catalogue.agency_short(agency), agency, found->second);
      out.insert(out.begin(), std::move(areas));
    }
    FilterGroup group =
        choices("执法机关", "全部机关", to_base + tail, numbers.all, scope.agency.empty());
    for (const auto& [agency, number] : numbers.by_agency)
      choose(group, press_.catalogue.agency_short(agency), agency, number);
    out.push_back(std::move(group));
    return out;
  }

  FilterGroup month_group(const RowGroups& months) const {
    FilterGroup group{date_word() + "月份", {}, "更早的月份"};
    for (auto month = months.rbegin(); month != months.rend(); ++month)
      group.choices.push_back(
          {month_name(month->first), month->first + "/index.html", month->second.size(), false});
    return group;
  }

  std::string date_word() const {
    return dataset_ == "decisions" ? "决定" : dataset_ == "inspections" ? "检查" : dataset_ == "notices" ? "举行" : "";
  }
  static std::string month_name(const std::string& month) {
    return month == "undated" ? "日期不详" : month_label(month);
  }

  const Press& press_;
  std::string dataset_, base_;
  const DatasetDefinition& definition_;
  std::vector<Facet> facets_;
  std::string label_;
  const Rows& rows_;
  mutable std::map<std::string, Numbers> numbers_;
};

}  // namespace

Status put_dated_lists(const Press& press, const std::string& dataset) {
  return DatedLists(press, dataset).put();
}

}  // namespace gongshi
