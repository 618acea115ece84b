#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/fingerprint.h"
#include "base/fs.h"
#include "base/result.h"

namespace gongshi {

/// The record that forbidden values belong to.
struct ForbiddenOwner {
  std::string key;     ///< the caller's name for the record; comes back in AuditFind::about
  std::string agency;  ///< credit code
  std::string month;   ///< `yyyy-mm` of the record's main date, or empty
};

/// The values that must not stand anywhere in the release, each with its record. There may be hundreds for a
/// record (every run of 24 characters), so one takes about thirty bytes here.
class ForbiddenList {
 public:
  /// The values added from here on are this record's.
  void begin_owner(ForbiddenOwner owner) { owners_.push_back(std::move(owner)); }
  void add(const Fingerprint& print);

  size_t size() const { return prints_.size(); }
  bool empty() const { return prints_.empty(); }
  const std::vector<Fingerprint>& prints() const { return prints_; }
  const ForbiddenOwner& owner(size_t i) const { return owners_[owner_[i]]; }
  /// An earlier audit has looked for it in the settled partitions.
  bool settled(size_t i) const { return settled_[i]; }
  void settle(size_t i) { settled_[i] = true; }
  bool any_settled() const;
  /// The values that are not settled.
  ForbiddenList unsettled() const;
  /// Takes values out, by their places.
  void drop(const std::vector<bool>& out);

 private:
  std::vector<Fingerprint> prints_;
  std::vector<uint32_t> owner_;  ///< place in owners_
  std::vector<bool> settled_;
  std::vector<ForbiddenOwner> owners_;
};

/// A document that the index must hold.
struct IndexSample {
  std::string term;  ///< its unique term
  std::string url;   ///< its address, which its data must name
};

struct AuditInput {
  const Fs* fs = nullptr;
  std::filesystem::path out;
  std::string release;
  std::vector<std::string> planned;  ///< every path of the web root that had to be written
  Fingerprinter fingerprinter;       ///< of the key with which the fingerprints were made
  ForbiddenList forbidden;
  /// What published records, agencies and officers show in their own right (document numbers, ids,
  /// names, phones), code lists, titles of statutes: whole values, as they are shown.
  std::vector<std::string> allowed;
  /// Address of every record's page or tombstone (or `<file>#<fragment>`) → the caller's key.
  std::map<std::string, std::string> records;
  size_t index_documents = 0;  ///< how many records were indexed
  std::vector<IndexSample> samples;
  std::string base_url;          ///< of the site, with a final slash; may be empty
  /// Meta tags every page must have and none may leave empty (政府网站网页标签). A site that has no
  /// domain or identification code yet leaves those two out.
  std::vector<std::string> metas = {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName"};
  std::set<std::string> served;  ///< addresses that only the server answers: `search.json`
  /// Partitions of which an earlier audit has looked at every byte and found nothing: only values that are not
  /// settled are looked for there, and links to addresses that have vanished since.
  std::set<std::string> settled = {};
  std::set<std::string> settled_files = {};  ///< the same of files outside partitions
  std::set<std::string> vanished = {};
  bool index_settled = false;  ///< the same for the index
  unsigned hands = 1;          ///< threads that look at files; the report is the same with any number
};

/// What must not be published. `code`: forbidden, shape, missing_page, unplanned_file, altered,
/// dead_link, meta_missing, index_mismatch, or opaque (a compressed file the audit cannot read).
struct AuditFind {
  std::string code;
  std::string file;  ///< relative to the web root; `index` or `index:<url>` for the search index
  std::string key;   ///< the record whose page or row this is, or empty when it cannot be traced
  std::string
      text;  ///< one Chinese sentence; quotes dead links, never a personal or forbidden value
  std::string about;  ///< forbidden: key of the record the value belongs to
  auto operator<=>(const AuditFind&) const = default;
};

struct AuditCounts {
  size_t files = 0;
  size_t bytes = 0;
  size_t pages = 0;
  size_t links = 0;
  size_t documents = 0;
  size_t terms = 0;
};

struct AuditReport {
  std::vector<AuditFind> finds;  ///< sorted; at most 10,000 are kept
  size_t total_finds = 0;
  std::vector<size_t> excused;  ///< forbidden values that stand in some allowed one, by their place in the list
  AuditCounts counts;
  bool clean() const { return total_finds == 0; }
};

/// Looks at every file and the index of a finished release (OUT/releases/<id>), one file at a time:
/// forbidden values, shapes of personal data, planned against written, digests, links, meta tags
/// and the index. Finds are no error; an error (`io`, `index`) means that the audit could not be
/// done, and so nothing may be published.
Result<AuditReport> audit(const AuditInput& input);

}  // namespace gongshi
