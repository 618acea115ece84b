#include "site/filings.h"

#include <algorithm>

namespace gongshi {
namespace {

std::string quarter_name(int year, int quarter) {
  static const char* const kNames[] = {"一", "二", "三", "四"};
  return std::to_string(year) + "年第" + kNames[quarter - 1] + "季度";
}

/// What the law demands of every site (国办发〔2018〕118号).
Filing lawful(Filing::Step step) {
  const bool publish = step == Filing::Step::kPublish;
  Filing filing;
  filing.id = publish ? "annual-publish" : "annual-submit";
  filing.title = publish ? "公开上年度行政执法总体情况有关数据" : "报送上年度行政执法总体情况有关数据";
  filing.source = "国办发〔2018〕118号";
  filing.step = step;
  filing.day = publish ? 31 : 15;
  return filing;
}

}  // namespace

std::vector<Filing> filings_of(const SiteConfig& config) {
  std::vector<Filing> filings = config.filings;
  for (const auto step : {Filing::Step::kSubmit, Filing::Step::kPublish})
    if (std::none_of(filings.begin(), filings.end(),
                     [step](const Filing& filing) { return filing.step == step && !filing.quarterly; }))
      filings.push_back(lawful(step));
  return filings;
}

Date due_for(const Filing& filing, int year) { return *Date::of(year + 1, filing.month, filing.day); }

FilingDay next_due(const Filing& filing, Date as_of) {
  if (!filing.quarterly) {
    int year = as_of.year() - 1;
    if (due_for(filing, year) < as_of) ++year;
    return {due_for(filing, year), std::to_string(year) + "年度"};
  }
  // Quarter q of a year is due in the month after it; the fourth in January of the next year.
  for (int year = as_of.year() - 1, quarter = 4;; quarter = quarter % 4 + 1) {
    const Date due = quarter == 4 ? *Date::of(year + 1, 1, filing.day) : *Date::of(year, quarter * 3 + 1, filing.day);
    if (due >= as_of) return {due, quarter_name(year, quarter)};
    if (quarter == 4) ++year;
  }
}

Date annual_day(const SiteConfig& config, Filing::Step step, int year) {
  std::optional<Date> day;
  for (const Filing& filing : filings_of(config))
    if (filing.step == step && !filing.quarterly && (!day || due_for(filing, year) < *day))
      day = due_for(filing, year);
  return *day;
}

}  // namespace gongshi
