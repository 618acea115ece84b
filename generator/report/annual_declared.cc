#include "report/annual_declared.h"

#include <algorithm>
#include <utility>

namespace gongshi {
namespace {

constexpr long kMostCases = 100'000'000;

bool is_count(const Json& value) {
  return value.is_number_integer() && value.get<int64_t>() >= 0 && value.get<int64_t>() <= kMostCases;
}

int whole(const Json& line, const char* key) {
  const Json* value = find_at(line, key);
  return value != nullptr && value->is_number_integer() ? static_cast<int>(value->get<int64_t>()) : 0;
}

std::optional<int64_t> fen_of_text(const std::string& text) {
  const size_t point = text.find('.');
  const std::string yuan = text.substr(0, point);
  std::string cents = point == std::string::npos ? "" : text.substr(point + 1);
  const auto digits = [](const std::string& s) {
    return s.find_first_not_of("0123456789") == std::string::npos;
  };
  if (yuan.empty() || yuan.size() > 13 || !digits(yuan) || cents.size() > 2 || !digits(cents) ||
      (point != std::string::npos && cents.empty()))
    return std::nullopt;
  cents.resize(2, '0');
  return std::stoll(yuan) * 100 + std::stoll(cents);
}

}  // namespace

std::optional<int64_t> fen_of(const Json& yuan) {
  if (yuan.is_string()) return fen_of_text(yuan.get<std::string>());
  return yuan.is_number() ? fen_of_text(yuan.dump()) : std::nullopt;
}

std::string declared_problem(const Json& line) {
  if (const int year = whole(line, "year"); year < 1949 || year > 9998)
    return "year 要写成四位年份，不加引号，如 2025。";
  if (text_at(line, "agency").empty()) return "agency 要写明机关的统一社会信用代码。";
  if (text_at(line, "table").empty()) return "table 要写明版式里的表，如 permit。";
  if (line.contains("quarter") && (whole(line, "quarter") < 1 || whole(line, "quarter") > 4))
    return "quarter 只能是 1、2、3、4；报全年的不写。";
  const Json cells = line.value("cells", Json::object());
  if (!cells.is_object() || !std::all_of(cells.begin(), cells.end(), is_count))
    return "cells 要写成 {列的 id: 件数}，如 {\"applied\": 120}。";
  if (line.contains("total") && !is_count(line["total"])) return "total 要写成件数。";
  if (line.contains("amount") && !fen_of(line["amount"])) return "amount 要写成元，最多两位小数。";
  if (cells.empty() && !line.contains("total") && !line.contains("amount"))
    return "cells、total、amount 至少要写一项。";
  if (text_at(line, "by").empty()) return "by 要写明报送人。";
  if (!Date::parse(text_at(line, "on"))) return "on 要写成 2026-01-08 这样的日期。";
  return "";
}

Declared Declared::by(const Site& site, const std::string& agency, Date day, const std::vector<ToldLine>& fed) {
  std::vector<std::pair<Date, const Json*>> lines;
  for (const ToldLine& one : fed) lines.emplace_back(one.from, &one.line);
  for (const SiteLine& line : site.declared)
    if (text_at(line.json, "agency") == agency && declared_problem(line.json).empty())
      lines.emplace_back(*Date::parse(text_at(line.json, "on")), &line.json);
  std::stable_sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  Declared out;
  for (const auto& [on, line] : lines)
    if (on <= day) out.take(*line, on);
  return out;
}

void Declared::take(const Json& line, Date on) {
  Table& table = tables_[{whole(line, "year"), whole(line, "quarter"), text_at(line, "agency"), text_at(line, "table"),
                          text_at(line, "unit")}];
  const Json cells = line.value("cells", Json::object());
  for (const auto& [column, n] : cells.items()) {
    if (n.is_null()) table.cells.erase(column);
    else table.cells[column] = n.get<long>();
  }
  if (line.contains("total")) table.total = line["total"].is_null() ? std::nullopt : std::optional<long>(line["total"].get<long>());
  if (line.contains("amount")) table.amount = fen_of(line["amount"]);  // null is none
  table.by = text_at(line, "by");
  table.on = on;
}

Declarable declarable(const LayoutBook& layouts, const std::string& table, const std::string& column) {
  bool known = false;
  for (const auto& [id, layout] : layouts.all())
    for (const AnnualTable& one : layout.tables) {
      if (one.id != table || one.about_agency()) continue;
      known = true;
      if (column == "total" || (column == "amount" && one.amount.printed())) return Declarable::kYes;
      for (const AnnualColumn& of : one.columns)
        if (of.id == column && of.role != ColumnRole::kField && of.role != ColumnRole::kRate) return Declarable::kYes;
    }
  return known ? Declarable::kNoColumn : Declarable::kNoTable;
}

const Declared::Table* Declared::find(const Key& key) const {
  const auto at = tables_.find(key);
  return at == tables_.end() ? nullptr : &at->second;
}

}  // namespace gongshi
