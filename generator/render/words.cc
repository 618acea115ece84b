#include "render/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/money.h"
#include "base/text.h"
#include "rules/view.h"

namespace gongshi {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array kCategories = {
    Pair{"permit", "行政许可"},
    Pair{"penalty", "行政处罚"},
    Pair{"coercive_measure", "行政强制措施"},
    Pair{"coercive_execution", "行政强制执行"},
    Pair{"expropriation", "行政征收征用"},
    Pair{"inspection", "行政检查"},
    Pair{"confirmation", "行政确认"},
    Pair{"payment", "行政给付"},
    Pair{"ruling", "行政裁决"},
    Pair{"reward", "行政奖励"},
    Pair{"other", "其他行政执法行为"},
};

/// What a finished act of each category is called when no field says more, and so nothing of how it ended.
constexpr std::array kCompleted = {
    Pair{"permit", "已作出许可决定"},
    Pair{"penalty", "已作出处罚决定"},
    Pair{"coercive_measure", "已采取强制措施"},
    Pair{"coercive_execution", "已强制执行"},
    Pair{"expropriation", "已作出征收征用决定"},
    Pair{"inspection", "已完成检查"},
    Pair{"confirmation", "已作出确认决定"},
    Pair{"payment", "已作出给付决定"},
    Pair{"ruling", "已作出裁决"},
    Pair{"reward", "已作出奖励决定"},
    Pair{"other", "已办结"},
};

constexpr std::array kOutcomes = {Pair{"granted", "准予许可"}, Pair{"refused", "不予许可"},
                                  Pair{"revoked", "撤销许可"}};

constexpr std::array kWithdrawn = {
    Pair{"amended", "该决定已变更，原决定不再公示。"},
    Pair{"revoked", "决定已被依法撤销。"},
    Pair{"confirmed_illegal", "决定被确认违法。"},
    Pair{"void", "决定被确认无效。"},
    Pair{"remade", "决定已重新作出，原决定不再公示。"},
    Pair{"objection_upheld", "经核实，公示的信息有误，已经撤下。"},
    Pair{"agency_removed", "作出决定的机关撤回了这条信息。"},
    Pair{"order", "根据有关机关的要求撤下。"},
};

constexpr std::array kValues = {
    Pair{"organisation", "法人和非法人组织"},
    Pair{"individual_business", "个体工商户"},
    Pair{"natural_person", "自然人"},
    Pair{"summary", "简易程序"},
    Pair{"ordinary", "普通程序"},
    Pair{"hearing", "听证程序"},
    Pair{"none", "无"},
    Pair{"lenient", "从轻"},
    Pair{"reduced", "减轻"},
    Pair{"exempted", "不予处罚"},
    Pair{"heavier", "从重"},
    Pair{"effective", "有效"},
    Pair{"suspended", "停止执行"},
    Pair{"completed", "办结"},
};

template <size_t N>
std::string looked_up(const std::array<Pair, N>& table, std::string_view key) {
  for (const auto& [name, label] : table)
    if (name == key) return std::string(label);
  return "";
}

Fen money_of(const PublicRecord& record, std::string_view name) {
  const Json value = record.value(name);
  return value.is_number_integer() ? value.get<Fen>() : 0;
}

std::vector<std::string> list_of(const PublicRecord& record, std::string_view name) {
  std::vector<std::string> out;
  const Json value = record.value(name);
  if (!value.is_array()) return out;
  for (const Json& item : value)
    if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

/// Begins the sum of several confiscations, which is no kind of its own.
constexpr const char* kTogether = "没收共 ";

bool confiscates(const std::string& kind) { return kind.starts_with("没收"); }

std::vector<std::string> penalty_pieces(const PublicRecord& penalty) {
  const Fen fine = money_of(penalty, "fine");
  const Fen confiscated = money_of(penalty, "confiscated");
  const auto kinds = list_of(penalty, "penalty_kinds");
  int confiscations = 0;
  bool fined = false;
  for (const auto& kind : kinds) {
    confiscations += confiscates(kind);
    fined = fined || kind == "罚款";
  }
  std::vector<std::string> pieces;
  for (const auto& kind : kinds) {
    if (kind == "罚款" && fine > 0)
      pieces.push_back("罚款 " + yuan_text(fine) + " 元");
    else if (confiscates(kind) && confiscations == 1 && confiscated > 0)
      pieces.push_back(kind + " " + yuan_text(confiscated) + " 元");
    else
      pieces.push_back(kind == "其他" ? "其他处罚" : kind);
  }
  if (!fined && fine > 0) pieces.push_back("罚款 " + yuan_text(fine) + " 元");
  if (confiscations != 1 && confiscated > 0)
    pieces.push_back((confiscations == 0 ? "没收 " : kTogether) + yuan_text(confiscated) + " 元");
  if (pieces.empty() && penalty.text("circumstance") == "exempted") pieces.push_back("不予处罚");
  return pieces;
}

std::string amount_piece(const std::string& category, Fen amount) {
  const std::string text = yuan_text(amount) + " 元";
  if (category == "payment") return "给付 " + text;
  if (category == "reward") return "奖励 " + text;
  if (category == "expropriation") return "征收 " + text;
  return "涉及金额 " + text;
}

}  // namespace

std::string category_label(std::string_view category) {
  const std::string label = looked_up(kCategories, category);
  return label.empty() ? std::string(category) : label;
}

const std::vector<std::string>& categories() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, label] : kCategories) all.emplace_back(name);
    return all;
  }();
  return names;
}

