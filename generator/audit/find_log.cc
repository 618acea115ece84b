#include "audit/find_log.h"

#include <utility>

namespace gongshi {
namespace {
constexpr size_t kMost = 10000;
}  // namespace

void FindLog::add(AuditFind find, const std::string& cause, const std::string& linked) {
  if (entries_.size() >= kMost) {
    ++left_off_;
  } else {
    entries_.insert({std::move(find), cause, linked});
  }
}

void FindLog::take(FindLog& other) {
  left_off_ += other.left_off_;
  for (const Entry& entry : other.entries_) add(entry.find, entry.cause, entry.linked);
  other.entries_.clear();
}

void FindLog::finish(AuditReport& report) {
  std::map<std::string, std::set<std::string>> shown_by, owners;
  for (const auto& [find, cause, linked] : entries_)
    if (!cause.empty()) shown_by[cause].insert(find.key);
  std::vector<Entry> entries(entries_.begin(), entries_.end());
  for (auto& [find, cause, linked] : entries) {
    if (cause.empty()) continue;
    if (!linked.empty() && shown_by[cause].contains(linked)) find.key = linked;
    if (!find.key.empty()) owners[cause].insert(find.key);
  }
  std::set<AuditFind> finds;
  for (auto& [find, cause, linked] : entries) {
    const auto owner = owners.find(cause);
    if (!find.key.empty() || owner == owners.end()) {
      finds.insert(std::move(find));
      continue;
    }
    for (const std::string& key : owner->second) {
      find.key = key;
      finds.insert(find);
    }
  }
  report.finds.assign(finds.begin(), finds.end());
  report.total_finds = finds.size() + left_off_;
}

}  // namespace gongshi
