#include "report/annual_printed.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "render/chart.h"

namespace gongshi {
namespace {

using Kind = PrintedCell::Kind;

/// A row of a table before it is printed: whose it is, and its figures.
struct RowOf {
  std::string name, code;
  const TableFigures* figures;
};

/// The sum of all rows: of declared cells only where every row has one, because a sum without one of
/// its parts would say too little.
struct Sum {
  TableFigures figures;
  std::vector<std::optional<long>> cells;
};

class Printer {
 public:
  Printer(const AgencyYear& agency, size_t t)
      : agency_(agency), t_(t), layout_(agency.figures.layout()), table_(layout_.tables[t]) {}

  PrintedTable print() const {
    PrintedTable out;
    out.table = &table_;
    out.money_unit = layout_.money_unit();
    add_columns(out);
    const std::vector<RowOf> rows = rows_of();
    for (const RowOf& row : rows) {
      std::vector<std::optional<long>> cells;
      for (size_t c = 0; c < table_.columns.size(); ++c) cells.push_back(agency_.cell(t_, c, row.code));
      out.rows.push_back({row.name, false, printed(*row.figures, cells), row.figures->total});
    }
    if (rows.size() > 1) {
      const Sum sum = sum_of(rows);
      out.rows.push_back({"合计", true, printed(sum.figures, sum.cells), sum.figures.total});
    }
    return out;
  }

 private:
  /// The total stands behind the last column that adds to it.
  bool total_follows(size_t c) const {
    const auto later = table_.columns.begin() + static_cast<std::ptrdiff_t>(c) + 1;
    return table_.columns[c].counted() && std::none_of(later, table_.columns.end(), [](const AnnualColumn& column) {
             return column.counted();
           });
  }

  void add_columns(PrintedTable& out) const {
    for (size_t c = 0; c < table_.columns.size(); ++c) {
      const AnnualColumn& column = table_.columns[c];
      out.columns.push_back({column.id, column.label, column.group, column.unit, false, false});
      if (column.amount.printed())
        out.columns.push_back({column.id, column.amount.label, column.group, layout_.money_unit(), true, false});
      if (!total_follows(c)) continue;
      if (!table_.total_label.empty())
        out.columns.push_back({"total", table_.total_label, "", table_.unit, false, true});
      if (table_.amount.printed())
        out.columns.push_back({"amount", table_.amount.label, "", layout_.money_unit(), true, true});
    }
  }

  std::vector<RowOf> rows_of() const {
    std::vector<RowOf> rows = {{agency_.name, "", &agency_.figures.tables()[t_]}};
    if (table_.per_unit)
      for (const AnnualUnit& unit : agency_.units) rows.push_back({unit.name, unit.code, &unit.figures.tables()[t_]});
    return rows;
  }

  Sum sum_of(const std::vector<RowOf>& rows) const {
    Sum sum{AnnualFigures(layout_).tables()[t_], {}};
    for (size_t c = 0; c < table_.columns.size(); ++c) {
      std::optional<long> cell = 0;
      for (const RowOf& row : rows) {
        const auto one = agency_.cell(t_, c, row.code);
        cell = cell && one ? std::optional<long>(*cell + *one) : std::nullopt;
        sum.figures.amounts[c] += row.figures->amounts[c];
      }
      sum.cells.push_back(cell);
    }
    for (const RowOf& row : rows) {
      sum.figures.total += row.figures->total;
      sum.figures.amount += row.figures->amount;
    }
    return sum;
  }

  std::vector<PrintedCell> printed(const TableFigures& figures,
                                   const std::vector<std::optional<long>>& cells) const {
    std::vector<PrintedCell> out;
    const bool duty = agency_.has_duty(table_);
    const auto sum = [&](Kind kind, std::string text) {
      out.push_back(duty ? PrintedCell{kind, std::move(text)} : PrintedCell{Kind::kWords, kNoDuty});
    };
    for (size_t c = 0; c < table_.columns.size(); ++c) {
      const AnnualColumn& column = table_.columns[c];
      out.push_back(count_cell(column, cells, c));
      if (column.amount.printed())
        out.push_back(cells[c] ? PrintedCell{Kind::kMoney, layout_.money_text(figures.amounts[c])}
                               : PrintedCell{Kind::kWords, kNoDuty});
      if (!total_follows(c)) continue;
      if (!table_.total_label.empty()) sum(Kind::kNumber, std::to_string(figures.total));
      if (table_.amount.printed()) sum(Kind::kMoney, layout_.money_text(figures.amount));
    }
    return out;
  }

  PrintedCell count_cell(const AnnualColumn& column, const std::vector<std::optional<long>>& cells,
                         size_t c) const {
    if (!agency_.has_duty(column)) return {Kind::kWords, kNoDuty};
    if (column.role == ColumnRole::kRate) {
      const auto part = named(column.rate.first, cells), whole = named(column.rate.second, cells);
      if (part && whole && *whole > 0) return {Kind::kPercent, percent(*part, *whole)};
      return {Kind::kWords, kUntold};
    }
    if (!cells[c]) return {Kind::kWords, kUntold};
    return {Kind::kNumber, std::to_string(*cells[c])};
  }

