#include "report/annual_workbook.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/annual_sheet.h"

namespace gongshi {
namespace {

using Style = AnnualBook::Style;

/// A sheet of one printed table: title, unit of money, head, rows, notes.
void table_sheet(AnnualBook& book, const AgencyYear& agency, size_t t, const std::string& name) {
  const PrintedTable printed = printed_table(agency, t);
  book.sheet(name);
  book.width(0, 30);
  book.merged(0, 0, 0, printed.columns.size(), fmt::format("{} {}{}", agency.name, period_name(agency.year, agency.quarter), printed.table->title),
              Style::kTitle);
  book.merged(1, 0, 2, 0, "单位名称", Style::kHead);
  write_head(book, 1, 1, printed);
  size_t at = 3;
  for (const PrintedRow& row : printed.rows) {
    book.text(at, 0, row.unit, row.sum ? Style::kStrong : Style::kText);
    for (size_t i = 0; i < row.cells.size(); ++i)
      book.cell(at, i + 1, row.cells[i], row.sum || printed.columns[i].total);
    ++at;
  }
  for (size_t i = 0; i < printed.table->notes.size(); ++i, ++at)
    book.merged(at, 0, at, printed.columns.size(), fmt::format("{}. {}", i + 1, printed.table->notes[i]), Style::kNote);
}

/// Agencies that report through the same unit.
struct Channel {
  std::string name;
  std::vector<const AgencyYear*> agencies;
  std::optional<AgencyYear> sum;
};

/// The submission of one year. Figures stand in the site's layout, so that agencies can be added up.
class Submission {
 public:
  Submission(const AnnualReport& report, const AnnualCounts& counts)
      : report_(report), layout_(counts.layouts().site_layout()) {
    if (!report.agencies.empty()) quarter_ = report.agencies.front().quarter;
    in_site_layout_.reserve(report.agencies.size());
    for (const AgencyYear& agency : report.agencies) {
      if (!agency.listed) continue;
      in_site_layout_.push_back(agency);
      in_site_layout_.back().figures = 
          AnnualFigures(layout_, counts.cube(report.year, agency.agency).of_quarter(agency.quarter));
      in_site_layout_.back().units.clear();
    }
    for (const AgencyYear& agency : in_site_layout_) channel_of(agency).agencies.push_back(&agency);
    std::stable_sort(channels_.begin(), channels_.end(),
                     [](const Channel& a, const Channel& b) { return a.name < b.name; });
    for (Channel& channel : channels_) channel.sum = added_up(report.year, quarter_, "小计", layout_, channel.agencies);
  }

  Result<std::string> write(Date day) {
    GONGSHI_ASSIGN(AnnualBook book, AnnualBook::begin(day));
    summary(book);
    for (size_t t = 0; t < layout_.tables.size(); ++t) all_agencies(book, t);
    for (const AgencyYear& agency : report_.agencies) {
      if (!agency.listed || agency.figures.layout().id == layout_.id) continue;
      const auto& tables = agency.figures.layout().tables;
      for (size_t t = 0; t < tables.size(); ++t)
        if (agency.prints(tables[t])) table_sheet(book, agency, t, agency.name + tables[t].title);
    }
    return book.bytes();
  }

 private:
  Channel& channel_of(const AgencyYear& agency) {
    std::string name = agency.reports_via.empty() ? "直接报送" : "经" + agency.reports_via + "报送";
    for (const AgencyYear& other : report_.agencies)
      if (!agency.reports_via.empty() && other.agency == agency.reports_via) name = "经" + other.name + "报送";
    for (Channel& channel : channels_)
      if (channel.name == name) return channel;
    channels_.push_back({name, {}, {}});
    return channels_.back();
  }

  AgencyYear whole() const {
    std::vector<const AgencyYear*> all;
    for (const AgencyYear& agency : in_site_layout_) all.push_back(&agency);
    return added_up(report_.year, quarter_, "合计", layout_, all);
  }

  /// Calls `row` for every line: group, agency, whether it is a sum.
  template <class Row>
  void lines(const Row& row) const {
    for (const Channel& channel : channels_) {
      for (const AgencyYear* agency : channel.agencies) row(channel.name, *agency, false);
      row(channel.name, *channel.sum, true);
    }
    row("", whole(), true);
  }

