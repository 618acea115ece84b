#include "base/text.h"
#include "cli/named_record.h"
#include "night/edition.h"
#include "night/subtract.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// A ground that names the party, or holds other personal data as a whole, is not shown: whoever wrote it should know.
void tell_of_ground(Workspace& work, const std::string& key, Outcome& outcome) {
  const auto known = work.registry().find(key);
  if (!known || !*known) return;
  const auto notice = notice_of(work, **known);
  if (!notice || !*notice || !(*notice)->ground().empty()) return;
  outcome.messages.push_back({"ground_hidden",
                              "撤下公告里没有显示这条依据：其中有当事人姓名等不得公开的内容。请在 withdrawals.jsonl 里改写这一行的 ground，只写法律文书或者条款。",
                              "withdraw"});
}

}  // namespace

Outcome withdraw_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, last_good(command), Workspace::Access::kWrite, failure);
  if (!work) return failure;
  const auto usage = [](const std::string& text) { return outcome_of({"usage", text, "withdraw"}); };
  const std::string reason = command.option("--reason");
  const auto group = state_of_reason(reason);
  if (reason != "restored" && group != State::kWithdrawn && group != State::kWithheld)
    return usage("不认识的原因“" + reason + "”。可以用 revoked、amended、order、privacy 等，见 docs/rules.md。");
  const std::string on = command.option("--on").empty() ? work->as_of().iso() : command.option("--on");
  const auto day = Date::parse(on);
  if (!day || *day > work->as_of()) return usage("--on 要写成 2026-11-20 这样的日期，且不晚于数据截至日。");
  if (trimmed(command.option("--by")).empty()) return usage("请用 --by 写明经办人。");
  const std::string ground(trimmed(command.option("--ground")));
  if (group == State::kWithdrawn && ground.empty()) return usage("请用 --ground 写明依据，撤下公告里要公开说明。");
  auto found = find_record(*work, command);
  if (!found) return outcome_of(found.error());
  if (!found->known)
    return usage("没有这条记录：" + command.option("DATASET") + " " + command.option("AGENCY") + " " + command.option("ID") + "。");

  if (reason == "restored" && !work->gate().lines().of_key(found->address_key, "").withdrawn)
    return usage("这条记录没有可以取消的撤下：restored 只取消 withdrawals.jsonl 里撤下类的原因；以不予公示的原因写的行，请核实后从文件里删去那一行。");

  Json line = {{"reason", reason}, {"ground", ground}, {"by", command.option("--by")}, {"on", on}};
  // A withheld reason leaves nothing of the record, not even its number in this line.
  found->name_in(line, group == State::kWithheld ? found->address_key : command.option("ID"));
  if (auto status = append_line(fs, work->site_dir(), "withdrawals.jsonl", line); !status)
    return outcome_of(status.error());
  const std::string current = current_release(fs, work->out());
  auto done = withdraw_one(*work, found->key);
  if (!done) return outcome_of(done.error());
  Outcome outcome;
  outcome.messages = work->mistakes();
  if (!outcome.messages.empty()) outcome.exit = ExitCode::kAttention;
  outcome.text = "已写入 withdrawals.jsonl。";
  if (!current.empty()) {
    outcome.release = done->release.empty() ? current : done->release;
    outcome.text += done->addresses.empty()
                        ? "现在的网站上没有这条记录，不需要切换。"
                        : "网站已切换到 " + done->release + "，页面、列表、搜索、下载里都已撤下。";
  }
  outcome.text += "\n";
  if (group == State::kWithdrawn) tell_of_ground(*work, found->key, outcome);
  push_from(*work, outcome);
  if (auto status = work->registry().checkpoint(); !status) return outcome_of(status.error());
  return outcome;
}

}  // namespace gongshi
