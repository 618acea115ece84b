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

void PublicRecord::leave_out(std::string_view field) {
  Json fields = fields_.unpacked();
  erase_at(fields, std::string(field));
  fields_ = PackedJson(fields);
}

void PublicRecord::leave_out_of(std::string_view field, std::string_view text) {
  Json fields = fields_.unpacked();
  Json* list = find_at(fields, std::string(field));
  if (!list || !list->is_array()) return;
  std::erase_if(list->get_ref<Json::array_t&>(), [&](const Json& one) { return one == text; });
  if (list->empty()) erase_at(fields, std::string(field));
  fields_ = PackedJson(fields);
}

}  // namespace gongshi
