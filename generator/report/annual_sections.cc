#include "report/annual_sections.h"

#include <fmt/format.h>

#include "render/chart.h"
#include "render/words.h"
#include "report/annual_table.h"

namespace gongshi {
namespace {

const TableFigures* figures_of(const AgencyYear& agency, const std::string& id, size_t* index) {
  const auto& tables = agency.figures.layout().tables;
  for (size_t t = 0; t < tables.size(); ++t) {
    if (tables[t].id != id || tables[t].about_agency() || !agency.has_duty(tables[t])) continue;
    *index = t;
    return &agency.figures.tables()[t];
  }
  return nullptr;
}

std::optional<long> column_of_table(const AgencyYear& agency, const std::string& table, const std::string& column) {
  size_t t = 0;
  if (figures_of(agency, table, &t) == nullptr) return std::nullopt;
  const auto& columns = agency.figures.layout().tables[t].columns;
  for (size_t c = 0; c < columns.size(); ++c)
    if (columns[c].id == column) return agency.cell(t, c);
  return std::nullopt;
}

std::optional<long> money_of_table(const AgencyYear& agency, const std::string& table) {
  size_t t = 0;
  const TableFigures* figures = figures_of(agency, table, &t);
  return figures == nullptr ? std::nullopt : std::optional<long>(figures->amount);
}

std::string number_text(const std::optional<long>& n) { return n ? thousands(*n) : std::string(kNoDuty); }

/// The year of each row as bars.
std::vector<ChartValue> bars_of(const Breakdown& breakdown) {
  std::vector<ChartValue> out;
  for (const Breakdown::Row& row : breakdown.rows)
    if (!row.sum) out.push_back({row.label, row.cells.back().value_or(0), !row.cells.back()});
  return out;
}

/// 按行政区划 of 按行政区划和季度: what bars show is the year.
std::string bars_title(const Breakdown& breakdown) {
  const std::string title = breakdown.title.substr(0, breakdown.title.find("和季度"));
  return "图　" + title + "（" + breakdown.unit + "）";
}

/// The year of a row; 0 where the year before had none of it.
std::optional<long> year_of(const Breakdown& breakdown, const std::string& label) {
  for (const Breakdown::Row& row : breakdown.rows)
    if (row.label == label) return row.cells.back();
  return 0;
}

MonthValues months_of(const Breakdown& breakdown, int year) {
  MonthValues out{std::to_string(year) + " 年", {}};
  for (const Breakdown::Row& row : breakdown.rows) out.months.push_back(row.cells.front());
  return out;
}

/// The inspections of a layout, which may have a table of their own.
std::optional<long> inspections_of(const AgencyYear& agency) {
  const auto own = column_of_table(agency, "inspection", "inspection");
  return own ? own : column_of_table(agency, "other", "inspection");
}

void fill_changes(PageData& line, const AnnualFigures& before, const AnnualFigures& after) {
  const AnnualLayout& layout = after.layout();
  const auto row = [&](const AnnualTable& table, const std::string& label, const std::string& was, const std::string& is) {
    if (was != is)
      line.section("CHANGED").set("TABLE", table.title).set("LABEL", label).set("BEFORE", was).set("AFTER", is);
  };
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    const AnnualTable& table = layout.tables[t];
    const TableFigures &old = before.tables()[t], &now = after.tables()[t];
    const auto money = [&](Fen fen) { return grouped(layout.money_text(fen)) + " " + layout.money_unit(); };
    for (size_t c = 0; c < table.columns.size(); ++c) {
      row(table, table.columns[c].label, thousands(old.counts[c]), thousands(now.counts[c]));
      if (table.columns[c].amount.printed())
        row(table, table.columns[c].amount.label, money(old.amounts[c]), money(now.amounts[c]));
    }
    if (!table.total_label.empty()) row(table, table.total_label, thousands(old.total), thousands(now.total));
    if (table.amount.printed()) row(table, table.amount.label, money(old.amount), money(now.amount));
  }
}

}  // namespace

std::optional<long> total_of(const AgencyYear& agency, const std::string& table) {
  size_t t = 0;
  const TableFigures* figures = figures_of(agency, table, &t);
  return figures == nullptr ? std::nullopt : std::optional<long>(figures->total);
}

std::string column_text(const AgencyYear& agency, const std::string& table, const std::string& column) {
  return number_text(column_of_table(agency, table, column));
}

std::string total_text(const AgencyYear& agency, const std::string& table) { return number_text(total_of(agency, table)); }

std::string money_total_text(const AgencyYear& agency, const std::string& table) {
  const auto fen = money_of_table(agency, table);
  return fen ? grouped(agency.figures.layout().money_text(*fen)) : std::string(kNoDuty);
}

