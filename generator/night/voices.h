#pragma once

#include <map>
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

  /// It wants something hidden, or gives a decision a status that may count from a day that lies ahead.
  static bool speaks_against(const Facts& facts);

  /// The feeds that name a record tonight, and whether by that one's word alone it may not be shown whole.
  using Said = std::map<std::string, bool>;

  /// What is to be heeded of a record although tonight's rows of it are of other feeds.
  struct Heard {
    std::vector<KnownVoice> before;    ///< as noted until now
    std::set<std::string> standing;    ///< feeds whose word counts
    bool strict = false;               ///< by the word of one of them it may not be shown whole
    std::string word_of_owner;         ///< of the feed whose content stands, where it was not noted
    bool removed = false;              ///< a feed has removed it
    bool leaving = false;              ///< from a day on that has not come yet
    bool unreadable = false;           ///< the last row of one of them could not be read, or may be among those
    bool secret = false;               ///< or carried a marking
    bool undecided = false;            ///< until the snapshots have been weighed nobody can say
  };
  /// `known` is empty of a record that was never stored.
  Result<Heard> of(const std::string& key, const std::optional<KnownRecord>& known, const Said& said);
  /// Notes in the ledger, once for each record, which snapshots gave it and which of them leave it out tonight.
  void count(const std::string& key, const std::optional<KnownRecord>& known, const Said& said, const Heard& heard);

  /// The feeds that `said` something and those that stand in `heard` are the ones to be heeded from now on.
  Status note(const std::string& key, const Said& said, const Heard& heard);
  /// What was known stays as it is: the feeds that `said` something come to those noted before.
  Status add(const std::string& key, const Said& said, const Heard& heard);
  /// The feed has said something else than what the record is: whoever else gives it is behind.
  Status note_word(const std::string& key, const std::string& feed, const std::string& word);

 private:
  void hear(const KnownVoice& voice, const std::optional<KnownRecord>& known, Heard& heard) const;
  /// Tonight's row of the feed went back.
  bool rejected(const std::string& key, const std::string& feed) const;
  bool whole(const std::string& feed) const;  ///< a snapshot that was read tonight
  Status put(const std::string& key, const std::set<KnownVoice>& voices, const Heard& heard);

  Workspace& work_;
  PullLedger& pull_;
  bool several_ = false;
};

}  // namespace gongshi
