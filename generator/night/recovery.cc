#include "night/recovery.h"

#include <algorithm>
#include <charconv>

#include "night/make_release.h"
#include "release/switch.h"

namespace gongshi {
namespace {

constexpr const char* kRecovering = "recovering";
constexpr const char* kRun = "run";

stdfs::path copy_of(const stdfs::path& state) { return Registry::copy_of(state / "registry.sqlite"); }

/// The log of a killed run would be replayed into whatever file next has its name.
Status remove_logs(Fs& fs, const stdfs::path& file) {
  for (const char* log : {"-wal", "-shm"}) GONGSHI_TRY(fs.remove(file.string() + log));
  return {};
}

/// A database of this name can be made afresh.
Status clear(Fs& fs, const stdfs::path& file) {
  GONGSHI_TRY(fs.remove(file));
  return remove_logs(fs, file);
}

/// 0 for what is no number.
long number(const std::string& text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Days and addresses of what readers see now, where STATE has lost them.
Status adopt_shown(Workspace& work) {
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty()) return {};
  GONGSHI_ASSIGN(const Edition edition, read_edition(work, current));
  for (const auto& shown : edition.records) {
    GONGSHI_ASSIGN(auto known, work.registry().find(
                                   work.gate().record_key(shown.dataset(), shown.agency(), shown.id())));
    if (!known || known->facts.empty()) continue;
    const auto stated = Date::parse(known->published_on);
    if (stated && *stated <= shown.published_on()) continue;
    known->published_on = shown.published_on().iso();
    known->address = shown.address();
    GONGSHI_TRY(work.registry().put(*known));
    GONGSHI_TRY(work.registry().add_history(known->key, {known->published_on, "shown", current}));
  }
  return {};
}

}  // namespace

Result<std::set<std::string>> feeds_to_recover(Workspace& work) {
  std::set<std::string> waiting;
  GONGSHI_ASSIGN(const std::string noted, work.registry().meta(kRecovering));
  if (noted.empty()) return waiting;
  const auto fetched = Json::parse(noted).get<std::set<std::string>>();
  for (const auto& feed : work.site().feeds)
    if (!fetched.count(feed.id)) waiting.insert(feed.id);
  return waiting;
}

Status begin_recovery(Workspace& work) {
  for (const auto& feed : work.site().feeds) GONGSHI_TRY(work.registry().drop_validators(feed.id));
  return work.registry().set_meta(kRecovering, "[]");
}

Result<bool> state_is_older(Fs& fs, Registry& registry, const stdfs::path& out) {
  GONGSHI_ASSIGN(const std::string noted, registry.meta(kRun));
  const auto in_out = fs.exists(out / kRun) ? fs.read(out / kRun) : Result<std::string>(std::string());
  if (!in_out) return in_out.error();
  const long seen = number(noted), made = number(*in_out);
  const std::string next = std::to_string(std::max(seen, made) + 1);
  GONGSHI_TRY(registry.set_meta(kRun, next));
  GONGSHI_TRY(registry.checkpoint());
  const stdfs::path fresh = out / "run.next";
  GONGSHI_TRY(fs.write(fresh, next + "\n"));
  GONGSHI_TRY(fs.rename(fresh, out / kRun));
  const std::string current = current_release(fs, out);
  if (current.empty()) return false;
  if (seen < made) return true;
  GONGSHI_ASSIGN(const auto releases, registry.releases());
  return std::none_of(releases.begin(), releases.end(),
                      [&](const KnownRelease& release) { return release.id == current; });
}

Status note_fetched_whole(Workspace& work, const std::set<std::string>& feeds) {
  GONGSHI_ASSIGN(const std::string noted, work.registry().meta(kRecovering));
  if (noted.empty()) return {};
  auto fetched = Json::parse(noted).get<std::set<std::string>>();
  fetched.insert(feeds.begin(), feeds.end());
  const auto& all = work.site().feeds;
  if (std::any_of(all.begin(), all.end(), [&](const FeedConfig& feed) { return !fetched.count(feed.id); }))
    return work.registry().set_meta(kRecovering, Json(fetched).dump());
  GONGSHI_TRY(adopt_shown(work));
  return work.registry().set_meta(kRecovering, "");
}

bool stays_unknown(const Workspace& work, const PublicRecord& shown) {
  if (shown.term_ends_on() && *shown.term_ends_on() < work.gate().as_of()) return false;
  const LineVerdict lines = work.gate().lines().of(shown.dataset(), shown.agency(), shown.id(), "");
  return lines.withheld.empty() && !lines.withdrawn;
}

Status keep_good_copy(Fs& fs, Registry& registry, const stdfs::path& state) {
  const stdfs::path copy = copy_of(state);
  const stdfs::path fresh = copy.string() + ".new";
  GONGSHI_TRY(clear(fs, fresh));
  GONGSHI_TRY(registry.copy_to(fresh));
  GONGSHI_TRY(fs.sync(fresh));
  GONGSHI_TRY(remove_logs(fs, copy));
  GONGSHI_TRY(fs.rename(fresh, copy));
  return fs.remove(state / "registry.sqlite.damaged");
}

Status restore_good_copy(Fs& fs, const stdfs::path& state) {
  const stdfs::path copy = copy_of(state), file = state / "registry.sqlite";
  if (!fs.exists(copy))
    return Error{"registry_damaged",
                 "登记库已损坏，也没有可用的副本。请从备份恢复整个 STATE，再运行 gongshi pull --recover。", file.string()};
  // Read before anything is moved: a damaged disk may hold a damaged copy.
  GONGSHI_ASSIGN(const auto checked, Registry::open(copy));
  if (!checked->sound())
    return Error{"registry_damaged", "登记库和它的副本都已损坏。请从备份恢复整个 STATE，再运行 gongshi pull --recover。",
                 file.string()};
  const stdfs::path fresh = file.string() + ".new";
  GONGSHI_TRY(clear(fs, fresh));
  GONGSHI_TRY(checked->copy_to(fresh));
  GONGSHI_TRY(fs.sync(fresh));
  GONGSHI_TRY(remove_logs(fs, file));
  if (fs.exists(file)) GONGSHI_TRY(fs.rename(file, file.string() + ".damaged"));
  GONGSHI_TRY(fs.rename(fresh, file));
  return fs.sync(state);
}

}  // namespace gongshi
