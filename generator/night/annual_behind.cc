#include "night/annual_behind.h"

#include <algorithm>

namespace gongshi {
namespace {

void take(RecordsBehind& behind, const KnownRecord& known) {
  ++behind.n;
  const Json reasons = Json::parse(known.reasons);
  const bool named = (known.state == "published" || known.state == "held") && !known.facts.empty();
  if (!named) {
    const std::string reason = reasons.empty() ? known.state : reasons[0].get<std::string>();
    behind.rest[reason] = behind.rest.value(reason, 0L) + 1;
    return;
  }
  const Facts facts = Facts::from_json(Json::parse(known.facts));
  Json one = {{"dataset", known.dataset}, {"agency", known.agency}, {"id", facts.id}};
  if (known.state == "held") one["reasons"] = reasons;
  (known.state == "held" ? behind.held : behind.published).push_back(one);
}

void sort_ids(Json& list) {
  std::sort(list.begin(), list.end(), [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
}

}  // namespace

Result<std::vector<RecordsBehind>> records_behind(Workspace& work, int year, const std::vector<AnnualCell>& cells) {
  std::vector<RecordsBehind> out(cells.size());
  if (cells.empty()) return out;
  GONGSHI_TRY(work.registry().each([&](const KnownRecord& known) -> Status {
    if (known.count.empty()) return {};
    GONGSHI_ASSIGN(const CountRow row, Gate::open_count(known.count, work.gate().key()));
    if (counted_year(row) != year) return {};
    const CountCell counted = CountCell::of(row);
    for (size_t i = 0; i < cells.size(); ++i)
      if (cells[i].holds(row.agency(), counted)) take(out[i], known);
    return {};
  }));
  for (RecordsBehind& behind : out) {
    sort_ids(behind.published);
    sort_ids(behind.held);
  }
  return out;
}

Result<std::map<std::string, std::map<std::string, long>>> officer_cases(Workspace& work, int year) {
  std::map<std::string, std::map<std::string, long>> out;
  GONGSHI_TRY(work.registry().each([&](const KnownRecord& known) -> Status {
    if (known.count.empty() || known.facts.empty()) return {};
    GONGSHI_ASSIGN(const CountRow row, Gate::open_count(known.count, work.gate().key()));
    if (counted_year(row) != year) return {};
    const Facts facts = Facts::from_json(Json::parse(known.facts));
    for (const std::string& certificate : facts.officers) ++out[known.agency][certificate];
    return {};
  }));
  return out;
}

}  // namespace gongshi
