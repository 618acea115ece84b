#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "night/pull_ledger.h"
#include "night/workspace.h"
#include "registry/registry.h"

namespace gongshi {

/// Who else speaks of a record, where several feeds may give the same one. What a feed last said of it counts until it
/// says otherwise or is dropped: a snapshot by leaving the record out, unless it came torn or shrunk, a delta feed by
/// removing it (design section 5: the stricter of each flag counts; section 4, `mode`).
class Voices {
 public:
  /// Both must outlive it.
  Voices(Workspace& work, PullLedger& pull) : work_(work), pull_(pull) {}
  Status load();
  /// Some records may have more than one.
  bool several() const { return several_; }

  /// What is to be heeded of a record although tonight's rows of it are of other feeds.
  struct Heard {
    std::vector<KnownVoice> before;    ///< as noted until now
    std::set<std::string> standing;    ///< feeds whose word counts
    bool removed = false;              ///< one of them has removed it
    bool unreadable = false;           ///< the last row of one of them could not be read, or may be among those
    bool secret = false;               ///< or carried a marking
    bool undecided = false;            ///< until the snapshots have been weighed nobody can say
  };
  /// `said`: the feeds that name it tonight. `known` is empty of a record that was never stored. Notes in the ledger which
  /// snapshots leave it out.
  Result<Heard> of(const std::string& key, const std::optional<KnownRecord>& known, const std::set<std::string>& said);

  /// The content of `owner` stands now; the feeds that `said` something and those in `heard` stand beside it.
  Status note(const std::string& key, const std::string& owner, const std::set<std::string>& said, const Heard& heard);
  /// The feed has said something else than what the record is: whoever else gives it is behind.
  Status note_word(const std::string& key, const std::string& feed, const std::string& word);

 private:
  void hear(const KnownVoice& voice, bool gone, bool held_for_row, Heard& heard) const;

  Workspace& work_;
  PullLedger& pull_;
  bool several_ = false;
};

}  // namespace gongshi