  std::optional<long> named(const std::string& id, const std::vector<std::optional<long>>& cells) const {
    for (size_t c = 0; c < table_.columns.size(); ++c)
      if (table_.columns[c].id == id) return cells[c];
    return std::nullopt;
  }

  const AgencyYear& agency_;
  size_t t_;
  const AnnualLayout& layout_;
  const AnnualTable& table_;
};

/// Columns of the sum and of what the agency tells, or those beside it.
bool beside(const AnnualColumn& column) {
  return column.role == ColumnRole::kBeside || column.role == ColumnRole::kRate;
}

Json columns_json(const AnnualTable& table, bool of_the_side) {
  Json columns = Json::array();
  for (const AnnualColumn& column : table.columns) {
    if (beside(column) != of_the_side) continue;
    Json kinds = Json::array();
    for (const std::string& kind : column.kinds)
      if (!kind.empty()) kinds.push_back(kind);
    columns.push_back(
        {{"id", column.id}, {"label", column.label}, {"unit", column.unit}, {"kinds", kinds}});
  }
  return columns;
}

Json row_json(const PrintedTable& printed, const PrintedRow& row) {
  Json out = {{"unit", row.unit}, {"cells", Json::object()}, {"total", row.total}, {"amount", Json()}};
  std::map<std::string, const AnnualColumn*> columns;
  for (const AnnualColumn& column : printed.table->columns) columns[column.id] = &column;
  for (size_t i = 0; i < printed.columns.size(); ++i) {
    const PrintedColumn& column = printed.columns[i];
    const PrintedCell& cell = row.cells[i];
    if (cell.kind == Kind::kWords) continue;
    const Json value = cell.kind == Kind::kNumber ? Json(std::stol(cell.text)) : Json(cell.text);
    if (column.total) {
      if (column.money) out["amount"] = value;
    }
    else if (column.money)
      out["amounts"][column.id] = value;
    else if (cell.kind == Kind::kPercent)
      out["rates"][column.id] = value;
    else
      out[beside(*columns.at(column.id)) ? "beside" : "cells"][column.id] = value;
  }
  return out;
}

}  // namespace

std::string state_phrase(const AgencyYear& agency) {
  switch (agency.state) {
    case AnnualState::kDraft:
      return "草稿，未确认";
    case AnnualState::kConfirmed:
      return "已确认 " + agency.confirmation->on.iso();
    case AnnualState::kPublished:
      return "已公开，" + agency.confirmation->on.iso() + " 确认";
    case AnnualState::kLate:
      break;
  }
  const Confirmation& late = *agency.confirmation;
  return late.first_published_on ? "逾期公开 " + late.first_published_on->iso() : "逾期确认 " + late.on.iso();
}

PrintedTable printed_table(const AgencyYear& agency, size_t table) { return Printer(agency, table).print(); }

Json agency_json(const AgencyYear& agency) {
  const AnnualLayout& layout = agency.figures.layout();
  Json tables = Json::array();
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    const AnnualTable& table = layout.tables[t];
    if (!agency.prints(table)) continue;
    const PrintedTable printed = printed_table(agency, t);
    Json rows = Json::array();
    for (const PrintedRow& row : printed.rows) rows.push_back(row_json(printed, row));
    Json one = {{"id", table.id},
                {"title", table.title},
                {"columns", columns_json(table, false)},
                {"rows", rows},
                {"amount_unit", table.has_money() ? Json(layout.money_unit()) : Json()}};
    if (Json side = columns_json(table, true); !side.empty()) one["beside_columns"] = side;
    tables.push_back(one);
  }
  return {{"agency", agency.agency},
          {"name", agency.name},
          {"layout", layout.id},
          {"state", state_word(agency.state)},
          {"tables", tables}};
}

Json annual_json(const AnnualReport& report) {
  Json agencies = Json::array();
  for (const AgencyYear& agency : report.agencies) agencies.push_back(agency_json(agency));
  return {{"year", report.year}, {"agencies", agencies}};
}

std::string annual_csv(const AgencyYear& agency, size_t t) {
  const PrintedTable printed = printed_table(agency, t);
  std::vector<std::string> header = {"单位名称"};
  for (const PrintedColumn& column : printed.columns) {
    const bool own_money = column.money && !column.total;
    std::string before;
    if (own_money)
      for (const AnnualColumn& of : printed.table->columns)
        if (of.id == column.id) before = of.label;
    // 征收征用总金额 says already what it is the sum of.
    if (contains(column.label, before.starts_with("行政") ? before.substr(6) : before)) before.clear();
    header.push_back(fmt::format("{}{}（{}）", before, column.label, column.unit));
  }
  CsvFile csv(header);
  for (const PrintedRow& row : printed.rows) {
    std::vector<std::string> cells = {row.unit};
    for (const PrintedCell& cell : row.cells) cells.push_back(cell.kind == Kind::kWords ? "" : cell.text);
    csv.row(cells);
  }
  return csv.bytes();
}

}  // namespace gongshi
