#pragma once

#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "rules/public_record.h"
#include "search/document.h"
#include "site/site.h"

namespace gongshi {

/// Writes search indexes. A record's document depends on the record, its dataset's definition and the
/// name of its agency, on nothing else: not on other records, not on how the index came to be.
///
/// An index is made whole (write_index) or from parts (write_part, then join_parts): a part is one file
/// for the records of one partition, which need not be made again as long as they and the agencies'
/// names stay. Both ways give the same documents under the same numbers when the parts are partitions.
class IndexWriter {
 public:
  /// Writes the search index of an edition into `dir`, which must not exist or be empty; its parent
  /// must exist. One Xapian document per public record, by partition, newest first within one; the same edition
  /// gives the same documents, terms, values and metadata. Xapian writes beside it, in `<dir>.part*`,
  /// which is gone afterwards, also after an error (`index`). Up to `jobs` threads write.
  /// Returns the number of documents.
  static Result<size_t> write_index(const Site& site, const Edition& edition,
                                    const stdfs::path& dir, unsigned jobs = 1);

  /// Writes the part of one partition into one file, which must not exist. The same records give the
  /// same bytes. Records may come in any order.
  static Result<size_t> write_part(const Site& site, const std::vector<const PublicRecord*>& records,
                                   const AgencyNames& agencies, const stdfs::path& file);
  /// Joins parts into an index. `parts` in the order of datasets, then months.
  static Result<size_t> join_parts(const Site& site, const AgencyNames& agencies,
                                   const std::vector<stdfs::path>& parts, const stdfs::path& dir);
  /// Takes an index over whole, file by file as a second name of the same bytes; false where the disk knows none.
  static bool take_over(const stdfs::path& from, const stdfs::path& dir);
  /// Makes of `dir` an index that stands elsewhere: a stub that names `entries`, lines of Xapian's stub
  /// files (`remote 10.0.0.2:8081`, `auto /srv/part`). The first must be an index with metadata.
  static Status write_stub(Fs& fs, const std::vector<std::string>& entries, const stdfs::path& dir);

  /// The partition of a record: `decisions/2026-03`, `agencies`.
  static std::string partition(const PublicRecord& record);
};

}  // namespace gongshi
