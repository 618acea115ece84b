#include "night/subtract.h"

#include <algorithm>

#include "night/audited.h"
#include "night/edition.h"
#include "night/keep.h"
#include "night/kept_site.h"
#include "night/make_release.h"
#include "night/recovery.h"
#include "night/targets.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// More is hidden in the record today than when the release was made.
bool hides_more(const PublicRecord& shown, const View& today) {
  return std::any_of(today.redacted.begin(), today.redacted.end(), [&](const std::string& field) {
    return std::find(shown.redacted().begin(), shown.redacted().end(), field) == shown.redacted().end();
  });
}

Result<bool> may_stay(Workspace& work, const PublicRecord& shown, const std::optional<KnownRecord>& known) {
  if (!known || known->state != "published") return false;
  GONGSHI_ASSIGN(const View today, work.gate().open_view(known->view));
  return !hides_more(shown, today);
}

/// A tombstone stays while its record leaves one; a restored record waits for the next build. A ground that may no
/// longer be shown comes down with its address.
Result<bool> still_stands(Workspace& work, Tombstone& stone, const std::optional<KnownRecord>& known, std::vector<std::string>& gone) {
  if (!known || work.as_of() > stone.until()) return false;
  const bool restored = !known->facts.empty() && known->view.empty() &&
                        work.gate().judge(Facts::from_json(Json::parse(known->facts)), standing_of(*known, work.site())).state == State::kPublished;
  if (known->state == "published" || restored) return true;
  GONGSHI_ASSIGN(const auto today, notice_of(work, *known));
  if (today && today->ground().empty() && !stone.ground().empty()) {
    stone.leave_out_ground();
    gone.push_back(stone.address());
  }
  return today.has_value();
}

/// The edition without what STATE no longer calls public; its addresses are added to `gone`. Records that
/// stay are moved, for an edition may be most of what memory holds.
Result<Edition> reduced(Workspace& work, Edition before, std::vector<std::string>& gone) {
  Edition after;
  after.as_of = before.as_of;
  after.records.reserve(before.records.size());
  const auto find = [&](const std::string& dataset, const std::string& agency, const std::string& id) {
    return work.registry().find(work.gate().record_key(dataset, agency, id));
  };
  GONGSHI_ASSIGN(const auto waiting, feeds_to_recover(work));
  const bool recovering = !waiting.empty();
  for (auto& shown : before.records) {
    GONGSHI_ASSIGN(const auto known, find(shown.dataset(), shown.agency(), shown.id()));
    GONGSHI_ASSIGN(const bool may, may_stay(work, shown, known));
    const bool defined = work.site().definition(shown.dataset()) != nullptr;  // or the webmaster has dropped the dataset
    const bool stays = defined && (may || (recovering && !known && stays_unknown(work, shown)));
    if (stays) {
      after.records.push_back(std::move(shown));
      continue;
    }
    gone.push_back(shown.address());
    if (!known || !defined) continue;
    GONGSHI_ASSIGN(auto notice, notice_of(work, *known));
    if (notice) after.tombstones.push_back(std::move(*notice));
  }
  for (auto& stone : before.tombstones) {
    GONGSHI_ASSIGN(const auto known, work.registry().find(record_key_of(work.gate(), stone)));
    GONGSHI_ASSIGN(const bool stands, still_stands(work, stone, known, gone));
    if (stands || (recovering && !known && work.as_of() <= stone.until()))
      after.tombstones.push_back(std::move(stone));
    else gone.push_back(stone.address());
  }
  settle_tombstones(after);
  GONGSHI_ASSIGN(const auto say_less, settle_references(work, after));
  gone.insert(gone.end(), say_less.begin(), say_less.end());
  return after;
}

