#pragma once

#include <string>
#include <vector>

#include "audit/audit.h"
#include "night/workspace.h"

namespace gongshi {

/// Audits a finished release with everything STATE knows of what must not appear in it. A clean
/// release may be published; STATE notes which. Parts that were taken over from `like` (by default the current
/// release), in which its audit found nothing, are looked through for what is new only, unless `everything` is asked for.
Result<AuditReport> audit_release(Workspace& work, const std::string& release, bool everything = false,
                                  const std::string& like = "");

/// Records that finds trace to, when each find traces to one and they are few; empty otherwise: then
/// the release is refused.
std::vector<std::string> traceable(const AuditReport& report);

/// Holds these records (`audit_find`) until their content changes or a review clears them.
Status hold_for_finds(Workspace& work, const std::vector<std::string>& keys);

}  // namespace gongshi
