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

/// A declared figure is one number of one cell, or the money of a table.
std::optional<Fault> declared_fault(const Record& record) {
  const auto number = [&](std::string_view field) {
    const Json* value = find_at(record.fields, field);
    return value != nullptr && value->is_number_integer() ? value->get<int64_t>() : int64_t{-1};
  };
  const auto bad = [](std::string_view field, const char* wrong, const char* mend) {
    return Fault{"bad_value", std::string(field), wrong, "", mend};
  };
  constexpr int64_t kFirst = 1949, kLast = 9998, kMost = 100'000'000;
  if (const auto year = number("year"); year < kFirst || year > kLast)
    return bad("year", "不是四位年份", "请写成 2025 这样的年份。");
  if (has(record, "quarter") && (number("quarter") < 1 || number("quarter") > 4))
    return bad("quarter", "只能是 1、2、3、4", "报全年的请留空。");
  const bool money = text_at(record.fields, "column") == "amount";
  const std::string_view value = money ? "amount" : "n";
  if (!has(record, value)) return missing(value);
  if (has(record, money ? "n" : "amount"))
    return bad(money ? "n" : "amount", "与列不符", "件数填在 n，金额填在 amount，金额的列写 amount。");
  if (!money && (number("n") < 0 || number("n") > kMost)) return bad("n", "不是件数", "请写成不小于 0 的整数。");
  return std::nullopt;
}

}  // namespace

std::optional<Fault> record_fault(const Record& record, const DatasetDefinition& definition) {
  for (const auto& field : definition.fields)
    if (field.required && !has(record, field.name) && record.unreadable.count(field.name) == 0)
      return missing(field.name);
  if (record.dataset == "decisions") return decision_fault(record);
  if (record.dataset == "declared") return declared_fault(record);
  return std::nullopt;
}

std::optional<Fault> count_only_fault(const Record& record) {
  for (const std::string_view field : {"category", "decision_date", "reason"})
    if (!has(record, field)) return missing(field);
  return std::nullopt;
}

}  // namespace gongshi
