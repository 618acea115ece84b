#include "rules/rule_set.h"

#include <algorithm>

namespace gongshi {
namespace {

Error bad(const std::string& text, const std::string& where) { return {"bad_config", text, where}; }

std::vector<std::string> words(const Json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  return value.get<std::vector<std::string>>();
}

bool has(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

Result<When> read_when(const Json& json, const std::string& where, int64_t minor_fine_fen) {
  When when;
  for (const auto& [key, value] : json.items()) {
    if (key == "dataset") when.dataset = words(value);
    else if (key == "category") when.category = words(value);
    else if (key == "procedure") when.procedure = words(value);
    else if (key == "party.kind") when.party_kind = words(value);
    else if (key == "penalty_kinds") when.penalty_kinds = words(value);
    else if (key == "only_penalty_kinds") when.only_penalty_kinds = words(value);
    else if (key == "fine_below") {
      when.fine_below = value == "minor_fine" ? minor_fine_fen : value.get<int64_t>() * 100;
    } else {
      return bad("when 里没有“" + key + "”这个条件，请检查拼写。", where);
    }
  }
  return when;
}

Result<RuleSet> read_checked(const Json& json, const std::string& where, int64_t minor_fine_fen) {
  static const char* const kKeys[] = {"id",        "title", "source", "from",  "until",
                                      "agencies",  "withhold", "terms", "no_early_end",
                                      "deadlines", "approval", "names", "names_basis"};
  for (const auto& [key, value] : json.items())
    if (std::find(std::begin(kKeys), std::end(kKeys), key) == std::end(kKeys))
      return bad("规则集里没有“" + key + "”这一项，请检查拼写。", where);
  RuleSet set;
  set.id = json.at("id").get<std::string>();
  set.title = json.value("title", set.id);
  set.source = json.value("source", "");
  const auto from = Date::parse(json.value("from", "1949-10-01"));
  if (!from) return bad("from 要写成 2026-04-01 这样的日期。", where);
  set.from = *from;
  if (json.contains("until") && !json["until"].is_null()) {
    set.until = Date::parse(json["until"].get<std::string>());
    if (!set.until) return bad("until 要写成 2026-04-01 这样的日期，或者 null。", where);
  }
  set.agencies = json.value("agencies", std::vector<std::string>{"*"});
  for (const auto& entry : json.value("withhold", Json::array())) {
    GONGSHI_ASSIGN(auto when, read_when(entry.value("when", Json::object()), where, minor_fine_fen));
    set.withhold.push_back({entry.at("reason").get<std::string>(), std::move(when)});
  }
  for (const auto& entry : json.value("terms", Json::array())) {
    GONGSHI_ASSIGN(auto when, read_when(entry.value("when", Json::object()), where, minor_fine_fen));
    const std::string basis = entry.value("from", "decision_date");
    if (basis != "decision_date" && basis != "published_on")
      return bad("terms 的 from 只能是 decision_date 或者 published_on。", where);
    set.terms.push_back({std::move(when), entry.at("months").get<int>(), basis == "published_on",
                         entry.value("otherwise", false)});
  }
  for (const auto& entry : json.value("deadlines", Json::array())) {
    GONGSHI_ASSIGN(auto when, read_when(entry.value("when", Json::object()), where, minor_fine_fen));
    set.deadlines.push_back({std::move(when), entry.at("working_days").get<int>()});
  }
  for (const auto& kind : json.value("no_early_end", std::vector<std::string>()))
    set.no_early_end.insert(kind);
  for (const auto& dataset : json.value("approval", std::vector<std::string>()))
    set.approval.insert(dataset);
  const std::string names = json.value("names", "");
  set.names_basis = json.value("names_basis", "");
  if (names == "surname_mou") set.names = NamePolicy::kSurnameMou;
  else if (names == "hidden") set.names = NamePolicy::kHidden;
  else if (names == "full") set.names = NamePolicy::kFull;
  else if (!names.empty()) return bad("names 只能是 surname_mou、hidden 或者 full。", where);
  if (set.names == NamePolicy::kFull && set.names_basis.empty())
    return bad("names 为 full 时，要在 names_basis 写明依据。", where);
  return set;
}

}  // namespace

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

bool RuleSet::applies(const std::string& agency, Date as_of) const {
  return from <= as_of && (!until || as_of < *until) && (has(agencies, "*") || has(agencies, agency));
}

Result<RuleSet> read_rule_set(const Json& json, const std::string& where, int64_t minor_fine_fen) {
  try {
    return read_checked(json, where, minor_fine_fen);
  } catch (const Json::exception&) {
    return bad("规则集缺少 id、reason、months 或 working_days，或者有一项的类型不对。", where);
  }
}

Result<std::vector<RuleSet>> read_rule_sets(const Site& site) {
  std::vector<std::string> ids = site.config.rule_sets;
  if (!has(ids, "national")) ids.insert(ids.begin(), "national");
  std::vector<RuleSet> sets;
  for (const auto& id : ids) {
    const auto at = site.rule_sets.find(id);
    if (at == site.rule_sets.end()) return bad("没有规则集“" + id + "”。", "rules/" + id + ".json");
    GONGSHI_ASSIGN(auto set,
                   read_rule_set(at->second, "rules/" + id + ".json", site.config.minor_fine_fen));
    sets.push_back(std::move(set));
  }
  return sets;
}

}  // namespace gongshi
