#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "night/workspace.h"

namespace gongshi {

/// What an audit has looked at and found nothing in, kept beside the release. The next audit need not look at the
/// same bytes for the same values again: in parts that were taken over it looks for what has been forbidden,
/// or is no longer public in its own right, since then. What only has the shape of personal data and was public in its own
/// right then, `audit --full` looks for again, each week.
struct Audited {
  std::string shared;                  ///< program, templates and configuration (shared_inputs)
  std::string allowed;                 ///< digest of AuditInput::allowed
  std::string index;                   ///< digest of the index
  std::set<std::string> parts;         ///< digests of partitions, and of files outside them
  /// Forbidden values with agency and month, as digests of eight bytes: those that stand in no allowed value,
  /// and those that do. Sorted.
  std::vector<uint64_t> values, excused;

  std::string text() const;
  /// Nothing where the text is none: then everything is looked at.
  static Audited parse(std::string_view text);
};

/// Beside a release: what its audit has looked at.
inline constexpr const char* kAuditedName = "audited.txt";

/// Tells an audit which parts of the release and which values the audit of `like` has settled, a release from which it
/// took parts over. `shared` and `index` are those of the release under audit. Errors `io`.
Status leave_settled(Workspace& work, const std::string& like, const std::string& shared, const std::string& index,
                     AuditInput& input);
/// Digest of what a release's index holds, the same for the same terms and documents. Errors `io`.
Result<std::string> index_digest(Workspace& work, const std::string& release);
/// Keeps what this audit has looked at, but for the partitions in which it found something, and for the index where
/// that is one of them. Errors `io`.
Status keep_audited(Workspace& work, const std::string& shared, const std::string& index, const AuditInput& input,
                    const AuditReport& report);
/// For a release made of parts of another.
Status pass_audited(Workspace& work, const std::string& from, const std::string& to);

}  // namespace gongshi
