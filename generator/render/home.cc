#include <algorithm>
#include <array>

#include "render/chart.h"
#include "render/links.h"
#include "render/press.h"
#include "render/record_sections.h"
#include "render/words.h"

namespace gongshi {
namespace {

constexpr size_t kRecent = 5;
constexpr size_t kRecentElder = 3;

struct Stage {
  std::string_view title;
  std::array<std::string_view, 8> datasets;
};
constexpr std::array kStages = {
    Stage{"执法之前公示什么",
          {"agencies", "officers", "auxiliaries", "insignia", "powers", "services", "procedures",
           "discretion-standards"}},
    Stage{"执法之中公示什么",
          {"inspection-plans", "inspection-items", "notices", "review-catalogue",
           "recording-catalogue"}},
    Stage{"执法之后公示什么", {"decisions", "inspections"}},
};

/// The year's decisions: by category, and how many came in time.
struct Year {
  std::vector<ChartValue> categories;  ///< law's order, none left out that has decisions
  int64_t all = 0, timed = 0, in_time = 0, late = 0, late_days = 0;
};

Year year_of(const Press& press) {
  Year year;
  RowGroups by = grouped(press.catalogue.rows("decisions"), [&](const PublicRecord& record) {
    const bool this_year =
        record.main_date() && record.main_date()->year() == press.edition.as_of.year();
    return this_year ? category_of(record) : "";
  });
  by.erase("");
  for (const std::string& category : categories()) {
    const auto found = by.find(category);
    if (found == by.end()) continue;
    year.categories.push_back(
        {category_label(category), static_cast<int64_t>(found->second.size())});
    for (const PublicRecord* record : found->second) {
      ++year.all;
      if (record->deadline_working_days() == 0) continue;
      ++year.timed;
      year.late += record->late_working_days() > 0;
      year.late_days += record->late_working_days();
    }
  }
  year.in_time = year.timed - year.late;
  return year;
}

/// The largest categories by name, the rest as 其他.
std::vector<ChartValue> folded(std::vector<ChartValue> values, size_t parts) {
  std::stable_sort(values.begin(), values.end(),
                   [](const ChartValue& a, const ChartValue& b) { return a.value > b.value; });
  if (values.size() <= parts) return values;
  ChartValue rest{"其他", 0};
  for (size_t i = parts - 1; i < values.size(); ++i) rest.value += values[i].value;
  values.resize(parts - 1);
  values.push_back(rest);
  return values;
}

void add_recent(const Press& press, PageData& page, size_t most) {
  const Rows& rows = press.catalogue.rows("decisions");
  page.show("RECENT", false).show("NO_RECENT", rows.empty());
  for (size_t i = 0; i < std::min(most, rows.size()); ++i) {
    const PublicRecord& record = *rows[rows.size() - 1 - i];
    PageData& item = page.section("RECENT");
    item.set("PATH", record.address());
    item.set_html("PARTY_HTML", value_html(record.text("party.name")));
    item.set_html("MATTER_HTML", value_html(record_matter(record)));
    item.set("RESULT", result_line(record));
    item.set_html("AGENCY_HTML", value_html(press.catalogue.agency_short(record.agency())));
    const bool this_year = record.published_on().year() == press.edition.as_of.year();
    item.set("PUBLISHED",
             this_year ? short_date(record.published_on()) : record.published_on().chinese());
  }
  page.set("DECISIONS", thousands(static_cast<int64_t>(rows.size())));
  page.show("HAS_DECISIONS", press.columns.open("decisions"));
}

void add_stage(const Press& press, PageData& page, const Stage& stage,
               const std::vector<std::string>& rest) {
  PageData& part = page.section("STAGE");
  part.set("TITLE", stage.title).show("COLUMN", false);
  std::vector<std::string> datasets(stage.datasets.begin(), stage.datasets.end());
  datasets.insert(datasets.end(), rest.begin(), rest.end());
  for (const std::string& dataset : datasets) {
    if (!press.columns.open(dataset)) continue;
    const Column column = press.columns.column(dataset);
    const auto n = static_cast<int64_t>(press.catalogue.rows(dataset).size());
    part.section("COLUMN")
        .set("LABEL", column.label)
        .set("PATH", dataset + "/index.html")
        .set("COUNT", n == 0 ? "无此类事项" : thousands(n) + " " + column.unit);
  }
  if (stage.title != kStages.back().title) return;
  if (const auto n = press.catalogue.parties().size(); n > 0)
    part.section("COLUMN")
        .set("LABEL", "按单位查看")
        .set("PATH", "parties/index.html")
        .set("COUNT", thousands(static_cast<int64_t>(n)) + " 个");
  if (const auto& annual = press.extras.annual; !annual.empty())
    part.section("COLUMN")
        .set("LABEL", "统计年报")
        .set("PATH", "annual-reports/" + std::to_string(annual.rbegin()->first) + "/index.html")
        .set("COUNT", std::to_string(annual.rbegin()->first) + " 年");
  part.section("COLUMN")
      .set("LABEL", "开放数据下载")
      .set("PATH", "data/index.html")
      .set("COUNT", "CSV、JSON");
}

/// Datasets a site added that stand in no stage of the law: shown before enforcement.
std::vector<std::string> unstaged(const Press& press) {
  std::vector<std::string> rest;
  for (const auto& [dataset, column] : press.columns.open_columns()) {
    const bool staged =
        std::any_of(kStages.begin(), kStages.end(), [&, &name = dataset](const Stage& stage) {
          return std::find(stage.datasets.begin(), stage.datasets.end(), name) !=
                 stage.datasets.end();
        });
    if (!staged) rest.push_back(dataset);
  }
  return rest;
}

Status add_year(const Press& press, PageData& page) {
  const Year year = year_of(press);
  const std::string title = std::to_string(press.edition.as_of.year()) + " 年作出并公示的决定";
  page.show("YEAR", year.all > 0).show("TIMED", year.timed > 0);
  page.set("YEAR_TITLE", title + "（件，截至 " + short_date(press.edition.as_of) + "）");
  page.set("YEAR_ALL", thousands(year.all)).set("IN_TIME", thousands(year.in_time));
  page.set("TIMED_ALL", thousands(year.timed)).set("RATE", percent(year.in_time, year.timed));
  const int64_t tenths = year.late == 0 ? 0 : (year.late_days * 10 + year.late / 2) / year.late;
  page.maybe("LATE", year.late == 0 ? "" : thousands(year.late));
  page.set("LATE_DAYS", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10));
  std::vector<ChartValue> parts = folded(year.categories, 3);
  for (ChartValue& part : parts)
    if (part.label.starts_with("行政")) part.label.erase(0, std::string_view("行政").size());
  GONGSHI_ASSIGN(const Html share, share_chart(press.templates, title, parts));
  GONGSHI_ASSIGN(const Html bars, bar_chart(press.templates, page.values().at("YEAR_TITLE"),
                                            folded(year.categories, 6)));
  page.set_html("SHARE_HTML", share).set_html("BARS_HTML", bars);
  page.maybe("ANNUAL", press.extras.annual.empty()
                           ? ""
                           : std::to_string(press.extras.annual.rbegin()->first));
  return {};
}

PageMeta home_meta(const Press& press) {
  PageMeta meta;
  meta.path = "index.html";
  meta.title = press.site.config.name;
  meta.column_name = "网站首页";
  meta.column_description = press.site.config.authority + "主办的行政执法公示网站";
  meta.column_keywords = "行政执法;公示;执法决定";
  meta.column_type = "网站首页";
  meta.header_search = false;
  return meta;
}

}  // namespace

