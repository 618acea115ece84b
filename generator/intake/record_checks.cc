#include "intake/record_checks.h"

#include "base/date.h"

namespace gongshi {
namespace {

// What the contract requires of a decision, whatever a site's definition says.
constexpr std::string_view kDecisionNeeds[] = {"category", "document_number", "party.name",
                                               "decision_date"};
constexpr std::string_view kDecisionSays[] = {"content", "penalty_kinds", "measures", "outcome"};

Fault missing(std::string_view field) {
  return {"missing_field", std::string(field), "没有填写", "", "请补上后重新报送。"};
}

bool has(const Record& record, std::string_view field) { return find_at(record.fields, field) != nullptr; }

std::optional<Date> date(const Record& record, std::string_view field) {
  return Date::parse(text_at(record.fields, field));
}

std::optional<Fault> decision_fault(const Record& record) {
  for (const auto field : kDecisionNeeds)
    if (!has(record, field)) return missing(field);
  bool says = false;
  for (const auto field : kDecisionSays) says = says || has(record, field);
  if (!says)
    return Fault{"missing_field", "content", "没有填写，处罚类别、强制措施、办理结果也都没有", "",
                 "请至少填写其中一项后重新报送。"};
  const auto decided = date(record, "decision_date");
  if (const auto acted = date(record, "acted_on"); acted && decided && *acted > *decided)
    return Fault{"bad_value", "acted_on", "晚于决定日期", acted->iso(), "请核对这两个日期。"};
  if (const auto until = date(record, "publish_until"); until && decided && *until < *decided)
    return Fault{"bad_value", "publish_until", "早于决定日期", until->iso(), "请核对这两个日期。"};
  return std::nullopt;
}

}  // namespace

std::optional<Fault> record_fault(const Record& record, const DatasetDefinition& definition) {
  for (const auto& field : definition.fields)
    if (field.required && !has(record, field.name) && record.unreadable.count(field.name) == 0)
      return missing(field.name);
  if (record.dataset == "decisions") return decision_fault(record);
  return std::nullopt;
}

std::optional<Fault> count_only_fault(const Record& record) {
  for (const std::string_view field : {"category", "decision_date", "reason"})
    if (!has(record, field)) return missing(field);
  return std::nullopt;
}

}  // namespace gongshi
