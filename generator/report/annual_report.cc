#include "report/annual_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.h"

namespace gongshi {
namespace {

Date year_end(int year) { return *Date::of(year, 12, 31); }

std::set<std::string> duties_of(const Duties& duties, const std::string& agency,
                                const AnnualFigures& figures) {
  std::set<std::string> out = duties.of(agency);
  out.insert(figures.categories().begin(), figures.categories().end());
  return out;
}

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.count(x) > 0; });
}

AnnualState state_of(int year, const std::optional<Confirmation>& confirmation, bool shown) {
  if (!confirmation) return AnnualState::kDraft;
  if (confirmation->on > annual_deadline(year)) return AnnualState::kLate;
  return shown ? AnnualState::kPublished : AnnualState::kConfirmed;
}

/// The agencies an edition shows, by code.
std::map<std::string, const PublicRecord*> agencies_of(const Edition& edition) {
  std::map<std::string, const PublicRecord*> out;
  const auto [first, last] = edition.of("agencies");
  for (const PublicRecord* record = first; record != last; ++record)
    out[record->agency().empty() ? record->id() : record->agency()] = record;
  return out;
}

Json columns_json(const AnnualTable& table) {
  Json columns = Json::array();
  for (const AnnualColumn& column : table.columns) {
    Json kinds = Json::array();
    for (const std::string& kind : column.kinds)
      if (!kind.empty()) kinds.push_back(kind);
    columns.push_back(
        {{"id", column.id}, {"label", column.label}, {"unit", column.unit}, {"kinds", kinds}});
  }
  return columns;
}

Json row_json(const AgencyYear& agency, size_t t) {
  const AnnualLayout& layout = agency.figures.layout();
  const AnnualTable& table = layout.tables[t];
  const TableFigures& figures = agency.figures.tables()[t];
  Json cells = Json::object();
  Json amounts = Json::object();
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const AnnualColumn& column = table.columns[c];
    if (const auto cell = agency.cell(t, c)) {
      cells[column.id] = *cell;
      if (column.amount.printed()) amounts[column.id] = layout.money_text(figures.amounts[c]);
    }
  }
  Json row = {{"unit", agency.name}, {"cells", cells}, {"total", figures.total}};
  row["amount"] = table.amount.printed() ? Json(layout.money_text(figures.amount)) : Json();
  if (!amounts.empty()) row["amounts"] = amounts;
  return row;
}

Json agency_json(const AgencyYear& agency) {
  const AnnualLayout& layout = agency.figures.layout();
  Json tables = Json::array();
  for (size_t t = 0; t < layout.tables.size(); ++t) {
    const AnnualTable& table = layout.tables[t];
    if (!agency.has_duty(table)) continue;
    tables.push_back({{"id", table.id},
                      {"title", table.title},
                      {"columns", columns_json(table)},
                      {"rows", Json::array({row_json(agency, t)})},
                      {"amount_unit", table.has_money() ? Json(layout.money_unit()) : Json()}});
  }
  return {{"agency", agency.agency},
          {"name", agency.name},
          {"layout", layout.id},
          {"state", state_word(agency.state)},
          {"tables", tables}};
}

}  // namespace

std::string state_word(AnnualState state) {
  switch (state) {
    case AnnualState::kConfirmed:
      return "confirmed";
    case AnnualState::kPublished:
      return "published";
    case AnnualState::kLate:
      return "late";
    case AnnualState::kDraft:
      break;
  }
  return "draft";
}

Date annual_deadline(int year) { return *Date::of(year + 1, 1, 31); }

std::string confirmation_problem(const Json& line) {
  const Json* year = find_at(line, "year");
  const bool four_digits = year != nullptr && year->is_number_integer() && year->get<int64_t>() >= 1949 &&
                           year->get<int64_t>() <= 9998;
  if (!four_digits) return "year 要写成四位年份，不加引号，如 2025。";
  if (text_at(line, "agency").empty()) return "agency 要写明机关的统一社会信用代码。";
  if (text_at(line, "by").empty()) return "by 要写明确认人。";
  const auto on = Date::parse(text_at(line, "on"));
  if (!on) return "on 要写成 2026-01-12 这样的日期。";
  if (*on <= year_end(year->get<int>())) return "on 是确认日期，要在那一年结束以后。";
  return "";
}

Confirmations confirmations_by(const Site& site, Date as_of) {
  Confirmations out;
  for (const SiteLine& line : site.confirmations) {
    if (!confirmation_problem(line.json).empty()) continue;
    const int year = line.json["year"].get<int>();
    const Date on = *Date::parse(text_at(line.json, "on"));
    if (on > as_of) continue;
    const Confirmation word{text_at(line.json, "by"), on};
    const auto [place, added] = out.try_emplace({year, text_at(line.json, "agency")}, word);
    if (!added && on < place->second.on) place->second = word;
  }
  return out;
}

