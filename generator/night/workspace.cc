#include "night/workspace.h"

#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/digest.h"
#include "night/kept_site.h"
#include "night/recovery.h"
#include "release/switch.h"

namespace gongshi {
namespace {

/// Everybody may know the key of a rehearsal: its data are fictional and its digests repeatable.
constexpr const char* kRehearsalKey = "gongshi rehearsal: no secret is kept with this key";

constexpr unsigned kMostJobs = 64;

/// Where the site folder of the current release stands while a run uses it.
constexpr const char* kLastSite = "last-site";

/// STATE must lie in no web root: not below a release's site, not above it.
bool within(const stdfs::path& inner, const stdfs::path& outer) {
  const auto relative = stdfs::weakly_canonical(inner).lexically_relative(stdfs::weakly_canonical(outer));
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

unsigned Workspace::jobs() const {
  const unsigned wanted = places_.jobs > 0 ? places_.jobs : std::thread::hardware_concurrency();
  return std::clamp(wanted, 1u, kMostJobs);
}

std::unique_ptr<Workspace> Workspace::open(Fs& fs, const Places& places, Access access,
                                           Failure& failure) {
  const auto fail = [&](Error error, bool configuration) {
    failure.errors.push_back(std::move(error));
    failure.configuration = configuration;
    return nullptr;
  };
  std::unique_ptr<Workspace> work(new Workspace(fs, places));
  LoadedSite loaded = load_site(fs, places.site, places.share);
  if (!loaded.errors.empty() && (!places.last_good || current_release(fs, places.out).empty())) {
    failure = {std::move(loaded.errors), true};
    return nullptr;
  }
  for (const char* web_root : {"releases", "store", "current"})
    if (within(places.state, places.out / web_root))
      return fail({"bad_config", "STATE 不能放在会被公开的目录里，请换一个位置。", places.state.string()}, true);
  if (access == Access::kWrite) {
    if (auto made = fs.make_dirs(places.out); !made) return fail(made.error(), false);
  }
  if (auto made = fs.make_dirs(places.state, 0700); !made) return fail(made.error(), false);
  if (access == Access::kWrite) {
    auto lock = RunLock::take(places.state);
    if (!lock) return fail(lock.error(), false);
    work->lock_.emplace(std::move(*lock));
  }
  failure = work->use(std::move(loaded), places.as_of.value_or(Date::today()));
  if (!failure.errors.empty()) return nullptr;
  if (auto opened = work->open_registry(access); !opened) return fail(opened.error(), false);
  return work;
}

/// A damaged registry gives way to the good copy; what both of them do not know is fetched again.
Status Workspace::open_registry(Access access) {
  const stdfs::path file = places_.state / "registry.sqlite";
  auto opened = Registry::open(file);
  const bool damaged = opened ? places_.check_registry && !(**opened).sound() : opened.error().code == "registry_damaged";
  if (damaged && access == Access::kWrite) {
    opened = Error{"registry_damaged", "", ""};  // closed before it is moved
    GONGSHI_TRY(restore_good_copy(fs_, places_.state));
    opened = Registry::open(file);
  }
  if (!opened) return opened.error();
  registry_ = std::move(*opened);
  if (access != Access::kWrite) return {};
  GONGSHI_ASSIGN(const bool older, state_is_older(fs_, *registry_, places_.out));
  if (damaged)
    notes_.push_back({"registry_restored", "登记库 registry.sqlite 已损坏，换上了上一次运行结束时的副本。请检查磁盘；各来源将完整重取一次。",
                      file.string()});
  else if (older)
    notes_.push_back({"state_older", "登记库比网站旧（恢复了较早的备份），各来源将完整重取一次；取齐之前网站只撤不增。",
                      places_.state.string()});
  return older || damaged ? begin_recovery(*this) : Status();
}


Workspace::Failure Workspace::use(LoadedSite loaded, Date as_of) {
  const auto take = [&](LoadedSite& from) -> Failure {
    if (!from.errors.empty()) return {std::move(from.errors), true};
    site_ = std::move(from.site);
    auto key = this->key();
    if (!key) return {{key.error()}, false};
    key_ = std::move(*key);
    auto gate = Gate::make(site_, key_, as_of);
    if (!gate) return {{gate.error()}, true};
    gate_.emplace(std::move(*gate));
    return {};
  };
  Failure failure = take(loaded);
  if (!failure.configuration || !places_.last_good) return failure;
  auto kept = kept_site(fs_, places_.out, current_release(fs_, places_.out), places_.site, places_.share,
                        places_.state / kLastSite);
  if (!kept || !*kept) return failure;
  LoadedSite last{std::move(**kept), {}};
  read_lines(fs_, places_.site, last.site, last.errors);
  mistakes_ = std::move(failure.errors);
  return take(last);
}

Workspace::~Workspace() {
  if (!mistakes_.empty()) (void)fs_.remove_tree(places_.state / kLastSite);
}

Status Workspace::reload() {
  Failure failure = use(load_site(fs_, places_.site, places_.share), gate_->as_of());
  return failure.errors.empty() ? Status() : failure.errors.front();
}

Workspace::Presenting::Presenting(Workspace& work, Site other)
    : work_(work), own_(std::exchange(work.site_, std::move(other))) {}

Workspace::Presenting::~Presenting() { work_.site_ = std::move(own_); }

Result<std::string> Workspace::key() const {
  const stdfs::path file = places_.state / "key";
  const bool rehearsal = site_.config.rehearsal;
  if (fs_.exists(file)) {
    if (rehearsal) return std::string(kRehearsalKey);
    GONGSHI_ASSIGN(std::string key, fs_.read(file));
    if (key == kRehearsalKey)
      return Error{"bad_key", "这个 STATE 是演示用的，密钥人人知道。正式运行请换一个空的 STATE。", file.string()};
    if (key.size() < 32)
      return Error{"bad_key", "密钥文件不完整，请从备份恢复。没有它，登记的记录都认不出来。", file.string()};
    return key;
  }
  if (!rehearsal && fs_.exists(places_.state / "registry.sqlite"))
    return Error{"bad_key", "STATE 里没有密钥文件，登记库却已存在。请从备份恢复 key。", file.string()};
  std::string key = kRehearsalKey;
  if (!rehearsal) {
    GONGSHI_ASSIGN(key, random_bytes(32));
  }
  const stdfs::path fresh = places_.state / "key.new";
  GONGSHI_TRY(fs_.write(fresh, key, 0600));
  GONGSHI_TRY(fs_.sync(fresh));
  GONGSHI_TRY(fs_.rename(fresh, file));
  return key;
}

}  // namespace gongshi
