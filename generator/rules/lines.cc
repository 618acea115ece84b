#include "rules/lines.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "rules/reasons.h"

namespace gongshi {
namespace {

bool happened(const Json& line, const char* field, Date as_of) {
  const auto on = Date::parse(text_at(line, field));
  return on && *on <= as_of;
}

void apply_withdrawal(const Json& line, LineVerdict& verdict) {
  const std::string reason = text_at(line, "reason");
  if (reason == "restored") {
    verdict.withdrawn.reset();
    return;
  }
  if (state_of_reason(reason) == State::kWithdrawn) {
    verdict.withdrawn = {reason, text_at(line, "ground"), *Date::parse(text_at(line, "on"))};
  } else {
    verdict.withheld.push_back(reason);
  }
}

/// `mask[{field,from,to}]`: hides a passage. One that cannot be read hides nothing, and nothing is cleared.
bool read_masks(const Json& line, std::vector<LineVerdict::Mask>& masks) {
  const Json* list = find_at(line, "mask");
  if (!list) return true;
  if (!list->is_array()) return false;
  for (const auto& entry : *list) {
    const Json* from = find_at(entry, "from");
    const Json* to = find_at(entry, "to");
    if (!entry.is_object() || text_at(entry, "field").empty() || !from || !to || !from->is_number_unsigned() ||
        !to->is_number_unsigned() || from->get<size_t>() >= to->get<size_t>())
      return false;
    masks.push_back({text_at(entry, "field"), from->get<size_t>(), to->get<size_t>()});
  }
  return true;
}

void apply_review(const Json& line, const std::string& digest, LineVerdict& verdict) {
  verdict.outdated_review = Date::parse(text_at(line, "on"));
  if (digest.empty() || text_at(line, "digest") != digest) return;
  verdict.outdated_review.reset();
  std::vector<LineVerdict::Mask> masks;
  if (!read_masks(line, masks)) return;
  verdict.masks.insert(verdict.masks.end(), masks.begin(), masks.end());
  for (const auto& entry : line.value("clears", Json::array())) {
    if (!entry.is_string()) continue;
    const std::string reason = entry.get<std::string>();
    // Whoever clears a doubt about age must name the proof.
    if (reason == "minor_unknown" && trimmed(text_at(line, "note")).empty()) continue;
    if (may_be_cleared(reason)) verdict.cleared.insert(reason);
  }
}

void apply_correction(const Json& line, LineVerdict& verdict) {
  const std::string state = text_at(line, "state");
  verdict.objection_open = state == "open";
  verdict.objection_refused = state == "refused" && text_at(line, "kind") != "suggestion";
  verdict.refused_note = verdict.objection_refused ? text_at(line, "note") : "";
  if (state == "upheld") verdict.correction_due = Date::parse(text_at(line, "received_on"));
}

/// A decision on an objection has happened on the day it was made; until then the line says nothing.
const char* day_of_correction(const Json& line) {
  const bool decided = text_at(line, "state") != "open" && !text_at(line, "decided_on").empty();
  return decided ? "decided_on" : "received_on";
}

/// Withdrawals for a withheld reason carry the address key, some in place of the id.
bool address_key_form(const std::string& id) {
  constexpr size_t kDigest = 10;
  return id.size() > kDigest && id[id.size() - kDigest - 1] == '-' &&
         id.find_first_not_of("0123456789abcdef", id.size() - kDigest) == std::string::npos;
}

/// What keeps a review from taking effect; "" when nothing does. A mask of no field of the dataset hides nothing.
std::string review_problem(const Site& site, const Json& line) {
  if (trimmed(text_at(line, "by")).empty()) return "没有写明 by（由谁核查），";
  std::vector<LineVerdict::Mask> masks;
  if (!read_masks(line, masks)) return "mask 要写成 [{\"field\":字段,\"from\":起,\"to\":止}]，起小于止，";
  const DatasetDefinition* definition = site.definition(text_at(line, "dataset"));
  for (const auto& mask : masks)
    if (definition != nullptr && definition->field(mask.field) == nullptr)
      return "mask 里的“" + mask.field + "”不是这个数据集的字段，";
  return "";
}

/// What keeps a line from taking effect; "" when nothing does. `date` names its day.
std::string problem_of(const Site& site, char file, const Json& line, const char* date) {
  if (line_key(line).empty()) return "没有写明 dataset、agency 和 id，";
  if (!Date::parse(text_at(line, date))) return std::string(date) + " 要写成 2026-01-31 这样的日期，";
  if (file == 'r') return review_problem(site, line);
  if (file == 'w') {
    const std::string reason = text_at(line, "reason");
    const auto state = state_of_reason(reason);
    if (reason != "restored" && state != State::kWithdrawn && state != State::kWithheld)
      return "不认识的撤下原因“" + reason + "”，";
  }
  if (file == 'c') {
    const std::string state = text_at(line, "state");
    const std::string kind = text_at(line, "kind");
    if (!kind.empty() && kind != "objection" && kind != "correction" && kind != "suggestion")
      return "kind 只能是 objection（异议）、correction（更正）、suggestion（意见建议），";
    if (state != "open" && state != "upheld" && state != "refused") return "state 只能是 open、upheld、refused，";
    if (state == "refused" && trimmed(text_at(line, "note")).empty()) return "异议不成立（refused）要在 note 写明理由，";
  }
  return "";
}

}  // namespace

std::string line_key(const Json& line) {
  const std::string key = text_at(line, "key");
  if (!key.empty()) return key;
  const std::string id = text_at(line, "id");
  if (id.empty()) return {};
  return address_key(text_at(line, "dataset"), text_at(line, "agency"), id);
}

Lines::Lines(const Site& site, Date as_of) : mistakes_(site.line_mistakes) {
  const auto add = [&](char file, const std::vector<SiteLine>& lines, const char* date) {
    for (const auto& line : lines) {
      if (const std::string problem = problem_of(site, file, line.json, date); !problem.empty()) {
        mistakes_.push_back({"bad_line", problem + "这一行没有生效。", line.where});
        continue;
      }
      if (!happened(line.json, file == 'c' ? day_of_correction(line.json) : date, as_of)) continue;
      std::vector<std::string> keys = {line_key(line.json)};
      const std::string id = text_at(line.json, "id");
      if (file == 'w' && address_key_form(id) && id != keys.front()) keys.push_back(id);
      for (const std::string& key : keys) by_key_[key].push_back({file, &line.json});
      if (file == 'w')
        withdrawals_.push_back({text_at(line.json, "dataset"), text_at(line.json, "agency"), std::move(keys),
                                *Date::parse(text_at(line.json, date)), line.where});
    }
  };
  add('w', site.withdrawals, "on");
  add('r', site.reviews, "on");
  add('c', site.corrections, "received_on");
}

std::vector<Lines::Open> Lines::open_corrections() const {
  std::vector<Open> out;
  for (const auto& [key, entries] : by_key_) {
    std::map<std::string, const Json*> last;  // by kind; a later line decides
    for (const auto& entry : entries)
      if (entry.file == 'c') last[text_at(*entry.json, "kind")] = entry.json;
    for (const auto& [kind, line] : last)
      if (text_at(*line, "state") == "open")
        out.push_back({kind, text_at(*line, "dataset"), text_at(*line, "agency"), text_at(*line, "id"),
                       *Date::parse(text_at(*line, "received_on"))});
  }
  std::sort(out.begin(), out.end(), [](const Open& a, const Open& b) {
    return std::tie(a.received_on, a.dataset, a.agency, a.id, a.kind) <
           std::tie(b.received_on, b.dataset, b.agency, b.id, b.kind);
  });
  return out;
}

LineVerdict Lines::of(const std::string& dataset, const std::string& agency, const std::string& id,
                      const std::string& digest) const {
  return by_key_.empty() ? LineVerdict() : of_key(address_key(dataset, agency, id), digest);
}

std::vector<std::string> Lines::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, entries] : by_key_) out.push_back(key);
  return out;
}

LineVerdict Lines::of_key(const std::string& key, const std::string& digest) const {
  LineVerdict verdict;
  const auto at = by_key_.find(key);
  if (at == by_key_.end()) return verdict;
  for (const auto& entry : at->second) {
    if (entry.file == 'w') apply_withdrawal(*entry.json, verdict);
    if (entry.file == 'r') apply_review(*entry.json, digest, verdict);
    if (entry.file == 'c') apply_correction(*entry.json, verdict);
  }
  return verdict;
}

}  // namespace gongshi
