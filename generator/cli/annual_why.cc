#include "cli/annual_why.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/verbs.h"
#include "night/annual_behind.h"
#include "report/annual_printed.h"
#include "report/reason_words.h"

namespace gongshi {
namespace {

Error usage(const std::string& text) { return {"usage", text, "--why"}; }

/// The cell of one agency's layout, or what is wrong with its name.
Result<AnnualCell> cell_of(const AgencyYear& agency, const std::string& table_name, const std::string& column_name) {
  AnnualCell asked;
  asked.agency = &agency;
  const auto& tables = agency.figures.layout().tables;
  const auto table = std::find_if(tables.begin(), tables.end(), [&](const AnnualTable& one) {
    return one.id == table_name || one.title == table_name;
  });
  if (table == tables.end()) return usage("该机关的版式里没有这张表：" + table_name + "。");
  asked.table = static_cast<size_t>(table - tables.begin());
  asked.total = column_name == "total" || (!table->total_label.empty() && column_name == table->total_label);
  if (asked.total) return asked;
  const auto column = std::find_if(table->columns.begin(), table->columns.end(), [&](const AnnualColumn& one) {
    return one.id == column_name || one.label == column_name;
  });
  if (column == table->columns.end()) return usage("这张表里没有这一列：" + column_name + "。");
  asked.column = static_cast<size_t>(column - table->columns.begin());
  if (column->role != ColumnRole::kCounted && column->role != ColumnRole::kBeside)
    return usage("“" + column->label + "”由机关报送或者公示，不是从记录统计的，背后没有记录。");
  return asked;
}

/// AGENCY/TABLE/COLUMN is one cell, TABLE/COLUMN the same cell of every agency whose layout has it.
Result<std::vector<AnnualCell>> asked_for(const AnnualReport& report, const std::string& cell) {
  std::string name = cell;
  std::replace_if(name.begin(), name.end(), [](char c) { return c == ':' || c == '.' || c == ','; }, '/');
  const std::vector<std::string> parts = split(name, '/');
  if (parts.size() != 2 && parts.size() != 3)
    return usage("--why 要写成 机关代码/表/列，如 11990101009900013A/penalty/fine；整张表的列写 total。");
  const bool all = parts.size() == 2;
  std::vector<AnnualCell> found;
  Error problem = usage("没有这个执法机关，请核对统一社会信用代码：" + parts[0] + "。");
  for (const AgencyYear& agency : report.agencies) {
    if (!all && agency.agency != parts[0] && agency.name != parts[0]) continue;
    auto asked = cell_of(agency, parts[parts.size() - 2], parts.back());
    if (asked)
      found.push_back(*asked);
    else
      problem = asked.error();
  }
  if (found.empty()) return problem;
  return found;
}

std::string in_words(const std::string& head, long printed, const RecordsBehind& behind) {
  std::string text = fmt::format("{}：{}\n", head, printed);
  const auto ids = [&](const char* word, const Json& list) {
    if (!list.empty()) text += fmt::format("{} {}：\n", word, list.size());
    for (const Json& one : list) text += "  " + one["id"].get<std::string>() + "\n";
  };
  ids("已公示", behind.published);
  ids("暂缓", behind.held);
  for (const auto& [reason, n] : behind.rest.items()) text += fmt::format("{} {}\n", reason_word(reason), n.get<long>());
  if (behind.n != printed)
    text += fmt::format("登记库现在是 {}，与确认时的 {} 不同；如属更正，请机关重新确认。\n", behind.n, printed);
  return text;
}

RecordsBehind joined_behind(const std::vector<RecordsBehind>& parts) {
  RecordsBehind all;
  for (const RecordsBehind& part : parts) {
    all.n += part.n;
    all.published.insert(all.published.end(), part.published.begin(), part.published.end());
    all.held.insert(all.held.end(), part.held.begin(), part.held.end());
    for (const auto& [reason, n] : part.rest.items()) all.rest[reason] = all.rest.value(reason, 0L) + n.get<long>();
  }
  return all;
}

}  // namespace

Outcome why(Workspace& work, const AnnualReport& report, const std::string& cell) {
  const auto asked = asked_for(report, cell);
  if (!asked) return outcome_of(asked.error());
  const auto parts = records_behind(work, report.year, *asked);
  if (!parts) return outcome_of(parts.error());
  const RecordsBehind behind = joined_behind(*parts);
  long printed = 0;
  for (const AnnualCell& one : *asked) {
    const TableFigures& figures = one.agency->figures.tables()[one.table];
    printed += one.total ? figures.total : figures.counts[one.column];
  }
  const AnnualCell& first = asked->front();
  const bool single = asked->size() == 1;
  Outcome outcome;
  outcome.json = annual_json(report);
  outcome.json["why"] = {{"agency", single ? Json(first.agency->agency) : Json()},
                         {"table", first.of().id},
                         {"column", first.total ? "total" : first.of().columns[first.column].id},
                         {"label", first.label()},
                         {"n", printed},
                         {"published", behind.published},
                         {"held", behind.held},
                         {"rest", behind.rest}};
  const std::string head = fmt::format("{} {} 年 {} {}", single ? first.agency->name : "各机关", report.year,
                                       first.of().title, first.label());
  outcome.text = in_words(head, printed, behind);
  return outcome;
}

}  // namespace gongshi
