#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fs.h"
#include "pull/fetch.h"
#include "registry/registry.h"
#include "release/run_lock.h"
#include "rules/gate.h"
#include "site/site.h"

namespace gongshi {

/// Where a run reads and writes, from the command line.
struct Places {
  stdfs::path site, out, state, share;
  std::optional<Date> as_of;  ///< default: today in UTC+8
  FetchLimits fetching = {};  ///< what a feed may cost
  unsigned jobs = 0;          ///< threads that work at once; 0: as many as the machine has processors
  bool check_registry = false;  ///< read the whole registry first, and mend it where it is damaged
  /// Where the site folder cannot be used, the one the current release was made with, with the webmaster's lines of today:
  /// enough to take down.
  bool last_good = false;
};

/// A site opened for one run: its configuration, its registry, the gate for its as-of date, and the
/// lock that keeps a second run away.
class Workspace {
 public:
  enum class Access { kRead, kWrite };
  ~Workspace();

  /// All configuration mistakes when the site cannot be used; otherwise one error.
  struct Failure {
    std::vector<Error> errors;
    bool configuration = false;
  };

  static std::unique_ptr<Workspace> open(Fs& fs, const Places& places, Access access,
                                         Failure& failure);

  Fs& fs() { return fs_; }
  const Site& site() const { return site_; }
  const Gate& gate() const { return *gate_; }
  void know_officer(const std::string& agency, const std::string& certificate, const std::string& name) {
    gate_->know_officer(agency, certificate, name);
  }
  void know_contacts(const std::string& agency, Contacts contacts) { gate_->know_contacts(agency, std::move(contacts)); }
  Registry& registry() { return *registry_; }
  Date as_of() const { return gate_->as_of(); }
  const stdfs::path& out() const { return places_.out; }
  const stdfs::path& state() const { return places_.state; }
  const FetchLimits& fetching() const { return places_.fetching; }
  /// Threads that may work at once; what comes out does not depend on them.
  unsigned jobs() const;

  /// What opening found and mended, for the report.
  const std::vector<Error>& notes() const { return notes_; }
  void note(Error error) { notes_.push_back(std::move(error)); }

  /// Pages that this run took down for readers, so that other sites can be told.
  const std::vector<std::string>& taken_down() const { return taken_down_; }
  void note_taken_down(const std::vector<std::string>& pages) {
    taken_down_.insert(taken_down_.end(), pages.begin(), pages.end());
  }

  /// While it lives, site() is another one: a release made smaller is rendered as it was.
  class Presenting {
   public:
    Presenting(Workspace& work, Site other);
    ~Presenting();
    Presenting(const Presenting&) = delete;
    Presenting& operator=(const Presenting&) = delete;

   private:
    Workspace& work_;
    Site own_;
  };

  /// The webmaster's site folder, also where site() is another.
  const stdfs::path& site_dir() const { return places_.site; }
  const stdfs::path& share() const { return places_.share; }

  /// What is wrong with the site folder where the run uses the one of the current release in its place (Places::last_good).
  const std::vector<Error>& mistakes() const { return mistakes_; }

  /// Reads the site folder and its rules again, after a webmaster's line was added.
  Status reload();

 private:
  Workspace(Fs& fs, Places places) : fs_(fs), places_(std::move(places)) {}
  Result<std::string> key() const;
  /// Takes the site as read with its key and rules; where it cannot be used and Places::last_good asks for it, the kept one.
  Failure use(LoadedSite loaded, Date as_of);
  Status open_registry(Access access);

  Fs& fs_;
  Places places_;
  Site site_;
  std::string key_;
  std::optional<Gate> gate_;
  std::unique_ptr<Registry> registry_;
  std::optional<RunLock> lock_;
  std::vector<Error> notes_, mistakes_;
  std::vector<std::string> taken_down_;
};

}  // namespace gongshi
