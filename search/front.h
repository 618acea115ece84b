#pragma once

#include <memory>
#include <mutex>

#include "search/query.h"

namespace gongshi {

/// The answer to a search that asks for nothing, with which the search page opens: the newest records and
/// the counts of all. Every record has its part in it, so it is worked out once for an index. May be asked
/// by several threads.
class Front {
 public:
  explicit Front(stdfs::path index) : index_(std::move(index)) {}

  /// Errors as those of search(); the next call tries again.
  Result<std::shared_ptr<const SearchResult>> result() const;

 private:
  const stdfs::path index_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const SearchResult> known_;
};

}  // namespace gongshi
