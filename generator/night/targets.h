#pragma once

#include <optional>
#include <string>
#include <vector>

#include "night/workspace.h"
#include "publish/push.h"
#include "release/signature.h"

namespace gongshi {

/// Switches readers to a finished release: signs it where the site says so, notes what comes down with it, and
/// points OUT/current to it. Errors: `bad_signing_key`, `io`, `no_release`.
Status switch_readers(Workspace& work, const std::string& release);

/// The same for a release that only takes down: a key that cannot be read is told (Workspace::note) and
/// keeps nothing standing.
Status switch_readers_down(Workspace& work, const std::string& release);

/// The key of site.json `signing`; none where nothing is signed. Errors: `bad_signing_key`, also for a key
/// that lies in the site folder or in OUT.
Result<std::optional<SignatureKey>> signing_key(Workspace& work);

/// Brings the current release to every target, each on its own, and strikes off the removals that a target
/// and its purge have confirmed.
Result<std::vector<Pushed>> push_to_targets(Workspace& work);

/// A removal that some target has not confirmed within three working days.
struct LateRemoval {
  KnownRemoval removal;
  Date due_on;
};
Result<std::vector<LateRemoval>> late_removals(Workspace& work);

}  // namespace gongshi
