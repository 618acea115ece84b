#pragma once

#include "base/fs.h"
#include "base/result.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

class IndexWriter {
 public:
  /// Writes the search index of an edition into `dir`, which must not exist or be empty; its parent
  /// must exist. One Xapian document per public record, newest first; the same edition gives the
  /// same documents, terms, values and metadata. Xapian writes beside it, in `<dir>.part`, which is
  /// gone afterwards, also after an error (`index`). Returns the number of documents.
  static Result<size_t> write_index(const Site& site, const Edition& edition,
                                    const stdfs::path& dir);

  /// Writes into `dir` the index in `from` without the documents of these addresses. Nothing of them stays in
  /// its bytes, and what is left keeps its order, so that it answers as one written anew.
  static Result<size_t> shrink_index(const stdfs::path& from, const std::vector<std::string>& addresses,
                                     const stdfs::path& dir);
};

}  // namespace gongshi
