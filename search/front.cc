#include "search/front.h"

namespace gongshi {

Result<std::shared_ptr<const SearchResult>> Front::result() const {
  const std::lock_guard lock(mutex_);
  if (!known_) {
    GONGSHI_ASSIGN(SearchResult found, search(index_, {}, true));
    known_ = std::make_shared<const SearchResult>(std::move(found));
  }
  return known_;
}

}  // namespace gongshi
