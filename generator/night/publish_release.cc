#include "night/publish_release.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "night/edition.h"
#include "night/make_release.h"
#include "night/plausible.h"
#include "night/subtract.h"
#include "night/targets.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// Addresses of the records that `release` shows in partitions that `unlike` has not got.
Result<std::set<std::string>> addresses_unlike(Workspace& work, const std::string& release, const std::string& unlike) {
  std::set<std::string> addresses;
  GONGSHI_TRY(each_shown(
      work, release, [&](PublicRecord&& record) { return addresses.insert(record.address()), Status(); },
      [](Tombstone&&) { return Status(); }, unlike));
  return addresses;
}

/// Pages other kept releases show as records and this one does not.
Result<std::vector<std::string>> gone_addresses(Workspace& work, const std::string& release) {
  std::set<std::string> gone;
  GONGSHI_ASSIGN(const auto releases, list_releases(work.fs(), work.out()));
  for (const auto& other : releases) {
    if (other == release) continue;
    GONGSHI_ASSIGN(const auto before, addresses_unlike(work, other, release));
    GONGSHI_ASSIGN(const auto now, addresses_unlike(work, release, other));
    std::set_difference(before.begin(), before.end(), now.begin(), now.end(), std::inserter(gone, gone.end()));
  }
  return std::vector<std::string>(gone.begin(), gone.end());
}

Status note_first_shown(Workspace& work, const std::string& release, Date as_of) {
  GONGSHI_ASSIGN(const auto keys, work.registry().first_shown(release));
  for (const auto& key : keys) {
    GONGSHI_ASSIGN(auto known, work.registry().find(key));
    if (!known || !known->published_on.empty()) continue;
    known->published_on = as_of.iso();
    if (!known->facts.empty())
      known->address = work.gate().address(Facts::from_json(Json::parse(known->facts)));
    GONGSHI_TRY(work.registry().put(*known));
    GONGSHI_TRY(work.registry().add_history(key, {as_of.iso(), "shown", release}));
  }
  return {};
}

}  // namespace

Result<Manifest> build_release(Workspace& work, bool everything, const std::string& like, std::map<std::string, long>* hidden) {
  GONGSHI_ASSIGN(const MadeEdition made, make_edition(work));
  if (hidden != nullptr) hidden->clear();
  if (hidden != nullptr)
    for (const PublicRecord& record : made.edition.records)
      for (const auto& [kind, n] : record.redactions()) (*hidden)[kind] += n;
  const std::string before = like.empty() ? current_release(work.fs(), work.out()) : like;
  GONGSHI_ASSIGN(const Manifest manifest, make_release(work, made.edition, everything ? "" : before));
  const Status noted = work.registry().together([&]() -> Status {
    GONGSHI_TRY(work.registry().put_release(
        {manifest.release, manifest.as_of.iso(), static_cast<long>(manifest.sequence()), "built"}));
    return work.registry().put_first_shown(manifest.release, made.first_shown);
  });
  GONGSHI_TRY(noted);
  return manifest;
}

Status publish_release(Workspace& work, const std::string& release, bool as_decided) {
  GONGSHI_ASSIGN(const auto releases, work.registry().releases());
  const auto known = std::find_if(releases.begin(), releases.end(),
                                  [&](const KnownRelease& r) { return r.id == release; });
  if (known == releases.end() || !work.fs().is_dir(release_dir(work.out(), release)))
    return Error{"no_release", "没有这个版本：" + release + "。请先运行 gongshi build。", release};
  if (known->state != "audited" && !known->was_public())
    return Error{"not_audited", "这个版本没有通过审计，没有发布。请先运行 gongshi audit " + release + "。", release};
  GONGSHI_ASSIGN(const auto first, work.registry().first_shown(release));
  const Date as_of = *Date::parse(known->as_of);
  bool anything_new = false;
  for (const auto& key : first) {
    GONGSHI_ASSIGN(const auto record, work.registry().find(key));
    if (record && record->published_on.empty()) anything_new = true;
    if (anything_new) break;
  }
  if (!work.site().config.rehearsal && anything_new && as_of != Date::today())
    return Error{"other_day",
                 "这个版本的数据截至日不是今天，其中有首次公示的记录；公示日期不能倒填，没有发布。请用今天的日期重新运行。",
                 release};
  KnownRelease now = *known;
  if (!now.was_public()) now.state = "published";
  const std::string before = current_release(work.fs(), work.out());
  bool stale = false;
  if (!as_decided) {
    GONGSHI_ASSIGN(stale, shows_too_much(work, release));
  }
  if (stale || (known->was_public() && release != before)) {
    // Something came down since it was built, or it is an older one: only its smaller version goes out.
    auto smaller = subtract(work, release);
    if (!smaller) return smaller.error();
    return work.registry().together([&]() -> Status {
      GONGSHI_TRY(work.registry().put_release(now));
      return note_first_shown(work, release, as_of);
    });
  }
  GONGSHI_TRY(switch_readers(work, release));
  const Status noted = work.registry().together([&]() -> Status {
    GONGSHI_TRY(work.registry().put_release(now));
    GONGSHI_TRY(note_first_shown(work, release, as_of));
    GONGSHI_TRY(note_plausible(work, release));
    return !before.empty() && before != release ? set_rollback_target(work, before) : Status();
  });
  GONGSHI_TRY(noted);
  GONGSHI_ASSIGN(const auto gone, gone_addresses(work, release));
  GONGSHI_TRY(delete_everywhere(work, gone));
  GONGSHI_ASSIGN(const std::string back, rollback_target(work));
  auto pruned = prune(work.fs(), work.out(), static_cast<size_t>(work.site().config.keep_releases), back);
  if (!pruned) return pruned.error();
  return work.registry().checkpoint();
}

Result<std::string> newest_built(Workspace& work) {
  GONGSHI_ASSIGN(const auto releases, work.registry().releases());
  for (auto it = releases.rbegin(); it != releases.rend() && it->state != "published"; ++it)
    if (!it->was_public() && work.fs().is_dir(release_dir(work.out(), it->id))) return it->id;
  return std::string();
}

}  // namespace gongshi