Result<Json> confirmation_line(const Edition& edition, int year, const std::string& agency,
                               const std::string& by, Date on) {
  const std::string where = fmt::format("{} {}", year, agency);
  if (year < 1949 || year > 9998) return Error{"usage", "年度应当是四位数字。", where};
  if (agencies_of(edition).count(agency) == 0)
    return Error{"usage", "没有这个执法机关，请核对统一社会信用代码。", where};
  if (by.empty()) return Error{"usage", "请用 --by 写明确认人。", where};
  if (on > edition.as_of) return Error{"usage", "确认日期还没有到。", where};
  if (on <= year_end(year))
    return Error{"usage", fmt::format("{}年度还没有结束，不能确认。", year), where};
  return Json{{"year", year}, {"agency", agency}, {"by", by}, {"on", on.iso()}};
}

bool AgencyYear::has_duty(const AnnualTable& table) const {
  return meets(table.categories, duties);
}

bool AgencyYear::has_duty(const AnnualColumn& column) const {
  return meets(column.categories, duties);
}

std::optional<long> AgencyYear::cell(size_t table, size_t column) const {
  const AnnualColumn& what = figures.layout().tables[table].columns[column];
  if (what.declared || !has_duty(what)) return std::nullopt;
  return figures.tables()[table].counts[column];
}

bool AnnualReport::any_public() const {
  return std::any_of(agencies.begin(), agencies.end(),
                     [](const AgencyYear& agency) { return agency.is_public(); });
}

AnnualReport annual_report(const Site& site, const Edition& edition, const AnnualCounts& counts,
                           int year, const std::set<std::string>& shown) {
  const Confirmations confirmed = confirmations_by(site, edition.as_of);
  const Duties duties = Duties::of(edition);
  const std::map<std::string, const PublicRecord*> listed = agencies_of(edition);
  std::set<std::string> codes = counts.agencies(year);
  for (const auto& [code, record] : listed) codes.insert(code);

  AnnualReport report{year, {}};
  for (const std::string& code : codes) {
    AgencyYear agency{code, code, false, AnnualState::kDraft, {}, counts.own(year, code), {}};
    if (const auto found = listed.find(code); found != listed.end()) {
      agency.listed = true;
      if (const std::string name = found->second->text("name"); !name.empty()) agency.name = name;
    }
    if (const auto line = confirmed.find({year, code}); line != confirmed.end())
      agency.confirmation = line->second;
    agency.state = state_of(year, agency.confirmation, shown.count(annual_address(year, code)) > 0);
    agency.duties = duties_of(duties, code, agency.figures);
    report.agencies.push_back(std::move(agency));
  }
  return report;
}

void choose_layouts(LayoutBook& layouts, const Edition& edition) {
  for (const auto& [code, record] : agencies_of(edition))
    layouts.choose(code, record->text("annual_layout"));
}

std::map<int, std::set<std::string>> public_reports(const Site& site, const Edition& edition) {
  const std::map<std::string, const PublicRecord*> listed = agencies_of(edition);
  std::map<int, std::set<std::string>> out;
  for (const auto& [key, confirmation] : confirmations_by(site, edition.as_of))
    if (listed.count(key.second) > 0) out[key.first].insert(key.second);
  return out;
}

std::string annual_address(int year, const std::string& agency) {
  return fmt::format("annual-reports/{}/{}.html", year, agency);
}

std::string annual_csv_address(int year, const std::string& agency, const std::string& table) {
  return fmt::format("annual-reports/{}/{}-{}.csv", year, agency, table);
}

Json annual_json(const AnnualReport& report) {
  Json agencies = Json::array();
  for (const AgencyYear& agency : report.agencies) agencies.push_back(agency_json(agency));
  return {{"year", report.year}, {"agencies", agencies}};
}

std::string annual_csv(const AgencyYear& agency, size_t t) {
  const AnnualLayout& layout = agency.figures.layout();
  const AnnualTable& table = layout.tables[t];
  const TableFigures& figures = agency.figures.tables()[t];
  std::vector<std::string> header = {"单位名称"};
  std::vector<std::string> row = {agency.name};
  for (size_t c = 0; c < table.columns.size(); ++c) {
    const AnnualColumn& column = table.columns[c];
    const auto cell = agency.cell(t, c);
    header.push_back(fmt::format("{}（{}）", column.label, column.unit));
    row.push_back(cell ? std::to_string(*cell) : "");
    if (!column.amount.printed()) continue;
    header.push_back(
        fmt::format("{}（{}）", column.label + column.amount.label, layout.money_unit()));
    row.push_back(cell ? layout.money_text(figures.amounts[c]) : "");
  }
  if (!table.total_label.empty()) {
    header.push_back(fmt::format("{}（{}）", table.total_label, table.unit));
    row.push_back(std::to_string(figures.total));
  }
  if (table.amount.printed()) {
    header.push_back(fmt::format("{}（{}）", table.amount.label, layout.money_unit()));
    row.push_back(layout.money_text(figures.amount));
  }
  CsvFile csv(header);
  csv.row(row);
  return csv.bytes();
}

}  // namespace gongshi
