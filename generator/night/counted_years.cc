#include "night/counted_years.h"

#include "night/edition.h"
#include "report/annual_kept.h"

namespace gongshi {

Result<std::unique_ptr<CountedYears>> count_years(Workspace& work, const Edition& edition) {
  GONGSHI_ASSIGN(auto layouts, LayoutBook::of(work.site()));
  choose_layouts(layouts, edition);
  auto years = std::make_unique<CountedYears>(CountedYears{std::move(layouts), nullptr, {}});
  years->counts = std::make_unique<AnnualCounts>(years->layouts);
  GONGSHI_TRY(each_count_row(work, [&](const CountRow& row) { years->counts->add(row); }));
  GONGSHI_ASSIGN(const auto told, work.registry().told());
  for (const KnownTold& one : told)
    if (const auto on = Date::parse(one.on)) years->counts->tell({*on, Json::parse(one.line)});
  GONGSHI_TRY(load_kept(work.fs(), work.site(), work.state(), work.gate().key(), work.as_of(), *years->counts,
                        years->missing));
  return years;
}

}  // namespace gongshi