/// The release made smaller by what STATE no longer calls public: none where nothing of it must come down and it is not
/// to be made anew. It is made with the site folder that the release was made with; its parts are taken over from
/// `like`. The addresses that came down are added to `gone`.
Result<std::optional<Manifest>> make_reduced(Workspace& work, const std::string& release, const std::string& like,
                                             bool anyway, std::vector<std::string>& gone) {
  GONGSHI_ASSIGN(Edition before, read_edition(work, release));
  GONGSHI_ASSIGN(const Edition after, reduced(work, std::move(before), gone));
  if (gone.empty() && !anyway) return std::optional<Manifest>();
  const stdfs::path tmp = work.state() / "tmp", unfolded = tmp / "site";
  auto as_it_was = kept_site(work.fs(), work.out(), release, work.site_dir(), work.share(), unfolded);
  std::optional<Workspace::Presenting> presenting;
  if (as_it_was && *as_it_was) {
    show_no_more(**as_it_was, work.site());
    presenting.emplace(work, std::move(**as_it_was));
  } else {
    work.note({"site_not_kept", "找不到这一版当时的网站文件夹，撤下时用了现在的文字和模板。", release});
  }
  GONGSHI_ASSIGN(Manifest made, make_smaller_release(work, after, like));
  presenting.reset();
  GONGSHI_TRY(work.fs().remove_tree(tmp));
  return std::optional(std::move(made));
}

constexpr const char* kRollback = "rollback_to";

}  // namespace

Result<std::string> rollback_target(Workspace& work) {
  GONGSHI_ASSIGN(const std::string kept, work.registry().meta(kRollback));
  const std::string current = current_release(work.fs(), work.out());
  const auto there = [&](const std::string& id) {
    return !id.empty() && id != current && work.fs().is_dir(release_dir(work.out(), id));
  };
  if (there(kept)) return kept;
  // Without a note, the release before this one, but none that readers never had.
  const std::string before = previous_release(work.fs(), work.out());
  GONGSHI_ASSIGN(const auto releases, work.registry().releases());
  const bool was_public = std::any_of(releases.begin(), releases.end(),
                                      [&](const KnownRelease& known) { return known.id == before && known.was_public(); });
  return there(before) && was_public ? before : std::string();
}

Status set_rollback_target(Workspace& work, const std::string& release) {
  return work.registry().set_meta(kRollback, release);
}

Result<bool> shows_too_much(Workspace& work, const std::string& release) {
  GONGSHI_ASSIGN(Edition before, read_edition(work, release));
  std::vector<std::string> gone;
  GONGSHI_ASSIGN(const Edition after, reduced(work, std::move(before), gone));
  return !gone.empty();
}

Status delete_everywhere(Workspace& work, const std::vector<std::string>& addresses, const std::string& replaced) {
  if (addresses.empty()) return {};
  GONGSHI_ASSIGN(std::string target, rollback_target(work));
  if (!target.empty()) {
    std::vector<std::string> gone;
    const std::string like = target == replaced ? current_release(work.fs(), work.out()) : target;
    GONGSHI_ASSIGN(const auto made, make_reduced(work, target, like, false, gone));
    if (made) {
      target = made->release;
      GONGSHI_TRY(set_rollback_target(work, target));
    }
  }
  // A notice in it looks otherwise than today's where pages have come to look otherwise.
  auto purged = purge(work.fs(), work.out(), addresses, target);
  if (!purged) return purged.error();
  return {};
}

Result<Subtracted> subtract(Workspace& work, const std::string& release) {
  Subtracted done;
  const std::string current = current_release(work.fs(), work.out());
  GONGSHI_ASSIGN(const auto made, make_reduced(work, release, release, release != current, done.addresses));
  if (!made) return done;
  done.release = made->release;
  GONGSHI_TRY(work.registry().put_release(
      {made->release, made->as_of.iso(), static_cast<long>(made->sequence()), "reduced"}));
  GONGSHI_TRY(pass_audited(work, release, made->release));
  // The audited release is one of its parts less, so it may be switched to at once.
  GONGSHI_TRY(switch_readers_down(work, made->release));
  if (release != current) GONGSHI_TRY(set_rollback_target(work, current));
  GONGSHI_TRY(delete_everywhere(work, done.addresses, release));
  return done;
}

Result<Subtracted> withdraw_one(Workspace& work, const std::string& key) {
  GONGSHI_TRY(work.reload());
  GONGSHI_ASSIGN(auto known, work.registry().find(key));
  if (!known) return Error{"unknown", "没有这条记录。", key};
  GONGSHI_TRY(work.registry().together([&]() -> Status {
    const auto reconsidered = Keeper(work.gate(), work.site(), work.registry()).reconsider(std::move(*known));
    return reconsidered ? Status() : reconsidered.error();
  }));
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty()) return Subtracted();
  return subtract(work, current);
}

}  // namespace gongshi
