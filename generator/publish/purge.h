#pragma once

#include "publish/push.h"

namespace gongshi {

/// Notes what is about to change at a target, so that its purge is told of it even when the run is killed
/// in between. Nothing for a target without a purge.
Status note_for_purge(Fs& fs, const Target& target, const PushOrder& order, const Changes& changes);

/// Tells the target's purge everything that was noted, and forgets it when the purge has said yes: a web
/// address by a status of 200 to 299, a command by ending 0. Errors: `purge`.
Status purge_noted(Fs& fs, const Target& target, const PushOrder& order);

}  // namespace gongshi
