#include <algorithm>

#include "base/text.h"
#include "cli/named_record.h"
#include "cli/spoken.h"
#include "release/switch.h"

namespace gongshi {
namespace {

Json day_or_null(const std::string& iso) { return iso.empty() ? Json() : Json(iso); }

/// Where readers find the record or its tombstone, by what was last decided; null when nowhere.
Json url_of(const Workspace& work, const KnownRecord& known, const Facts& facts) {
  const Gate& gate = work.gate();
  const std::string address = known.address.empty() ? gate.address(facts) : known.address;
  if (known.state == "published") return address;
  const DatasetDefinition* definition = work.site().definition(known.dataset);
  if (known.state != "withdrawn" || known.published_on.empty() || !definition || !definition->page ||
      !leaves_tombstone(Json::parse(known.reasons).get<std::vector<std::string>>()))
    return nullptr;
  Verdict last;
  last.withdrawn_on = Date::parse(known.withdrawn_since);
  last.terms.ends_on = Date::parse(known.term_ends_on);
  if (!last.withdrawn_on || work.as_of() > gate.tombstone(facts, last, address).until()) return nullptr;
  return address;
}

Outcome not_known(Workspace& work, const Command& command, const std::string& key) {
  Outcome outcome;
  auto rejections = work.registry().rejections_of(key);
  if (!rejections) return outcome_of(rejections.error());
  Json reasons = Json::array();
  for (const auto& row : *rejections)
    if (std::find(reasons.begin(), reasons.end(), Json(row.reason)) == reasons.end()) reasons.push_back(row.reason);
  const bool rejected = !rejections->empty();
  auto feeds = work.registry().feeds();
  if (!feeds) return outcome_of(feeds.error());
  if (rejected) outcome.text = command.option("ID") + "（" + command.option("AGENCY") + "）\n" + spoken(*rejections, *feeds);
  else outcome.text = "没有这条记录。请核对数据集、机关代码和编号。\n";
  outcome.exit = rejected ? ExitCode::kDone : ExitCode::kAttention;
  outcome.json = {{"dataset", command.option("DATASET")},
                  {"agency", command.option("AGENCY")},
                  {"id", command.option("ID")},
                  {"digest", nullptr},
                  {"state", rejected ? "rejected" : "unknown"},
                  {"reasons", reasons},
                  {"url", nullptr},
                  {"published_on", nullptr},
                  {"due_on", nullptr},
                  {"term_ends_on", nullptr},
                  {"history", Json::array()}};
  return outcome;
}

/// The key of a find (`audit --json`) is the digest under which STATE knows the record.
Status find_by_digest(Workspace& work, const Command& command, NamedRecord& found) {
  GONGSHI_ASSIGN(auto known, work.registry().find(command.option("ID")));
  if (!known || known->dataset != command.option("DATASET") || known->agency != command.option("AGENCY")) return {};
  found.known = std::move(known);
  return {};
}

}  // namespace

Outcome explain_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kRead, failure);
  if (!work) return failure;
  auto found = find_record(*work, command);
  if (!found) return outcome_of(found.error());
  if (!found->known)
    if (auto status = find_by_digest(*work, command, *found); !status) return outcome_of(status.error());
  if (!found->known) return not_known(*work, command, found->key);
  const KnownRecord& known = *found->known;
  auto history = work->registry().history(known.key);
  if (!history) return outcome_of(history.error());

  const Json reasons = Json::parse(known.reasons);
  std::string id = command.option("ID");
  Json url;
  if (!known.facts.empty()) {
    const Facts facts = Facts::from_json(Json::parse(known.facts));
    if (!facts.number_let_go) id = facts.id;
    url = url_of(*work, known, facts);
  }
  Outcome outcome;
  outcome.json = {{"dataset", known.dataset},
                  {"agency", known.agency},
                  {"id", id},
                  {"digest", known.digest},
                  {"state", known.state},
                  {"reasons", reasons},
                  {"url", url},
                  {"published_on", day_or_null(known.published_on)},
                  {"due_on", day_or_null(known.due_on)},
                  {"term_ends_on", day_or_null(known.term_ends_on)},
                  {"history", Json::array()},
                  {"details", Json::array()}};
  for (const auto& reason : reasons) {
    const std::string code = reason.get<std::string>();
    outcome.json["details"].push_back(
        {{"reason", code}, {"meaning", reason_meaning(code)}, {"source", reason_source(code)}});
  }
  for (const auto& line : *history)
    outcome.json["history"].push_back({{"on", line.on}, {"event", line.event}, {"note", line.note}});
  outcome.text = spoken(*work, known, id, url.is_string() ? url.get<std::string>() : "", *history);
  return outcome;
}

}  // namespace gongshi
