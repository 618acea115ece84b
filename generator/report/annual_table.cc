#include "report/annual_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/chart.h"
#include "render/words.h"

namespace gongshi {
namespace {

/// Columns a table shows side by side on the web; a wider one is cut at its column groups.
constexpr size_t kWide = 15;
/// Columns a table may have on a sheet of paper held upright (look.md, 7).
constexpr size_t kUpright = 9;

using Kind = PrintedCell::Kind;

/// Columns [first, last) of a printed table.
struct Piece {
  size_t first, last;
};

std::string shown(const PrintedCell& cell) {
  switch (cell.kind) {
    case Kind::kPercent:
      return cell.text + "%";
    case Kind::kWords:
      return cell.text;
    default:
      return grouped(cell.text);
  }
}

/// Where the next column group begins; columns without a group belong to the one before.
std::vector<Piece> pieces_of(const PrintedTable& printed) {
  const auto& columns = printed.columns;
  if (columns.size() <= kWide) return {{0, columns.size()}};
  std::vector<Piece> out = {{0, 0}};
  std::string group = columns.front().group;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].group.empty() && columns[i].group != group) {
      out.back().last = i;
      out.push_back({i, i});
      group = columns[i].group;
    }
  }
  out.back().last = columns.size();
  return out;
}

std::string label_of(const PrintedTable& printed, const PrintedColumn& column) {
  const bool same = column.unit == printed.table->unit || (column.money && column.total);
  return same ? column.label : fmt::format("{}（{}）", column.label, column.unit);
}

bool names_units(const PrintedTable& printed) { return printed.rows.size() > 1 || printed.table->serial; }

void fill_head(PageData& page, const PrintedTable& printed, Piece piece) {
  const auto& columns = printed.columns;
  const bool groups = std::any_of(columns.begin() + piece.first, columns.begin() + piece.last,
                                  [](const PrintedColumn& column) { return !column.group.empty(); });
  const std::string rows = groups ? "2" : "1";
  page.show("TOP", false).show("SUB", false).show("SECOND_ROW", groups);
  const auto alone = [&](const std::string& label) {
    page.section("TOP").set("LABEL", label).set("ROWS", rows).show("OVER", false).show("ALONE", true);
  };
  if (names_units(printed) && printed.table->serial) alone("序号");
  if (names_units(printed)) alone("单位名称");
  for (size_t i = piece.first; i < piece.last;) {
    size_t end = i + 1;
    if (columns[i].group.empty()) {
      alone(label_of(printed, columns[i]));
    } else {
      while (end < piece.last && columns[end].group == columns[i].group) ++end;
      page.section("TOP")
          .set("LABEL", columns[i].group)
          .set("SPAN", std::to_string(end - i))
          .show("OVER", true)
          .show("ALONE", false);
      for (size_t j = i; j < end; ++j)
        page.section("SUB").set("LABEL", label_of(printed, columns[j]));
    }
    i = end;
  }
}

void fill_rows(PageData& page, const PrintedTable& printed, Piece piece) {
  page.show("ROW", false);
  int number = 0;
  for (const PrintedRow& row : printed.rows) {
    PageData& line = page.section("ROW");
    line.maybe("UNIT", names_units(printed) ? row.unit : "");
    ++number;
    line.show("SERIAL", printed.table->serial).set("NUMBER", row.sum ? "" : std::to_string(number));
    line.show("CELL", false);
    for (size_t i = piece.first; i < piece.last; ++i) {
      const bool strong = printed.columns[i].total || row.sum;
      line.section("CELL")
          .set("LABEL", label_of(printed, printed.columns[i]))
          .set("VALUE", shown(row.cells[i]))
          .show("STRONG", strong)
          .show("PLAIN", !strong);
    }
  }
}

void fill_notes(PageData& page, const PrintedTable& printed) {
  page.show("NOTE", false);
  for (const std::string& note : printed.table->notes) page.section("NOTE").set("TEXT", note);
  bool zero = false, none = false;
  for (const PrintedRow& row : printed.rows)
    for (const PrintedCell& cell : row.cells) {
      zero = zero || (cell.kind == Kind::kNumber && cell.text == "0");
      none = none || cell.text == kNoDuty;
    }
  if ((zero || none) && !printed.table->about_agency())
    page.section("NOTE").set("TEXT", "“0”表示有此职责而年内没有作出；“—”表示无此职责。");
}

/// The chart by kind, for penalties; empty for other tables and where nothing was counted.
Result<Html> kind_chart(const Templates& templates, const AgencyYear& agency, size_t t) {
  const AnnualTable& table = agency.figures.layout().tables[t];
  const TableFigures& figures = agency.figures.tables()[t];
  if (table.id != "penalty" || figures.total == 0) return Html();
  std::vector<ChartValue> values;
  for (size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].counted()) values.push_back({table.columns[c].label, figures.counts[c]});
  return bar_chart(templates, "图　按处罚种类（" + table.unit + "）", values);
}

std::string units_sentence(const PrintedTable& printed) {
  std::string out = "单位：" + printed.table->unit;
  if (printed.table->amount.printed())
    out += fmt::format("；{}：{}", printed.table->amount.label, printed.money_unit);
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
                             int number, const std::string& csv, const std::vector<TableLink>& links) {
  const PrintedTable printed = printed_table(agency, t);
  const AnnualTable& table = *printed.table;
  PageData page;
  // Drafts put several agencies on one page.
  page.set("ID", agency.agency.empty() ? table.id : table.id + "-" + agency.agency);
  page.set("TITLE", table.title).set("NUMBER", chinese_number(number));
  page.set("UNITS", units_sentence(printed));
  page.maybe("CSV", csv);
  page.set("WIDE", printed.columns.size() > kUpright ? "statutory landscape" : "statutory");
  page.show("PIECE", false);
  for (const Piece piece : pieces_of(printed)) {
    PageData& one = page.section("PIECE");
    fill_head(one, printed, piece);
    fill_rows(one, printed, piece);
  }
  fill_notes(page, printed);
  page.show("LIST", false).show("LISTS", !links.empty());
  for (const TableLink& link : links) page.section("LIST").set("LABEL", link.label).set("LINK", link.address);
  GONGSHI_ASSIGN(const Html chart, kind_chart(templates, agency, t));
  page.maybe_html("CHART_HTML", chart);
  return templates.render("annual_table.html", page);
}

Result<Html> statutory_tables(const Templates& templates, int year, const AgencyYear& agency,
                              bool csv, const LinksOf& links) {
  Html out;
  int number = 0;
  const auto& tables = agency.figures.layout().tables;
  for (size_t t = 0; t < tables.size(); ++t) {
    if (!agency.prints(tables[t])) continue;
    std::string address;
    if (csv) {
      address = annual_csv_address(year, agency.agency, tables[t].id);
      address = address.substr(address.find_last_of('/') + 1);
    }
    GONGSHI_ASSIGN(const Html table, statutory_table(templates, agency, t, ++number, address,
                                                           links ? links(tables[t]) : std::vector<TableLink>()));
    out += table;
  }
  return out;
}

}  // namespace gongshi
