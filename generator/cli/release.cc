#include <fmt/format.h>

#include <map>

#include "cli/verbs.h"
#include "night/audit_release.h"
#include "night/edition.h"
#include "night/plausible.h"
#include "night/publish_release.h"
#include "night/subtract.h"
#include "release/switch.h"
#include "release/signature.h"
#include "release/verify.h"

namespace gongshi {
namespace {

/// The release a verb is about: the one named, else the newest built one, else the current one.
Result<std::string> chosen(Workspace& work, const Command& command) {
  std::string id = command.option("ID");
  if (id.empty()) {
    GONGSHI_ASSIGN(id, newest_built(work));
  }
  if (id.empty()) id = current_release(work.fs(), work.out());
  if (id.empty() || !work.fs().is_dir(release_dir(work.out(), id)))
    return Error{"no_release", id.empty() ? "还没有生成过版本，请先运行 gongshi build。"
                                          : "没有这个版本：" + id + "。",
                 id};
  return id;
}

Outcome rollback(Workspace& work) {
  if (auto decided = decide_all(work); !decided) return outcome_of(decided.error());
  auto target = rollback_target(work);
  if (!target) return outcome_of(target.error());
  if (target->empty())
    return outcome_of({"no_release", "没有可以退回的版本。", "releases"});
  auto done = subtract(work, *target);
  if (!done) return outcome_of(done.error());
  Outcome outcome;
  outcome.messages = work.mistakes();
  if (!outcome.messages.empty()) outcome.exit = ExitCode::kAttention;
  outcome.release = done->release;
  outcome.text = "已退回到 " + *target + " 的内容，现在的版本是 " + done->release + "。\n";
  if (!done->addresses.empty())
    outcome.text += "其中 " + std::to_string(done->addresses.size()) + " 个页面此后已撤下或者期满，没有恢复。\n";
  push_from(work, outcome);
  return outcome;
}

/// What was audited is what is shown: between the two verbs nobody may have changed a file.
std::optional<Error> changed_since(Workspace& work, const std::string& release) {
  const auto differences = verify(work.fs(), release_dir(work.out(), release) / "site");
  if (!differences) return differences.error();
  if (differences->empty()) return std::nullopt;
  return Error{"altered", fmt::format("这个版本审计以后有 {} 个文件被改动过，没有发布。请重新运行 gongshi build --full。", differences->size()),
               differences->front().path};
}

/// A refusal never lets stand what must come down.
Outcome refused(Workspace& work, const std::string& release, Outcome outcome) {
  outcome.release = release;
  const std::string current = current_release(work.fs(), work.out());
  if (outcome.exit != ExitCode::kRefused || current.empty()) return outcome;
  if (auto done = subtract(work, current); !done) return outcome_of(done.error());
  push_from(work, outcome);
  return outcome;
}

}  // namespace

Outcome audit_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  auto work = open_workspace(fs, command, Workspace::Access::kWrite, failure);
  if (!work) return failure;
  auto id = chosen(*work, command);
  if (!id) return outcome_of(id.error());
  auto report = audit_release(*work, *id, command.flag("--full"));
  if (!report) return outcome_of(report.error());
  Outcome outcome;
  outcome.release = *id;
  outcome.json["finds"] = Json::array();
  for (const auto& find : report->finds) {
    outcome.json["finds"].push_back({{"code", find.code}, {"file", find.file}, {"key", find.key}});
    outcome.messages.push_back({find.code, find.text, find.file});
  }
  outcome.json["counts"] = {{"files", report->counts.files},
                            {"pages", report->counts.pages},
                            {"links", report->counts.links},
                            {"documents", report->counts.documents},
                            {"terms", report->counts.terms}};
  outcome.exit = report->clean() ? ExitCode::kDone : ExitCode::kRefused;
  outcome.text = report->clean()
                     ? "版本 " + *id + " 通过审计：" + std::to_string(report->counts.files) + " 个文件、" +
                           std::to_string(report->counts.links) + " 个链接、" +
                           std::to_string(report->counts.documents) + " 条索引，没有发现问题。\n"
                     : "版本 " + *id + " 没有通过审计：" + std::to_string(report->total_finds) + " 处，不能发布。\n";
  return outcome;
}

