#include "publish/push.h"

#include <chrono>

#include "publish/carriers.h"
#include "publish/purge.h"
#include "release/signature.h"

namespace gongshi {
namespace {

double now() {
  namespace ch = std::chrono;
  return ch::duration<double>(ch::steady_clock::now().time_since_epoch()).count();
}

Result<Changes> bring(Fs& fs, const Target& target, const PushOrder& order) {
  switch (target.kind) {
    case Target::Kind::kDirectory: return bring_to_directory(fs, target, order);
    case Target::Kind::kRsync: return bring_by_rsync(fs, target, order);
    case Target::Kind::kRclone: return bring_by_rclone(fs, target, order);
  }
  return not_brought(target, "不认识这个种类");
}

}  // namespace

Error not_brought(const Target& target, const std::string& why) {
  return {"target", "target " + target.id + "：" + why + "。", target.id};
}

std::vector<std::string> unlisted_files(const Fs& fs, const stdfs::path& site_dir) {
  std::vector<std::string> names;
  for (const char* name : {kSignatureName, kPublicKeyName})
    if (fs.exists(site_dir / name)) names.emplace_back(name);
  return names;
}

Pushed push_release(Fs& fs, const Target& target, const PushOrder& order) {
  Pushed pushed;
  pushed.target = target.id;
  pushed.kind = target_word(target.kind);
  pushed.release = order.release;
  const double start = now();
  Status made = fs.make_dirs(order.notes, 0700);
  auto brought = made ? bring(fs, target, order) : Result<Changes>(made.error());
  Status purged = brought ? purge_noted(fs, target, order) : Status(brought.error());
  pushed.seconds = now() - start;
  if (!purged) {
    pushed.result = "failed";
    pushed.message = purged.error().text;
    return pushed;
  }
  pushed.result = brought->empty() ? "unchanged" : "done";
  pushed.sent = static_cast<long>(brought->added.size() + brought->changed.size());
  pushed.removed = static_cast<long>(brought->gone.size());
  return pushed;
}

}  // namespace gongshi
