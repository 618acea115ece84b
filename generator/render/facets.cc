#include "render/facets.h"

#include <algorithm>

#include "render/words.h"

namespace gongshi {
namespace {

constexpr const char* kValid = "valid";
constexpr const char* kInvalid = "invalid";
constexpr const char* kWindow = "window";

bool is_true(const PublicRecord& record, std::string_view name) {
  const Json value = record.value(name);
  return value.is_boolean() && value.get<bool>();
}

}  // namespace

std::vector<Facet> facets_of(const DatasetDefinition& definition) {
  if (definition.dataset == "officers")
    return {{"证件状态", kValid, "有效"}, {"证件状态", kInvalid, "暂扣、无效"}, {"窗口岗位", kWindow, "服务窗口"}};
  std::vector<Facet> facets;
  const FieldDefinition* field = definition.field(definition.filter);
  if (field == nullptr) return facets;
  for (const std::string& value : field->values)
    facets.push_back({field->label, value, enum_label(*field, value)});
  return facets;
}

std::vector<std::string> facets_of(const DatasetDefinition& definition, const PublicRecord& record) {
  if (definition.dataset == "officers") {
    std::vector<std::string> ids = {certificate_state(record).second == "ok" ? kValid : kInvalid};
    if (at_window(record)) ids.emplace_back(kWindow);
    return ids;
  }
  const FieldDefinition* field = definition.field(definition.filter);
  if (field == nullptr) return {};
  std::string value = record.text(field->name);
  if (value.empty() && definition.dataset == "decisions") value = "other";
  const bool known = std::find(field->values.begin(), field->values.end(), value) != field->values.end();
  return known ? std::vector<std::string>{value} : std::vector<std::string>();
}

std::pair<std::string, std::string> certificate_state(const PublicRecord& officer) {
  const auto& marks = officer.marks();
  const std::string status = officer.text("status");
  if (status == "suspended") return {"暂扣", "idle"};
  if (status == "revoked" || std::find(marks.begin(), marks.end(), "certificate_invalid") != marks.end())
    return {"无效", "stop"};
  return {"有效", "ok"};
}

bool at_window(const PublicRecord& officer) { return is_true(officer, "window"); }

}  // namespace gongshi
