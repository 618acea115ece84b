#include "render/columns.h"

#include <algorithm>
#include <array>

#include "base/date.h"

namespace gongshi {
namespace {

struct Known {
  std::string_view dataset, unit, type, description;
};

constexpr std::array kKnown = {
    Known{"decisions", "件", "信息公开目录", "行政执法机关作出并依法公示的执法决定"},
    Known{"agencies", "个", "机构职能", "行政执法主体的名称、职责、依据、地址和电话"},
    Known{"officers", "人", "机构职能", "行政执法人员的姓名、岗位、执法证号和有效期"},
    Known{"auxiliaries", "条", "机构职能", "行政执法辅助人员的岗位、职责和权限"},
    Known{"insignia", "种", "机构职能", "执法人员和辅助人员的服装、标志和证件样式"},
    Known{"powers", "项", "信息公开目录", "行政执法机关的权力清单和责任清单"},
    Known{"services", "项", "办事服务", "政务服务事项的条件、材料、流程和时限"},
    Known{"procedures", "项", "办事服务", "行政执法流程"},
    Known{"discretion-standards", "项", "政策文件", "行政裁量基准和听证标准"},
    Known{"review-catalogue", "项", "信息公开目录", "重大执法决定法制审核目录清单"},
    Known{"recording-catalogue", "项", "信息公开目录", "音像记录事项清单"},
    Known{"inspection-items", "项", "信息公开目录", "随机抽查事项的依据、对象、比例和频次"},
    Known{"inspection-plans", "份", "通知公告", "年度执法检查计划"},
    Known{"inspections", "条", "政务动态", "抽查检查的结果"},
    Known{"notices", "则", "通知公告", "听证、考试、摇号、招标和拍卖等公告"},
};

struct Group {
  std::string_view label;
  std::array<std::string_view, 6> datasets;
};

constexpr std::array kGroups = {
    Group{"执法决定", {"decisions"}},
    Group{"机关与人员", {"agencies", "officers", "auxiliaries", "insignia"}},
    Group{"事项与指南",
          {"powers", "services", "procedures", "discretion-standards", "review-catalogue",
           "recording-catalogue"}},
    Group{"检查与抽查", {"inspection-items", "inspection-plans", "inspections"}},
    Group{"过程公示", {"notices"}},
};
constexpr size_t kGroupOfTheRest = 2;

bool is_known(const std::string& dataset) {
  return std::any_of(kKnown.begin(), kKnown.end(),
                     [&](const Known& known) { return known.dataset == dataset; });
}

std::string index_of(const std::string& dataset) { return dataset + "/index.html"; }

}  // namespace

Column Columns::describe(const DatasetDefinition& definition) {
  for (const Known& known : kKnown)
    if (known.dataset == definition.dataset)
      return {definition.dataset, definition.label, std::string(known.unit),
              std::string(known.description), std::string(known.type)};
  return {definition.dataset, definition.label, "条", definition.label, "信息公开目录"};
}

Columns Columns::of(const Site& site, const Edition& edition,
                    const std::vector<int>& annual_years) {
  Columns columns;
  for (const auto& [name, definition] : site.datasets) {
    columns.all_[name] = describe(definition);
    const auto [first, last] = edition.of(name);
    if (first != last || site.config.columns.contains(name))
      columns.open_[name] = columns.all_[name];
  }
  columns.arrange(
      annual_years.empty() ? 0 : *std::max_element(annual_years.begin(), annual_years.end()));
  return columns;
}

Columns Columns::found(const Fs& fs, const Site& site, const stdfs::path& web_root) {
  Columns columns;
  for (const auto& [name, definition] : site.datasets) {
    columns.all_[name] = describe(definition);
    if (fs.exists(web_root / index_of(name))) columns.open_[name] = columns.all_[name];
  }
  int latest = 0;
  if (const auto years = fs.list(web_root / "annual-reports"); years.ok())
    for (const std::string& year : *years)
      if (Date::parse(year + "-01-01")) latest = std::max(latest, std::stoi(year));
  columns.arrange(latest);
  return columns;
}

void Columns::arrange(int annual_year) {
  for (size_t i = 0; i < kGroups.size(); ++i) {
    NavEntry entry{std::string(kGroups[i].label), "", {}};
    for (const auto dataset : kGroups[i].datasets)
      if (open_.contains(std::string(dataset))) entry.datasets.emplace_back(dataset);
    if (i == kGroupOfTheRest)
      for (const auto& [name, column] : open_)
        if (!is_known(name)) entry.datasets.push_back(name);
    if (entry.datasets.empty()) continue;
    entry.path = index_of(entry.datasets.front());
    navigation_.push_back(std::move(entry));
  }
  if (annual_year != 0)
    navigation_.push_back(
        {"统计年报", "annual-reports/" + std::to_string(annual_year) + "/index.html", {}});
}

Column Columns::column(const std::string& dataset) const {
  const auto found = all_.find(dataset);
  return found == all_.end() ? Column{dataset, dataset, "条", dataset, "信息公开目录"}
                             : found->second;
}

}  // namespace gongshi
