#include "night/targets.h"

#include <cstdlib>

#include "base/digest.h"
#include "release/switch.h"

namespace gongshi {
namespace {

constexpr size_t kCode = 18;

bool below(const stdfs::path& file, const stdfs::path& dir) {
  const auto relative = stdfs::weakly_canonical(file).lexically_relative(stdfs::weakly_canonical(dir));
  return !relative.empty() && *relative.begin() != "..";
}

Status note_taken_down(Workspace& work, const std::string& release) {
  const std::string before = current_release(work.fs(), work.out());
  GONGSHI_ASSIGN(const auto pages, pages_taken_down(work.fs(), work.out(), before, release));
  std::vector<KnownRemoval> removals;
  for (const auto& target : work.site().config.targets)
    for (const auto& page : pages) {
      const std::string room = page.substr(0, page.find('/')), name = stdfs::path(page).filename().string();
      const std::string agency = room == "parties" ? "" : name.substr(0, kCode);  // there the code is a company's
      removals.push_back({hmac_hex(work.gate().key(), "removal " + page), room, agency, target.id, work.as_of().iso()});
    }
  GONGSHI_TRY(work.registry().add_removals(removals));
  work.note_taken_down(pages);
  return {};
}

Status sign(Workspace& work, const std::string& release) {
  GONGSHI_ASSIGN(const auto key, signing_key(work));
  return key ? sign_release(work.fs(), release_dir(work.out(), release) / "site", *key) : Status();
}

}  // namespace

Result<std::optional<SignatureKey>> signing_key(Workspace& work) {
  const Signing& signing = work.site().config.signing;
  if (signing.key.empty()) return std::optional<SignatureKey>();
  std::string file = signing.key;
  if (file.starts_with("env:")) {
    const char* value = std::getenv(file.c_str() + 4);
    if (!value)
      return Error{"bad_signing_key", "环境变量 " + file.substr(4) + " 没有设置，它应当写明签名密钥的文件。", "site.json"};
    file = value;
  }
  if (below(file, work.site_dir()) || below(file, work.out()))
    return Error{"bad_signing_key", "签名密钥不能放在网站文件夹或者生成目录里，请移到别处，只让运行的用户读。", file};
  const auto pem = work.fs().read(file);
  if (!pem) return Error{"bad_signing_key", "签名密钥读不出来：" + pem.error().text, file};
  GONGSHI_ASSIGN(SignatureKey key, SignatureKey::read_private(*pem, file));
  const bool sm2 = key.kind() == SignatureKind::kSm2;
  if (sm2 != (signing.algorithm == "sm2"))
    return Error{"bad_signing_key",
                 "签名密钥是 " + std::string(signature_word(key.kind())) + " 的，与 site.json 里 signing 的 algorithm 不一致。", file};
  return std::optional<SignatureKey>(std::move(key));
}

Status switch_readers(Workspace& work, const std::string& release) {
  GONGSHI_TRY(sign(work, release));
  GONGSHI_TRY(note_taken_down(work, release));
  return publish(work.fs(), work.out(), release);
}

Status switch_readers_down(Workspace& work, const std::string& release) {
  if (auto status = sign(work, release); !status) {
    if (status.error().code != "bad_signing_key") return status;
    work.note(status.error());
  }
  GONGSHI_TRY(note_taken_down(work, release));
  return publish(work.fs(), work.out(), release);
}

Result<std::vector<Pushed>> push_to_targets(Workspace& work) {
  std::vector<Pushed> all;
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty()) return all;
  GONGSHI_ASSIGN(const auto removals, work.registry().removals());
  for (const auto& target : work.site().config.targets) {
    PushOrder order{work.out(), current, work.site().config.base_url, work.state() / "targets" / target.id, false};
    for (const auto& removal : removals) order.forget_previous = order.forget_previous || removal.target == target.id;
    Pushed pushed = push_release(work.fs(), target, order);
    if (pushed.confirmed()) GONGSHI_TRY(work.registry().confirm_removals(target.id));
    all.push_back(std::move(pushed));
  }
  return all;
}

Result<std::vector<LateRemoval>> late_removals(Workspace& work) {
  std::vector<LateRemoval> late;
  GONGSHI_ASSIGN(const auto removals, work.registry().removals());
  for (const auto& removal : removals) {
    const auto since = Date::parse(removal.since);
    if (!since) continue;
    const Date due = work.gate().calendar().after(*since, kWithdrawalWorkingDays);
    if (due < work.as_of()) late.push_back({removal, due});
  }
  return late;
}

}  // namespace gongshi
