#include "report/annual_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/chart.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// A column as it stands on the page: counts and money are columns of their own.
struct Shown {
  std::string group, label, value;
  bool strong = false;
};

std::string count_text(const AgencyYear& agency, size_t table, size_t column) {
  const AnnualColumn& what = agency.figures.layout().tables[table].columns[column];
  if (!agency.has_duty(what)) return "—";
  const auto cell = agency.cell(table, column);
  return cell ? thousands(*cell) : "未报送";
}

std::vector<Shown> shown_columns(const AgencyYear& agency, size_t t) {
  const AnnualLayout& layout = agency.figures.layout();
  const AnnualTable& table = layout.tables[t];
  const TableFigures& figures = agency.figures.tables()[t];
  const auto money = [&](Fen fen) { return grouped(layout.money_text(fen)); };
  std::vector<Shown> out;
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const AnnualColumn& column = table.columns[c];
    const std::string unit = column.unit == table.unit ? "" : "（" + column.unit + "）";
    out.push_back({column.group, column.label + unit, count_text(agency, t, c)});
    if (column.amount.printed())
      out.push_back({column.group,
                     fmt::format("{}（{}）", column.amount.label, layout.money_unit()),
                     agency.cell(t, c) ? money(figures.amounts[c]) : "—"});
  }
  if (!table.total_label.empty())
    out.push_back({"", table.total_label, thousands(figures.total), true});
  if (table.amount.printed()) out.push_back({"", table.amount.label, money(figures.amount), true});
  return out;
}

void fill_head(PageData& page, const std::vector<Shown>& columns) {
  const bool groups = std::any_of(columns.begin(), columns.end(),
                                  [](const Shown& column) { return !column.group.empty(); });
  page.show("TOP", false).show("SUB", false).show("SECOND_ROW", groups);
  for (size_t i = 0; i < columns.size();) {
    PageData& cell = page.section("TOP");
    size_t end = i + 1;
    if (columns[i].group.empty()) {
      cell.set("LABEL", columns[i].label).show("OVER", false).show("ALONE", true);
      cell.set("ROWS", groups ? "2" : "1");
    } else {
      while (end < columns.size() && columns[end].group == columns[i].group) ++end;
      cell.set("LABEL", columns[i].group).show("OVER", true).show("ALONE", false);
      cell.set("SPAN", std::to_string(end - i));
      for (size_t j = i; j < end; ++j) page.section("SUB").set("LABEL", columns[j].label);
    }
    i = end;
  }
}

void fill_row(PageData& page, const std::vector<Shown>& columns) {
  page.show("CELL", false);
  for (const Shown& column : columns)
    page.section("CELL")
        .set("LABEL", column.label)
        .set("VALUE", column.value)
        .show("STRONG", column.strong)
        .show("PLAIN", !column.strong);
}

void fill_notes(PageData& page, const AnnualTable& table, const std::vector<Shown>& columns) {
  page.show("NOTE", false);
  for (const std::string& note : table.notes) page.section("NOTE").set("TEXT", note);
  const auto holds = [&](const char* value) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Shown& column) { return column.value == value; });
  };
  if (holds("0") || holds("—"))
    page.section("NOTE").set("TEXT", "“0”表示有此职责而年内没有作出；“—”表示无此职责。");
}

/// The chart by kind, for penalties; empty for other tables and where nothing was counted.
Result<Html> kind_chart(const Templates& templates, const AgencyYear& agency, size_t t) {
  const AnnualTable& table = agency.figures.layout().tables[t];
  const TableFigures& figures = agency.figures.tables()[t];
  if (table.by != CountBy::kPenaltyKinds || figures.total == 0) return Html();
  std::vector<ChartValue> values;
  for (size_t c = 0; c < table.columns.size(); ++c)
    values.push_back({table.columns[c].label, figures.counts[c]});
  return bar_chart(templates, "图　按处罚种类（" + table.unit + "）", values);
}

std::string units_sentence(const AnnualLayout& layout, const AnnualTable& table) {
  std::string out = "单位：" + table.unit;
  if (table.amount.printed())
    out += fmt::format("；{}：{}", table.amount.label, layout.money_unit());
  return out;
}

std::string chinese_number(int n) {
  static const char* const kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  return n >= 1 && n <= 10 ? kDigits[n - 1] : std::to_string(n);
}

}  // namespace

std::string grouped(const std::string& number) {
  const size_t point = number.find('.');
  std::string out = number.substr(0, point);
  for (size_t at = out.size(); at > 3;) {
    at -= 3;
    if (out[at - 1] != '-') out.insert(at, ",");
  }
  return point == std::string::npos ? out : out + number.substr(point);
}

Result<Html> statutory_table(const Templates& templates, const AgencyYear& agency, size_t t,
                             int number, const std::string& csv) {
  const AnnualLayout& layout = agency.figures.layout();
  const AnnualTable& table = layout.tables[t];
  const std::vector<Shown> columns = shown_columns(agency, t);
  PageData page;
  // Drafts put several agencies on one page.
  page.set("ID", agency.agency.empty() ? table.id : table.id + "-" + agency.agency);
  page.set("TITLE", table.title).set("NUMBER", chinese_number(number));
  page.set("UNITS", units_sentence(layout, table));
  page.maybe("CSV", csv);
  fill_head(page, columns);
  fill_row(page, columns);
  fill_notes(page, table, columns);
  GONGSHI_ASSIGN(const Html chart, kind_chart(templates, agency, t));
  page.maybe_html("CHART_HTML", chart);
  return templates.render("annual_table.html", page);
}

Result<Html> statutory_tables(const Templates& templates, int year, const AgencyYear& agency,
                              bool csv) {
  Html out;
  int number = 0;
  const auto& tables = agency.figures.layout().tables;
  for (size_t t = 0; t < tables.size(); ++t) {
    if (!agency.has_duty(tables[t])) continue;
    std::string address;
    if (csv) {
      address = annual_csv_address(year, agency.agency, tables[t].id);
      address = address.substr(address.find_last_of('/') + 1);
    }
    GONGSHI_ASSIGN(const Html table, statutory_table(templates, agency, t, ++number, address));
    out += table;
  }
  return out;
}

}  // namespace gongshi
