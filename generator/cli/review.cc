#include <algorithm>

#include "base/text.h"
#include "cli/named_record.h"
#include "night/keep.h"
#include "rules/hide.h"

namespace gongshi {
namespace {

/// The text of a field from code point to code point; of a list its first text that is long enough.
std::string cut_out(const Json* value, size_t from, size_t to) {
  if (!value) return {};
  if (value->is_structured()) {
    for (const auto& part : *value)
      if (const std::string text = cut_out(&part, from, to); !text.empty()) return text;
    return {};
  }
  if (!value->is_string()) return {};
  const std::u32string points = to_u32(value->get_ref<const std::string&>());
  return to <= points.size() ? displayed_text(to_utf8(points.substr(from, to - from))) : std::string();
}

/// The passages that raised the doubt, for the terminal only.
std::string passage(const Json& kept, const Facts& facts, const std::string& reason) {
  std::vector<std::string> passages;
  for (const auto& doubt : facts.doubts) {
    if (text_at(doubt, "reason") != reason) continue;
    const std::string field = text_at(doubt, "field");
    if (field == "id") {  // the number itself is not kept; the title tells the clerk which record it is
      passages.push_back(text_at(doubt, "why") + "，标题：" + displayed_text(text_at(kept, "title")));
      continue;
    }
    const size_t from = doubt.value("from", size_t{0}), to = doubt.value("to", size_t{0});
    const std::string text = cut_out(find_at(kept, field), from, to);
    const std::string line = field + " " + std::to_string(from) + "–" + std::to_string(to) +
                             (text.empty() ? "" : "：" + text) + "（" + text_at(doubt, "why") + "）";
    if (std::find(passages.begin(), passages.end(), line) == passages.end()) passages.push_back(line);
  }
  if (!passages.empty()) return joined(passages, "；");
  if (reason == "redaction_unsure") return displayed_text(text_at(kept, "title"));
  if (reason == "party_unknown" || reason == "minor_unknown") return text_at(kept, "party.name");
  if (reason == "basis_unknown") return text_at(kept, "basis");
  return {};
}

Outcome list_held(Workspace& work) {
  Outcome outcome;
  outcome.json["held"] = Json::array();
  auto status = work.registry().each([&](const KnownRecord& known) -> Status {
    if (known.state != "held" || known.facts.empty()) return {};
    const Facts facts = Facts::from_json(Json::parse(known.facts));
    GONGSHI_ASSIGN(const std::string text, work.registry().held_text(known.key));
    const Json kept = text.empty() ? Json::object() : Json::parse(text);
    outcome.text += known.dataset + " " + known.agency + " " + facts.id + "\n";
    for (const auto& reason : Json::parse(known.reasons)) {
      const std::string code = reason.get<std::string>();
      const std::string doubt = passage(kept, facts, code);
      outcome.text += "  " + code + "：" + reason_meaning(code) + (doubt.empty() ? "" : "［" + doubt + "］") + "\n";
    }
    if (const auto day = work.gate().lines_of(facts, known.digest).outdated_review)
      outcome.text += "  " + day->chinese() + "的放行是对当时的内容作的，内容后来有变化，要重新核查。\n";
    outcome.json["held"].push_back({{"dataset", known.dataset},
                                    {"agency", known.agency},
                                    {"id", facts.id},
                                    {"digest", known.digest},
                                    {"reasons", Json::parse(known.reasons)},
                                    {"passages", facts.doubts.is_null() ? Json::array() : facts.doubts}});
    return {};
  });
  if (!status) return outcome_of(status.error());
  if (outcome.text.empty()) outcome.text = "没有等待审核的记录。\n";
  else
    outcome.text += "\n放行一条：gongshi review 数据集 机关 编号 --clear 原因 --by 审核人 --note 依据\n";
  return outcome;
}

}  // namespace

Outcome review_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  const bool clears = !command.option("--clear").empty();
  auto work = open_workspace(
      fs, command, clears ? Workspace::Access::kWrite : Workspace::Access::kRead, failure);
  if (!work) return failure;
  if (!clears) return list_held(*work);

  const auto usage = [](const std::string& text) { return outcome_of({"usage", text, "review"}); };
  if (command.option("ID").empty() || trimmed(command.option("--by")).empty())
    return usage("放行要写明 数据集、机关代码、编号，以及 --by 审核人。");
  auto found = find_record(*work, command);
  if (!found) return outcome_of(found.error());
  if (!found->known || found->known->state != "held")
    return usage("没有这条等待审核的记录。运行 gongshi review 查看清单。");
  const Json reasons = Json::parse(found->known->reasons);
  Json clears_list = Json::array();
  for (const auto& value : command.options.at("--clear"))
    for (const auto& code : split(value, ',')) {
      if (!may_be_cleared(code)) return usage("“" + code + "”不能由人放行。");
      if (code == "minor_unknown" && trimmed(command.option("--note")).empty())
        return usage("放行 minor_unknown 要在 --note 写明查验了什么年龄证明。");
      // A doubt nobody has seen yet is not cleared in advance.
      if (std::find(reasons.begin(), reasons.end(), Json(code)) == reasons.end())
        return usage("这条记录不是因为“" + code + "”等待审核的，现在的原因是：" + joined(reasons.get<std::vector<std::string>>(), "、") + "。");
      clears_list.push_back(code);
    }
  Json line = {{"digest", found->known->digest}, {"clears", clears_list}, {"by", command.option("--by")}, {"on", work->as_of().iso()}};
  found->name_in(line, command.option("ID"));
  if (!command.option("--note").empty()) line["note"] = command.option("--note");
  if (auto status = append_line(fs, work->site().dir, "reviews.jsonl", line); !status)
    return outcome_of(status.error());
  Outcome outcome;
  outcome.text = "已写入 reviews.jsonl，下一次 nightly 生效。记录的内容变了，这次放行即失效。\n";
  return outcome;
}

}  // namespace gongshi
