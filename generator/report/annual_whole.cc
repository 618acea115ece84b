#include "report/annual_whole.h"

#include <algorithm>

#include "report/annual_sections.h"

namespace gongshi {

const AgencyYear* Whole::part(const std::string& code) const {
  const auto at = std::find_if(parts.begin(), parts.end(), [&](const AgencyYear& one) { return one.agency == code; });
  return at == parts.end() ? nullptr : &*at;
}

Whole whole_of(const AnnualReport& report, const AnnualCounts& counts) {
  Whole whole;
  for (const AgencyYear& agency : report.agencies) {
    if (agency.listed) ++whole.listed;
    if (!agency.is_public()) continue;
    AgencyYear part = agency;
    part.figures = counts.in_site_layout(report.year, agency.agency);
    part.units.clear();
    whole.last = std::max(whole.last, agency.latest->on);
    whole.parts.push_back(std::move(part));
  }
  std::vector<const AgencyYear*> all;
  for (const AgencyYear& part : whole.parts) all.push_back(&part);
  whole.sum = added_up(report.year, 0, "", counts.layouts().site_layout(), all);
  std::stable_sort(whole.parts.begin(), whole.parts.end(), [](const AgencyYear& a, const AgencyYear& b) {
    return total_of(a, "penalty").value_or(-1) > total_of(b, "penalty").value_or(-1);
  });
  return whole;
}

std::optional<AgencyYear> comparable(const Whole& now, const Whole& before) {
  std::vector<const AgencyYear*> same;
  for (const AgencyYear& part : now.parts)
    if (const AgencyYear* old = before.part(part.agency)) same.push_back(old);
  if (same.empty() || same.size() != now.parts.size()) return std::nullopt;
  return added_up(before.sum->year, 0, "", now.sum->figures.layout(), same);
}

}  // namespace gongshi