  void summary(AnnualBook& book) const {
    book.sheet("汇总");
    const size_t last = 2 + 2 * layout_.tables.size();
    book.merged(0, 0, 0, last, period_name(report_.year, quarter_) + layout_.title + "汇总", Style::kTitle);
    size_t column = 0;
    for (const char* head : {"报送渠道", "单位名称", "数据状态"}) {
      book.width(column, 22);
      book.text(1, column++, head, Style::kHead);
    }
    for (const AnnualTable& table : layout_.tables) {
      book.width(column, 14);
      book.text(1, column++, fmt::format("{}（{}）", short_title(table), table.unit), Style::kHead);
      if (table.has_money()) book.text(1, column++, fmt::format("{}金额（{}）", short_title(table), layout_.money_unit()), Style::kHead);
    }
    size_t at = 2;
    lines([&](const std::string& channel, const AgencyYear& agency, bool sum) {
      const Style style = sum ? Style::kStrong : Style::kText;
      book.text(at, 0, channel, style);
      book.text(at, 1, agency.name, style);
      book.text(at, 2, sum ? "" : state_phrase(agency), style);
      size_t c = 3;
      for (size_t t = 0; t < layout_.tables.size(); ++t) {
        const TableFigures& figures = agency.figures.tables()[t];
        const bool duty = agency.has_duty(layout_.tables[t]);
        Fen money = figures.amount;
        for (const Fen one : figures.amounts) money += one;
        book.cell(at, c++, number(duty, std::to_string(figures.total), PrintedCell::Kind::kNumber), sum);
        if (layout_.tables[t].has_money())
          book.cell(at, c++, number(duty, layout_.money_text(money), PrintedCell::Kind::kMoney), sum);
      }
      ++at;
    });
  }

  static PrintedCell number(bool duty, const std::string& text, PrintedCell::Kind kind) {
    return duty ? PrintedCell{kind, text} : PrintedCell{PrintedCell::Kind::kWords, kNoDuty};
  }

  /// 行政处罚实施情况统计表 → 行政处罚.
  static std::string short_title(const AnnualTable& table) {
    return table.title.substr(0, std::min(table.title.find("实施情况"), table.title.find("情况统计表")));
  }

  void all_agencies(AnnualBook& book, size_t t) const {
    const AnnualTable& table = layout_.tables[t];
    const PrintedTable head = printed_table(whole(), t);
    book.sheet(table.title);
    book.width(0, 22);
    book.width(1, 30);
    book.merged(0, 0, 0, head.columns.size() + 1, period_name(report_.year, quarter_) + table.title, Style::kTitle);
    book.merged(1, 0, 2, 0, "报送渠道", Style::kHead);
    book.merged(1, 1, 2, 1, "单位名称", Style::kHead);
    write_head(book, 1, 2, head);
    size_t at = 3;
    lines([&](const std::string& channel, const AgencyYear& agency, bool sum) {
      const PrintedTable printed = printed_table(agency, t);
      const PrintedRow& row = printed.rows.front();
      book.text(at, 0, channel, sum ? Style::kStrong : Style::kText);
      book.text(at, 1, agency.name, sum ? Style::kStrong : Style::kText);
      for (size_t i = 0; i < row.cells.size(); ++i)
        book.cell(at, i + 2, row.cells[i], sum || printed.columns[i].total);
      ++at;
    });
  }

  const AnnualReport& report_;
  const AnnualLayout& layout_;
  int quarter_ = 0;
  std::vector<AgencyYear> in_site_layout_;
  std::vector<Channel> channels_;
};

}  // namespace

Result<std::string> agency_workbook(const AgencyYear& agency, Date day) {
  GONGSHI_ASSIGN(AnnualBook book, AnnualBook::begin(day));
  const auto& tables = agency.figures.layout().tables;
  bool any = false;
  for (size_t t = 0; t < tables.size(); ++t) {
    if (!agency.prints(tables[t])) continue;
    table_sheet(book, agency, t, tables[t].title);
    any = true;
  }
  if (!any) {
    book.sheet("说明");
    book.text(0, 0, "本单位无相关行政执法职责。");
    if (!agency.duties_listed) book.text(1, 0, "没有公布权责清单，按历年没有记录处理。");
  }
  return book.bytes();
}

Result<std::string> submission_workbook(const AnnualReport& report, const AnnualCounts& counts, Date day) {
  return Submission(report, counts).write(day);
}

}  // namespace gongshi
