#include "rules/rule_set.h"

#include <algorithm>
#include <functional>

#include "base/identifiers.h"
#include "base/json_form.h"
#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

Error bad(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr Member kSetMembers[] = {
    {"id", Form::kText},        {"title", Form::kText},      {"source", Form::kText},   {"from", Form::kText},
    {"until", Form::kMaybeText}, {"agencies", Form::kAny},   {"withhold", Form::kList}, {"terms", Form::kList},
    {"no_early_end", Form::kAny}, {"deadlines", Form::kList}, {"approval", Form::kAny}, {"names", Form::kText},
    {"names_basis", Form::kText}, {"exception", Form::kText},
};
constexpr Member kWithholdMembers[] = {{"reason", Form::kText}, {"when", Form::kObject}};
constexpr Member kTermMembers[] = {
    {"when", Form::kObject}, {"months", Form::kAny}, {"from", Form::kText}, {"otherwise", Form::kSwitch}};
constexpr Member kDeadlineMembers[] = {{"when", Form::kObject}, {"working_days", Form::kAny}};

/// The words each condition may be compared with; without a list any word.
struct Condition {
  const char* name;
  std::vector<std::string> When::* list;
  std::vector<std::string> words;
};

const std::vector<Condition>& conditions() {
  static const std::vector<std::string> kKinds = {
      "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级",
      "吊销许可证件", "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "其他"};
  static const std::vector<Condition> all = {
      {"dataset", &When::dataset, {}},
      {"category",
       &When::category,
       {"permit", "penalty", "coercive_measure", "coercive_execution", "expropriation", "inspection", "confirmation",
        "payment", "ruling", "reward", "other"}},
      {"procedure", &When::procedure, {"summary", "ordinary", "hearing"}},
      {"party.kind", &When::party_kind, {"organisation", "individual_business", "natural_person"}},
      {"penalty_kinds", &When::penalty_kinds, kKinds},
      {"only_penalty_kinds", &When::only_penalty_kinds, kKinds},
  };
  return all;
}

const char kWordOrList[] = "要写一个词或者一组词，用引号括起来。";

/// One word or a list of words, each of those allowed.
Result<std::vector<std::string>> read_words(const Json& value, const std::vector<std::string>& allowed,
                                            const std::string& where) {
  std::vector<std::string> out;
  if (!value.is_string() && !value.is_array()) return bad(kWordOrList, where);
  const Json list = value.is_array() ? value : Json::array({value});
  for (size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_string()) return bad(kWordOrList, inside(where, i));
    out.push_back(list[i].get<std::string>());
    if (!allowed.empty() && !has(allowed, out.back()))
      return bad("不认识“" + out.back() + "”，可以写：" + joined(allowed, "、") + "。", inside(where, i));
  }
  return out;
}

Result<When> read_when(const Json& entry, const std::string& entry_where, int64_t minor_fine_fen) {
  When when;
  const std::string where = inside(entry_where, "when");
  const Json json = entry.value("when", Json::object());
  for (const auto& [key, value] : json.items()) {
    const std::string here = inside(where, key);
    const auto& known = conditions();
    const auto at = std::find_if(known.begin(), known.end(), [&name = key](const Condition& c) { return name == c.name; });
    if (at != known.end()) {
      GONGSHI_ASSIGN(when.*(at->list), read_words(value, at->words, here));
    } else if (key == "fine_below") {
      if (value != "minor_fine" && !(value.is_number_integer() && value.get<int64_t>() > 0))
        return bad("fine_below 写多少元（整数），或者 \"minor_fine\"。", here);
      when.fine_below = value == "minor_fine" ? minor_fine_fen : value.get<int64_t>() * 100;
    } else {
      return bad("when 里没有“" + key + "”这个条件，请检查拼写。", here);
    }
  }
  return when;
}

/// One of the set's lists, entry by entry.
Status each_entry(const Json& set, const char* list, const std::string& set_where, std::span<const Member> members,
                  const std::function<Status(const Json&, const std::string&)>& read) {
  const std::string where = inside(set_where, list);
  const Json entries = set.value(list, Json::array());
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string here = inside(where, i);
    GONGSHI_TRY(check_members(entries[i], members, list, here));
    GONGSHI_TRY(read(entries[i], here));
  }
  return {};
}

/// A number above zero, of days or months.
Result<int> read_count(const Json& entry, const char* key, const std::string& where) {
  const auto at = entry.find(key);
  if (at == entry.end() || !at->is_number_integer() || at->get<int64_t>() < 1 || at->get<int64_t>() > 1200)
    return bad(std::string(key) + " 要写大于 0 的整数，不加引号。", inside(where, key));
  return at->get<int>();
}

Status read_lists(const Json& json, const std::string& where, int64_t minor_fine_fen, RuleSet& set) {
  GONGSHI_TRY(each_entry(json, "withhold", where, kWithholdMembers, [&](const Json& entry, const std::string& here) -> Status {
    GONGSHI_ASSIGN(auto when, read_when(entry, here, minor_fine_fen));
    const std::string reason = text_at(entry, "reason");
    if (reason.empty()) return bad("withhold 要写明理由 reason，如 warning_only。", here);
    set.withhold.push_back({reason, std::move(when)});
    return {};
  }));
  GONGSHI_TRY(each_entry(json, "terms", where, kTermMembers, [&](const Json& entry, const std::string& here) -> Status {
    GONGSHI_ASSIGN(auto when, read_when(entry, here, minor_fine_fen));
    GONGSHI_ASSIGN(const int months, read_count(entry, "months", here));
    const std::string basis = entry.value("from", "decision_date");
    if (basis != "decision_date" && basis != "published_on")
      return bad("terms 的 from 只能是 decision_date 或者 published_on。", inside(here, "from"));
    set.terms.push_back({std::move(when), months, basis == "published_on", entry.value("otherwise", false)});
    return {};
  }));
  return each_entry(json, "deadlines", where, kDeadlineMembers, [&](const Json& entry, const std::string& here) -> Status {
    GONGSHI_ASSIGN(auto when, read_when(entry, here, minor_fine_fen));
    GONGSHI_ASSIGN(const int days, read_count(entry, "working_days", here));
    set.deadlines.push_back({std::move(when), days});
    return {};
  });
}