Status put_home(const Press& press) {
  PageData page;
  page.set("ROOT", "").set("AS_OF", press.edition.as_of.iso());
  add_recent(press, page, kRecent);
  GONGSHI_TRY(add_year(press, page));
  page.show("OFFICERS", press.columns.open("officers"));
  page.show("STAGE", false);
  const auto rest = unstaged(press);
  for (const Stage& stage : kStages)
    add_stage(press, page, stage, &stage == &kStages.front() ? rest : std::vector<std::string>());
  page.show("INSPECTORS", false);
  for (const auto& [dataset, label] :
       std::array<std::pair<const char*, const char*>, 5>{{{"officers", "执法人员名单"},
                                                           {"agencies", "执法机关名录"},
                                                           {"inspection-plans", "今年的检查计划"},
                                                           {"inspection-items", "随机抽查事项清单"},
                                                           {"powers", "权责清单"}}})
    if (press.columns.open(dataset))
      page.section("INSPECTORS")
          .set("LABEL", label)
          .set("PATH", std::string(dataset) + "/index.html");
  page.maybe("CORRECTION_PATH", press.page_path("corrections"));
  page.maybe("REMEDY_PATH", press.page_path("remedies"));
  page.maybe("REPAIR_PATH", press.page_path("repair"));
  page.maybe("CONTACT_PATH", press.page_path("contact"));
  return press.put(home_meta(press), "home.html", page);
}

Status put_elder(const Press& press) {
  PageData page;
  page.set("ROOT", "../");
  add_recent(press, page, kRecentElder);
  for (const char* dataset : {"officers", "agencies", "services", "powers"}) {
    std::string name = dataset;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    page.show("HAS_" + name, press.columns.open(dataset));
  }
  page.maybe("REMEDY_PATH", press.page_path("remedies"));
  PageMeta meta = home_meta(press);
  meta.path = "elder/index.html";
  meta.title = press.site.config.name + "（长辈版）";
  meta.column_name = "长辈版";
  meta.layout = "frame_elder.html";
  return press.put(meta, "elder.html", page);
}

}  // namespace gongshi
