#include "report/annual_published.h"

#include <fmt/format.h>

#include "render/links.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr const char* kInspections = "inspections";  // a dataset of its own beside decisions

}  // namespace

PublishedLists::PublishedLists(const Edition& edition) {
  for (const std::string dataset : {"decisions", kInspections}) {
    const auto [first, last] = edition.of(dataset);
    for (const PublicRecord* record = first; record != last; ++record) {
      const std::string category = dataset == kInspections ? dataset : record->text("category");
      if (!record->main_date() || category.empty()) continue;
      std::vector<std::string> kinds = {""};
      if (const Json named = record->value("penalty_kinds"); named.is_array())
        for (const Json& kind : named)
          if (kind.is_string()) kinds.push_back(kind.get<std::string>());
      for (const std::string& agency : {std::string(), record->agency()})
        for (const std::string& kind : kinds) shown_.emplace(record->main_date()->year(), agency, category, kind);
    }
  }
}

std::vector<TableLink> PublishedLists::links(const AnnualTable& table, int year, const std::string& agency,
                                             const std::string& root) const {
  std::vector<TableLink> out;
  const auto add = [&](const std::string& label, const std::string& category, const std::string& kind) {
    if (shown_.count({year, agency, category, kind}) == 0) return;
    const char* const filter = category == kInspections ? "dataset" : "category";
    std::string address = fmt::format("{}search/index.html?{}={}&year={}", root, filter, category, year);
    if (!agency.empty()) address += "&agency=" + agency;
    if (!kind.empty()) address += "&kind=" + query_value(kind);
    out.push_back({label, address});
  };
  for (const std::string& category : table.categories) {
    add(category_label(category), category, "");
    if (category == "inspection") add("抽查结果", kInspections, "");
    if (table.by != CountBy::kKinds || category != "penalty") continue;
    for (const AnnualColumn& column : table.columns)
      for (const std::string& kind : column.kinds) add(kind, category, kind);
  }
  return out;
}

}  // namespace gongshi