std::string change_text(const std::optional<long>& now, const std::optional<long>& last) {
  if (!now || !last || *last <= 0) return "";
  if (*now == *last) return "0";
  return (*now > *last ? "+" : "−") + percent(std::abs(*now - *last), *last) + "%";
}

void fill_headlines(PageData& page, const AgencyYear& agency, const AgencyYear* before) {
  struct Headline {
    std::string label, value;
    std::optional<long> now, last;
  };
  const AgencyYear* old = before != nullptr && before->figures.layout().id == agency.figures.layout().id ? before : nullptr;
  const auto both = [&](const std::string& label, const std::string& value, const auto& number) {
    return Headline{label, value, number(agency), old != nullptr ? number(*old) : std::nullopt};
  };
  const Headline all[] = {
      both("行政处罚（宗）", total_text(agency, "penalty"), [](const AgencyYear& a) { return total_of(a, "penalty"); }),
      both(fmt::format("罚没金额（{}）", agency.figures.layout().money_unit()), money_total_text(agency, "penalty"),
           [](const AgencyYear& a) { return money_of_table(a, "penalty"); }),
      both("准予行政许可（宗）", column_text(agency, "permit", "granted"),
           [](const AgencyYear& a) { return column_of_table(a, "permit", "granted"); }),
      both("行政检查（次）", number_text(inspections_of(agency)), inspections_of)};
  page.show("FIGURE", false);
  for (const Headline& one : all) {
    if (one.value == kNoDuty) continue;
    const std::string change = change_text(one.now, one.last);
    page.section("FIGURE").set("LABEL", one.label).set("VALUE", one.value).maybe("CHANGE", change.empty() ? "" : "比上年 " + change);
  }
}

Result<Html> breakdown_section(const Templates& templates, const std::string& id, int year, const Breakdown& breakdown,
                               const Breakdown* last, bool internal) {
  PageData page;
  page.set("ID", id).set("TITLE", breakdown.title + "（" + breakdown.unit + "）").set("HEAD", breakdown.head);
  Html chart;
  if (breakdown.id == "month") {
    const MonthValues before = last != nullptr ? months_of(*last, year - 1) : MonthValues();
    GONGSHI_ASSIGN(chart, month_chart(templates, "图　" + breakdown.title + "（" + breakdown.unit + "）", breakdown.unit,
                                      months_of(breakdown, year), before));
  } else if (breakdown.id != "quarter" && !internal) {  // the bars of kinds stand beside the statutory table
    GONGSHI_ASSIGN(chart, bar_chart(templates, bars_title(breakdown), bars_of(breakdown)));
  }
  page.maybe_html("CHART_HTML", chart);
  page.show("COLUMN", false).show("ROW", false).show("NOTE", false);
  std::vector<std::string> heads = breakdown.columns;
  if (heads.size() == 1 && last != nullptr) heads = {std::to_string(year) + " 年"};
  if (last != nullptr) heads.push_back(heads.size() == 1 ? std::to_string(year - 1) + " 年" : "上年");
  for (const std::string& head : heads) page.section("COLUMN").set("LABEL", head);
  for (const Breakdown::Row& row : breakdown.rows) {
    PageData& line = page.section("ROW").set("LABEL", row.label).show("TOTAL", row.sum).show("CELL", false);
    std::vector<std::optional<long>> cells = row.cells;
    if (last != nullptr) cells.push_back(year_of(*last, row.label));
    for (size_t i = 0; i < cells.size(); ++i)
      line.section("CELL").set("LABEL", heads[i]).set("VALUE", cells[i] ? thousands(*cells[i]) : std::string(kSmallNumber));
  }
  if (breakdown.hides() || (last != nullptr && last->hides()))
    page.section("NOTE").set("TEXT", "“*”表示少于 5 件，为保护个人信息不单独列出；为了不让人推算出这样的数，个别较大的数也不列。");
  return templates.render("annual_breakdown.html", page);
}

void fill_earlier(PageData& page, const AgencyYear& agency) {
  page.show("EARLIER", false);
  page.maybe("CORRECTED_ON", agency.earlier.empty() ? "" : agency.latest->on.chinese());
  for (size_t i = 0; i < agency.earlier.size(); ++i) {
    const bool last = i + 1 == agency.earlier.size();
    const AnnualFigures& after = last ? agency.figures : agency.earlier[i + 1].figures;
    const Confirmation& correction = last ? *agency.latest : agency.earlier[i + 1].confirmation;
    PageData& line = page.section("EARLIER").set("ON", correction.on.chinese()).maybe("NOTE", correction.note);
    line.show("CHANGED", false);
    fill_changes(line, agency.earlier[i].figures, after);
  }
}

}  // namespace gongshi
