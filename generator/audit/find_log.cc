#include "audit/find_log.h"

#include <utility>

namespace gongshi {
namespace {
constexpr size_t kMost = 10000;
}  // namespace

void FindLog::add(AuditFind find, const std::string& cause) {
  if (entries_.size() >= kMost) {
    ++left_off_;
  } else {
    entries_.insert({std::move(find), cause});
  }
}

void FindLog::take(FindLog& other) {
  left_off_ += other.left_off_;
  for (const Entry& entry : other.entries_) add(entry.find, entry.cause);
  other.entries_.clear();
}

void FindLog::finish(AuditReport& report) {
  std::map<std::string, std::set<std::string>> owners;
  for (const auto& [find, cause] : entries_)
    if (!cause.empty() && !find.key.empty()) owners[cause].insert(find.key);
  std::set<AuditFind> finds;
  for (const auto& [find, cause] : entries_) {
    AuditFind traced = find;
    const auto owner = owners.find(cause);
    if (traced.key.empty() && owner != owners.end() && owner->second.size() == 1)
      traced.key = *owner->second.begin();
    finds.insert(std::move(traced));
  }
  report.finds.assign(finds.begin(), finds.end());
  report.total_finds = finds.size() + left_off_;
}

}  // namespace gongshi
