#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "audit/addresses.h"
#include "audit/audit.h"
#include "audit/find_log.h"
#include "audit/forbidden.h"
#include "audit/page_check.h"
#include "audit/shapes.h"

namespace gongshi {

/// What all checks of files read and none changes.
struct FileSetting {
  const AuditInput& input;
  const stdfs::path& site;
  const Addresses& addresses;
  const Shapes& shapes;
  const Forbidden& forbidden;
  const Forbidden& new_forbidden;  ///< of the values that are not settled
  const std::unordered_set<std::string_view>& vanished_names;  ///< last segments of AuditInput::vanished
  std::mutex& documents;  ///< the libraries that read documents promise nothing to several threads
};

/// Looks at files one by one on one thread and keeps what it notes.
class FileCheck {
 public:
  explicit FileCheck(const FileSetting& setting)
      : setting_(setting), pages_(setting.addresses, setting.shapes, setting.input.metas, log_) {}

  /// One file of the web root; in a settled one only what has become forbidden or vanished since. `io`.
  Status check(const std::string& path);

  FindLog& log() { return log_; }
  PageCheck& pages() { return pages_; }
  const AuditCounts& counts() const { return counts_; }

 private:
  Status check_whole(const std::string& path);
  Status check_settled(const std::string& path);
  Status check_copy(const std::string& path, std::string_view bytes);
  void check_document(const Forbidden& forbidden, const std::string& path, std::string bytes);
  void check_forbidden(const Forbidden& forbidden, const std::string& path, std::string_view bytes);
  void check_shapes(const std::string& path, std::string_view bytes);
  bool names_vanished(std::string_view bytes) const;
  void opaque(const std::string& path, const std::string& why);
  std::pair<std::string, std::string> records_of(const std::string& path, std::string_view bytes, size_t offset) const;

  const FileSetting& setting_;
  FindLog log_;
  PageCheck pages_;
  AuditCounts counts_;
};

/// The lists and signatures of a release, which hold digests and names of files.
bool is_release_list(const std::string& path);

}  // namespace gongshi
