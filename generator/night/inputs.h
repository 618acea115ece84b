#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file_sink.h"
#include "night/workspace.h"
#include "render/catalogue.h"
#include "render/columns.h"
#include "render/render.h"
#include "rules/public_record.h"

namespace gongshi {

/// What the parts of a release are made from, as digests. A part that has the same inputs as in another
/// release has the same bytes, so it is taken over from there as one link (promises P7, P8).
///
/// The inputs of a part are: what every page shares (program, templates, themes, definitions, rules,
/// configuration, navigation, the agencies' names); its own records, as sealed; the months before and after
/// it; and whatever its pages looked up beside that, which is noted while they are made.
class Inputs {
 public:
  Inputs(const Workspace& work, const Edition& edition, const RenderExtras& extras, std::string shared);

  /// Of a partition of the web root, but for its look-ups; "" for one that is made anew every time.
  std::string of_pages(const std::string& partition) const;
  /// Of a partition of the sealed views and its part of the index.
  std::string of_views(const std::string& partition) const;
  /// Of what these look-ups find.
  std::string of_lookups(const std::set<Lookup>& lookups) const;

 private:
  void take(const PublicRecord& record, const DatasetDefinition& definition, const std::string& digest);
  std::string scope(const std::string& name) const;
  /// The months next to one among those of its list.
  std::string beside(const std::string& list, const std::string& month) const;

  const Edition& edition_;
  const Site& site_;
  Catalogue catalogue_;
  std::string shared_;
  std::string everything_;                    ///< digest of all records and tombstones
  std::vector<std::string> records_;          ///< digests in the order of the edition
  std::map<std::string, std::string> scopes_;  ///< running digest of the records of a month, a bucket, a dataset
  std::map<std::string, std::set<std::string>> months_;  ///< of each list (`decisions/by-…/`)
  std::map<std::string, std::string> stale_;             ///< by dataset: what is said of data that stopped coming
};

/// Under this name parse_noted gives the digest of shared_inputs.
inline const std::string kSharedInputs = "shared";

/// Digest of what every page of a release shares. Errors `io`.
Result<std::string> shared_inputs(Workspace& work, const Edition& edition, const Columns& columns);

/// What was noted of one partition when it was made.
struct NotedPart {
  std::string own, found;  ///< Inputs::of_pages, of_lookups
  std::set<Lookup> lookups;
};
using NotedParts = std::map<std::string, NotedPart>;

/// As a file beside a release: one line of JSON a part.
std::string noted_text(const NotedParts& parts);
/// Empty where the text is none: then everything is made anew.
NotedParts parse_noted(std::string_view text);

/// Passes files on and notes which partition looks up what.
class NotingSink : public FileSink {
 public:
  explicit NotingSink(FileSink& below) : below_(below) {}
  Status add(const std::string& path, std::string_view bytes) override { return below_.add(path, bytes); }
  bool wants(const std::string& path) const override;
  Result<Held> held(const std::string& path) const override { return below_.held(path); }
  void note(const Lookup& lookup);
  const std::map<std::string, std::set<Lookup>>& lookups() const { return lookups_; }

 private:
  FileSink& below_;
  mutable std::string current_;  ///< the partition last asked for
  std::map<std::string, std::set<Lookup>> lookups_;
};

}  // namespace gongshi