bool hides(const PublicRecord& record, std::string_view field) {
  return std::ranges::find(record.redacted(), field) != record.redacted().end();
}

std::vector<std::string> result_pieces(const PublicRecord& decision) {
  const std::string category = decision.text("category");
  if (hides(decision, "penalty_kinds")) return {kRedacted};  // an amount would tell the kind
  std::vector<std::string> pieces = penalty_pieces(decision);
  for (auto& measure : list_of(decision, "measures")) pieces.push_back(std::move(measure));
  if (const std::string outcome = looked_up(kOutcomes, decision.text("outcome"));
      !outcome.empty())
    pieces.push_back(outcome);
  if (const Fen amount = money_of(decision, "amount"); amount > 0)
    pieces.push_back(amount_piece(category, amount));
  if (std::ranges::any_of(std::array{"fine", "confiscated", "amount", "outcome"}, [&](const char* field) { return hides(decision, field); }))
    pieces.push_back(kRedacted);
  if (pieces.empty()) pieces.push_back(looked_up(kCompleted, category));
  if (pieces.front().empty()) pieces.front() = "已办结";
  return pieces;
}

std::string result_line(const PublicRecord& decision) {
  auto pieces = result_pieces(decision);
  if (pieces.size() <= 3) return joined(pieces, "；");
  const auto kinds = std::count_if(pieces.begin(), pieces.end(), [](const auto& piece) { return !piece.starts_with(kTogether); });
  return pieces[0] + "；" + pieces[1] + "等 " + std::to_string(kinds) + " 项";
}

std::string record_matter(const PublicRecord& record) {
  for (const char* field : {"violation_type", "title", "licence", "result"})
    if (auto text = record.text(field); !text.empty()) return text;
  return category_label(record.text("category"));
}

std::string document_number(const PublicRecord& record) {
  return normalized_id(record.text("document_number"));
}

std::string record_title(const PublicRecord& record) {
  const std::string title = record.text("title"), party = record.text("party.name");
  if (!party.empty() && !contains(title, party)) return party + "：" + record_matter(record);
  if (!title.empty()) return title;
  for (const char* field : {"name", "violation", "role", "item"})
    if (auto text = record.text(field); !text.empty()) return text;
  return record.id();
}

std::string withdrawal_sentence(std::string_view reason, bool decision) {
  if (!decision && reason == "agency_removed") return "提供信息的机关撤回了这条信息。";
  const std::string sentence = looked_up(kWithdrawn, reason);
  return sentence.empty() ? "这条信息已经撤下。" : sentence;
}

std::string enum_label(const FieldDefinition& field, const std::string& value) {
  const auto han = to_u32(value);
  if (std::any_of(han.begin(), han.end(), is_han)) return value;
  std::string label;
  for (const auto& [alias, target] : field.value_aliases)
    if (target == value && alias.size() > label.size()) label = alias;
  if (const auto known = looked_up(kCategories, value); !known.empty() && field.name == "category")
    return known;
  if (const auto outcome = looked_up(kOutcomes, value); !outcome.empty() && field.name == "outcome")
    return outcome;
  if (const auto known = looked_up(kValues, value); !known.empty() && field.name != "kind")
    return known;
  return label.empty() ? value : label;
}

std::string thousands(int64_t n) { return yuan_text(n * 100); }

std::string short_date(Date day) {
  return std::to_string(day.month()) + "月" + std::to_string(day.day()) + "日";
}

std::string month_label(const std::string& month_id) {
  const auto first = Date::parse(month_id + "-01");
  if (!first) return month_id;
  return std::to_string(first->year()) + "年" + std::to_string(first->month()) + "月";
}

}  // namespace gongshi