Outcome publish_verb(const Command& command) {
  DiskFs fs;
  Outcome failure;
  const bool back = command.flag("--rollback");
  auto work = open_workspace(fs, back ? last_good(command) : command, Workspace::Access::kWrite, failure);
  if (!work) return failure;
  if (back) return rollback(*work);
  auto id = chosen(*work, command);
  if (!id) return outcome_of(id.error());
  if (auto decided = decide_all(*work); !decided) return outcome_of(decided.error());
  auto doubts = doubts_about(*work, *id);
  if (!doubts) return outcome_of(doubts.error());
  if (command.flag("--accept")) std::erase_if(*doubts, [](const Misgiving& doubt) { return doubt.acceptable; });
  if (!doubts->empty()) {
    Outcome outcome;
    outcome.exit = ExitCode::kRefused;
    for (const auto& doubt : *doubts) outcome.messages.push_back(doubt.message);
    return refused(*work, *id, std::move(outcome));
  }
  if (const auto altered = changed_since(*work, *id)) return refused(*work, *id, outcome_of(*altered));
  if (auto status = publish_release(*work, *id); !status) return refused(*work, *id, outcome_of(status.error()));
  Outcome outcome;
  outcome.release = current_release(fs, work->out());
  outcome.text = "网站已切换到 " + *outcome.release + "。\n";
  push_from(*work, outcome);
  return outcome;
}

namespace {

/// What the signature says, in words and for programs; a bad one is a difference like any other.
void tell_signature(const SignatureCheck& check, Outcome& outcome) {
  using State = SignatureCheck::State;
  static const std::map<State, std::pair<const char*, const char*>> kWords = {
      {State::kNone, {"none", "没有签名，只核对了清单：同时改动文件和清单的，这样看不出来。"}},
      {State::kGood, {"good", "签名有效"}},
      {State::kBad, {"bad", "签名无效：release.json 被改动过，签名文件缺失，或者签名用的是另一把密钥。"}}};
  const auto& [word, sentence] = kWords.at(check.state);
  outcome.json["signature"] = {{"state", word}, {"algorithm", check.algorithm}, {"key", check.fingerprint}};
  outcome.text += sentence;
  if (check.state == State::kGood)
    outcome.text += "（" + check.algorithm + "，公钥指纹 " + check.fingerprint + "）。" +
                    (check.own_key ? "公钥取自这份目录，请核对指纹，或者用 --key 给出自己保存的公钥。" : "");
  outcome.text += "\n";
  if (check.state != State::kBad) return;
  outcome.exit = ExitCode::kAttention;
  outcome.messages.push_back({"bad_signature", sentence, ""});
}

}  // namespace

Outcome verify_verb(const Command& command) {
  DiskFs fs;
  const stdfs::path dir = command.option("DIR");
  std::string pem;
  if (const std::string file = command.option("--key"); !file.empty()) {
    auto read = fs.read(file);
    if (!read) return outcome_of({"usage", read.error().text, file});
    pem = std::move(*read);
  }
  auto differences = verify(fs, dir);
  if (!differences) return outcome_of({"usage", differences.error().text, dir.string()});
  Outcome outcome;
  outcome.json["differences"] = Json::array();
  for (const auto& difference : *differences) {
    const std::string word(difference_word(difference.kind));
    outcome.json["differences"].push_back({{"kind", word}, {"path", difference.path}});
    outcome.text += word + "  " + difference.path + "\n";
  }
  if (const auto manifest = read_manifest(fs, dir)) outcome.release = manifest->release;
  if (!differences->empty())
    outcome.messages.push_back({"altered", fmt::format("与 release.json 不一致：{} 个文件多出、缺少或者被改动过。", differences->size()),
                                dir.string()});
  if (differences->empty()) outcome.text = "与 release.json 一致，没有多出、缺少或者被改动的文件。\n";
  else outcome.exit = ExitCode::kAttention;
  const auto signature = check_signature(fs, dir, pem);
  if (!signature) return outcome_of({"usage", signature.error().text, command.option("--key")});
  tell_signature(*signature, outcome);
  return outcome;
}

}  // namespace gongshi
