#include "rules/public_record.h"

#include <algorithm>

namespace gongshi {

std::pair<const PublicRecord*, const PublicRecord*> Edition::of(std::string_view dataset) const {
  const auto first = std::partition_point(records.begin(), records.end(), [&](const auto& record) {
    return record.dataset() < dataset;
  });
  const auto last = std::partition_point(first, records.end(), [&](const auto& record) {
    return record.dataset() <= dataset;
  });
  return {records.data() + (first - records.begin()), records.data() + (last - records.begin())};
}

}  // namespace gongshi