Status read_names(const Json& json, const std::string& where, RuleSet& set) {
  const std::string names = text_at(json, "names");
  set.names_basis = text_at(json, "names_basis");
  if (names == "surname_mou") set.names = NamePolicy::kSurnameMou;
  else if (names == "hidden") set.names = NamePolicy::kHidden;
  else if (names == "full") set.names = NamePolicy::kFull;
  else if (json.contains("names")) return bad("names 只能是 surname_mou、hidden 或者 full。", inside(where, "names"));
  if (set.names == NamePolicy::kFull && trimmed(set.names_basis).empty())
    return bad("names 为 full 时，要在 names_basis 写明依据。", inside(where, "names"));
  return {};
}

}  // namespace

Result<RuleSet> read_rule_set(const Json& json, const std::string& where, int64_t minor_fine_fen) {
  GONGSHI_TRY(check_members(json, kSetMembers, "规则集", where));
  RuleSet set;
  set.id = text_at(json, "id");
  if (set.id.empty()) return bad("规则集要有 id，与文件名相同。", inside(where, "id"));
  set.title = json.value("title", set.id);
  set.source = json.value("source", "");
  set.exception = json.value("exception", "");
  const auto from = Date::parse(json.value("from", "1949-10-01"));
  if (!from) return bad("from 要写成 2026-04-01 这样的日期。", inside(where, "from"));
  set.from = *from;
  if (json.contains("until") && !json["until"].is_null()) {
    set.until = Date::parse(text_at(json, "until"));
    if (!set.until) return bad("until 要写成 2026-04-01 这样的日期，或者 null。", inside(where, "until"));
    if (*set.until <= set.from) return bad("until 要在 from 之后，否则这一套规则哪一天都不适用。", inside(where, "until"));
  }
  for (const auto& [key, kinds] : {std::pair{"no_early_end", &set.no_early_end}, std::pair{"approval", &set.approval}}) {
    const auto& allowed = conditions()[std::string_view(key) == "approval" ? 0 : 4].words;
    GONGSHI_ASSIGN(const auto words, read_words(json.value(key, Json::array()), allowed, inside(where, key)));
    kinds->insert(words.begin(), words.end());
  }
  GONGSHI_ASSIGN(set.agencies, read_words(json.value("agencies", Json::array({"*"})), {}, inside(where, "agencies")));
  if (set.agencies.empty())
    return bad("agencies 是空的，这一套规则对谁都不适用。要写一个代码、一组代码或者 \"*\"。", inside(where, "agencies"));
  for (size_t i = 0; i < set.agencies.size(); ++i)
    if (set.agencies[i] != "*" && !uscc_valid(set.agencies[i]))
      return bad("agencies 里的“" + set.agencies[i] + "”不是正确的统一社会信用代码，也不是 \"*\"。",
                 inside(inside(where, "agencies"), i));
  GONGSHI_TRY(read_lists(json, where, minor_fine_fen, set));
  GONGSHI_TRY(read_names(json, where, set));
  return set;
}

bool When::holds(const Facts& facts) const {
  // A decision that does not say summary was made by the ordinary procedure.
  const std::string step = facts.procedure.empty() ? "ordinary" : facts.procedure;
  if (!dataset.empty() && !has(dataset, facts.dataset)) return false;
  if (!category.empty() && !has(category, facts.category)) return false;
  if (!procedure.empty() && !has(procedure, step)) return false;
  if (!party_kind.empty() && !has(party_kind, facts.party_kind)) return false;
  if (!penalty_kinds.empty() &&
      std::none_of(facts.kinds.begin(), facts.kinds.end(),
                   [&](const auto& kind) { return has(penalty_kinds, kind); }))
    return false;
  if (!only_penalty_kinds.empty() &&
      (facts.kinds.empty() || !std::all_of(facts.kinds.begin(), facts.kinds.end(), [&](const auto& kind) {
        return has(only_penalty_kinds, kind);
      })))
    return false;
  if (fine_below && !(facts.has_fine && facts.fine < *fine_below)) return false;
  return true;
}

bool When::always() const {
  return !fine_below && std::all_of(conditions().begin(), conditions().end(),
                                    [this](const Condition& condition) { return (this->*condition.list).empty(); });
}

bool RuleSet::applies(const std::string& agency, Date as_of) const {
  return from <= as_of && (!until || as_of < *until) && (has(agencies, "*") || has(agencies, agency));
}

Result<std::vector<RuleSet>> read_rule_sets(const Site& site) {
  std::vector<std::string> ids = site.config.rule_sets;
  if (!has(ids, "national")) ids.insert(ids.begin(), "national");
  std::vector<RuleSet> sets;
  for (const auto& id : ids) {
    const auto at = site.rule_sets.find(id);
    if (at == site.rule_sets.end()) return bad("没有规则集“" + id + "”。", "rules/" + id + ".json");
    auto set = read_rule_set(at->second, "rules/" + id + ".json", site.config.minor_fine_fen);
    if (!set) return site.located(set.error());
    sets.push_back(std::move(*set));
  }
  return sets;
}

}  // namespace gongshi
