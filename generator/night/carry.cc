#include "night/carry.h"

#include <algorithm>

#include "release/file_list.h"
#include "render/catalogue.h"

namespace gongshi {
namespace {

constexpr std::string_view kFine[] = {"decisions", "inspections", "notices"};
constexpr std::string_view kParties = "parties/";

bool is_fine(std::string_view dataset) { return std::find(std::begin(kFine), std::end(kFine), dataset) != std::end(kFine); }

std::set<std::string> datasets_of(const Edition& edition) {
  std::set<std::string> out;
  for (const auto& record : edition.records) out.insert(record.dataset());
  return out;
}

/// `decisions/2026-11`: details of one month and nothing else.
bool is_month_of_details(std::string_view partition) {
  const size_t slash = partition.find('/');
  if (slash == partition.npos || !is_fine(partition.substr(0, slash))) return false;
  const std::string_view month = partition.substr(slash + 1);
  return month.size() == 7 && month[4] == '-' && month.find_first_not_of("0123456789-") == month.npos;
}

}  // namespace

Carried unchanged_parts(const Edition& before, const Edition& after, const Manifest& manifest,
                        const std::vector<std::string>& view_paths) {
  Carried carried;
  std::set<std::string> stays, touched;
  for (const auto& record : after.records) stays.insert(record.address());
  bool fine = datasets_of(before) == datasets_of(after);
  for (const auto& record : before.records) {
    if (stays.count(record.address())) continue;
    carried.gone.push_back(record.address());
    fine = fine && is_fine(record.dataset());
    touched.insert(partition_of(record.address()));
    if (const std::string code = Catalogue::party_code(record); !code.empty()) touched.insert(partition_of(party_path(code)));
  }
  // A tombstone that is not as it was stands in its month, too.
  for (const Edition* edition : {&before, &after})
    for (const auto& stone : edition->tombstones) touched.insert(partition_of(stone.address()));
  if (!fine) return carried;
  for (const auto& [partition, digest] : manifest.partitions)
    if ((is_month_of_details(partition) || partition.starts_with(kParties)) && !touched.count(partition)) carried.pages.insert(partition);
  for (const auto& path : view_paths)
    if (const std::string partition = partition_of(path); is_month_of_details(partition) && !touched.count(partition))
      carried.views.insert(partition);
  return carried;
}

}  // namespace gongshi
